import { describe, expect, test } from 'vitest';
import type { Edition } from '../../src/assembly/edition.ts';
import { formsOf, itemsByCompetency, reviewed } from '../../src/curriculum/practice/forms.ts';
import { qti2, qti3 } from '../../src/publications/banks/qti.ts';
import type { Format, PracticeExam, Published } from '../../src/publications/publication.ts';
import { practiceExamOf, usualExams } from '../../src/publications/select-exam.ts';
import { RIGHT, withBank } from '../helpers/bank.ts';
import { assemble, loadTiny, readTiny, replace, withChange } from '../helpers/fixture.ts';
import { forkFiles } from '../helpers/layer.ts';
import { editionOf } from '../helpers/publication-sources.ts';
import { all, fileOf, only, ownText, realCurriculum, unzipped, xmlOf } from '../helpers/publications.ts';

const ITEMS_OF_ROPES = 'content/practice/tcs/items/tcs-rope-1.yaml';

/** Files of a bank, by path. */
function bankFiles(): Map<string, string> {
  const files = new Map<string, string>();
  withBank({ write: (path, text) => files.set(path, String(text)) });
  return files;
}

const banked = assemble(new Map([...readTiny(), ...bankFiles()]));

function exam(edition: Edition, id: string, forms: readonly string[], hasBank = false): PracticeExam {
  return practiceExamOf(edition, id, { forms, hasBank });
}

/** Publishes a practice exam twice: both times the same bytes. */
async function published(format: Format, of: PracticeExam): Promise<readonly Published[]> {
  const [files, again] = [await format.publishExam?.(of), await format.publishExam?.(of)];
  if (!files) throw new Error(`${format.id} has no practice exams`);
  expect(again).toEqual(files);
  return files;
}

