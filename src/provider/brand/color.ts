import type { Oklch } from 'culori';
import culori from 'culori/require';

const { converter, formatHex, parse, toGamut, wcagContrast } = culori;

/** A color by its lightness (0 to 1), chroma (0 to about 0.4) and hue (degrees). */
export interface Color {
  lightness: number;
  chroma: number;
  hue: number;
}

const toOklch = converter('oklch');
const intoScreen = toGamut('rgb', 'oklch');
const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** A CSS color as OKLCH; undefined if it is none. What no screen can show is brought to the nearest color that it can. */
export function parseColor(text: string): Color | undefined {
  const parsed = parse(text);
  return parsed && fromCulori(toOklch(intoScreen(parsed)));
}

function fromCulori(color: Oklch): Color {
  const chroma = round(color.c, 4);
  return { lightness: round(color.l, 4), chroma, hue: chroma === 0 ? 0 : round(color.h ?? 0, 2) };
}

function toCulori({ lightness, chroma, hue }: Color): Oklch {
  return { mode: 'oklch', l: lightness, c: chroma, h: hue };
}

/** The color nearest to the given one that screens can show. */
export function onScreen(color: Color): Color {
  return fromCulori(toOklch(intoScreen(toCulori(color))));
}

/** A color as CSS. */
export function cssColor({ lightness, chroma, hue }: Color): string {
  return `oklch(${lightness} ${chroma} ${hue})`;
}

/** A color as #rrggbb. */
export function hexColor(color: Color): string {
  return formatHex(toCulori(onScreen(color)));
}

/** Contrast after WCAG 2: 1 (none) to 21 (black on white). */
export function contrast(one: Color, other: Color): number {
  return wcagContrast(toCulori(onScreen(one)), toCulori(onScreen(other)));
}

const STEP = 0.005;

/**
 * The color of the same hue, as near in lightness as can be, that has at least a contrast on every ground; undefined if
 * there is none.
 */
export function legible(color: Color, grounds: readonly Color[], minimum: number): Color | undefined {
  const passes = (candidate: Color): boolean => grounds.every((ground) => contrast(candidate, ground) >= minimum);
  for (let distance = 0; distance <= 1; distance += STEP) {
    for (const lightness of [color.lightness - distance, color.lightness + distance]) {
      if (lightness < 0 || lightness > 1) continue;
      const candidate = onScreen({ ...color, lightness });
      if (passes(candidate)) return candidate;
    }
  }
  return undefined;
}
