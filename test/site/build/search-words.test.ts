import { close, createIndex } from 'pagefind';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { random } from '../../../scripts/bench/synthetic.ts';
import { type IndexEntry, inSmallChunks } from '../../../src/site/integrations/search-chunks.ts';
import {
  byCodePoints,
  ENTRY,
  entriesOf,
  type IndexFile,
  packed,
  readIndex,
  type WordIndex,
  weightOf,
  withPages,
} from '../../../src/site/integrations/search-words.ts';

/** An index in which some pages have become others is that of Pagefind, to the byte. */
const PAGES = 24;
const next = random(7);
const pick = (count: number): number => Math.floor(next() * count);
const WORDS = Array.from(
  { length: 900 },
  (_, index) => `${'kdnpsv'[index % 6]}${'aeiou'[index % 5]}${index.toString(36)}`,
);

const textOf = (more: readonly string[] = []): string =>
  [...Array.from({ length: 700 }, () => WORDS[pick(WORDS.length)]), ...more].join(' ');

const pageOf = (title: string, text: string): string =>
  `<html lang="en"><body><h1 data-pagefind-meta="title">${title}</h1><p data-pagefind-filter="kind">lesson</p><h2 data-pagefind-weight="3">${text.slice(0, 40)}</h2><p>${text}</p></body></html>`;

async function indexed(pages: ReadonlyMap<string, string>): Promise<IndexFile[]> {
  const { index } = await createIndex();
  if (!index) throw new Error('Pagefind gives no index.');
  for (const [path, content] of pages) await index.addHTMLFile({ sourcePath: path, content });
  const { files } = await index.getFiles();
  await index.deleteIndex();
  return files;
}

function read(files: readonly IndexFile[]): WordIndex {
  const contents = new Map(files.map(({ path, content }) => [path, content]));
  const contentOf = (path: string): Uint8Array => contents.get(path) ?? Buffer.of();
  const { languages } = JSON.parse(Buffer.from(contentOf(ENTRY)).toString()) as IndexEntry;
  return readIndex(contentOf, languages.en?.hash ?? '');
}

const bytesOf = (index: WordIndex): Record<string, string> =>
  Object.fromEntries([...inSmallChunks('en', index).files].map(([path, bytes]) => [path, bytes.toString('hex')]));

const site = new Map<string, string>();
let whole: IndexFile[] = [];
beforeAll(async () => {
  for (let page = 0; page < PAGES; page++)
    site.set(`lessons/${String(page).padStart(2, '0')}/index.html`, pageOf(`Page ${page}`, textOf()));
  whole = await indexed(site);
});
afterAll(() => close());

/** The index when some pages have changed, made from the one before; and as Pagefind makes it. */
async function changedBy(
  changes: ReadonlyMap<number, string>,
): Promise<{ made: WordIndex | undefined; right: WordIndex }> {
  const paths = [...site.keys()];
  const changed = new Map([...changes].map(([page, html]) => [paths[page] ?? '', html]));
  const made = withPages(read(whole), read(await indexed(changed)), [...changes.keys()]);
  return { made, right: read(await indexed(new Map([...site, ...changed]))) };
}

describe('an index in which pages have changed', () => {
  test.each([[[3]], [[0]], [[PAGES - 1]], [[0, 1, 2]], [[2, 11, 20, 23]]])(
    'is that of all pages when those of numbers %j have',
    async (numbers) => {
      const more = ['zebra', 'aardvark', '𝒳x', '｡kana', 'k', 'ka'];
      const changes = new Map(numbers.map((page) => [page, pageOf(`Another ${page}`, textOf(more))]));
      const { made, right } = await changedBy(changes);
      expect(made).toBeDefined();
      if (made) expect(bytesOf(made)).toEqual(bytesOf(right));
    },
  );

  test.each([
    ['a word is nowhere any more', () => pageOf('Short', 'kept words only')],
    ['two pages say the same', () => [...site.values()][4] ?? ''],
  ])('is that of all pages when %s', async (_, html) => {
    const { made, right } = await changedBy(new Map([[5, html()]]));
    expect(made && bytesOf(made)).toEqual(bytesOf(right));
  });

  test('read from small chunks, is the one that they were cut from', () => {
    const small = inSmallChunks('en', read(whole));
    const again = readIndex((path) => packed(small.files.get(path) ?? Buffer.of()), small.hash);
    expect(bytesOf(again)).toEqual(bytesOf(read(whole)));
  });

  test.each([
    ['words with accents, whose order follows from all pages', pageOf('Accents', `${textOf()} résumé`)],
    ['titles of another kind', pageOf('Other', textOf()).replace('<h1', '<p data-pagefind-meta="author">Ada</p><h1')],
  ])('is left to Pagefind with %s', async (_, html) => {
    const { made } = await changedBy(new Map([[3, html]]));
    expect(made).toBeUndefined();
  });
});

test('Pagefind fills its chunks as far as is reckoned', () => {
  const chunks = whole
    .filter(({ path }) => path.startsWith('index/'))
    .map(({ content }) => entriesOf(content))
    .sort((a, b) => byCodePoints(a[0]?.word ?? '', b[0]?.word ?? ''));
  expect(chunks.length).toBeGreaterThan(1);
  for (const entries of chunks.slice(0, -1)) {
    const weights = entries.map(({ item }) => weightOf(item));
    const sum = weights.reduce((all, one) => all + one, 0);
    expect(sum).toBeGreaterThanOrEqual(20_000);
    expect(sum - (weights.at(-1) ?? 0)).toBeLessThan(20_000);
  }
});

test('words stand in the order of their code points', () => {
  const words = ['', 'a', 'ab', 'b', 'é', '\ud7ff', '\ue000', '\uffee', '𝒳', '𝒴'];
  const bytes = [...words].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect([...words].reverse().sort(byCodePoints)).toEqual(bytes);
});