describe.each([
  ['2.1', qti2, (name: string) => name],
  ['3.0', qti3, (name: string) => `qti-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`],
] as const)('a practice exam as QTI %s', (version, format, named) => {
  const attribute = (name: string): string => (version === '3.0' ? named(name).slice('qti-'.length) : name);

  test('has exactly the items of its form, in sections by domain, in its order, with what is right, for 100 numbers', async () => {
    const bank = banked.banks.get('TCS');
    if (!bank) throw new Error('there is no bank');
    const draw = formsOf(bank.exam, bank.form.items, reviewed(bank.items));
    const numbers = Array.from({ length: 100 }, (_, index) => String(index + 1));
    const files = await published(format, exam(banked, 'tcs', numbers));
    expect(files).toHaveLength(100);
    for (const number of numbers) {
      const form = draw(Number(number));
      const found = unzipped(fileOf(files, `tcs-form-${number}-qti-${version}.zip`));
      expect(found.size).toBe(form.length + 2);
      const test = xmlOf(found.get('test.xml') ?? '');
      const sections = all(test, named('assessmentSection')).map((section) =>
        all(section, named('assessmentItemRef')).map(({ attributes }) => attributes.href),
      );
      expect(sections).toEqual(
        bank.exam.domains.map(({ competencies }) =>
          form
            .filter(({ item }) => competencies.some(({ id }) => id === item.competency))
            .map(({ item }) => `items/tcs-${item.id}.xml`),
        ),
      );
      for (const { item, options } of form) {
        const xml = xmlOf(found.get(`items/tcs-${item.id}.xml`) ?? '');
        const choices = all(xml, named('simpleChoice'));
        expect(choices.map(ownText)).toEqual(options.map((option) => item.options[option]?.text));
        const right = ownText(only(only(xml, named('correctResponse')), named('value')));
        expect(choices.filter(({ attributes }) => attributes.identifier === right).map(ownText)).toEqual([RIGHT]);
        expect(only(xml, named('choiceInteraction')).attributes.shuffle).toBe('false');
      }
    }
  });

  test('has the time, how it is taken, and what it takes to pass', async () => {
    const files = await published(format, exam(banked, 'TCS', ['7']));
    const test = xmlOf(unzipped(fileOf(files, '.zip')).get('test.xml') ?? '');
    expect(only(test, named('timeLimits')).attributes[attribute('maxTime')]).toBe('1200');
    const { attributes } = only(test, named('testPart'));
    expect(attributes[attribute('navigationMode')]).toBe('nonlinear');
    expect(attributes[attribute('submissionMode')]).toBe('simultaneous');
    expect(only(test, named('itemSessionControl')).attributes[attribute('showFeedback')]).toBe('false');
    const isPassed = only(test, named('gte'));
    expect(all(isPassed, named('baseValue')).map(ownText)).toEqual(['100', '700']);
    expect(
      all(only(test, named('testFeedback')), 'a').some((link) => link.attributes.href?.endsWith('/practice/tcs/')),
    ).toBe(true);
  });

  test('has a whole bank, from which the platform draws by the blueprint', async () => {
    const files = unzipped(
      fileOf(await published(format, exam(banked, 'TCS', [], true)), `tcs-bank-qti-${version}.zip`),
    );
    const test = xmlOf(files.get('test.xml') ?? '');
    const counts = itemsByCompetency(banked.banks.get('TCS')?.exam ?? { id: '', domains: [] }, 10);
    const sections = all(test, named('assessmentSection')).flatMap((domain) => all(domain, named('assessmentSection')));
    expect(
      new Map(
        sections.map((section) => [
          section.attributes.identifier?.slice('competency-'.length),
          Number(only(section, named('selection')).attributes.select),
        ]),
      ),
    ).toEqual(counts);
    for (const section of sections) {
      expect(only(section, named('ordering')).attributes.shuffle).toBe('true');
      const count = counts.get(section.attributes.identifier?.slice('competency-'.length) ?? '') ?? 0;
      expect(all(section, named('assessmentItemRef'))).toHaveLength(count * 3);
    }
    const items = [...files].filter(([path]) => path.startsWith('items/'));
    expect(items).toHaveLength(30);
    for (const [, text] of items) expect(only(xmlOf(text), named('choiceInteraction')).attributes.shuffle).toBe('true');
  });

  test('says of each item what it tests, how hard it is, and where its answer comes from', async () => {
    const files = unzipped(fileOf(await published(format, exam(banked, 'TCS', ['1'])), '.zip'));
    const manifest = xmlOf(files.get('imsmanifest.xml') ?? '');
    expect([...all(manifest, 'file').map(({ attributes }) => attributes.href), 'imsmanifest.xml'].sort()).toEqual(
      [...files.keys()].sort(),
    );
    expect(all(manifest, 'imsmd:difficulty')).toHaveLength(10);
    expect(all(manifest, 'imsmd:rights')).toHaveLength(11);
    const ids = all(manifest, 'imsmd:id').map(ownText);
    for (const id of ['TCS-ROPE', 'TCS-NAV-3', 'tie-a-bowline#tie']) expect(ids).toContain(id);
    expect(files.get('imsmanifest.xml')).toContain('https://exams.example/tcs/');
  });

  test('leaves out what nobody has reviewed, and says so', async () => {
    const file = bankFiles().get(ITEMS_OF_ROPES) ?? '';
    const extra = file
      .split(/(?=\n {2}- id)/)
      .slice(0, 2)
      .join('')
      .replaceAll('tcs-rope-1-0', 'not-reviewed');
    const without = extra.replace(/\n {4}review:[\s\S]*/, '\n');
    const edition = assemble(
      new Map([...readTiny(), ...bankFiles(), ['content/practice/tcs/items/new.yaml', without]]),
    );
    const [bank] = await published(format, exam(edition, 'TCS', [], true));
    if (!bank) throw new Error('nothing was made');
    expect([...unzipped(bank).keys()]).not.toContain('items/tcs-not-reviewed.xml');
    expect(bank.losses.map(({ what, file: path }) => [what, path])).toContainEqual([
      'items that nobody has reviewed',
      'content/practice/tcs/items/new.yaml',
    ]);
  });

  test('keeps odd texts well-formed', async () => {
    const odd = `'It \\<tightens> & \`a]]>b -> c\` 🪢 \\{x} = ~y: "q" # % \\ עברית'`;
    const files = withChange(
      ITEMS_OF_ROPES,
      replace('question: What holds, in `TCS-ROPE-1`, number 0?', `question: ${odd}`),
      new Map([...readTiny(), ...bankFiles()]),
    );
    const found = unzipped(fileOf(await published(format, exam(assemble(files), 'TCS', [], true)), '.zip'));
    for (const text of found.values()) xmlOf(text);
    expect(found.get('items/tcs-tcs-rope-1-0.xml')).toContain('a]]&gt;b');
  });
});

