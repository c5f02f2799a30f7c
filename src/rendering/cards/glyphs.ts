import type { Dots } from './canvas.ts';
import { type Face, faceOf, type Weight } from './fonts.ts';

/** Steps between paper and ink: enough for smooth letters. */
export const SHADES = 16;

/** A character as what is to be drawn of it, from the place of the pen on the baseline. */
export interface Glyph {
  /** How far the pen moves on, in pixels. */
  advance: number;
  dots: Dots;
}

/** How letters are set: characters of a language in a weight. */
export interface Setting {
  weight: Weight;
  /** Tag of the language. */
  language: string;
}

const glyphs = new Map<string, Glyph | Promise<Glyph>>();
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

const advances = new Map<string, number>();

/** How far a character moves the pen, as a share of the size. */
function advanceOf(character: string, setting: Setting): number {
  const key = `${character}${setting.weight}${setting.language}`;
  const known = advances.get(key) ?? measured(character, setting);
  advances.set(key, known);
  return known;
}

function measured(character: string, setting: Setting): number {
  const face = letterOf(character, setting);
  if (!face) return 0;
  const found = face.font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  return found.advanceWidth / face.font.unitsPerEm;
}

/** Width of a text, in pixels. */
export function textWidth(text: string, setting: Setting, size: number): number {
  return [...text].reduce((sum, character) => sum + advanceOf(character, setting) * size, 0);
}

/** What is to be drawn of a mask of coverage, 0 to 255. @param left of its first column from the pen. @param top rows of it above the baseline. */
function dotsOf(coverage: Uint8Array, width: number, { left, top }: { left: number; top: number }): Dots {
  const dots: number[] = [];
  coverage.forEach((covered, index) => {
    const shade = Math.round((covered * SHADES) / 255);
    if (shade > 0) dots.push(left + (index % width), Math.floor(index / width) - top, shade - 1);
  });
  return Int16Array.from(dots);
}

async function rasterize(character: string, setting: Setting, size: number): Promise<Glyph> {
  const face = letterOf(character, setting);
  if (!face) return { advance: 0, dots: new Int16Array() };
  const { font, thicken } = face;
  const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
  const scale = size / font.unitsPerEm;
  const advance = found.advanceWidth * scale;
  const { minX, minY, maxX, maxY } = found.path.bbox;
  if (!(maxX > minX && maxY > minY)) return { advance, dots: new Int16Array() };
  const stroke = (thicken * font.unitsPerEm) / 1000;
  const edge = Math.ceil((stroke / 2) * scale) + 1;
  const left = Math.floor(minX * scale) - edge;
  const top = Math.ceil(maxY * scale) + edge;
  const width = Math.ceil(maxX * scale) + edge - left;
  const height = top - (Math.floor(minY * scale) - edge);
  const around = stroke === 0 ? '' : ` stroke="#000" stroke-width="${stroke}" stroke-linejoin="round"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path transform="translate(${-left} ${top}) scale(${scale} ${-scale})" d="${found.path.toSVG()}"${around}/></svg>`;
  const { default: sharp } = await import('sharp');
  const coverage = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer();
  return { advance, dots: dotsOf(new Uint8Array(coverage), width, { left, top }) };
}

/** A character at a size; each is drawn once and kept. Nothing is drawn of what `missingIn` names. */
export function glyph(character: string, setting: Setting, size: number): Glyph | Promise<Glyph> {
  const key = `${character}${setting.weight}/${size}/${setting.language}`;
  const known = glyphs.get(key);
  if (known) return known;
  const drawing = rasterize(character, setting, size).then((drawn) => {
    glyphs.set(key, drawn);
    return drawn;
  });
  glyphs.set(key, drawing);
  return drawing;
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
