import { type Color, contrast, legible, onScreen } from './color.ts';
import type { Pair, Tokens } from './tokens.ts';

export const schemes = ['light', 'dark'] as const;
export type Scheme = (typeof schemes)[number];

/** Contrast that WCAG 2 asks of text (AA). */
const TEXT = 4.5;
/** Contrast that WCAG 2 asks of what is no text but carries meaning, such as focus. */
const SHAPE = 3;

const GROUNDS = ['paper', 'land', 'shoal'];
const INKS = ['ink', 'muted', 'deep', 'overprint', 'port', 'starboard'];

/** A pair of colors that has to be told apart. */
export interface Requirement {
  token: string;
  ground: string;
  minimum: number;
}

/** The contrast table: every pair that stands on a page, with the least contrast it needs. */
export function requirements(tokens: Tokens): Requirement[] {
  const codeInks = [...tokens.keys()].filter((name) => name.startsWith('code-'));
  const on = (names: readonly string[], grounds: readonly string[], minimum: number): Requirement[] =>
    names.flatMap((token) => grounds.map((ground) => ({ token, ground, minimum })));
  return [
    ...on([...INKS, ...codeInks], GROUNDS, TEXT),
    ...on(['ink', ...codeInks], ['mark'], TEXT),
    ...on(['on-overprint'], ['overprint'], TEXT),
    ...on(['line-strong'], ['paper'], SHAPE),
  ];
}

/** A row of the contrast table as it was measured. */
export interface Measured extends Requirement {
  scheme: Scheme;
  /** Contrast, 1 to 21. */
  ratio: number;
  passes: boolean;
}

/** Measures every pair of the contrast table in both schemes. */
export function measure(tokens: Tokens): Measured[] {
  return requirements(tokens).flatMap((requirement) =>
    schemes.flatMap((scheme) => {
      const color = tokens.get(requirement.token)?.[scheme];
      const ground = tokens.get(requirement.ground)?.[scheme];
      if (!color || !ground) return [];
      const ratio = contrast(color, ground);
      return [{ ...requirement, scheme, ratio, passes: ratio >= requirement.minimum }];
    }),
  );
}

/** The nearest color for a token that passes on all its grounds; undefined if there is none of its hue. */
export function nearestPassing(tokens: Tokens, token: string, scheme: Scheme): Color | undefined {
  const color = tokens.get(token)?.[scheme];
  const rows = requirements(tokens).filter((row) => row.token === token);
  const grounds = rows.flatMap((row) => tokens.get(row.ground)?.[scheme] ?? []);
  return color && legible(color, grounds, Math.max(...rows.map((row) => row.minimum)));
}

/** Colors that are only a touch of the accent: lightness and chroma for light and dark. */
const TINTS: Readonly<Record<string, { light: [number, number]; dark: [number, number] }>> = {
  shoal: { light: [0.965, 0.015], dark: [0.23, 0.025] },
  line: { light: [0.82, 0.02], dark: [0.38, 0.025] },
  'line-strong': { light: [0.58, 0.025], dark: [0.56, 0.02] },
};

/** Below this chroma a color has no hue worth speaking of: tints of it stay gray. */
const GREY = 0.02;

/**
 * A palette from one accent color: the accent itself as far as it is legible, links of its hue, and grounds and lines
 * with a touch of it. Every color is corrected until each pair of the contrast table passes.
 * @param base the colors that stay as they are. @throws if no lightness of the accent passes, which no accent causes.
 */
export function derivePalette(accent: Color, base: Tokens): Map<string, Pair> {
  const { hue } = accent;
  const share = Math.min(1, accent.chroma / GREY);
  const tokens = new Map(base);
  for (const [name, { light, dark }] of Object.entries(TINTS)) {
    const tint = ([lightness, chroma]: [number, number]): Color => onScreen({ lightness, chroma: chroma * share, hue });
    tokens.set(name, { light: tint(light), dark: tint(dark) });
  }
  tokens.set('overprint', {
    light: accent,
    dark: onScreen({ lightness: Math.max(0.74, accent.lightness), chroma: Math.min(accent.chroma, 0.14), hue }),
  });
  tokens.set('deep', {
    light: onScreen({ lightness: 0.45, chroma: Math.min(accent.chroma, 0.11), hue }),
    dark: onScreen({ lightness: 0.78, chroma: Math.min(accent.chroma, 0.09), hue }),
  });
  tokens.set('on-overprint', {
    light: onScreen({ lightness: 0.99, chroma: 0.005, hue }),
    dark: onScreen({ lightness: 0.17, chroma: 0.03 * share, hue }),
  });
  const derived = [...Object.keys(TINTS), 'overprint', 'deep', 'on-overprint'];
  for (const name of ['line-strong', 'overprint', 'deep', 'on-overprint']) {
    const corrected = { light: nearestPassing(tokens, name, 'light'), dark: nearestPassing(tokens, name, 'dark') };
    if (!corrected.light || !corrected.dark) throw new Error(`No lightness of --${name} is legible.`);
    tokens.set(name, { light: corrected.light, dark: corrected.dark });
  }
  return new Map([...tokens].filter(([name]) => derived.includes(name)));
}
