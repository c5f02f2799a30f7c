import { readFileSync } from 'node:fs';
import type { Edition } from '../assembly/edition.ts';
import { sourcePaths } from '../cli/source-paths.ts';
import { brandPalette } from '../provider/brand/brand-palette.ts';
import { hexColor } from '../provider/brand/color.ts';
import { readTokens } from '../provider/brand/tokens.ts';

/** A color on light and on dark pages, as #rrggbb. */
export interface ColorPair {
  light: string;
  dark: string;
}

/** A custom property that stands for a color by another name, as diagrams have them. */
const ALIAS = /--([\w-]+):\s*var\(--([\w-]+)\);/g;

/** The colors of an edition by their names, without dashes before them: those of its brand, those of figures, and those that diagrams have other names for. */
export function colorsOf({ layers, tokens }: Pick<Edition, 'layers' | 'tokens'>): Map<string, ColorPair> {
  const layer = layers.at(-1);
  const page = layer ? brandPalette(layer.brand, tokens.colors).tokens : tokens.colors;
  const css = readFileSync(sourcePaths.figureColors, 'utf8');
  const colors = new Map(
    [...readTokens(css), ...page].map(([name, { light, dark }]) => [
      name,
      { light: hexColor(light), dark: hexColor(dark) },
    ]),
  );
  for (const [, alias = '', name = ''] of css.matchAll(ALIAS)) {
    const color = colors.get(name);
    if (color) colors.set(alias, color);
  }
  return colors;
}

/** Colors as custom properties, for readers and players that follow the scheme of their device. */
export function colorProperties(colors: ReadonlyMap<string, ColorPair>): string {
  const all = (scheme: keyof ColorPair): string =>
    [...colors].map(([name, pair]) => `--${name}:${pair[scheme]}`).join(';');
  return `:root{color-scheme:light dark;${all('light')}}\n@media (prefers-color-scheme:dark){:root{${all('dark')}}}\n`;
}
