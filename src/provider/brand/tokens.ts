import { type Color, parseColor } from './color.ts';
import { customProperties, lightAndDark } from './declarations.ts';

/** A color for light pages and one for dark pages. */
export interface Pair {
  light: Color;
  dark: Color;
}

/** Colors by the name of their token, without the leading dashes. */
export type Tokens = ReadonlyMap<string, Pair>;

/** Colors that a style sheet declares, as `--name: light-dark(…, …)` or one for both. */
export function readTokens(css: string): Map<string, Pair> {
  const tokens = new Map<string, Pair>();
  for (const { name, value } of customProperties(css)) {
    const pair = lightAndDark(value);
    const [light, dark] = [parseColor(pair.light), parseColor(pair.dark)];
    if (light && dark) tokens.set(name, { light, dark });
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
  return { colors: readTokens(css), properties: new Set(customProperties(css).map(({ name }) => name)) };
}
