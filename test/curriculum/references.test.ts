import { describe, expect, test } from 'vitest';
import {
  assemble,
  checkChange,
  checkFiles,
  finding,
  loadTiny,
  paths,
  placeIn,
  replace,
  rulesAndPlaces,
  withChange,
} from '../helpers/fixture.ts';

describe('ids in frontmatter', () => {
  test.each([
    [
      'competency',
      'reference/unknown-competency',
      'competencies: [TCS-ROPE-2]',
      'TCS-ROPE-9',
      'content/exams/',
      ' Did you mean "TCS-ROPE-1"?',
    ],
    ['author', 'reference/unknown-author', 'authors: [ben]', 'bn', 'content/people.yaml', ' Did you mean "ben"?'],
    ['glossary term', 'reference/unknown-glossary-term', 'terms: [cleat]', 'knot', 'content/glossary.yaml', ''],
  ] as const)('an unknown %s is reported at its place', (kind, rule, line, id, where, suggestion) => {
    const files = withChange(paths.cleat, replace(line, line.replace(/\[.*\]/, `[${id}]`)));
    const found = checkFiles(files).filter((entry) => entry.rule.startsWith('reference/'));
    expect(found).toEqual([
      finding(
        rule,
        placeIn(paths.cleat, `${id}]`, files),
        `The ${kind} "${id}" does not exist.${suggestion}`,
        'The page would link to nothing.',
        `Correct the id, or add "${id}" to ${where}.`,
      ),
    ]);
  });

  test('an unknown reviewer is reported at the name', () => {
    const files = withChange(paths.bowline, replace('{person: ben,', '{person: bill,'));
    expect(rulesAndPlaces(checkFiles(files))).toEqual([
      `reference/unknown-reviewer ${placeIn(paths.bowline, 'bill', files)}`,
    ]);
  });

  test('an unknown exam of a course is reported with those that exist', () => {
    const files = withChange(paths.harbor, replace('exams: [TCS]', 'exams: [TCS, TCZ]'));
    expect(checkFiles(files)).toEqual([
      finding(
        'reference/unknown-exam',
        placeIn(paths.harbor, 'TCZ', files),
        'The exam "TCZ" does not exist.',
        'The course page would promise an exam that nobody can look up.',
        'Use one of: TCS.',
      ),
    ]);
  });

  test('an unknown related term of the glossary is reported at its place', () => {
    const files = withChange(paths.glossary, replace('see: [true-north]', 'see: [true-nort]'));
    expect(checkFiles(files)).toEqual([
      finding(
        'reference/unknown-glossary-term',
        placeIn(paths.glossary, 'true-nort]', files),
        '"variation" refers to the term "true-nort", which does not exist. Did you mean "true-north"?',
        'The link would lead nowhere.',
        'Correct the id, or add a term "true-nort".',
      ),
    ]);
  });

  test('an unknown related term keeps its place when another entry stands twice', () => {
    const twice = '  - id: bowline\n    term: Bowline again\n    definition: A second entry.\n  - id: cleat\n';
    const files = withChange(
      paths.glossary,
      replace('  - id: cleat\n', twice),
      withChange(paths.glossary, replace('see: [true-north]', 'see: [true-nort]')),
    );
    expect(rulesAndPlaces(checkFiles(files))).toContain(
      `reference/unknown-glossary-term ${placeIn(paths.glossary, 'true-nort]', files)}`,
    );
  });

  test('an unknown maintainer of a module is reported', () => {
    const files = withChange(paths.mooring, replace('maintainers: [ada]', 'maintainers: [adda]'));
    expect(checkFiles(files).map((entry) => entry.file)).toEqual([paths.mooring]);
  });

  test('an unknown competency of a quiz item is reported', () => {
    const files = withChange(paths.bowlineQuiz, replace('[TCS-ROPE-1]', '[TCS-ROPE-9]'));
    expect(checkFiles(files).map((entry) => entry.file)).toEqual([paths.bowlineQuiz]);
  });

  test('an unknown competency of a planned lesson is reported', () => {
    const files = withChange(paths.navigation, replace('[TCS-NAV-2]', '[TCS-NAV-9]'));
    expect(checkFiles(files).map((entry) => entry.file)).toEqual([paths.navigation]);
  });
});

