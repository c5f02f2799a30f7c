import { describe, expect, test } from 'vitest';
import { textReport } from '../../src/checks/reporters/text.ts';
import {
  checkChange,
  checkFiles,
  finding,
  paths,
  placeIn,
  replace,
  withChange,
  withoutFile,
} from '../helpers/fixture.ts';

const FORM = 'Pages, search and attribution are made from this data; it has to have the form they expect.';

/** One change of the lesson "log-line", and where in it `needle` then stands. */
function changed(edit: (text: string) => string, needle: string): { found: unknown; place: string } {
  const files = withChange(paths.logLine, edit);
  return { found: checkFiles(files), place: placeIn(paths.logLine, needle, files) };
}

describe('what an author reads about frontmatter', () => {
  test('a wrong key', () => {
    const { found, place } = changed(replace('prerequisites:', 'prerequisite:'), 'prerequisite:');
    expect(found).toEqual([
      finding(
        'schema/unknown-key',
        place,
        'Unknown key "prerequisite". Did you mean "prerequisites"?',
        'A key that nobody reads is lost in silence, together with what its author meant by it.',
        'Use one of: title, summary, minutes, level, objectives, competencies, prerequisites, authors, reviewers, ' +
          'verified, terms, status, aliases, watch, exceptions, licence, based_on, adapts, adapted_by, changes, lineage.',
      ),
    ]);
  });

  test('a wrong key inside of a list', () => {
    const edit = replace('  - id: measure\n    text:', '  - id: measure\n    txt: x\n    text:');
    const { found, place } = changed(edit, 'txt');
    expect(found).toEqual([
      finding(
        'schema/unknown-key',
        place,
        'Unknown key "objectives[2].txt". Did you mean "text"?',
        'A key that nobody reads is lost in silence, together with what its author meant by it.',
        'Use one of: id, text.',
      ),
    ]);
  });

  test('a missing key', () => {
    expect(checkChange(paths.logLine, replace('authors: [crew]\n', ''))).toEqual([
      finding('schema/value', `${paths.logLine}:2:1`, '"authors" is missing.', FORM, 'Add "authors", a list.'),
    ]);
  });

  test('a missing key inside of another, at the group that lacks it', () => {
    const { found, place } = changed(replace('{reading: 4, lab: 0}', '{reading: 4}'), '{reading');
    expect(found).toEqual([
      finding('schema/value', place, '"minutes.lab" is missing.', FORM, 'Add "minutes.lab", a number.'),
    ]);
  });

  test('a missing choice', () => {
    expect(checkChange(paths.logLine, replace('level: beginner\n', ''))).toEqual([
      finding(
        'schema/value',
        `${paths.logLine}:2:1`,
        '"level" is missing.',
        FORM,
        'Add "level": one of beginner, intermediate, advanced.',
      ),
    ]);
  });

  test('a wrong type', () => {
    const { found, place } = changed(replace('reading: 4', 'reading: four'), 'four');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"minutes.reading" should be a number, but is the text "four".',
        FORM,
        'Write a number there.',
      ),
    ]);
  });

  test('a number where a version in quotes is meant', () => {
    const { found, place } = changed(replace('versions: {}', 'versions: {chart: 7.3}'), '7.3');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"verified.versions.chart" should be text, but is the number 7.3.',
        FORM,
        'Put it in quotes, so that YAML reads it as text.',
      ),
    ]);
  });

  test('an unknown value of a choice', () => {
    const { found, place } = changed(replace('deprecated', 'depreciated'), 'depreciated');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"status" is the text "depreciated", which is not one of its values. Did you mean "deprecated"?',
        FORM,
        'Use one of: draft, published, deprecated.',
      ),
    ]);
  });

  test('a date that does not exist', () => {
    const { found, place } = changed(replace('2025-01-01', '2025-02-30'), '2025-02-30');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"verified.date" is the text "2025-02-30", but should be a date as YYYY-MM-DD.',
        FORM,
        'Write a date as YYYY-MM-DD.',
      ),
    ]);
  });

  test('an id that is not one', () => {
    const { found, place } = changed(replace('- id: measure', '- id: Measure it'), 'Measure it');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"objectives[2].id" is the text "Measure it", but should be an id in kebab-case, such as "cluster-anatomy".',
        FORM,
        'Write an id in kebab-case, such as "cluster-anatomy".',
      ),
    ]);
  });

  test('a summary that is too long', () => {
    const { found, place } = changed(replace('summary: How', `summary: How ${'so '.repeat(60)}`), 'How so');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"summary" is too long or too large: at most 200 allowed.',
        FORM,
        'Bring it to at most 200.',
      ),
    ]);
  });

  test('an address that is not one of the web', () => {
    const watch = 'watch:\n  - {fact: Sand runs, source: "javascript:alert(1)", review: 2027-01-01}\nstatus:';
    const { found, place } = changed(replace('status:', watch), '"javascript');
    expect(found).toEqual([
      finding(
        'schema/value',
        place,
        '"watch[1].source" is the text "javascript:alert(1)", but should be an address that begins with https://.',
        FORM,
        'Write an address that begins with https://.',
      ),
    ]);
  });

  test('no frontmatter at all', () => {
    expect(checkChange(paths.logLine, (text) => text.slice(4))).toEqual([
      finding(
        'lesson/no-frontmatter',
        `${paths.logLine}:1:1`,
        'The lesson does not begin with frontmatter.',
        'Title, objectives, authors and prerequisites are read from it.',
        'Begin the file with a line "---", the keys, and another line "---".',
      ),
    ]);
  });
});

describe('the text report', () => {
  test('groups findings by file and says place, mistake, reason and remedy', async () => {
    const files = withChange(
      paths.logLine,
      replace('reading: 4', 'reading: four'),
      withChange(
        paths.logLine,
        replace('deprecated', 'depreciated'),
        withChange(paths.harbor, replace('[TCS]', '[TCZ]')),
      ),
    );
    await expect(textReport(checkFiles(files))).toMatchFileSnapshot('../fixtures/snapshots/report.txt');
  });

  test('of a curriculum without mistakes counts none', () => {
    expect(textReport([]).trim()).toBe('0 errors, 0 warnings');
  });

  test('counts one error as one error', () => {
    const report = textReport(checkFiles(withoutFile(paths.identity)));
    expect(report.split('\n').at(-1)).toBe('1 error, 0 warnings');
  });
});
