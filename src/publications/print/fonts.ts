import { existsSync, readFileSync } from 'node:fs';
import { create } from 'fontkitten';
import decompress from 'woff2-encoder/decompress';
import { renamed } from './sfnt.ts';

/** A package with fonts, as it lies in node_modules. */
interface Package {
  folder: string;
  /** Beginning of the names of its families here. */
  family: string;
  /** Names of the files of a part, by weight and slope; one of them if the part has no others. */
  files(part: string): readonly string[];
}

const packageName = (folder: string): string => folder.slice(folder.lastIndexOf('/') + 1);

/** A package with a file for each weight. */
function still(folder: string, family: string, styles: readonly string[]): Package {
  const name = packageName(folder);
  return { folder, family, files: (part) => styles.map((style) => `${name}-${part}-${style}.woff2`) };
}

/** A package whose files vary their weight. The compiler draws the weight that a file begins with. */
function variable(folder: string, family: string): Package {
  const name = packageName(folder);
  return { folder, family, files: (part) => [`${name}-${part}-wght-normal.woff2`] };
}

const NODE = 'node_modules/@fontsource';
const TEXT = still(`${NODE}/atkinson-hyperlegible-next`, 'text', [
  '400-normal',
  '400-italic',
  '600-normal',
  '700-normal',
  '700-italic',
  '800-normal',
]);
const CODE = still(`${NODE}/atkinson-hyperlegible-mono`, 'code', ['400-normal', '400-italic', '700-normal']);
const NOTO = variable(`${NODE}-variable/noto-sans`, 'noto');
const HEBREW = still(`${NODE}/noto-sans-hebrew`, 'hebrew', ['400-normal', '700-normal', '800-normal']);
const ARABIC = still(`${NODE}/noto-sans-arabic`, 'arabic', ['400-normal', '700-normal', '800-normal']);
const MATH = still(`${NODE}/noto-sans-math`, 'math', ['400-normal']);
const SYMBOLS = still(`${NODE}/noto-sans-symbols-2`, 'symbols', ['400-normal']);
const EMOJI = still(`${NODE}/noto-emoji`, 'emoji', ['400-normal', '700-normal']);
const JAPANESE = variable(`${NODE}-variable/noto-sans-jp`, 'cjk-jp');
const CHINESE = variable(`${NODE}-variable/noto-sans-sc`, 'cjk-sc');
const KOREAN = variable(`${NODE}-variable/noto-sans-kr`, 'cjk-kr');

/** Where characters that the two fonts of the site lack are looked for. Chinese and Japanese write some of the same ones differently. */
function fallbacks(language: string): readonly Package[] {
  const eastAsian = /^ja\b/.test(language)
    ? [JAPANESE, CHINESE, KOREAN]
    : /^ko\b/.test(language)
      ? [KOREAN, CHINESE, JAPANESE]
      : [CHINESE, JAPANESE, KOREAN];
  return [NOTO, HEBREW, ARABIC, MATH, SYMBOLS, EMOJI, ...eastAsian];
}

type Range = readonly [from: number, to: number];
const ranges = new Map<Package, readonly (readonly [part: string, ranges: readonly Range[]])[]>();

/** Which characters each part of a package has, as it says itself. */
function partsOf(from: Package): readonly (readonly [part: string, ranges: readonly Range[]])[] {
  const known = ranges.get(from);
  if (known) return known;
  const listed = JSON.parse(readFileSync(`${from.folder}/unicode.json`, 'utf8')) as Record<string, string>;
  const parts = Object.entries(listed).map(([part, list]) => {
    const read = list.split(',').map((range): Range => {
      const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    });
    return [part.replace(/[[\]]/g, ''), read] as const;
  });
  ranges.set(from, parts);
  return parts;
}

/** A part of a package, decompressed. */
interface Part {
  family: string;
  fonts: readonly Buffer[];
  has(point: number): boolean;
}

const parts = new Map<string, Promise<Part>>();

