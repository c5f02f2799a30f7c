import { type Color, parseColor } from './color.ts';

/** A colour for light pages and one for dark pages. */
export interface Pair {
  light: Color;
  dark: Color;
}

/** Colours by the name of their token, without the leading dashes. */
export type Tokens = ReadonlyMap<string, Pair>;

/** A colour that is the same on light and dark pages. */
const PLAIN = /--([\w-]+):\s*((?:oklch|oklab|rgb|hsl|hwb|lab|lch|color)a?\([^)]*\)|#[0-9a-f]{3,8}|[a-z]+)\s*(?=[;}])/gi;
const DECLARATION = /--([\w-]+):\s*light-dark\(\s*(\w+\([^)]*\)|[#\w]+)\s*,\s*(\w+\([^)]*\)|[#\w]+)\s*\)/g;

/** Colours that a style sheet declares, as `--name: light-dark(…, …)` or one for both. */
export function readTokens(css: string): Map<string, Pair> {
  const tokens = new Map<string, Pair>();
  for (const [, name = '', text = ''] of css.matchAll(PLAIN)) {
    const color = parseColor(text);
    if (color) tokens.set(name, { light: color, dark: color });
  }
  for (const [, name = '', light = '', dark = ''] of css.matchAll(DECLARATION)) {
    const pair = { light: parseColor(light), dark: parseColor(dark) };
    if (pair.light && pair.dark) tokens.set(name, { light: pair.light, dark: pair.dark });
  }
  return tokens;
}

/** What the site's own style sheet declares, as far as a brand may set it. */
export interface DesignTokens {
  colors: Tokens;
  /** Names of all custom properties, without the leading dashes. */
  properties: ReadonlySet<string>;
}

/** The tokens of a style sheet. */
export function designTokens(css: string): DesignTokens {
  return {
    colors: readTokens(css),
    properties: new Set([...css.matchAll(/--([\w-]+):/g)].map(([, name = '']) => name)),
  };
}
