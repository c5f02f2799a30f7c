import sharp, { type Sharp } from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { loadCurriculum, siteTokens } from '../../src/assembly/load.ts';
import { contentOf } from '../../src/curriculum/read.ts';
import { formats } from '../../src/publications/formats.ts';
import { publishedLesson } from '../../src/publications/lesson.ts';
import { publicationLinks } from '../../src/publications/links.ts';
import type { Published, Source } from '../../src/publications/publication.ts';
import { sourcesOf } from '../../src/publications/select.ts';
import { find, is, replaceElements, textIn } from '../../src/publications/tree.ts';
import { assemble, body, loadTiny, paths, replace, withChange, withFile } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import { checkedBy, compact, type OutlineEntry, type ReadPdf, readPdf } from '../helpers/pdf.ts';

async function publish(format: string, source: Source): Promise<readonly Published[]> {
  const made = await formats[format]?.();
  if (!made) throw new Error(`There is no format ${format}.`);
  return made.publish(source);
}

function sourceOf(edition: Edition, course: string, lessons: readonly string[] = []): Source {
  const [source] = sourcesOf(edition, [course], lessons);
  if (!source) throw new Error(`Nothing of ${course}.`);
  return source;
}

/** The only file of some. */
function only(made: readonly Published[]): Published {
  const [file, ...more] = made;
  if (!file || more.length > 0) throw new Error(`${made.length} files`);
  return file;
}

/** Texts of lessons as the site shows them, but for what is there to be pressed: a book has no buttons. */
async function textsOf(source: Source): Promise<string[]> {
  const texts: string[] = [];
  const walk = (node: { type: string; value?: string; children?: unknown[] }): void => {
    if (node.type === 'text') texts.push(node.value ?? '');
    for (const child of node.children ?? []) walk(child as typeof node);
  };
  for (const lesson of source.lessons) {
    const { tree } = await publishedLesson(source, lesson, publicationLinks(source.edition.identity, {}));
    replaceElements(tree, (one) => {
      const isPressed = is(one, 'button') || is(one, 'option') || is(one, '.explore-live');
      const isDownload = is(one, 'a') && one.properties.download !== undefined && find(one, 'code') === undefined;
      if (isPressed || (isDownload && textIn(one) === source.t('download'))) return [];
      if (is(one, '.checkpoint') || is(one, 'quiz-item'))
        replaceElements(one, (part) => (is(part, 'summary') ? [] : undefined));
      return undefined;
    });
    walk(tree);
  }
  return texts;
}

/** Words that the text of a document lacks. */
function missingIn(texts: readonly string[], pdf: ReadPdf): string[] {
  const all = compact(pdf.texts.join('\n'));
  const words = texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
  return [...new Set(words)].filter((word) => !all.includes(compact(word)));
}

const titles = (entries: readonly OutlineEntry[]): string[] => entries.map(({ title }) => title);

