import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkitten';
import sharp from 'sharp';

/** Weights that cards are set in; static fonts, because the library cannot vary a WOFF2 file. */
export type Weight = 500 | 800;

/** A character as a mask of coverage, 0 to 255, with where it stands relative to the pen. */
export interface Glyph {
  /** How far the pen moves on, in pixels. */
  advance: number;
  left: number;
  /** Rows above the baseline. */
  top: number;
  width: number;
  height: number;
  coverage: Uint8Array;
}

const FOLDER = 'node_modules/@fontsource/atkinson-hyperlegible-next/files';
/** Letters of most European languages, then those that only some of them have. */
const SUBSETS = ['latin', 'latin-ext'];
const fonts = new Map<Weight, Font[]>();
const glyphs = new Map<string, Promise<Glyph>>();

function fontsOf(weight: Weight): Font[] {
  const known = fonts.get(weight);
  if (known) return known;
  const read = SUBSETS.map(
    (subset) => create(readFileSync(`${FOLDER}/atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`)) as Font,
  );
  fonts.set(weight, read);
  return read;
}

/** A character in a weight: the font that draws it, whether that font has it, and how far it moves the pen. */
interface Letter {
  font: Font;
  known: boolean;
  /** Share of the size of the font. */
  advance: number;
}

const letters = new Map<string, Letter>();

/** A character in a weight, looked up once: thousands of cards are set in the same letters. */
function letterOf(weight: Weight, character: string): Letter {
  const key = character + weight;
  const before = letters.get(key);
  if (before) return before;
  const point = character.codePointAt(0) ?? 0;
  const all = fontsOf(weight);
  const found = all.find((font) => font.hasGlyphForCodePoint(point));
  const font = found ?? all[0];
  if (!font) throw new Error('There is no font for social images.');
  const advance = font.glyphForCodePoint(point).advanceWidth / font.unitsPerEm;
  const letter = { font, known: found !== undefined, advance };
  letters.set(key, letter);
  return letter;
}

/** Share of its letters without which a text is not itself any more. */
const ESSENTIAL = 0.6;

/** A text without the letters that the font lacks; nothing if too little of it is left. */
export function writable(text: string): string {
  const all = [...text];
  const known = all.filter((character) => letterOf(500, character).known);
  return known.length < all.length * ESSENTIAL ? '' : known.join('').replace(/\s+/g, ' ').trim();
}

/** Width of a text, in pixels. */
export function textWidth(text: string, weight: Weight, size: number): number {
  return [...text].reduce((sum, character) => sum + letterOf(weight, character).advance * size, 0);
}

async function rasterize(character: string, weight: Weight, size: number): Promise<Glyph> {
  const { font } = letterOf(weight, character);
  const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const scale = size / font.unitsPerEm;
  const advance = found.advanceWidth * scale;
  const { minX, minY, maxX, maxY } = found.path.bbox;
  if (!(maxX > minX && maxY > minY))
    return { advance, left: 0, top: 0, width: 0, height: 0, coverage: new Uint8Array() };
  const left = Math.floor(minX * scale) - 1;
  const top = Math.ceil(maxY * scale) + 1;
  const width = Math.ceil(maxX * scale) + 1 - left;
  const height = top - (Math.floor(minY * scale) - 1);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path transform="translate(${-left} ${top}) scale(${scale} ${-scale})" d="${found.path.toSVG()}"/></svg>`;
  const coverage = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer();
  return { advance, left, top, width, height, coverage: new Uint8Array(coverage) };
}

/** A character at a size; each is drawn once and kept. Characters the font lacks come as its replacement glyph. */
export function glyph(character: string, weight: Weight, size: number): Promise<Glyph> {
  const key = `${character}${weight}/${size}`;
  const known = glyphs.get(key);
  if (known) return known;
  const drawn = rasterize(character, weight, size);
  glyphs.set(key, drawn);
  return drawn;
}
