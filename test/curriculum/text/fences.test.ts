import { describe, expect, test } from 'vitest';
import type { LessonText } from '../../../src/curriculum/text/lesson-text.ts';
import { lesson, quiz, restOfLine } from './read.ts';

/** Code of a text with what stands in the file where each of its lines is said to begin. */
function written(text: LessonText): string[][] {
  return text.fences.map((fence) =>
    fence.text
      .replace(/\n$/, '')
      .split('\n')
      .map((line, index) => {
        const place = fence.lines[index];
        const rest = place ? restOfLine(text, place) : 'no place';
        return rest.startsWith(line) ? line : `${line} ≠ ${rest}`;
      }),
  );
}

describe('fences', () => {
  test.each([
    ['plain', '```js\na\n\n  b\n```', [['a', '', '  b']]],
    ['behind wide characters', '😀 漢\n\n```js\n"😀漢", x\n```', [['"😀漢", x']]],
    [
      'in a list',
      '1. One\n\n   ```js\n   a\n     b\n   ```\n\n   - two\n\n     ~~~js\n     c\n     ~~~',
      [['a', '  b'], ['c']],
    ],
    ['in a quotation', '> ```js\n> a\n>   b\n>\n> c\n> ```', [['a', '  b', '', 'c']]],
    ['in a list in a quotation', '> - ```js\n>   a\n>    b\n>   ```', [['a', ' b']]],
    [
      'in components',
      '<Steps>\n\n1. One\n\n   ```js\n   a\n   ```\n\n</Steps>\n\n<Tabs>\n\n<Tab label="a">\n\n```js\nb\n```\n\n</Tab>\n\n</Tabs>',
      [['a'], ['b']],
    ],
    ['with lines that are indented less', '   ```js\n   a\n b\n     c\n   ```', [['a', 'b', '  c']]],
    ['with tabs', '-\tx\n\n\t```js\n\ta\n\t```', [['a']]],
    ['with shorter fences inside', '````md\n```js\na\n```\n````', [['```js', 'a', '```']]],
    ['empty', '```js\n```', [['']]],
  ])('know where each line stands: %s', (_, body, expected) => {
    expect(written(lesson(body))).toEqual(expected);
  });

  test('have a language, options and an end', () => {
    const { fences, text } = lesson(
      '```YAML title="a b" lines="1" odd\nx\n```\n\n```\ny\n```\n\n~~~js\nnever closed\n```\n',
    );
    expect(
      fences.map(({ language, text: code, options, closed }) => ({ language, code, options: [...options], closed })),
    ).toEqual([
      {
        language: 'yaml',
        code: 'x\n',
        options: [
          ['title', 'a b'],
          ['lines', '1'],
        ],
        closed: true,
      },
      { language: '', code: 'y\n', options: [], closed: true },
      { language: 'js', code: 'never closed\n```\n', options: [], closed: false },
    ]);
    expect(fences[0]?.optionPlaces.get('title')?.start).toBe(text.indexOf('a b'));
  });

  test.each([
    ['a block', 'text: |\n  Do:\n\n  ```js\n  a\n\n    b\n  ```\n', [['a', '', '  b']]],
    ['a block with its own indentation', 'text: |2-\n  Do:\n\n   ```js\n     a\n   ```\n', [['  a']]],
    ['a list in a block', 'hints:\n  - |\n    - One\n\n      ```js\n      a\n      ```\n', [['a']]],
    ['double quotes', 'text: "😀 ```\\n```js\\na\\n  b\\n```"\n', [['a', '  b']]],
    ['single quotes over lines', "text: '~~~js\n\n  it''s\n\n  ~~~'\n", [["it's ≠ it''s"]]],
  ])('know it in data, too: %s', (_, source, expected) => {
    expect(written(quiz(source))).toEqual(expected);
  });

  test('are none where lines are folded', () => {
    expect(quiz('text: >\n  Do ```js\n  a\n  ```\n').fences).toEqual([]);
  });
});
