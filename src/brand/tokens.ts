import { readFileSync } from 'node:fs';
import { type Color, parseColor } from './color.ts';

/** A colour for light pages and one for dark pages. */
export interface Pair {
  light: Color;
  dark: Color;
}

/** Colours by the name of their token, without the leading dashes. */
export type Tokens = ReadonlyMap<string, Pair>;

const DECLARATION = /--([\w-]+):\s*light-dark\(\s*(\w+\([^)]*\)|[#\w]+)\s*,\s*(\w+\([^)]*\)|[#\w]+)\s*\)/g;

/** Colours that a style sheet declares as `--name: light-dark(…, …)`. */
export function readTokens(css: string): Map<string, Pair> {
  const tokens = new Map<string, Pair>();
  for (const [, name = '', light = '', dark = ''] of css.matchAll(DECLARATION)) {
    const pair = { light: parseColor(light), dark: parseColor(dark) };
    if (pair.light && pair.dark) tokens.set(name, { light: pair.light, dark: pair.dark });
  }
  return tokens;
}

let known: Tokens | undefined;

/** The colours of the site without a brand, from src/styles/tokens.css. */
export function siteTokens(): Tokens {
  known ??= readTokens(readFileSync('src/styles/tokens.css', 'utf8'));
  return known;
}