function partOf(from: Package, part: string): Promise<Part> {
  const family = `${from.family}-${part}-print`;
  const known = parts.get(family);
  if (known) return known;
  const loaded = (async (): Promise<Part> => {
    const paths = from.files(part).map((file) => `${from.folder}/files/${file}`);
    const found = paths.filter((path) => existsSync(path));
    const [first = ''] = found;
    const regular = create(readFileSync(first)) as { hasGlyphForCodePoint(point: number): boolean };
    const fonts = await Promise.all(found.map(async (path) => renamed(await decompress(readFileSync(path)), family)));
    return { family, fonts, has: (point) => regular.hasGlyphForCodePoint(point) };
  })();
  parts.set(family, loaded);
  return loaded;
}

/** Parts of a package that may have a character. Lists of symbols are not complete: a single part is looked into anyway. */
function candidates(from: Package, point: number): string[] {
  const all = partsOf(from);
  if (all.length === 1) return all.map(([part]) => part);
  return all.flatMap(([part, list]) => (list.some(([first, last]) => point >= first && point <= last) ? [part] : []));
}

/** What has no shape of its own and needs no font: spaces, controls, marks of direction, joiners, variation selectors. */
const INVISIBLE = /^(?:\p{White_Space}|\p{Cc}|\p{Cf}|\p{Variation_Selector})$/u;

const LETTER = 0x61;

/** Fonts for a text. */
export interface Fonts {
  blobs: readonly Buffer[];
  /** Families for text and for code, in the order in which a character is looked for in them. */
  text: readonly string[];
  code: readonly string[];
  /** Characters that no font has. */
  missing: ReadonlySet<string>;
  /** The family that has a character, of those for text or for code; undefined if none has. */
  familyOf(character: string, kind: 'text' | 'code'): string | undefined;
}

/** The fonts that some texts need: those of the site, and for each character that they lack the first font that has it. */
export async function fontsFor(texts: Iterable<string>, language: string): Promise<Fonts> {
  const characters = new Set<string>();
  for (const text of texts) for (const character of text) characters.add(character);
  // The part with letters of English comes first: spaces are in each, and a text whose spaces are from another one has no kerning.
  const own = async (from: Package): Promise<Part[]> => {
    const loaded = await Promise.all(partsOf(from).map(([part]) => partOf(from, part)));
    return loaded.sort((a, b) => Number(b.has(LETTER)) - Number(a.has(LETTER)));
  };
  const [text, code] = [await own(TEXT), await own(CODE)];
  const more = new Map<string, Part>();
  const missing = new Set<string>();
  for (const character of [...characters].sort()) {
    const point = character.codePointAt(0) ?? 0;
    if (INVISIBLE.test(character) || (text.some((part) => part.has(point)) && code.some((part) => part.has(point))))
      continue;
    const found = await firstWith(point, language);
    if (found) more.set(found.family, found);
    else if (!text.some((part) => part.has(point))) missing.add(character);
  }
  const order = fallbacks(language).map(({ family }) => family);
  const place = ({ family }: Part): number => order.findIndex((one) => family.startsWith(`${one}-`));
  const others = [...more.values()].sort((a, b) => place(a) - place(b) || (a.family < b.family ? -1 : 1));
  const families = { text: [...text, ...others], code: [...code, ...others, ...text] };
  return {
    blobs: [...text, ...code, ...others].flatMap(({ fonts }) => fonts),
    text: families.text.map(({ family }) => family),
    code: families.code.map(({ family }) => family),
    missing,
    familyOf: (character, kind) => families[kind].find((part) => part.has(character.codePointAt(0) ?? 0))?.family,
  };
}

async function firstWith(point: number, language: string): Promise<Part | undefined> {
  for (const from of fallbacks(language)) {
    for (const part of candidates(from, point)) {
      const loaded = await partOf(from, part);
      if (loaded.has(point)) return loaded;
    }
  }
  return undefined;
}