describe('the book of a course', () => {
  let file: Published;
  let pdf: ReadPdf;
  const source = (): Source => sourceOf(loadTiny(), 'harbor');
  beforeAll(async () => {
    file = only(await publish('pdf', source()));
    pdf = await readPdf(file.content);
  });

  test('has all of the text of its lessons', async () => {
    expect(file.losses).toEqual([]);
    const texts = await textsOf(source());
    expect(texts.length).toBeGreaterThan(100);
    expect(missingIn(texts, pdf)).toEqual([]);
  });

  test('is tagged, and says which standard it follows', () => {
    expect(pdf.isTagged).toBe(true);
    expect(pdf.xmp).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect([...pdf.roles]).toEqual(
      expect.arrayContaining(['H1', 'H2', 'H3', 'P', 'L', 'Table', 'TH', 'TD', 'Code', 'Link', 'Figure', 'TOC']),
    );
    expect(pdf.alternatives.length).toBeGreaterThan(2);
    expect(pdf.alternatives.filter((text) => text === '')).toEqual([]);
  });

  test('has an outline of modules, lessons and sections', () => {
    expect(titles(pdf.outline)).toEqual(
      expect.arrayContaining(['Mooring', 'Signals', 'Answers, hints and solutions', 'Glossary', 'Credits']),
    );
    const mooring = pdf.outline.find(({ title }) => title === 'Mooring');
    expect(titles(mooring?.items ?? [])).toEqual(['Tie a bowline', 'Belay a cleat']);
    expect(titles(mooring?.items[0]?.items ?? [])).toContain('Tie it');
  });

  test('says who made it, in which language, under which license, and when', () => {
    const { edition } = source();
    expect(pdf.info).toMatchObject({ Title: 'Leaving harbor', Language: 'en' });
    expect(pdf.info.Author).toContain('Ada Anchor');
    expect(pdf.info.Subject).toContain(edition.identity.licence.url);
    expect(pdf.info.CreationDate).toMatch(/^D:\d{8}/);
  });

  test('carries the credit of every lesson', async () => {
    const all = compact(pdf.texts.join('\n'));
    for (const lesson of source().lessons) {
      const { credit } = await publishedLesson(source(), lesson, publicationLinks(source().edition.identity, {}));
      for (const part of [
        credit.copyright,
        credit.licence.name,
        credit.licence.url,
        credit.disclaimer.text,
        credit.source,
        credit.changes,
      ])
        expect(all).toContain(compact(part));
      expect([...pdf.addresses]).toEqual(
        expect.arrayContaining([credit.licence.url, credit.disclaimer.url, credit.source]),
      );
    }
  });

  test('leads from questions to answers and back, with pages', () => {
    const all = pdf.texts.join('\n');
    expect(all).toMatch(/Answer: page \d+/);
    expect(all).toMatch(/Hints and solution: page \d+/);
    expect(all).toMatch(/Asked on page \d+/);
    expect(all).toMatch(/Tie a bowline\s+\(page \d+\)/);
    expect(pdf.inner).toBeGreaterThan(20);
  });

  test('has the same bytes each time', async () => {
    const again = only(await publish('pdf', source()));
    expect(Buffer.compare(Buffer.from(again.content), Buffer.from(file.content))).toBe(0);
  });

  test('is sound to qpdf and embeds its fonts, where these programs are installed', () => {
    expect(checkedBy('qpdf', ['--check'], file.content) ?? 'No syntax').toContain('No syntax');
    const fonts = checkedBy('pdffonts', [], file.content)?.trim().split('\n').slice(2) ?? [];
    for (const font of fonts) expect(font).toMatch(/\byes yes yes\b/);
  });
});

describe('what is printed besides', () => {
  test('a handout has the text of its lesson, footnotes, and its own credit', async () => {
    const source = sourceOf(loadTiny(), 'open-sea', ['compass-course']);
    const made = only(await publish('handout', source));
    const pdf = await readPdf(made.content);
    const text = compact(pdf.texts.join('\n'));
    expect(pdf.pages).toBeLessThan(3);
    expect(text).toContain(compact('Between them lies the variation'));
    expect(text).toContain(compact('It changes from year to year'));
    expect(text).toContain(compact('magnetic: 93'));
    expect(text).toContain(compact(source.edition.identity.disclaimer));
  });

  test('a sheet asks every question and answers none; the key answers them', async () => {
    const source = sourceOf(loadTiny(), 'harbor');
    const [sheet, key] = await publish('exercises', source);
    const asked = compact((await readPdf((sheet as Published).content)).texts.join('\n'));
    const answered = compact((await readPdf((key as Published).content)).texts.join('\n'));
    for (const question of ['How many horns does a cleat have', 'Can you untie a bowline while it is under load'])
      expect(asked).toContain(compact(question));
    expect(asked).not.toContain(compact('Take the load off first'));
    expect(asked).not.toContain(compact('Right.'));
    expect(answered).toContain(compact('Take the load off first'));
    expect(answered).toContain(compact('Right.'));
  });
});

