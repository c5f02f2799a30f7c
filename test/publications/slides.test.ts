import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { publishedLesson } from '../../src/publications/lesson.ts';
import { publicationLinks } from '../../src/publications/links.ts';
import type { Published, Source } from '../../src/publications/publication.ts';
import { slides, teachingSlides } from '../../src/publications/slides/slides.ts';
import { classesOf, elements, find, matches, textIn } from '../../src/publications/tree.ts';
import { paths, readTiny } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import { forkSources, realSources, tinySources } from '../helpers/publication-sources.ts';
import { textOf } from '../helpers/publications.ts';

const SAMPLE = ['services-and-dns', 'scheduling'];
const MOST_BYTES = 300 * 1024;

/** The slides of a file, each with what it says. */
function slidesIn(file: Published) {
  const tree = fromHtml(textOf(file));
  return [...elements(tree)]
    .filter((one) => matches(one, '.slide'))
    .map((slide) => {
      const notes = find(slide, '.notes');
      return {
        kind: classesOf(slide)[1] ?? '',
        title: textIn(find(slide, 'h2') ?? slide),
        seconds: Number(slide.properties.dataSeconds),
        shown: textIn(find(slide, '.body') ?? slide),
        notes: notes ? textIn(notes) : '',
        slide,
      };
    });
}

/** Letters and digits of a text: what stands between them depends on which elements end where. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** What a lesson says that stands neither on its slides nor in their notes, paragraph by paragraph, and line by line of code. */
async function missing(source: Source, file: Published): Promise<string[]> {
  const lesson = source.lessons.find(({ id }) => file.name.endsWith(`-slides-${id}.html`));
  if (!lesson) throw new Error(`no lesson for ${file.name}`);
  const { tree } = await publishedLesson(source, lesson, publicationLinks(source.edition.identity, {}));
  const said = slidesIn(file)
    .map(({ slide }) => lettersOf(textIn(slide)))
    .join(' ');
  const names = ['h2', 'h3', 'p', 'li', 'td', 'th', 'pre'];
  // What says how to use the practice cluster and the form of a quiz has no use on slides.
  const left = ['.lab-practice', '.explore-scene', '.explore-desk', '.explore-live', '.field', '.score', '.label'];
  const unused = new Set(
    [...elements(tree)].filter((one) => left.some((what) => matches(one, what))).flatMap((one) => [...elements(one)]),
  );
  const blocks = [...elements(tree)].filter((one) => names.includes(one.tagName) && !unused.has(one));
  return blocks
    .filter((block) => ![...elements(block)].some((inner) => inner !== block && blocks.includes(inner)))
    .flatMap((block) => (block.tagName === 'pre' ? textIn(block).split('\n') : [textIn(block)]))
    .filter((text) => !said.includes(lettersOf(text)));
}

describe('slides', () => {
  test.each([
    ['the tiny curriculum', tinySources],
    ['a fork with odd names', forkSources],
    ['some real lessons', () => realSources(...SAMPLE)],
  ])('have all of a lesson, its credit, and the same bytes twice: %s', async (_, sources) => {
    for (const source of sources()) {
      const files = await slides.publish(source);
      const again = await slides.publish(source);
      for (const [index, file] of files.entries()) {
        expect(Buffer.compare(file.content, again[index]?.content ?? Buffer.of())).toBe(0);
        expect(file.content.length).toBeLessThan(MOST_BYTES);
        const credit = slidesIn(file).filter(({ kind }) => kind === 'credit');
        const parts = credit.flatMap(({ slide }) =>
          [...elements(slide)].map(({ properties }) => properties.dataAttribution),
        );
        for (const part of ['creators', 'copyright', 'licence', 'disclaimer', 'source', 'changes'])
          expect(parts).toContain(part);
        expect(await missing(source, file)).toEqual([]);
      }
    }
  });

  test('take the minutes of the lesson together, and its lab those that it has', async () => {
    const [source] = realSources('pods');
    const [file] = source ? await slides.publish(source) : [];
    const minutes = source?.lessons[0]?.minutes;
    if (!file || !minutes) throw new Error('no slides');
    const all = slidesIn(file);
    expect(all.reduce((sum, { seconds }) => sum + seconds, 0)).toBe((minutes.reading + minutes.lab) * 60);
    const lab = all.filter(({ kind }) => kind === 'lab');
    expect(lab[0]?.seconds).toBeGreaterThan(minutes.lab * 60);
    expect(all.every(({ seconds }) => seconds > 0)).toBe(true);
  });

  test('ask first and answer on the next slide', async () => {
    const [source] = realSources('pods');
    const [file] = source ? await slides.publish(source) : [];
    if (!file) throw new Error('no slides');
    const all = slidesIn(file);
    const asked = all.flatMap(({ kind }, index) => (kind === 'question' ? [index] : []));
    expect(asked.length).toBe(3 + 8);
    for (const index of asked) {
      expect(all[index]?.shown).not.toMatch(/Right\.|Wrong\./);
      expect(all[index + 1]?.kind).toBe('answer');
    }
  });

  test('have what authors say to teachers only in the file for teachers, where they say it', async () => {
    const SECRET = 'Most learners pull too early';
    const files = new Map(readTiny());
    const note = `\n<Notes>\n${SECRET}.\n</Notes>\n\n$&`;
    files.set(paths.bowline, (files.get(paths.bowline) ?? '').replace(/^## Write it down/m, note));
    files.set(paths.bowline, `${files.get(paths.bowline)}\n<Notes>\n${SECRET}, too.\n</Notes>\n`);
    const [source] = tinySources(files);
    if (!source) throw new Error('no course');
    const learners = await slides.publish(source);
    expect(learners.filter((file) => textOf(file).includes(SECRET))).toEqual([]);
    const teachers = await teachingSlides.publish(source);
    const told = teachers.flatMap(slidesIn).filter(({ notes }) => notes.includes(SECRET));
    expect(told.some(({ notes }) => notes.includes(`${SECRET}, too.`))).toBe(true);
    expect(told.map(({ title }) => title)).toContain('Tie it');
    expect(told.every(({ shown }) => !shown.includes(SECRET))).toBe(true);
    expect(teachers.map(({ name }) => name)).toContain('harbor-teaching-slides-tie-a-bowline.html');
  });

  longTest('have all of every lesson of the introduction', async () => {
    for (const source of realSources())
      for (const file of await slides.publish(source)) {
        expect(file.content.length).toBeLessThan(MOST_BYTES);
        expect(await missing(source, file)).toEqual([]);
      }
  });
});
