import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkitten';

/** Weights that cards are set in; static fonts, because the library cannot vary a WOFF2 file. */
export type Weight = 500 | 800;

/** Outlines of text at one weight of the site's font. */
export interface Lettering {
  /** Width of a text at a size, in pixels. */
  width(text: string, size: number): number;
  /** SVG path of a text whose baseline begins at (x, y). Characters the font lacks are drawn as its replacement glyph. */
  path(text: string, x: number, y: number, size: number): string;
}

const FOLDER = 'node_modules/@fontsource/atkinson-hyperlegible-next/files';
const faces = new Map<Weight, Lettering>();

/** Lettering at a weight. */
export function lettering(weight: Weight): Lettering {
  const known = faces.get(weight);
  if (known) return known;
  const font = create(readFileSync(`${FOLDER}/atkinson-hyperlegible-next-latin-${weight}-normal.woff2`)) as Font;
  const glyphs = new Map<
    string,
    { advance: number; commands: readonly { command: string; args: readonly number[] }[] }
  >();
  const glyph = (character: string) => {
    const cached = glyphs.get(character);
    if (cached) return cached;
    const found = font.glyphForCodePoint(character.codePointAt(0) ?? 0);
    const entry = { advance: found.advanceWidth, commands: found.path.commands };
    glyphs.set(character, entry);
    return entry;
  };
  const face: Lettering = {
    width: (text, size) =>
      ([...text].reduce((sum, character) => sum + glyph(character).advance, 0) * size) / font.unitsPerEm,
    path(text, x, y, size) {
      const scale = size / font.unitsPerEm;
      let pen = x;
      let path = '';
      for (const character of text) {
        const { advance, commands } = glyph(character);
        for (const { command, args } of commands)
          path +=
            LETTERS[command] +
            args
              .map((value, index) => (index % 2 === 0 ? pen + value * scale : y - value * scale).toFixed(1))
              .join(' ');
        pen += advance * scale;
      }
      return path;
    },
  };
  faces.set(weight, face);
  return face;
}

const LETTERS: Readonly<Record<string, string>> = {
  moveTo: 'M',
  lineTo: 'L',
  quadraticCurveTo: 'Q',
  bezierCurveTo: 'C',
  closePath: 'Z',
};