test('items that a fork adds are its own, and those of the original stay so', async () => {
  const own = (bankFiles().get(ITEMS_OF_ROPES) ?? '').replaceAll('id: tcs-rope-1-', 'id: own-');
  const fork = editionOf(
    forkFiles({ ...Object.fromEntries(bankFiles()), 'provider/practice/tcs/items/own.yaml': own }),
  );
  const [bank] = await published(qti3, exam(fork, 'TCS', [], true));
  if (!bank) throw new Error('nothing was made');
  const files = unzipped(bank);
  const [original] = fork.editions;
  expect(original.name).not.toBe(fork.identity.name);
  const [theirs, ours] = [files.get('items/tcs-tcs-rope-1-0.xml'), files.get('items/tcs-own-0.xml')];
  expect(theirs).toContain(original.copyright);
  expect(theirs).not.toContain(fork.identity.copyright);
  expect(theirs).toContain('Unmodified text of');
  expect(ours).toContain(fork.identity.copyright);
  expect(ours).not.toContain(original.copyright);
});

describe('what is asked for', () => {
  test.each([
    ['TCX', ['1'], 'There is no exam "TCX". Did you mean "TCS"?'],
    ['TCS', ['0'], '"0" is no number of a form.'],
    ['TCS', ['1,x'], '"x" is no number of a form.'],
    ['TCS', ['-3'], '"-3" is no number of a form.'],
    ['TCS', ['10000'], 'from 1 to 9999'],
    ['TCS', ['1.5'], '"1.5" is no number of a form.'],
  ])('%s %j is refused', (id, forms, message) => {
    expect(() => exam(banked, id, forms)).toThrow(message);
  });

  test('an exam without a bank, or without a full one, is refused, with what is missing', () => {
    expect(() => exam(loadTiny(), 'TCS', ['1'])).toThrow('TCS is hands-on');
    const few = new Map([...readTiny(), ...bankFiles()]);
    few.delete(ITEMS_OF_ROPES);
    expect(() => exam(assemble(few), 'TCS', ['1'])).toThrow('TCS-ROPE-1  0 of 9');
    expect(usualExams(assemble(few))).toEqual([]);
  });

  test('forms are made once each; what nobody names is three forms and the bank', () => {
    expect(exam(banked, 'TCS', ['2,1', '2']).parts).toEqual([2, 1]);
    expect(exam(banked, 'TCS', []).parts).toEqual([1, 2, 3, 'bank']);
    expect(usualExams(banked).map(({ parts }) => parts)).toEqual([[1, 2, 3, 'bank']]);
  });

  test('hands-on exams have no place in a format, and the message says where they are', () => {
    const real = realCurriculum();
    expect(() => exam(real, 'CKAD', ['1'])).toThrow(
      /CKAD is hands-on.*\nDo: {2}sit it on the site: .*\/practice\/ckad\//,
    );
    expect(usualExams(real).map(({ bank }) => bank.exam.id)).toContain('KCNA');
  });
});
