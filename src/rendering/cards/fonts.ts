import { readFileSync } from 'node:fs';
import { create, type Font } from 'fontkitten';

/** Weights that cards are set in. */
export type Weight = 500 | 800;

/** A font that draws a character, and by how much its strokes have to be thickened, in thousandths of its size. */
export interface Face {
  font: Font;
  thicken: number;
}

/** A package with fonts: which of its files has which characters, and what its strokes lack in each weight. */
interface Family {
  folder: string;
  file(subset: string, weight: Weight): string;
  thicken: Readonly<Record<Weight, number>>;
}

const SITE: Family = {
  folder: 'node_modules/@fontsource/atkinson-hyperlegible-next',
  file: (subset, weight) => `atkinson-hyperlegible-next-${subset}-${weight}-normal.woff2`,
  thicken: { 500: 0, 800: 0 },
};

/** The library cannot vary a WOFF2 file, and draws its default weight: a stroke around the letters makes up for the rest. */
const variable = (name: string, thicken: Family['thicken']): Family => ({
  folder: `node_modules/@fontsource-variable/${name}`,
  file: (subset) => `${name}-${subset}-wght-normal.woff2`,
  thicken,
});

const NOTO = variable('noto-sans', { 500: 16, 800: 64 });
const MATH: Family = {
  folder: 'node_modules/@fontsource/noto-sans-math',
  file: (subset) => `noto-sans-math-${subset}-400-normal.woff2`,
  thicken: { 500: 16, 800: 56 },
};
const EAST_ASIAN = { 500: 30, 800: 62 };
const JAPANESE = variable('noto-sans-jp', EAST_ASIAN);
const CHINESE = variable('noto-sans-sc', EAST_ASIAN);
const KOREAN = variable('noto-sans-kr', EAST_ASIAN);

/** Where characters are looked for, in this order. Chinese and Japanese write some of the same ones differently. */
function familiesFor(language: string): readonly Family[] {
  const eastAsian = /^ja\b/.test(language)
    ? [JAPANESE, CHINESE, KOREAN]
    : /^ko\b/.test(language)
      ? [KOREAN, CHINESE, JAPANESE]
      : [CHINESE, JAPANESE, KOREAN];
  return [SITE, NOTO, MATH, ...eastAsian];
}

type Range = readonly [number, number];
const ranges = new Map<Family, readonly (readonly [subset: string, Range[]])[]>();

/** Which characters each file of a family has, as its package says. */
function rangesOf(family: Family): readonly (readonly [subset: string, Range[]])[] {
  const known = ranges.get(family);
  if (known) return known;
  const listed = JSON.parse(readFileSync(`${family.folder}/unicode.json`, 'utf8')) as Record<string, string>;
  const read = Object.entries(listed).map(([subset, list]) => {
    const parts = list.split(',').map((part): Range => {
      const [from = '', to = from] = part.trim().replace(/^U\+/i, '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    });
    return [subset.replace(/[[\]]/g, ''), parts] as const;
  });
  ranges.set(family, read);
  return read;
}

const fonts = new Map<string, Font>();

function fontAt(path: string): Font {
  const known = fonts.get(path);
  if (known) return known;
  const font = create(readFileSync(path)) as Font;
  fonts.set(path, font);
  return font;
}

/** Files of a family that may have a character. Lists of symbols are not complete: a single file is looked into anyway. */
function subsetsWith(family: Family, point: number): string[] {
  const all = rangesOf(family);
  if (all.length === 1) return all.map(([subset]) => subset);
  return all.flatMap(([subset, parts]) => (parts.some(([from, to]) => point >= from && point <= to) ? [subset] : []));
}

/**
 * Scripts whose letters stand side by side as they are. In others they join, change their places or run from right to left, which
 * takes more than drawing one letter after the other; marks that combine do, too.
 */
const SIMPLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Common}]$/u;

/** What draws a character in a weight; undefined if nothing here does. @param language tag of the language it stands in. */
export function faceOf(character: string, weight: Weight, language: string): Face | undefined {
  if (!SIMPLE.test(character) || /\p{M}/u.test(character)) return undefined;
  const point = character.codePointAt(0) ?? 0;
  for (const family of familiesFor(language)) {
    for (const subset of subsetsWith(family, point)) {
      const font = fontAt(`${family.folder}/files/${family.file(subset, weight)}`);
      if (font.hasGlyphForCodePoint(point)) return { font, thicken: family.thicken[weight] };
    }
  }
  return undefined;
}