describe('aliases', () => {
  test('lead from the former id to the lesson', () => {
    expect([...loadTiny().aliases]).toEqual([['steer-by-needle', 'compass-course']]);
  });

  test.each(['code-flags', 'compass-course'])('cannot be "%s", which is the id of a lesson', (id) => {
    const files = withChange(paths.compass, replace('aliases: [steer-by-needle]', `aliases: [steer-by-needle, ${id}]`));
    expect(checkFiles(files)).toEqual([
      finding(
        'id/alias-taken',
        placeIn(paths.compass, `${id}]\n---`, files),
        `The alias "${id}" is the id of a lesson.`,
        'An old address can lead to one place only.',
        'Remove the alias, or rename that lesson.',
      ),
    ]);
  });

  test('cannot be shared by two lessons', () => {
    const files = withChange(
      paths.logLine,
      replace('status: deprecated', 'status: deprecated\naliases: [steer-by-needle]'),
    );
    expect(checkFiles(files).map(({ rule, file, message }) => [rule, file, message])).toEqual([
      ['id/alias-taken', paths.logLine, 'The alias "steer-by-needle" is already used by the lesson "compass-course".'],
    ]);
  });

  test('of a hidden draft lead nowhere, so that no redirect ends on a missing page', () => {
    const curriculum = assemble(withChange(paths.lights, replace('status: draft', 'status: draft\naliases: [lamps]')));
    const targets = [...curriculum.aliases.values()];
    expect(targets.filter((id) => !curriculum.lessons.has(id))).toEqual([]);
  });
});

describe('ids that stand twice', () => {
  test('two lessons with one id are reported at the second, naming the first', () => {
    const copy = paths.logLine.replace('log-line', 'code-flags');
    const files = new Map(withChange(paths.navigation, replace('  - log-line\n', '  - log-line\n  - code-flags\n')));
    files.set(copy, files.get(paths.logLine) ?? '');
    expect(checkFiles(files).filter((entry) => entry.rule === 'id/duplicate')).toEqual([
      finding(
        'id/duplicate',
        `${copy}:1:1`,
        `The lesson id "code-flags" is used by ${paths.flags} too.`,
        'A lesson is known by its id in the whole curriculum: in links, progress and adaptations.',
        'Rename one of the two folders.',
      ),
    ]);
  });

  test.each([
    [paths.people, 'id: ben', 'ada', '9:9'],
    [paths.glossary, 'id: cleat', 'bowline', '7:9'],
  ])('in %s a second entry is reported at its id', (file, line, id, place) => {
    const found = checkChange(file, replace(line, `id: ${id}`));
    expect(found.filter((entry) => entry.rule === 'id/duplicate')).toEqual([
      finding(
        'id/duplicate',
        `${file}:${place}`,
        `The id "${id}" stands here twice.`,
        'Whoever refers to it would get one of the two at random.',
        'Merge the two entries, or give one another id.',
      ),
    ]);
  });

  test('two objectives of a lesson cannot share an id', () => {
    expect(checkChange(paths.logLine, replace('id: measure', 'id: explain')).map((entry) => entry.file)).toEqual([
      paths.logLine,
    ]);
  });

  test('two tasks of a lab cannot share an id', () => {
    expect(checkChange(paths.bowlineLab, replace('id: write-it', 'id: tie-it')).map((entry) => entry.file)).toEqual([
      paths.bowlineLab,
    ]);
  });

  test('two competencies cannot share an id', () => {
    expect(checkChange(paths.exam, replace('id: TCS-NAV-2', 'id: TCS-NAV-3')).map((entry) => entry.file)).toContain(
      paths.exam,
    );
  });

  test('two exams cannot share an id', () => {
    const copy = 'content/exams/copy.yaml';
    const files = new Map(withChange(paths.exam, replace('name: Tiny Certified Sailor', 'name: Tiny Sailor')));
    files.set(copy, files.get(paths.exam) ?? '');
    expect(checkFiles(files).length).toBeGreaterThan(0);
  });

  test('a planned lesson cannot have the id of one that is written', () => {
    expect(
      checkChange(paths.navigation, replace('id: by-the-stars', 'id: log-line')).map((entry) => entry.file),
    ).toEqual([paths.navigation]);
  });
});