describe('odd input', () => {
  const odd = `'Quotes "and" #set page(fill: red) \\ $x$ *a* & <b> ]]> 🚢 港 שלום'`;

  test('is set as it is written', async () => {
    const files = withChange(
      paths.cleat,
      body(
        `Words: 10⁷ 🚢 港 שלום αβγ Ж “quoted”\n\n\`\`\`text title="#set & <b>"\n${'long '.repeat(60)}\n$x$ #let "y" \\\\ ]]> 漢字\n\`\`\`\n\n<Quiz />\n`,
      ),
    );
    const changed = withChange(paths.harbor, replace('Leaving harbor', odd), files);
    const source = sourceOf(assemble(changed), 'harbor', ['belay-a-cleat']);
    const made = only(await publish('pdf', source));
    const pdf = await readPdf(made.content);
    const text = compact(pdf.texts.join('\n'));
    for (const part of [
      '🚢',
      '港',
      'αβγ',
      'Ж',
      '“quoted”',
      '#setpage(fill:red)',
      '$x$#let"y"',
      ']]>',
      '漢字',
      '#set&<b>',
    ])
      expect(text).toContain(compact(part));
    // No word of a line that is too long is cut.
    expect(text.split('long').length - 1).toBeGreaterThanOrEqual(60);
    expect(made.losses).toEqual([]);
  });

  test('pictures of any kind and size, with names of any kind, are shown', async () => {
    const draw = (width: number): Sharp =>
      sharp({ create: { width, height: 400, channels: 3, background: '#0b5cad' } });
    const folder = paths.cleat.replace('lesson.mdx', 'files/');
    let files = withChange(
      paths.cleat,
      body(
        ['a huge one.jpg', 'ä b.png', 'new.avif', 'web.webp']
          .map((name) => `<Figure src='${name}' alt="A blue field, ${name.slice(0, 3)}." caption="Blue" />`)
          .join('\n\n'),
      ),
    );
    const pictures: [string, Buffer][] = [
      ['a huge one.jpg', await draw(6000).jpeg().toBuffer()],
      ['ä b.png', await draw(300).png().toBuffer()],
      ['new.avif', await draw(300).avif().toBuffer()],
      ['web.webp', await draw(300).webp().toBuffer()],
    ];
    for (const [name, bytes] of pictures) files = withFile(folder + name, contentOf(bytes), files);
    const { curriculum } = assembleCurriculum(files, siteTokens());
    const made = only(await publish('pdf', sourceOf(curriculum as Edition, 'harbor', ['belay-a-cleat'])));
    expect(made.losses).toEqual([]);
    const { alternatives } = await readPdf(made.content);
    expect(alternatives.filter((text) => text.startsWith('A blue field'))).toHaveLength(4);
  });

  test('a character that no font has is printed as its number, and is a loss', async () => {
    const files = withChange(paths.cleat, replace('opens under load', 'opens under ሀ load'));
    const made = only(await publish('pdf', sourceOf(assemble(files), 'harbor')));
    expect(made.losses).toEqual([
      { lesson: 'belay-a-cleat', what: 'the character ⟨U+1200⟩, which no font here has', instead: 'its number' },
    ]);
    expect((await readPdf(made.content)).texts.join('')).toContain('U+1200');
  });

  test('a language that runs from right to left turns the pages', async () => {
    const files = withChange(paths.identity, replace('language: en', 'language: he'));
    const made = only(await publish('pdf', sourceOf(assemble(files), 'harbor')));
    expect((await readPdf(made.content)).info).toMatchObject({ Language: 'he' });
  });
});

describe('the introduction', () => {
  const { curriculum } = loadCurriculum('.', { ownImages: true });
  const course = curriculum?.courses.find(({ id }) => id === 'introduction');

  test.runIf(course)('a lesson of it loses no text', async () => {
    const source = sourceOf(curriculum as Edition, 'introduction', ['pods']);
    const pdf = await readPdf(only(await publish('pdf', source)).content);
    expect(missingIn(await textsOf(source), pdf)).toEqual([]);
  });

  longTest('all of it loses no text, in the book and in handouts of a few pages', async () => {
    const source = sourceOf(curriculum as Edition, 'introduction');
    const file = only(await publish('pdf', source));
    const pdf = await readPdf(file.content);
    expect(missingIn(await textsOf(source), pdf)).toEqual([]);
    expect(file.losses.filter(({ instead }) => instead === undefined)).toEqual([]);
    for (const { content } of await publish('handout', source))
      expect((await readPdf(content)).pages).toBeLessThanOrEqual(6);
  });
});
