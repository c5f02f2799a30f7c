import { EpubCheck } from '@likecoin/epubcheck-ts';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { epub } from '../../src/publications/epub/epub.ts';
import type { Published, Source } from '../../src/publications/publication.ts';
import { longTest } from '../helpers/long.ts';
import { forkSources, realSources, tinySources } from '../helpers/publication-sources.ts';

async function bookOf(source: Source | undefined): Promise<Published> {
  const [book] = source ? await epub.publish(source) : [];
  if (!book) throw new Error('no book');
  return book;
}

function filesOf({ content }: Published): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(content)).map(([path, bytes]) => [path, strFromU8(bytes)]));
}

async function problemsOf(source: Source): Promise<string[]> {
  const { messages } = await EpubCheck.validate((await bookOf(source)).content);
  return messages
    .filter(({ severity }) => severity !== 'info' && severity !== 'usage')
    .map(({ id, message, location }) => `${location?.path}:${location?.line} ${id} ${message}`);
}

describe('the book of a course', () => {
  test.each([
    ['the tiny curriculum', tinySources],
    ['a fork with odd names', forkSources],
    ['some real lessons', () => realSources('inside-a-container-image', 'scheduling')],
  ])('is right for EPUBCheck: %s', async (_, sources) => {
    for (const source of sources()) expect(await problemsOf(source)).toEqual([]);
  });

  longTest('is right for EPUBCheck: the whole introduction', async () => {
    for (const source of realSources()) expect(await problemsOf(source)).toEqual([]);
  });

  test('has the same bytes twice', async () => {
    const [one, other] = [await bookOf(forkSources()[0]), await bookOf(forkSources()[0])];
    expect(Buffer.compare(one.content, other.content)).toBe(0);
  });

  test('begins with its type, uncompressed, as readers find out what a file is (OCF 3.3, 4.3)', async () => {
    const { content } = await bookOf(tinySources()[0]);
    expect(strFromU8(content.subarray(30, 58))).toBe('mimetypeapplication/epub+zip');
  });

  test('keeps answers away from questions, with a link to each and back', async () => {
    const [source] = realSources('scheduling');
    const files = filesOf(await bookOf(source));
    const text = files['EPUB/lesson-scheduling.xhtml'] ?? '';
    const answers = files['EPUB/answers-scheduling.xhtml'] ?? '';
    const there = [...text.matchAll(/href="answers-scheduling\.xhtml#([^"]+)"/g)].map(([, id]) => id);
    const back = [...answers.matchAll(/href="lesson-scheduling\.xhtml#(Q\d+)"/g)].map(([, id]) => id);
    expect(there.length).toBeGreaterThan(20);
    expect(there).toEqual([...answers.matchAll(/<section id="(A\d+)"/g)].map(([, id]) => id));
    expect(back).toEqual([...text.matchAll(/id="(Q\d+)"/g)].map(([, id]) => id));
    expect(text).not.toMatch(/Right\.|Wrong\.|<(?:details|button|input|form)\b/);
    const { quiz } = source?.edition.lessons.get('scheduling') ?? { quiz: [] };
    expect(answers.match(/<b>[A-F] · Right\.<\/b>/g)?.length).toBe(
      quiz
        .flatMap((item) => (item.type === 'single' || item.type === 'multiple' ? item.options : []))
        .filter(({ correct }) => correct).length,
    );
  });

  test('carries the credit of every lesson, and says under which license it is', async () => {
    for (const source of forkSources()) {
      const files = filesOf(await bookOf(source));
      for (const { id } of source.lessons) {
        const chapter = files[`EPUB/lesson-${id}.xhtml`] ?? '';
        for (const part of ['colophon', 'https://creativecommons.org/licenses/by/4.0/', 'https://tiny.example/'])
          expect(chapter, `${id} ${part}`).toContain(part);
      }
      expect(files['EPUB/package.opf']).toContain(
        '<link rel="dcterms:license" href="https://creativecommons.org/licenses/by/4.0/"/>',
      );
    }
  });

  test('paints drawings without custom properties, for light and for dark pages', async () => {
    const files = filesOf(await bookOf(realSources('scheduling', 'why-orchestration')[0]));
    for (const [path, text] of Object.entries(files))
      if (!path.endsWith('.png')) expect(text, path).not.toContain('var(--');
    expect(files['EPUB/style.css']).toMatch(/prefers-color-scheme: dark\)[\s\S]*\.fill-/);
  });

  test('says what a book cannot carry, and what stands in its place', async () => {
    const { losses } = await bookOf(realSources('scheduling')[0]);
    expect(losses.map(({ what }) => what)).toEqual(['a figure to try things with', 'the practice cluster of the lab']);
    expect(losses.every(({ instead }) => instead !== undefined)).toBe(true);
  });
});
