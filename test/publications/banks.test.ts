import { parse as parseGift } from 'gift-pegjs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { isSameAnswer } from '../../src/curriculum/answers.ts';
import { gift } from '../../src/publications/banks/gift.ts';
import { moodleXml } from '../../src/publications/banks/moodle-xml.ts';
import { qti2, qti3 } from '../../src/publications/banks/qti.ts';
import { typedForms } from '../../src/publications/banks/typed-forms.ts';
import type { Published } from '../../src/publications/publication.ts';
import { loadTiny } from '../helpers/fixture.ts';
import { longTest } from '../helpers/long.ts';
import {
  all,
  fileOf,
  oddTiny,
  only,
  ownText,
  publish,
  realCurriculum,
  textOf,
  unzipped,
  xmlOf,
} from '../helpers/publications.ts';

let tiny: Edition;
let odd: Edition;
beforeAll(() => {
  tiny = loadTiny();
  odd = oddTiny();
});

describe('forms in which answers are typed', () => {
  test('are answers for the site, too, and differ by more than case', () => {
    const answers = ['kube-scheduler', 'Scheduler', '"apps/v1"', "it's"];
    const forms = typedForms(answers);
    expect(forms.slice(0, 4)).toEqual(answers);
    expect(forms).toContain('kube‑scheduler');
    expect(forms).toContain('it’s');
    expect(forms).toContain('`Scheduler`');
    for (const form of forms) expect(answers.some((answer) => isSameAnswer(form, answer))).toBe(true);
    expect(new Set(forms.map((form) => form.toLowerCase())).size).toBe(forms.length);
  });
});

describe('Moodle XML', () => {
  test('has a category per lesson with its colophon, and questions of every type', async () => {
    const files = await publish(tiny, moodleXml);
    const harbor = xmlOf(textOf(fileOf(files, 'harbor-moodle.xml')));
    const questions = all(harbor, 'question');
    expect(questions.map(({ attributes }) => attributes.type)).toEqual([
      'category',
      'multichoice',
      'multichoice',
      'category',
      'numerical',
      'category',
      'shortanswer',
    ]);
    const [category] = all(harbor, 'category').map((one) => ownText(only(one, 'text')));
    expect(category).toBe('$course$/top/Leaving harbor/01 Mooring/01 Tie a bowline');
    const info = ownText(only(all(harbor, 'info')[0] as never, 'text'));
    for (const part of ['creators', 'copyright', 'licence', 'disclaimer', 'source', 'changes'])
      expect(info).toContain(`data-attribution="${part}"`);
    const fractions = all(questions[2] as never, 'answer').map(({ attributes }) => attributes.fraction);
    expect(fractions).toEqual(['50', '-100', '50']);
    const sea = xmlOf(textOf(fileOf(files, 'open-sea-moodle.xml')));
    expect(ownText(only(sea, 'gradingtype'))).toBe('ALL_OR_NOTHING');
    expect(all(sea, 'answer')).toHaveLength(3);
  });

  test('says what is judged in another way, with its line', async () => {
    const [harbor] = await publish(tiny, moodleXml);
    expect(
      harbor?.losses.map(({ file, line, instead }) => [file?.split('/').at(-2), line, instead !== undefined]),
    ).toEqual([
      ['tie-a-bowline', 16, true],
      ['code-flags', 2, true],
    ]);
  });

  test('keeps odd names, texts and answers', async () => {
    const harbor = xmlOf(textOf(fileOf(await publish(odd, moodleXml), 'harbor-moodle.xml')));
    expect(ownText(only(all(harbor, 'category')[0] as never, 'text'))).toContain('01 A//B <Mooring> & "knots"');
    const texts = all(harbor, 'answer').map((answer) => ownText(all(answer, 'text')[0] as never));
    expect(texts.some((text) => text.includes('a]]>b') && text.includes('🪢'))).toBe(true);
    const asked = all(harbor, 'questiontext').map((text) => ownText(only(text, 'text')))[0];
    expect(asked).toMatch(/<p( dir="\w+")?>שאלה: what does the <em>loop<\/em> of <code>a\\b<\/code> do\?<\/p>/);
    expect(asked).toContain('<pre><code>a: "1"<br><br>b: ]]></code></pre>');
    expect(texts).toContain('A\\*');
    expect(texts).toContain('אלפא');
  });
});

