import { type Color, hexColor, parseColor } from './color.ts';
import { derivePalette, type Measured, measure, nearestPassing } from './palette.ts';
import { type Brand, type PaletteToken, paletteTokens } from './schema.ts';
import type { Pair, Tokens } from './tokens.ts';

/** A color of a brand that cannot be used: what is wrong with it, and a color that can. */
export interface ColorProblem {
  /** Path of the color in brand.yaml. */
  path: string[];
  message: string;
  remedy: string;
}

/** The colors of a brand's pages. */
export interface BrandPalette {
  /** Every color of the site, those of the brand in their places. */
  tokens: Tokens;
  /** The colors that differ from the site's own. */
  own: ReadonlyMap<string, Pair>;
  problems: ColorProblem[];
}

function unreadable(path: string[], text: string): ColorProblem {
  return {
    path,
    message: `"${text}" is not a color.`,
    remedy: 'Write a CSS color, such as "#0a6e5c" (in quotes), teal or oklch(0.5 0.12 170).',
  };
}

/** A brand's palette: derived from the accent, except where the brand names colors itself; those are checked, not corrected. @param base the site's own colors. */
export function brandPalette(brand: Pick<Brand, 'accent' | 'palette'>, base: Tokens): BrandPalette {
  const accent = parseColor(brand.accent);
  if (!accent) return { tokens: base, own: new Map(), problems: [unreadable(['accent'], brand.accent)] };
  const own = new Map(derivePalette(accent, base));
  const problems: ColorProblem[] = [];
  for (const token of paletteTokens) {
    const named = brand.palette?.[token];
    if (!named) continue;
    const light = parseColor(named.light);
    const dark = parseColor(named.dark);
    if (!light) problems.push(unreadable(['palette', token, 'light'], named.light));
    if (!dark) problems.push(unreadable(['palette', token, 'dark'], named.dark));
    if (light && dark) own.set(token, { light, dark });
  }
  const tokens = new Map([...base, ...own]);
  const failing = measure(tokens).filter((row) => !row.passes);
  return { tokens, own, problems: [...problems, ...explainFailures(failing, tokens, brand)] };
}

/** Names the color to blame for each pair that fails, once per color: the token if the brand named it, else its ground. */
function explainFailures(failing: readonly Measured[], tokens: Tokens, brand: Pick<Brand, 'palette'>): ColorProblem[] {
  const problems = new Map<string, ColorProblem>();
  const named = (token: string): boolean => brand.palette?.[token as PaletteToken] !== undefined;
  for (const { token, ground, scheme, ratio, minimum } of failing) {
    const culprit = named(token) ? token : ground;
    const key = `${culprit} ${scheme}`;
    if (problems.has(key)) continue;
    const nearest = culprit === token ? nearestPassing(tokens, token, scheme) : undefined;
    problems.set(key, {
      path: ['palette', culprit, scheme],
      message: `--${token} on --${ground} has a contrast of ${ratio.toFixed(2)} on ${scheme} pages; at least ${minimum} is needed.`,
      remedy: nearest
        ? `The nearest color that passes is "${hexColor(nearest)}". Use it, or remove the line and let it be derived from the accent.`
        : `Make --${ground} ${scheme === 'light' ? 'lighter' : 'darker'}, or remove it and let it be derived from the accent.`,
    });
  }
  return [...problems.values()];
}

/** What becomes of a brand's color, as a sentence. */
export function accentText(accent: string, tokens: Tokens): string {
  const pair = tokens.get('overprint');
  if (!pair) return '';
  return `Your color ${accent} becomes ${hexColor(pair.light)} on light pages and ${hexColor(pair.dark)} on dark ones.`;
}

/** The contrast table as text for a terminal: a line per color, its contrast on each ground on light and on dark pages. */
export function contrastTable(tokens: Tokens): string {
  const rows = measure(tokens);
  const names = [...new Set(rows.map((row) => row.token))];
  const lines = names.map((token) => {
    const own = rows.filter((row) => row.token === token);
    const grounds = [...new Set(own.map((row) => row.ground))];
    const cells = grounds.map((ground) => {
      const ratios = own
        .filter((row) => row.ground === ground)
        .map(({ ratio, passes }) => `${ratio.toFixed(1)}${passes ? '' : ' TOO LOW'}`);
      return `${ground} ${ratios.join(' / ')}`.padEnd(21);
    });
    const needed = Math.max(...own.map((row) => row.minimum));
    return `  ${token.padEnd(15)}${`≥ ${needed}`.padEnd(7)}${cells.join('')}`.trimEnd();
  });
  return [`  ${'color'.padEnd(15)}${'needs'.padEnd(7)}contrast on light / on dark pages`, ...lines].join('\n');
}

/** A pair as brand.yaml writes it. */
export function pairText({ light, dark }: Pair, text: (color: Color) => string): { light: string; dark: string } {
  return { light: text(light), dark: text(dark) };
}
