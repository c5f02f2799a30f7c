import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import { epub } from '../../src/publications/epub/epub.ts';
import { renderLesson } from '../../src/rendering/render.ts';
import { translator } from '../../src/strings/index.ts';
import { paths, readTiny } from '../helpers/fixture.ts';
import { tinySources } from '../helpers/publication-sources.ts';

const SECRET = 'Most learners pull too early';

test('what is written for teachers is on no page of readers, and in no publication', async () => {
  const files = new Map(readTiny());
  files.set(paths.bowline, `${files.get(paths.bowline)}\n<Notes>\n${SECRET}. Wait **ten** minutes.\n</Notes>\n`);
  const [source] = tinySources(files);
  const lesson = source?.edition.lessons.get('tie-a-bowline');
  if (!source || !lesson) throw new Error('no lesson');
  const before = tinySources()[0]?.edition.lessons.get('tie-a-bowline');
  const render = (one: typeof lesson) =>
    renderLesson(one, source.edition, publishedPaths(source.edition.identity), translator('en'));
  const { html, notes, words, findings } = render(lesson);
  expect(findings).toEqual([]);
  expect(html).not.toContain(SECRET);
  expect(notes).toEqual([{ html: `<p>${SECRET}. Wait <strong>ten</strong> minutes.</p>`, heading: 'lab' }]);
  expect(words).toBe(before && render(before).words);
  const [book] = await epub.publish(source);
  const texts = Object.values(unzipSync(book?.content ?? new Uint8Array())).map((bytes) => strFromU8(bytes));
  expect(texts.some((text) => text.includes(lesson.summary))).toBe(true);
  expect(texts.filter((text) => text.includes(SECRET))).toEqual([]);
});
