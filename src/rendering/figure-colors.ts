import culori from 'culori/require';

const { converter, parse } = culori;

const toOklch = converter('oklch');

/** Grays become tokens of the page, by lightness: what is lighter than a bound takes its token. */
const GRAYS: readonly (readonly [number, string])[] = [
  [0.985, 'paper'],
  [0.93, 'n1'],
  [0.8, 'line'],
  [0.53, 'line-strong'],
  [0.36, 'muted'],
  [0, 'ink'],
];
/** Less chroma than this is gray to the eye. */
const GRAY = 0.05;

/** Hues of figures, up to which angle each goes: pink, red, yellow, green, blue, violet. */
const HUES: readonly (readonly [number, string])[] = [
  [10, 'p'],
  [45, 'r'],
  [112, 'y'],
  [170, 'g'],
  [277, 'b'],
  [325, 'v'],
  [361, 'p'],
];

/** Lightness down to which a color is a wash behind text, and one that fills shapes; darker ones draw lines and letters. */
const WASH = 0.885;
const FILL = 0.6;

/**
 * The token for a color of a drawing, as `var(--…)`: the hue stays, the lightness follows the scheme of the page. Undefined for what
 * is no color, such as `none`, and for what has none of its own, such as `currentColor`.
 */
export function figureColor(color: string): string | undefined {
  const parsed = parse(color.trim());
  const found = parsed && toOklch(parsed);
  if (!found || found.alpha === 0) return undefined;
  const { l, c, h = 0 } = found;
  // Very light and very dark colors look gray although they have a hue.
  if (c < GRAY && !(l > 0.9 && c > 0.018 && l < 0.985)) {
    return `var(--${GRAYS.find(([bound]) => l >= bound)?.[1] ?? 'ink'})`;
  }
  const hue = HUES.find(([end]) => h < end)?.[1] ?? 'b';
  return `var(--${hue}${l >= WASH ? 1 : l >= FILL ? 2 : 3})`;
}
