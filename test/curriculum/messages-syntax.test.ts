import { describe, expect, test } from 'vitest';
import { body, checkChange, checkFiles, finding, paths, placeIn, replace, withChange } from '../helpers/fixture.ts';

const UNREADABLE = 'Nothing in the file can be used until it can be read.';

/** What is wrong after one change of the lesson "log-line", and where `needle` then stands. */
function changed(edit: (text: string) => string, needle: string): { found: unknown; place: string } {
  const files = withChange(paths.logLine, edit);
  return { found: checkFiles(files), place: placeIn(paths.logLine, needle, files) };
}

describe('what an author reads about YAML', () => {
  test('a colon in a text without quotes', () => {
    const { found, place } = changed(replace('title: Measure speed', 'title: Speed: measure it'), 'Speed:');
    expect(found).toEqual([
      finding(
        'yaml/syntax',
        place,
        'This is not valid YAML: Nested mappings are not allowed in compact mappings.',
        UNREADABLE,
        'Check the indentation, and put quotes around text that contains ": " or begins with a special character.',
      ),
    ]);
  });

  test('a key that stands twice', () => {
    const files = withChange(paths.logLine, replace('level: beginner', 'level: beginner\nlevel: advanced'));
    expect(checkFiles(files)).toEqual([
      finding(
        'yaml/syntax',
        placeIn(paths.logLine, 'level: advanced', files),
        'This is not valid YAML: Map keys must be unique.',
        UNREADABLE,
        'Keep one of the two keys.',
      ),
    ]);
  });

  test('a tab', () => {
    const { found, place } = changed(replace('  - id: explain', '\t- id: explain'), '\t- id');
    expect(found).toContainEqual(
      finding(
        'yaml/syntax',
        place,
        'This is not valid YAML: Tabs are not allowed as indentation.',
        UNREADABLE,
        'Indent with spaces; YAML does not allow tabs.',
      ),
    );
  });

  test('a quote that is not closed', () => {
    const found = checkChange(paths.logLine, replace('title: Measure', 'title: "Measure'));
    expect(found.map((entry) => [entry.rule, entry.remedy])).toEqual([
      ['yaml/syntax', 'Close the quote or bracket that is opened before this place.'],
    ]);
  });

  test('a text that begins with an asterisk, which YAML takes for an alias', () => {
    const files = withChange(paths.cleatQuiz, replace('text: That is a cross bitt.', 'text: *two*'));
    const found = checkFiles(files).filter((entry) => entry.file === paths.cleatQuiz);
    expect(found.map((entry) => [entry.rule, entry.line])).toEqual([['yaml/syntax', 10]]);
  });
});

describe('what an author reads about the text of a lesson', () => {
  test('an unknown component', () => {
    const { found, place } = changed(body('\nText.\n\n<Calout kind="note">\n\nA\n\n</Calout>\n'), '<Calout');
    expect(found).toEqual([
      finding(
        'component/unknown',
        place,
        'There is no component <Calout>. Did you mean "Callout"?',
        'Nothing would be shown in its place.',
        'Use one of: Callout, Steps, Tabs, Tab, File, Terminal, Figure, Explore, Term, Version, Brand, Language, KeyPoints, Quiz, ' +
          'Lab, Compare, Side, Checkpoint, Stepped, Step, Notes.',
      ),
    ]);
  });

  test('a component that is not closed, without naming lines that are not those of the file', () => {
    const { found, place } = changed(body('\nText.\n\n<Callout kind="note">\n\nA\n'), '<Callout');
    expect(found).toEqual([
      finding(
        'lesson/syntax',
        place,
        'The text cannot be read: Expected a closing tag for `<Callout>`.',
        'In MDX, "<" begins a component and "{" an expression; both have to be closed.',
        'Close the component; or, if you mean the character itself, write \\< or \\{, or put it in backticks.',
      ),
    ]);
  });
});
