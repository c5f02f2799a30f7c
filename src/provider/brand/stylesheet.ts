import { type BrandPalette, pairText } from './brand-palette.ts';
import { cssColor } from './color.ts';
import type { Brand } from './schema.ts';

const RADII = { sharp: '2px', soft: '6px', round: '12px' } as const;
const FAMILIES = { text: 'Brand text', code: 'Brand code' } as const;
const FALLBACKS = {
  text: '"Atkinson Next fallback", "Atkinson Next fallback Roboto", sans-serif',
  code: '"Atkinson Mono fallback", monospace',
} as const;

/** A font's faces and the token that uses them. @param address address of a file below the layer's folder. */
function fontCss(use: 'text' | 'code', fonts: Brand['fonts'], address: (file: string) => string): string[] {
  const font = fonts[use];
  if (!font) return [];
  const faces = font.files.map(
    ({ file, weight, style }) =>
      `@font-face{font-family:"${FAMILIES[use]}";font-weight:${weight};font-style:${style};font-display:swap;src:url("${address(file)}") format("woff2")}`,
  );
  return [...faces, `:root{--${use}:"${FAMILIES[use]}",${FALLBACKS[use]}}`];
}

/**
 * The style sheet of a brand: its colors, corners and fonts in place of the site's, then its theme.
 * It lies in no layer, and so wins over the site's own, which all do; the theme comes last, and so wins over the palette.
 */
export function brandStylesheet(
  brand: Brand,
  palette: BrandPalette,
  theme: string | undefined,
  address: (file: string) => string,
): string {
  const colors = [...palette.own].map(([name, pair]) => {
    const { light, dark } = pairText(pair, cssColor);
    return `--${name}:light-dark(${light},${dark});`;
  });
  return [
    `:root{${colors.join('')}--radius:${RADII[brand.corners]}}`,
    ...fontCss('text', brand.fonts, address),
    ...fontCss('code', brand.fonts, address),
    ...(theme === undefined ? [] : [theme]),
    '',
  ].join('\n');
}
