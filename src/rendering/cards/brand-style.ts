import type { Edition } from '../../assembly/edition.ts';
import { bytesOf } from '../../curriculum/read.ts';
import { brandPalette } from '../../provider/brand/brand-palette.ts';
import { hexColor } from '../../provider/brand/color.ts';
import { aspectRatio } from '../../provider/brand/image.ts';
import type { Brand } from '../../provider/brand/schema.ts';
import type { Tokens } from '../../provider/brand/tokens.ts';
import { colorOf } from './canvas.ts';
import { socialCard } from './card.ts';
import { type CardStyle, LOGO_HEIGHT, SITE_STYLE } from './frame.ts';

const WIDEST = 480;

/** The style of a brand's cards: its light palette and its logo. @param logo content as read.ts keeps it. */
export function brandStyle(brand: Pick<Brand, 'logo'>, tokens: Tokens, logo: string): CardStyle {
  const hex = (token: string): string => {
    const pair = tokens.get(token);
    if (!pair) throw new Error(`The palette has no --${token}.`);
    return hexColor(pair.light);
  };
  const path = brand.logo.light;
  const isPng = /\.png$/i.test(path);
  const data = bytesOf(logo).toString('base64');
  return {
    paper: colorOf(hex('paper')),
    ink: colorOf(hex('ink')),
    muted: colorOf(hex('muted')),
    land: hex('land'),
    shoal: hex('shoal'),
    line: hex('line-strong'),
    overprint: hex('overprint'),
    logo: {
      href: `data:image/${isPng ? 'png' : 'svg+xml'};base64,${data}`,
      width: Math.min(WIDEST, Math.round(LOGO_HEIGHT * aspectRatio(path, logo))),
    },
  };
}

/** The card of a whole site under a brand that is only being made. @param logo path, and content as read.ts keeps it. */
export function brandCard(
  {
    name,
    tagline,
    url,
    language = 'en',
  }: { name: string; tagline: string | undefined; url: string; language?: string },
  tokens: Tokens,
  logo: { path: string; content: string },
): Promise<Uint8Array> {
  const style = brandStyle({ logo: { light: logo.path, dark: undefined } }, tokens, logo.content);
  return socialCard({ language, label: [name], title: tagline ?? name, imprint: [new URL(url).hostname] }, style);
}

/** The style of a site's cards: that of the provider's brand, or the site's own. */
export function cardStyle({ layers, tokens }: Edition): CardStyle {
  const layer = layers.at(-1);
  if (!layer) return SITE_STYLE;
  const { brand, assets } = layer;
  return brandStyle(brand, brandPalette(brand, tokens.colors).tokens, assets.get(brand.logo.light) ?? '');
}
