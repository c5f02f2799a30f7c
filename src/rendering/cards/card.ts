import sharp from 'sharp';
import { type Color, encodePng, type IndexedImage, nearest } from './canvas.ts';
import { type CardStyle, frameSvg, HEIGHT, MARGIN, WIDTH } from './frame.ts';
import { glyph, textWidth, type Weight, writable } from './glyphs.ts';

/** What a social image says. */
export interface SocialCard {
  /** Small line above the title, such as course, leg and waypoint; parts that the font cannot write are left out. */
  label: readonly string[];
  title: string;
  /** Line above that of the lower edge: by whom, and who adapted it; none on cards that stand for no single work. */
  credit?: readonly string[];
  /** Line at the lower edge: who publishes it and under which license; parts that the font cannot write are left out. */
  imprint: readonly string[];
}

/** Steps between paper and ink: enough for smooth letters. */
const SHADES = 16;
const TITLE_SIZES = [84, 72, 60, 50, 42];
const MOST_LINES = 3;

function mix(from: Color, to: Color, share: number): Color {
  const channel = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

const ramp = (paper: Color, color: Color): Color[] =>
  Array.from({ length: SHADES }, (_, step) => mix(paper, color, (step + 1) / SHADES));

interface Base extends IndexedImage {
  /** Index of the first shade of each ink. */
  shades: { ink: number; muted: number };
}

const bases = new Map<CardStyle, Promise<Base>>();

/** The frame, drawn once per style: its commonest colors and the shades of the inks make the palette. */
async function drawBase(style: CardStyle): Promise<Base> {
  const { data, info } = await sharp(Buffer.from(frameSvg(style)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const counts = new Map<number, number>();
  const colorAt = (offset: number): number =>
    ((data[offset] ?? 0) << 16) | ((data[offset + 1] ?? 0) << 8) | (data[offset + 2] ?? 0);
  for (let offset = 0; offset < data.length; offset += info.channels) {
    const color = colorAt(offset);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 256 - 2 * SHADES);
  const unpack = (color: number): Color => [color >> 16, (color >> 8) & 255, color & 255];
  const palette = [
    ...common.map(([color]) => unpack(color)),
    ...ramp(style.paper, style.ink),
    ...ramp(style.paper, style.muted),
  ];
  const index = new Map(common.map(([color], position) => [color, position]));
  const pixels = new Uint8Array(WIDTH * HEIGHT);
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    const color = colorAt(pixel * info.channels);
    let position = index.get(color);
    if (position === undefined) {
      position = nearest(palette, unpack(color));
      index.set(color, position);
    }
    pixels[pixel] = position;
  }
  return {
    width: WIDTH,
    height: HEIGHT,
    pixels,
    palette,
    shades: { ink: common.length, muted: common.length + SHADES },
  };
}

async function write(
  image: IndexedImage,
  text: string,
  { weight, size, x, y, firstShade }: { weight: Weight; size: number; x: number; y: number; firstShade: number },
): Promise<void> {
  let pen = x;
  for (const character of text) {
    const { advance, left, top, width, height, coverage } = await glyph(character, weight, size);
    const originX = Math.round(pen) + left;
    for (let row = 0; row < height; row++) {
      const line = (y - top + row) * WIDTH + originX;
      for (let column = 0; column < width; column++) {
        const shade = Math.round(((coverage[row * width + column] ?? 0) * SHADES) / 255);
        if (shade > 0) image.pixels[line + column] = firstShade + shade - 1;
      }
    }
    pen += advance;
  }
}

/** Breaks a title into lines that fit. */
function wrap(text: string, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(`${last} ${word}`, 800, size) <= WIDTH - 2 * MARGIN)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Sizes of the line with the credit: long lists of names are set smaller. */
const CREDIT_SIZES = [24, 20, 17];

/** A line in the largest size in which it fits; in the smallest it ends with "…" where there is no more room. */
function fitting(text: string): { text: string; size: number } {
  const fits = (line: string, size: number): boolean => textWidth(line, 500, size) <= WIDTH - 2 * MARGIN;
  const size = CREDIT_SIZES.find((candidate) => fits(text, candidate));
  if (size !== undefined) return { text, size };
  const smallest = CREDIT_SIZES.at(-1) ?? 0;
  let cut = [...text];
  while (cut.length > 0 && !fits(`${cut.join('')} …`, smallest)) cut = cut.slice(0, -1);
  return { text: `${cut.join('').trimEnd()} …`, size: smallest };
}

/** Social image, 1200 × 630 PNG. Frame and letters are drawn once per build; a card only puts them together. */
export async function socialCard(card: SocialCard, style: CardStyle): Promise<Uint8Array> {
  const base = bases.get(style) ?? drawBase(style);
  bases.set(style, base);
  const { shades, ...frame } = await base;
  const image = { ...frame, pixels: frame.pixels.slice() };
  // The font has Latin letters only; a logo says the rest.
  const written = (parts: readonly string[]): string => parts.map(writable).filter(Boolean).join(' · ');
  const title = writable(card.title) || written(card.imprint);
  const size = TITLE_SIZES.find((candidate) => wrap(title, candidate).length <= MOST_LINES) ?? 36;
  await write(image, written(card.label), { weight: 500, size: 28, x: MARGIN, y: 132, firstShade: shades.muted });
  let y = 164 + size;
  for (const line of wrap(title, size)) {
    await write(image, line, { weight: 800, size, x: MARGIN, y: Math.round(y), firstShade: shades.ink });
    y += size * 1.12;
  }
  const { text: credit, size: creditSize } = fitting(written(card.credit ?? []));
  await write(image, credit, { weight: 500, size: creditSize, x: MARGIN, y: 514, firstShade: shades.muted });
  await write(image, written(card.imprint), { weight: 500, size: 24, x: MARGIN, y: 552, firstShade: shades.muted });
  return encodePng(image);
}
