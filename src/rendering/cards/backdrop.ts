import { type Color, type Dots, Ground, nearest, type Place } from './canvas.ts';
import { glyph, type Setting, SHADES } from './glyphs.ts';

/** What many pictures have in common, with the inks that they are written in. */
export interface Backdrop {
  ground: Ground;
  /** Palette index of the faintest shade of each ink, in their order. */
  shades: readonly number[];
}

/** A line of text, how and where it is written. */
export interface Line extends Setting {
  text: string;
  size: number;
  /** Where its first letter begins, and its baseline. */
  x: number;
  y: number;
  /** Palette index of its faintest shade. */
  first: number;
}

function mix(from: Color, to: Color, share: number): Color {
  const channel = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2), 255];
}

const ramp = (paper: Color, color: Color): Color[] =>
  Array.from({ length: SHADES }, (_, step) => mix(paper, color, (step + 1) / SHADES));

/**
 * Draws SVG, once for many pictures: its commonest colors, and the shades of some inks, make the palette. What has no color lets shine
 * through what lies behind.
 * @param paper what is written upon, as it is where letters will stand
 */
export async function drawBackdrop(svg: string, paper: Color, inks: readonly Color[]): Promise<Backdrop> {
  // Only whoever draws loads what draws.
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const colors = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256 - inks.length * SHADES);
  // Bytes stand in memory as the picture has them, whatever machine this is.
  const unpack = (color: number): Color => {
    const [red = 0, green = 0, blue = 0, alpha = 0] = new Uint8Array(Uint32Array.of(color).buffer);
    return [red, green, blue, alpha];
  };
  const palette = [...common.map(([color]) => unpack(color)), ...inks.flatMap((ink) => ramp(paper, ink))];
  const index = new Map(common.map(([color], position) => [color, position]));
  const pixels = new Uint8Array(width * height);
  colors.forEach((color, pixel) => {
    let position = index.get(color);
    if (position === undefined) {
      position = nearest(palette, unpack(color));
      index.set(color, position);
    }
    pixels[pixel] = position;
  });
  return {
    ground: new Ground({ width, height, pixels, palette }),
    shades: inks.map((_, place) => common.length + place * SHADES),
  };
}

/** A picture of lines of text on a ground that others use as well, as PNG. @param marks what is drawn besides */
export async function written(
  ground: Ground,
  lines: readonly Line[],
  marks: readonly { dots: Dots; place: Place }[] = [],
): Promise<Uint8Array> {
  const set = await Promise.all(
    lines.map(async ({ text, size, weight, language, ...line }) => {
      const letters = await Promise.all([...text].map((character) => glyph(character, { weight, language }, size)));
      return { ...line, letters };
    }),
  );
  // From here on nobody waits: pictures share their ground.
  for (const { dots, place } of marks) ground.draw(dots, place);
  for (const { letters, x, y, first } of set) {
    let pen = x;
    for (const { advance, dots } of letters) {
      ground.draw(dots, { x: Math.round(pen), y, first });
      pen += advance;
    }
  }
  return ground.picture();
}