describe('GIFT', () => {
  test('is read by a parser of its own, with all answers', async () => {
    const questions = parseGift(textOf(fileOf(await publish(tiny, gift), 'harbor-gift.txt')));
    expect(questions.map(({ type }) => type)).toEqual([
      'Category',
      'MC',
      'MC',
      'Category',
      'Numerical',
      'Category',
      'Short',
    ]);
    const sea = parseGift(textOf(fileOf(await publish(tiny, gift), 'open-sea-gift.txt')));
    expect(sea.map(({ type }) => type)).toEqual(['Category', 'Matching']);
  });

  test('keeps odd texts and answers', async () => {
    const text = textOf(fileOf(await publish(odd, gift), 'harbor-gift.txt'));
    const questions = parseGift(text);
    const read = JSON.stringify(questions);
    expect(questions.map(({ type }) => type)).toEqual([
      'Category',
      'MC',
      'MC',
      'Category',
      'Numerical',
      'Category',
      'Short',
    ]);
    expect(read).toContain('🪢 {x} = ~y: \\"q\\" # %');
    expect(read).toContain('a-b \\"c\\" {d} = #e: ~f');
  });
});

describe.each([
  ['2.1', qti2, (name: string) => name],
  ['3.0', qti3, (name: string) => `qti-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`],
] as const)('QTI %s', (version, format, named) => {
  test('lists every item and the test in its manifest, with metadata', async () => {
    const files = unzipped(fileOf(await publish(tiny, format), `harbor-qti-${version}.zip`));
    const manifest = xmlOf(files.get('imsmanifest.xml') ?? '');
    const listed = all(manifest, 'file').map(({ attributes }) => attributes.href);
    expect([...listed, 'imsmanifest.xml'].sort()).toEqual([...files.keys()].sort());
    expect(all(manifest, 'imsmd:rights')).toHaveLength(4);
    const rights = ownText(
      all(only(all(manifest, 'imsmd:rights')[0] as never, 'imsmd:description'), 'imsmd:langstring')[0] ??
        (all(all(manifest, 'imsmd:rights')[0] as never, 'imsmd:string')[0] as never),
    );
    expect(rights).toContain('© 2026 The Tiny Harbor Authors');
    const test = xmlOf(files.get('test.xml') ?? '');
    const refs = all(test, named('assessmentItemRef')).map(({ attributes }) => attributes.href);
    expect(refs).toHaveLength(4);
    for (const ref of refs) expect(files.has(ref ?? '')).toBe(true);
  });

  test('shows steps of an order shuffled, and says what is right', async () => {
    const files = unzipped(fileOf(await publish(tiny, format), `open-sea-qti-${version}.zip`));
    const item = xmlOf(files.get('items/compass-course-sequence.xml') ?? '');
    const right = all(only(item, named('correctResponse')), named('value')).map(ownText);
    expect(right).toEqual(['step-1', 'step-2', 'step-3']);
    const shown = all(item, named('simpleChoice')).map(({ attributes }) => attributes.identifier);
    expect(shown).not.toEqual(right);
    expect([...shown].sort()).toEqual(right);
  });

  test('keeps odd texts and answers well-formed', async () => {
    const files = unzipped(fileOf(await publish(odd, format), `harbor-qti-${version}.zip`));
    for (const text of files.values()) xmlOf(text);
    const keys = all(xmlOf(files.get('items/code-flags-diver.xml') ?? ''), named('mapEntry'));
    expect(keys.map(({ attributes }) => attributes.mapKey ?? attributes['map-key'])).toContain('A*');
  });
});

longTest('all questions of the real courses come out of every bank', async () => {
  const curriculum = realCurriculum();
  const questionsIn = (id: string): number =>
    [...curriculum.lessons.values()]
      .filter(({ courseId }) => courseId === id)
      .reduce((sum, { quiz }) => sum + quiz.length, 0);
  const made = await Promise.all([moodleXml, gift, qti2, qti3].map((format) => publish(curriculum, format)));
  const [moodle = [], plain = [], ...archives] = made;
  for (const { id } of curriculum.courses) {
    const questions = questionsIn(id);
    const ofCourse = (files: readonly Published[]): Published =>
      fileOf(
        files.filter(({ name }) => name.includes(id)),
        '',
      );
    expect(all(xmlOf(textOf(ofCourse(moodle))), 'questiontext')).toHaveLength(questions);
    const read = parseGift(textOf(ofCourse(plain)));
    expect(read.filter(({ type }) => type !== 'Category')).toHaveLength(questions);
    for (const archive of archives) {
      const files = unzipped(ofCourse(archive));
      expect(files.size).toBe(questions + 2);
      for (const text of files.values()) xmlOf(text);
    }
  }
});
