import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { LessonMemory } from '../../src/curriculum/memory.ts';
import { closest, didYouMean } from '../../src/findings/suggest.ts';
import {
  asData,
  body,
  checkChange,
  checkFiles,
  paths,
  placeIn,
  replace,
  rulesAndPlaces,
  withChange,
  withoutFile,
} from '../helpers/fixture.ts';

describe('findings are complete', () => {
  test('two mistakes in one file give two findings', () => {
    const files = withChange(
      paths.logLine,
      replace('reading: 4', 'reading: 0'),
      withChange(paths.logLine, replace('level: beginner', 'level: easy')),
    );
    expect(rulesAndPlaces(checkFiles(files))).toEqual([
      `schema/value ${placeIn(paths.logLine, '0, lab', files)}`,
      `schema/value ${placeIn(paths.logLine, 'easy', files)}`,
    ]);
  });

  test('mistakes in data, in references and in the text of lessons come together, sorted by file and line', () => {
    const files = withChange(
      paths.versions,
      replace('as_of: 2026-05-17', 'as_of: May'),
      withChange(
        paths.exam,
        replace('weight: 60', 'weight: 61'),
        withChange(paths.cleat, replace('authors: [ben]', 'authors: [bob]')),
      ),
    );
    expect(checkFiles(files).map((entry) => [entry.file, entry.line])).toEqual([
      [paths.cleat, 13],
      [paths.exam, 10],
      [paths.versions, 1],
    ]);
    const inText = withChange(
      paths.bowline,
      (text) => `${text}\n<Foo />\n`,
      withChange(
        paths.cleat,
        (text) => `${text}\n<Foo />\n\n<Bar />\n`,
        withChange(paths.cleat, replace('[ben]', '[bob]')),
      ),
    );
    expect(checkFiles(inText).map((entry) => [entry.file, entry.line])).toEqual([
      [paths.cleat, 13],
      [paths.cleat, 50],
      [paths.cleat, 52],
      [paths.bowline, 73],
    ]);
  });

  test('drafts are checked too', () => {
    const found = checkChange(paths.lights, (text) => `${text}\n<Foo />\n`);
    expect(found.map((entry) => [entry.rule, entry.file])).toEqual([['component/unknown', paths.lights]]);
  });

  test('a curriculum without an identity cannot be assembled, and says so', () => {
    const files = withoutFile(paths.identity);
    expect(assembleCurriculum(files, siteTokens()).curriculum).toBeUndefined();
    expect(rulesAndPlaces(checkFiles(files))).toEqual(['file/missing content/identity.yaml:1:1']);
  });

  test('every finding is an error with a place, a reason and a remedy', () => {
    const found = checkChange(paths.logLine, body('\n<Foo />\n\n{x}\n\n[a](lesson:b)\n\n```\nx\n```\n'));
    expect(found).toHaveLength(4);
    for (const entry of found) {
      expect(entry.severity).toBe('error');
      expect(entry.line).toBeGreaterThan(17);
      expect(entry.message).toMatch(/\.$/);
      expect(entry.why).toMatch(/\.$/);
      expect(entry.remedy).toMatch(/[.…]$/);
    }
  });
});

describe('one mistake gives one finding', () => {
  test('a lesson that cannot be read still exists for those that need it or link to it', () => {
    const found = checkChange(paths.bowline, replace('status: published', 'status: published\nnote: x'));
    expect(found.map((entry) => [entry.rule, entry.file])).toEqual([['schema/unknown-key', paths.bowline]]);
  });

  test('people who cannot be read are not unknown', () => {
    const found = checkChange(paths.people, replace('kind: group', 'kind: gruop'));
    expect(found.map((entry) => [entry.rule, entry.file])).toEqual([['schema/value', paths.people]]);
  });

  test('a glossary that cannot be read makes no term unknown', () => {
    const found = checkChange(paths.glossary, replace('term: Cleat', 'tern: Cleat'));
    expect(new Set(found.map((entry) => entry.file))).toEqual(new Set([paths.glossary]));
  });

  test('a quiz that cannot be read is not missing', () => {
    const found = checkChange(paths.cleatQuiz, replace('answer: 2', 'answer: two'));
    expect(found.map((entry) => [entry.rule, entry.file])).toEqual([['schema/value', paths.cleatQuiz]]);
  });

  test('a lab that cannot be read is not missing', () => {
    const found = checkChange(paths.bowlineLab, replace('environment: shell', 'environment: bash'));
    expect(found.map((entry) => [entry.rule, entry.file])).toEqual([['schema/value', paths.bowlineLab]]);
  });

  test('a term that is not in the glossary is not said to be linked nowhere', () => {
    const files = withChange(paths.cleat, (text) =>
      text.replace('terms: [cleat]', 'terms: [bollard]').replace('<Term id="cleat">', '<Term id="bollard">'),
    );
    expect(checkFiles(files).map((entry) => entry.rule)).not.toContain('term/not-linked');
  });

  test('a quiz that is shown with a wrong prop is shown', () => {
    const found = checkChange(paths.flags, replace('<Quiz />', '<Quiz items="2" />'));
    expect(found.map((entry) => entry.rule)).toEqual(['component/unknown-prop']);
  });
});

describe('a curriculum that is read again', () => {
  const broken = withChange(paths.logLine, replace('level: beginner', 'level: easy'));

  test('is the same as one that is read for the first time', () => {
    const memory = new LessonMemory();
    const changed = withChange(paths.cleatQuiz, replace('answer: 2', 'answer: 3'), broken);
    for (const files of [broken, changed, withoutFile(paths.cleatQuiz, broken), broken]) {
      expect(asData(assembleCurriculum(files, siteTokens(), { memory }))).toEqual(
        asData(assembleCurriculum(files, siteTokens())),
      );
    }
  });

  test('parses only what has changed', () => {
    const memory = new LessonMemory();
    const before = assembleCurriculum(broken, siteTokens(), { memory }).curriculum?.lessons;
    const files = withChange(paths.cleatQuiz, replace('answer: 2', 'answer: 3'), broken);
    const after = assembleCurriculum(files, siteTokens(), { memory }).curriculum?.lessons;
    expect(after?.get('tie-a-bowline')).toBe(before?.get('tie-a-bowline'));
    expect(after?.get('belay-a-cleat')?.quiz).toMatchObject([{ id: 'horns', answer: 3 }]);
  });
});

describe('suggestions', () => {
  const known = ['tie-a-bowline', 'belay-a-cleat', 'code-flags', 'log-line'];

  test.each([
    ['tie-a-bowlin', 'tie-a-bowline'],
    ['Code-Flags', 'code-flags'],
    ['belay-cleat', 'belay-a-cleat'],
    ['code-falgs', 'code-flags'],
    ['lgo-line', 'log-line'],
  ])('"%s" is taken for "%s"', (typed, meant) => {
    expect(closest(typed, known)).toBe(meant);
  });

  test('what resembles nothing gets no suggestion', () => {
    expect(closest('compass', known)).toBeUndefined();
    expect(didYouMean('compass', known)).toBe('');
  });
});
