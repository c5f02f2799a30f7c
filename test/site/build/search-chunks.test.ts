import { close, createIndex } from 'pagefind';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutIndex } from '../../../src/site/integrations/search-chunks.ts';
import { entriesOf, type IndexFile } from '../../../src/site/integrations/search-words.ts';

/** Words as courses have them: many begin alike. */
const BEGINNINGS = ['con', 'dep', 'kube', 'net', 'pod', 'pro', 'res', 'ser', 'sto', 'vol'];
const WORDS = ['c', 'co', 'pods'].concat(
  BEGINNINGS.flatMap((beginning) =>
    Array.from({ length: 300 }, (_, index) => `${beginning}${index.toString(26).replace(/\d/g, 'z')}x`),
  ),
);

let whole: IndexFile[] = [];
let small: IndexFile[] = [];

async function indexed(): Promise<IndexFile[]> {
  const { index } = await createIndex();
  if (!index) throw new Error('Pagefind gives no index.');
  for (let page = 0; page < 20; page++) {
    const text = WORDS.filter((_, place) => place % (page + 1) === 0).join(' ');
    const content = `<html lang="en"><body><h1>Page ${page}</h1><p>${text}</p></body></html>`;
    await index.addHTMLFile({ sourcePath: `${page}/index.html`, content });
  }
  return (await index.getFiles()).files;
}

beforeAll(async () => {
  whole = await indexed();
  small = cutIndex(whole);
});
afterAll(() => close());

const chunks = (files: readonly IndexFile[]): IndexFile[] => files.filter(({ path }) => path.startsWith('index/'));
/** All entries, each once, in the order of their words. */
const entries = (files: readonly IndexFile[]): string[] => {
  const found = chunks(files).flatMap(({ content }) => entriesOf(content));
  return [...new Set(found.map(({ word, item }) => `${word} ${item.toString('hex')}`))].sort();
};

test('chunks are small, and every word has the pages that it had', () => {
  expect(entries(small)).toEqual(entries(whole));
  expect(chunks(small).length).toBeGreaterThan(2 * chunks(whole).length);
  const largest = (files: readonly IndexFile[]): number =>
    Math.max(...chunks(files).map(({ content }) => content.length));
  expect(largest(small)).toBeLessThan(largest(whole) / 2);
});

test('words that begin alike stay together', () => {
  const long = chunks(small).map(({ content }) => entriesOf(content).filter(({ word }) => word.length > 2));
  const beginnings = long.flatMap((some) => [...new Set(some.map(({ word }) => word.slice(0, 3)))]);
  expect(new Set(beginnings).size).toBe(beginnings.length);
});

test('a short word stands beside all that begins with it, where it stood there before', () => {
  const wordsOf = ({ content }: IndexFile): string[] => entriesOf(content).map(({ word }) => word);
  const together = chunks(whole)
    .map(wordsOf)
    .filter((words) => words.includes('c'));
  const beside = chunks(small)
    .map(wordsOf)
    .filter((words) => words.some((word) => word.startsWith('con') && together.flat().includes(word)));
  expect(beside.length).toBeGreaterThan(0);
  for (const words of beside) expect(words).toContain('c');
});

test('what lists the chunks has a name of its own, under which the list of languages knows it', () => {
  const entry = small.find(({ path }) => path === 'pagefind-entry.json');
  const { languages } = JSON.parse(Buffer.from(entry?.content ?? []).toString()) as {
    languages: Record<string, { hash: string }>;
  };
  const metas = (files: readonly IndexFile[]): string[] =>
    files.map(({ path }) => path).filter((path) => path.endsWith('.pf_meta'));
  expect(metas(small)).toEqual([`pagefind.${languages.en?.hash}.pf_meta`]);
  expect(metas(small)).not.toEqual(metas(whole));
});

test('the same words give the same files', async () => {
  const again = cutIndex(whole);
  expect(again.map(({ path }) => path)).toEqual(small.map(({ path }) => path));
  expect(again.every(({ content }, index) => Buffer.from(content).equals(small[index]?.content ?? Buffer.of()))).toBe(
    true,
  );
});

test('an index of another version is refused', () => {
  const [first, ...others] = small;
  if (!first) throw new Error('There is no file.');
  const damaged = small.map(({ path, content }) => ({
    path,
    content: path.endsWith('.pf_meta') ? new Uint8Array(20) : content,
  }));
  expect(others.length).toBeGreaterThan(0);
  expect(() => cutIndex(damaged)).toThrow();
});
