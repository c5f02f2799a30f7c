import sharp from 'sharp';
import { type Face, faceOf, type Weight } from './fonts.ts';

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

/** How letters are set: characters of a language in a weight. */
export interface Setting {
  weight: Weight;
  /** Tag of the language. */
  language: string;
}

const glyphs = new Map<string, Promise<Glyph>>();
const faces = new Map<string, Face | undefined>();

/** What draws a character, looked up once: thousands of cards are set in the same letters. */
function letterOf(character: string, { weight, language }: Setting): Face | undefined {
  const key = `${character}${weight}${language}`;
  if (!faces.has(key)) faces.set(key, faceOf(character, weight, language));
  return faces.get(key);
}

/** Share of its letters without which a text is not itself any more. */
const ESSENTIAL = 0.6;

/** Characters of a text that cannot be drawn, each once. */
export function missingIn(text: string, language: string): string[] {
  const setting = { weight: 500, language } as const;
  return [...new Set(text.normalize('NFC'))].filter(
    (character) => !/\s/u.test(character) && letterOf(character, setting) === undefined,
  );
}

/** A text without the characters that cannot be drawn; nothing if too little of it is left. */
export function writable(text: string, language: string): string {
  const all = [...text.normalize('NFC').replace(/\s+/gu, ' ')];
  const missing = new Set(missingIn(text, language));
  const known = all.filter((character) => !missing.has(character));
  return known.length < all.length * ESSENTIAL ? '' : known.join('').replace(/ +/g, ' ').trim();
}

/** How far a character moves the pen, as a share of the size. */
function advanceOf(character: string, setting: Setting): number {
  const face = letterOf(character, setting);
  if (!face) return 0;
  const found = face.font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  return found.advanceWidth / face.font.unitsPerEm;
}

/** Width of a text, in pixels. */
export function textWidth(text: string, setting: Setting, size: number): number {
  return [...text].reduce((sum, character) => sum + advanceOf(character, setting) * size, 0);
}

const NOTHING = { left: 0, top: 0, width: 0, height: 0, coverage: new Uint8Array() };

async function rasterize(character: string, setting: Setting, size: number): Promise<Glyph> {
  const face = letterOf(character, setting);
  if (!face) return { advance: 0, ...NOTHING };
  const { font, thicken } = face;
  const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const scale = size / font.unitsPerEm;
  const advance = found.advanceWidth * scale;
  const { minX, minY, maxX, maxY } = found.path.bbox;
  if (!(maxX > minX && maxY > minY)) return { advance, ...NOTHING };
  const stroke = (thicken * font.unitsPerEm) / 1000;
  const edge = Math.ceil((stroke / 2) * scale) + 1;
  const left = Math.floor(minX * scale) - edge;
  const top = Math.ceil(maxY * scale) + edge;
  const width = Math.ceil(maxX * scale) + edge - left;
  const height = top - (Math.floor(minY * scale) - edge);
  const around = stroke === 0 ? '' : ` stroke="#000" stroke-width="${stroke}" stroke-linejoin="round"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path transform="translate(${-left} ${top}) scale(${scale} ${-scale})" d="${found.path.toSVG()}"${around}/></svg>`;
  const coverage = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer();
  return { advance, left, top, width, height, coverage: new Uint8Array(coverage) };
}

/** A character at a size; each is drawn once and kept. Nothing is drawn of what `missingIn` names. */
export function glyph(character: string, setting: Setting, size: number): Promise<Glyph> {
  const key = `${character}${setting.weight}/${size}/${setting.language}`;
  const known = glyphs.get(key);
  if (known) return known;
  const drawn = rasterize(character, setting, size);
  glyphs.set(key, drawn);
  return drawn;
}

/** A line of text as SVG whose paths begin at the baseline, in the color given, for pictures that are drawn as a whole. Nothing is drawn of what `missingIn` names. */
export function textOutline(text: string, setting: Setting, size: number, color: string): string {
  let pen = 0;
  const paths = [...text].map((character) => {
    const face = letterOf(character, setting);
    if (!face) return '';
    const { font, thicken } = face;
    const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    const scale = size / font.unitsPerEm;
    const stroke = (thicken * font.unitsPerEm) / 1000;
    const around = stroke === 0 ? '' : ` stroke="${color}" stroke-width="${stroke}" stroke-linejoin="round"`;
    const path = `<path transform="translate(${pen.toFixed(2)} 0) scale(${scale} ${-scale})" d="${found.path.toSVG()}"${around}/>`;
    pen += found.advanceWidth * scale;
    return path;
  });
  return `<g fill="${color}">${paths.join('')}</g>`;
}
