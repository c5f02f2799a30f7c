import sharp from 'sharp';
import { type Color, Ground, nearest } from './canvas.ts';
import { type CardStyle, frameSvg, HEIGHT, MARGIN, WIDTH } from './frame.ts';
import { glyph, missingIn, type Setting, SHADES, writable } from './glyphs.ts';
import { fitting, titleLines } from './lines.ts';

/** What a social image says. */
export interface SocialCard {
  /** Tag of the language that it is written in. */
  language: string;
  /** Small line above the title, such as course, leg and waypoint. What cannot be drawn is left out: `missingOn` names it. */
  label: readonly string[];
  title: string;
  /** Line above that of the lower edge: by whom, and who adapted it; none on cards that stand for no single work. */
  credit?: readonly string[];
  /** Line at the lower edge: who publishes it and under which license. */
  imprint: readonly string[];
}

const TITLE_SIZES = [84, 72, 60, 50, 42, 36];
const MOST_LINES = 3;

function mix(from: Color, to: Color, share: number): Color {
  const channel = (index: 0 | 1 | 2): number => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

const ramp = (paper: Color, color: Color): Color[] =>
  Array.from({ length: SHADES }, (_, step) => mix(paper, color, (step + 1) / SHADES));

interface Base {
  ground: Ground;
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
    ground: new Ground({ width: WIDTH, height: HEIGHT, pixels, palette }),
    shades: { ink: common.length, muted: common.length + SHADES },
  };
}

/** A line of text, how and where it is written. */
interface Line extends Setting {
  text: string;
  size: number;
  y: number;
  /** Palette index of its faintest shade. */
  first: number;
}

/** Sizes of the line with the credit, and of the others: long lists of names are set smaller. */
const CREDIT_SIZES = [24, 20, 17];
const LABEL_SIZES = [28, 24, 20];

/** Characters of a card that cannot be drawn, each once. */
export function missingOn({ label, title, credit = [], imprint, language }: SocialCard): string[] {
  return missingIn([...label, title, ...credit, ...imprint].join(' '), language);
}

/** The lines of a card, each as large as there is room for it. */
function linesOf(card: SocialCard, { ink, muted }: Base['shades']): Line[] {
  const { language } = card;
  const small = (parts: readonly string[], sizes: readonly number[], y: number): Line => {
    const text = parts
      .map((part) => writable(part, language))
      .filter(Boolean)
      .join(' · ');
    return { ...fitting(text, { weight: 500, language }, sizes), weight: 500, language, y, first: muted };
  };
  const title = titleLines(
    writable(card.title, language),
    { weight: 800, language },
    { sizes: TITLE_SIZES, most: MOST_LINES },
  );
  return [
    small(card.label, LABEL_SIZES, 132),
    ...title.lines.map((text, index): Line => {
      const y = Math.round(164 + title.size + index * title.size * 1.12);
      return { text, size: title.size, weight: 800, language, y, first: ink };
    }),
    small(card.credit ?? [], CREDIT_SIZES, 514),
    small(card.imprint, CREDIT_SIZES, 552),
  ];
}

/** Social image, 1200 × 630 PNG. Frame and letters are drawn once per build; a card only puts them together. */
export async function socialCard(card: SocialCard, style: CardStyle): Promise<Uint8Array> {
  const base = bases.get(style) ?? drawBase(style);
  bases.set(style, base);
  const { ground, shades } = await base;
  const lines = await Promise.all(
    linesOf(card, shades).map(async ({ text, size, weight, language, ...line }) => {
      const letters = await Promise.all([...text].map((character) => glyph(character, { weight, language }, size)));
      return { ...line, letters };
    }),
  );
  // From here on nobody waits: cards share their ground.
  for (const { letters, y, first } of lines) {
    let pen = MARGIN;
    for (const { advance, dots } of letters) {
      ground.draw(dots, { x: Math.round(pen), y, first });
      pen += advance;
    }
  }
  return ground.picture();
}
