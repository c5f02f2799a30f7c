import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import sharp from 'sharp';
import { bytesOf } from '../../curriculum/read.ts';
import { directionOf } from '../../strings/direction.ts';
import { colorsOf } from '../colors.ts';
import type { Loss, Source } from '../publication.ts';
import { drawingFile } from './drawing.ts';
import { fontsFor } from './fonts.ts';
import type { Look } from './look.ts';
import type { Picture } from './printing.ts';
import { literal } from './typst.ts';

/** Folder of the style: Typst, read by people who design pages. */
const STYLE = 'src/publications/print/style';
/** Pictures are not made larger than this, in pixels: 300 per inch over the width of a page. */
const WIDEST = 2000;
/** Pictures that the compiler reads. */
const READABLE = /\.(?:png|jpe?g|gif|webp|svg)$/i;

/** A part of a document, with the lesson that it belongs to. */
export interface Part {
  lesson?: string | undefined;
  markup: string;
}

/** A document to be compiled. */
export interface Document {
  look: Look;
  title: string;
  authors: readonly string[];
  /** What it is, with its license: PDF has no field of its own for that. */
  description: string;
  keywords: readonly string[];
  /** Day as YYYY-MM-DD: that of the release. */
  date: string;
  /** What the style is told, by name. */
  settings: Readonly<Record<string, unknown>>;
  parts: readonly Part[];
  pictures: ReadonlyMap<string, Picture>;
}

const visible = (character: string): string =>
  `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

async function pictureFile(
  picture: Picture,
  source: Source,
  fonts: Awaited<ReturnType<typeof fontsFor>>,
): Promise<Uint8Array> {
  if ('drawing' in picture) return Buffer.from(drawingFile(picture.drawing, colorsOf(source.edition), fonts));
  if (/\.svg$/i.test(picture.file)) return picture.bytes;
  const image = sharp(picture.bytes, { limitInputPixels: false });
  const { width = 0 } = await image.metadata();
  if (width <= WIDEST && READABLE.test(picture.file)) return picture.bytes;
  return image
    .resize({ width: Math.min(width, WIDEST) })
    .png()
    .toBuffer();
}

/** The logo of the brand, or of this project, as a file. */
function logoOf({ edition }: Source): { name: string; bytes: Uint8Array } {
  const layer = edition.layers.at(-1);
  const path = layer?.brand.logo.light;
  const asset = path === undefined ? undefined : layer?.assets.get(path);
  if (path === undefined || asset === undefined) return { name: 'logo.svg', bytes: readFileSync('public/favicon.svg') };
  return { name: /\.png$/i.test(path) ? 'logo.png' : 'logo.svg', bytes: bytesOf(asset) };
}

/** Every text of a document, to choose fonts by. */
function textsOf(document: Document): string[] {
  const drawn = [...document.pictures.values()].map((picture) =>
    'drawing' in picture ? JSON.stringify(picture.drawing) : '',
  );
  return [
    ...document.parts.map(({ markup }) => markup),
    ...drawn,
    document.title,
    JSON.stringify(document.settings),
    '↩☐☑✓•–…',
  ];
}

/** A document as a file. */
export interface Compiled {
  pdf: Uint8Array;
  pages: number;
  losses: Loss[];
}

/**
 * Compiles a document to PDF/UA-1 (ISO 14289-1) with Typst. What no font has is printed as its number, and is a loss.
 * @throws Error with what the compiler says: that is a mistake of this program, not of a lesson
 */
export async function compile(document: Document, source: Source): Promise<Compiled> {
  const { language } = source.edition.identity;
  const fonts = await fontsFor(textsOf(document), language);
  const losses: Loss[] = [];
  const pattern = new RegExp(
    `[${[...fonts.missing].map((one) => `\\u{${one.codePointAt(0)?.toString(16)}}`).join('')}]`,
    'gu',
  );
  const printable = (text: string): string => (fonts.missing.size === 0 ? text : text.replace(pattern, visible));
  for (const { lesson, markup } of document.parts) {
    const found = fonts.missing.size === 0 ? [] : [...new Set(markup.match(pattern) ?? [])];
    for (const character of found)
      losses.push({
        lesson,
        what: `the character ${visible(character)}, which no font here has`,
        instead: 'its number',
      });
  }
  const root = resolve('/print');
  const compiler = NodeCompiler.create({ workspace: root, fontArgs: [{ fontBlobs: [...fonts.blobs] }] });
  const add = (name: string, content: string | Uint8Array): void =>
    compiler.mapShadow(join(root, name), Buffer.from(content as Uint8Array));
  for (const file of readdirSync(STYLE)) add(file, readFileSync(join(STYLE, file)));
  for (const [name, picture] of document.pictures) add(`pictures/${name}`, await pictureFile(picture, source, fonts));
  const logo = logoOf(source);
  add(logo.name, logo.bytes);
  const colors = Object.fromEntries([...colorsOf(source.edition)].map(([name, { light }]) => [name, light]));
  const { title, authors, description, keywords, date, look } = document;
  const settings = {
    ...document.settings,
    look,
    title,
    authors,
    description,
    keywords,
    date: date.split('-').map(Number),
    language: language.split('-')[0],
    direction: directionOf(language),
    colors,
    logo: logo.name,
    fonts: { text: fonts.text, code: fonts.code },
  };
  add('settings.json', printable(JSON.stringify(settings)));
  const body = document.parts.map(({ markup }) => printable(markup)).join('\n\n');
  const main = `#import "look.typ": *\n#import ${literal(`${look}.typ`)}: *\n#show: setup\n\n${body}\n`;
  compiler.addSource(join(root, 'main.typ'), main);
  const compiled = compiler.compile({ mainFilePath: join(root, 'main.typ') });
  const { result } = compiled;
  if (!result) {
    const problem = compiled.takeDiagnostics();
    throw new Error(`Typst: ${JSON.stringify(problem ? compiler.fetchDiagnostics(problem) : [])}`);
  }
  return { pdf: new Uint8Array(compiler.pdf(result, { pdfStandard: 'ua-1' })), pages: result.numOfPages, losses };
}
