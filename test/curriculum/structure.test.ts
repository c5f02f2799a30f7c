import { describe, expect, test } from 'vitest';
import {
  checkChange,
  checkFiles,
  finding,
  paths,
  placeIn,
  replace,
  rulesAndPlaces,
  textOf,
  withChange,
  withFile,
  withoutFile,
} from '../helpers/fixture.ts';

const knots = 'content/courses/harbor/mooring/more-knots/lesson.mdx';

describe('the lists in course.yaml and module.yaml', () => {
  test('a lesson folder that is not listed is reported, so that it is not forgotten', () => {
    const files = withFile(knots, textOf(paths.logLine));
    expect(checkFiles(files)).toEqual([
      finding(
        'structure/unlisted-lesson',
        placeIn(paths.mooring, '- tie-a-bowline'),
        'The folder content/courses/harbor/mooring/more-knots is not listed under "lessons".',
        'A lesson that is not listed is not published, and nobody would notice.',
        'Add "- more-knots" at its place under "lessons"; a lesson that is not ready gets "status: draft".',
      ),
    ]);
  });

  test('a module folder that is not listed is reported', () => {
    const files = withFile('content/courses/harbor/berths/module.yaml', 'title: Berths\nsummary: Where to lie.\n');
    expect(rulesAndPlaces(checkFiles(files))).toEqual([
      `structure/unlisted-module ${placeIn(paths.harbor, '- mooring')}`,
    ]);
  });

  test('a module that is listed without a folder is reported with the folder that was meant', () => {
    const files = withChange(paths.harbor, replace('  - signals', '  - signal'));
    expect(checkFiles(files).filter((entry) => entry.file === paths.harbor)).toEqual([
      finding(
        'structure/unlisted-module',
        placeIn(paths.harbor, '- mooring'),
        'The folder content/courses/harbor/signals is not listed under "modules".',
        'A module that is not listed is not published, and nobody would notice.',
        'Add "- signals" at its place under "modules", or remove the folder.',
      ),
      finding(
        'structure/no-such-module',
        placeIn(paths.harbor, 'signal', files),
        'The module "signal" is listed, but content/courses/harbor/signal/module.yaml does not exist. ' +
          'Did you mean "signals"?',
        'The module would be missing without a word.',
        'Correct the id, create content/courses/harbor/signal/module.yaml, or remove "signal" from "modules".',
      ),
    ]);
  });

  test('a lesson that is listed without a file is reported at its line', () => {
    const files = withChange(paths.mooring, (text) => `${text}  - splice\n`);
    expect(checkFiles(files)).toEqual([
      finding(
        'structure/no-such-lesson',
        placeIn(paths.mooring, 'splice', files),
        'The lesson "splice" is listed, but content/courses/harbor/mooring/splice/lesson.mdx does not exist.',
        'The lesson would be missing without a word.',
        'Correct the id, create content/courses/harbor/mooring/splice/lesson.mdx, or remove "splice" from "lessons".',
      ),
    ]);
  });

  test('a lesson that is listed twice is reported at the second line', () => {
    const files = withChange(paths.mooring, (text) => `${text}  - tie-a-bowline\n`);
    expect(checkFiles(files).filter((entry) => entry.rule === 'structure/listed-twice')).toEqual([
      finding(
        'structure/listed-twice',
        `${paths.mooring}:7:5`,
        'The lesson "tie-a-bowline" is listed twice.',
        'Readers would meet it twice.',
        'Remove one of the two lines.',
      ),
    ]);
  });

  test('a missing module.yaml is one mistake and one finding', () => {
    const found = checkFiles(withoutFile(paths.navigation));
    expect(found.map((entry) => entry.message)).toEqual([
      `The module "navigation" is listed, but ${paths.navigation} does not exist.`,
    ]);
  });

  test('a missing course.yaml is reported', () => {
    expect(rulesAndPlaces(checkFiles(withoutFile('content/courses/open-sea/course.yaml')))).toEqual([
      'file/missing content/courses/open-sea/course.yaml:1:1',
    ]);
  });

  test('the demo application of a course is no module', () => {
    expect(checkFiles(withFile('content/courses/harbor/app/src/server.js', 'console.log(1)\n'))).toEqual([]);
  });
});

describe('files that would be published nowhere', () => {
  test('a stray file in the folder of a lesson is reported', () => {
    const stray = paths.logLine.replace('lesson.mdx', 'rope.yaml');
    expect(checkFiles(withFile(stray, 'a: 1\n'))).toEqual([
      finding(
        'lesson/stray-file',
        `${stray}:1:1`,
        '"rope.yaml" is not a file that a lesson has.',
        'It would be published nowhere, and nobody would notice.',
        "Move it to files/ if the lesson shows it, or correct its name; a lesson's own files are lesson.mdx, quiz.yaml, lab.yaml.",
      ),
    ]);
  });

  test.each([
    'content/courses/harbor/mooring/notes.md',
    'content/courses/harbor/notes.md',
    'content/glosary.yaml',
    'content/exams/ckx.yml',
  ])('%s is reported', (path) => {
    expect(checkFiles(withFile(path, 'x: 1\n')).map((entry) => entry.file)).toEqual([path]);
  });
});

describe('labs', () => {
  test('take the minutes that the lesson says', () => {
    const files = withChange(paths.bowlineLab, replace('minutes: 10', 'minutes: 20'));
    expect(checkFiles(files)).toEqual([
      finding(
        'lab/minutes',
        placeIn(paths.bowline, '10}'),
        'The lesson says its lab takes 10 minutes, lab.yaml says 20.',
        'Durations of modules and courses are added up from the lesson.',
        'Write the same number in both places.',
      ),
    ]);
  });

  test('cannot take time in a lesson that has none', () => {
    const files = withChange(paths.logLine, replace('lab: 0', 'lab: 20'));
    expect(checkFiles(files).map((entry) => entry.file)).toEqual([paths.logLine]);
  });
});

describe('exam blueprints', () => {
  test('weights that do not add up to 100 are reported', () => {
    expect(checkChange(paths.exam, replace('weight: 40', 'weight: 30'))).toEqual([
      finding(
        'exam/weights',
        placeIn(paths.exam, '- id: TCS-ROPE'),
        'The weights of the domains of TCS add up to 90, not to 100.',
        'Learners plan by the weights.',
        'Compare with the blueprint.',
      ),
    ]);
  });

  test('weights with decimals add up', () => {
    const domain = (id: string, weight: number): string =>
      `  - id: ${id}\n    name: ${id}\n    weight: ${weight}\n    competencies: [{id: ${id}-1, text: "x"}]\n`;
    const files = withChange(
      paths.exam,
      (text) =>
        text.replace('weight: 60', 'weight: 59.9').replace('weight: 40', 'weight: 39.7') +
        domain('TCS-LAW', 0.1) +
        domain('TCS-SKY', 0.3),
    );
    expect(checkFiles(files)).toEqual([]);
  });

  test('a finding names the file of the exam, whatever it is called', () => {
    const sailor = 'content/exams/sailor.yaml';
    const wrong = textOf(paths.exam, withChange(paths.exam, replace('weight: 40', 'weight: 30')));
    expect(checkFiles(withFile(sailor, wrong, withoutFile(paths.exam))).map((entry) => entry.file)).toEqual([sailor]);
  });
});
