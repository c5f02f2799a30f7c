import { brandPalette } from '../brand/brand-palette.ts';
import { hexColor } from '../brand/color.ts';
import { aspectRatio } from '../brand/image.ts';
import type { Brand } from '../brand/schema.ts';
import type { Tokens } from '../brand/tokens.ts';
import type { Curriculum } from '../curriculum/model.ts';
import type { Color } from './canvas.ts';
import { type CardStyle, LOGO_HEIGHT, SITE_STYLE } from './frame.ts';

const WIDEST = 480;

function bytes(hex: string): Color {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The style of a brand's cards: its light palette and its logo. @param logo text of an SVG, base64 of a PNG. */
export function brandStyle(brand: Pick<Brand, 'logo'>, tokens: Tokens, logo: string): CardStyle {
  const hex = (token: string): string => {
    const pair = tokens.get(token);
    if (!pair) throw new Error(`The palette has no --${token}.`);
    return hexColor(pair.light);
  };
  const path = brand.logo.light;
  const isPng = /\.png$/i.test(path);
  const data = isPng ? logo : Buffer.from(logo).toString('base64');
  return {
    paper: bytes(hex('paper')),
    ink: bytes(hex('ink')),
    muted: bytes(hex('muted')),
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

/** The style of a site's cards: that of the provider's brand, or the site's own. */
export function cardStyle({ layers }: Curriculum): CardStyle {
  const layer = layers.at(-1);
  if (!layer) return SITE_STYLE;
  const { brand, assets } = layer;
  return brandStyle(brand, brandPalette(brand).tokens, assets.get(brand.logo.light) ?? '');
}
