import { relocated } from '../curriculum/patched-text.ts';
import type { Finding } from '../findings/finding.ts';
import { type Analytics, analyticsOf } from '../provider/brand/analytics.ts';
import { type BrandPalette, brandPalette } from '../provider/brand/brand-palette.ts';
import { hexColor } from '../provider/brand/color.ts';
import { aspectRatio } from '../provider/brand/image.ts';
import type { Brand } from '../provider/brand/schema.ts';
import type { SlotName } from '../provider/brand/slots.ts';
import { brandStylesheet } from '../provider/brand/stylesheet.ts';
import type { Layer } from '../provider/layers/layer.ts';
import { renderSlot } from '../rendering/slot.ts';
import { failOnErrors, getCurriculum } from './curriculum.ts';
import { paths, t } from './site.ts';
import { counterPath } from './site-policy.ts';

/** What a fork puts in place of ours. */
export interface SiteBrand {
  brand: Brand;
  layer: Layer;
  palette: BrandPalette;
  analytics: Analytics | undefined;
  logo: { light: string; dark: string; width: number; height: number };
  /** Whether the logo is wide, and so probably spells the name. */
  wordmark: boolean;
}

/** Height of a logo in the header, in CSS pixels. */
const LOGO_HEIGHT = 32;
/** From this width to height on, a logo is taken for a wordmark. */
const WORDMARK = 2;

/** Address of a file of the layer, such as assets/logo.svg. */
export function brandAddress(file: string): string {
  return paths.page(`brand/${file.split('/').map(encodeURIComponent).join('/')}`);
}

/** A link of a provider: a path of the site, such as /classes/, or an address elsewhere. */
export function brandLink({ url, label }: Brand['footer'][number]): { href: string; label: string } {
  return { href: url.startsWith('/') ? paths.page(url.slice(1)) : url, label };
}

/** Address of a script that counts visits: of the provider's files, elsewhere, or at the root of the site. */
export function scriptAddress(script: string): string {
  const own = counterPath(script);
  return own === undefined ? script : paths.page(own);
}

function read(): SiteBrand | undefined {
  const layer = getCurriculum().layers.at(-1);
  if (!layer) return undefined;
  const { brand } = layer;
  const ratio = aspectRatio(brand.logo.light, layer.assets.get(brand.logo.light) ?? '');
  return {
    brand,
    layer,
    palette: brandPalette(brand, getCurriculum().tokens.colors),
    analytics: analyticsOf(brand),
    logo: {
      light: brandAddress(brand.logo.light),
      dark: brandAddress(brand.logo.dark ?? brand.logo.light),
      width: Math.round(LOGO_HEIGHT * ratio),
      height: LOGO_HEIGHT,
    },
    wordmark: ratio >= WORDMARK,
  };
}

/** The brand of a fork; undefined in the original. */
export const siteBrand = read();

/** The brand's style sheet. */
export function brandCss({ brand, palette, layer }: SiteBrand): string {
  return brandStylesheet(brand, palette, layer.theme, brandAddress);
}

function readPageColors(): { light: string; dark: string } {
  const paper = (siteBrand?.palette.tokens ?? getCurriculum().tokens.colors).get('paper');
  if (!paper) throw new Error('The palette has no --paper.');
  return { light: hexColor(paper.light), dark: hexColor(paper.dark) };
}

/** Color of the page in browsers' own bars, as #rrggbb. */
export const pageColors = readPageColors();

const slots = new Map<SlotName, string>();
const findings: Finding[] = [];
for (const slot of siteBrand?.layer.slots ?? []) {
  const rendered = renderSlot(slot, getCurriculum(), paths, t);
  findings.push(...rendered.findings.map((found) => relocated(getCurriculum().patched, found)));
  slots.set(slot.name, rendered.html);
}
failOnErrors(findings);

/** HTML of a slot that the provider fills; undefined if it does not. */
export function slotHtml(name: SlotName): string | undefined {
  return slots.get(name);
}
