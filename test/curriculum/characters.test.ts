import { describe, expect, test } from 'vitest';
import { refusedCharacter } from '../../src/findings/characters.ts';
import { checkFiles, paths, placeOf, replace, withChange } from '../helpers/fixture.ts';

describe('characters', () => {
  test.each([
    ['a\u0008b', 'U+0008 (backspace)'],
    ['a\u001b[31mb', 'U+001B (escape)'],
    ['a\u0000', 'U+0000 (null)'],
    ['a\u0085b', 'U+0085 (a control character)'],
    ['a\u202eb', 'U+202E (right-to-left override)'],
    ['a\u2066b', 'U+2066 (left-to-right isolate)'],
    ['a\ufeffb', 'U+FEFF (zero width no-break space)'],
    ['a\ud83d', 'U+D83D (half of a pair)'],
    ['a\udc00b', 'U+DC00 (half of a pair)'],
  ])('%j has one that no text should have', (text, name) => {
    expect(refusedCharacter(text)).toEqual({ index: 1, name });
  });

  test.each(['tab\tand line\n', '日本語', 'עברית\u200f', 'a\u00a0b', '👩‍🚀 🏴‍☠️', 'naïve'])('%j has none', (text) => {
    expect(refusedCharacter(text)).toBeUndefined();
  });

  const found = (change: (text: string) => string): string[] =>
    checkFiles(withChange(paths.cleat, change)).flatMap((finding) =>
      finding.rule === 'file/character' ? [`${placeOf(finding)} ${finding.message}`] : [],
    );

  test('are refused in a title, also where YAML escapes them', () => {
    const written = found((text) => text.replace(/^title: .*$/m, 'title: "Tie\\b a cleat"'));
    expect(written).toEqual([
      expect.stringMatching(/lesson\.mdx:2:\d+ Here stands the character U\+0008 \(backspace\)\.$/),
    ]);
    expect(found((text) => text.replace(/^summary: .*$/m, 'summary: A \u202e summary.'))).toEqual([
      expect.stringMatching(/U\+202E \(right-to-left override\)/),
    ]);
  });

  test('are refused in the text of a lesson, at their place', () => {
    const changed = found((text) => `${text}\nA \u001b[31mred\u001b[0m word.\n`);
    expect(changed).toEqual([expect.stringMatching(/:3 Here stands the character U\+001B \(escape\)\.$/)]);
  });
});

test('a language is a tag, and no path', () => {
  const files = withChange('content/identity.yaml', replace('language: en', 'language: ../../../outside/secret'));
  expect(checkFiles(files).map(({ message }) => message)).toEqual([expect.stringContaining('a BCP 47 tag')]);
});
