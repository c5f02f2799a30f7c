import { describe, expect, test } from 'vitest';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import type { RuleName } from '../../src/findings/catalog.ts';
import { checkFiles, paths, replace, withChange } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';
import { withText } from '../helpers/render.ts';

/** Messages of one rule about a text. */
function messages(text: string, rule: RuleName): string[] {
  return checkFiles(withText(text))
    .filter((one) => one.rule === rule)
    .map(({ message }) => message);
}

describe('emphasis that Markdown does not take for one', () => {
  test.each([
    '港は**「安全」**です。船は**丈夫（じょうぶ）**です。',
    '船は**丈夫（じょうぶ）**です。',
    '港は*「安全」*です。',
    '这是**“重要”**的。',
    '이것은 **"중요"**입니다.',
    'A **bold **word.',
    'Files in **/*.yaml there.',
    '> a **bold **word',
    '| a |\n| - |\n| b **c ** d |',
  ])('is found in %j', (text) => {
    expect(messages(text, 'prose/emphasis')).toHaveLength(1);
  });

  test.each([
    '港は「**安全**」です。船は **丈夫（じょうぶ）** です。',
    'A **bold** and *slanted* `**/*.yaml` word.',
    'Two ** three is six, a * b too.',
    'Escaped \\*\\*marks\\*\\* and 安全\\*です.',
    'A glob *.yaml in prose.',
    '```text\na **b **c\n```',
    '{/* a **b **c */}',
  ])('is none in %j', (text) => {
    expect(messages(text, 'prose/emphasis')).toEqual([]);
  });

  test('is found in data, too, at its line', () => {
    const files = withChange(
      paths.bowlineQuiz,
      replace('The loop keeps its size under load.', 'It **keeps **its size.'),
    );
    expect(checkFiles(files).map(({ rule, file }) => [rule, file])).toEqual([['prose/emphasis', paths.bowlineQuiz]]);
  });
});

describe('references', () => {
  test.each([
    ['See [three][c].', '"[three][c]"'],
    ['See [three][].', '"[three][]"'],
    ['See [*th*ree][c].', '"[*th*ree][c]"'],
    ['Why.[^why]', '"[^why]"'],
    ['[one][a] and [two][b].\n\n[a]: https://x.org', '"[two][b]"'],
  ])('of %j lead nowhere', (text, name) => {
    expect(messages(text, 'link/undefined-reference')).toEqual([`Nothing defines what ${name} refers to.`]);
  });

  test.each([
    '[one][a]\n\n[A]: https://x.org',
    '\\[a][b]',
    '`[a][b]`',
    'table[1][2]',
    '[x] done',
    'Why.[^a]\n\n[^a]: A.',
  ])('of %j are fine', (text) => {
    expect(messages(text, 'link/undefined-reference')).toEqual([]);
  });

  test.each([
    ['[one][a]\n\n[a]: #no-such-knot', 'no-such-knot'],
    ['[two][b]\n\n[b]: lesson:tie-a-bowline#nothing-here', 'nothing-here'],
    ['[a](#caf%C3%A9)\n\n## Cafe', 'café'],
    ['[a](#a&#45;b)\n\n## A', 'a-b'],
  ])('of %j are judged as they are rendered', (text, heading) => {
    const files: ContentFiles = withText(text);
    expect(found(files, 'link/unknown-heading')).toEqual([expect.stringContaining(`has no heading "${heading}".`)]);
  });
});

describe('addresses that become links for e-mail', () => {
  test.each([
    ['Clone git@github.com:boats/shop.git.', ['git@github.com']],
    ['Log in as root@deck1.example.com or ana@deck2.example.com.', ['root@deck1.example.com', 'ana@deck2.example.com']],
    ['| a |\n| - |\n| me@x.org |', ['me@x.org']],
  ])('are found in %j', (text, written) => {
    expect(messages(text, 'link/bare-email')).toEqual(
      written.map((one) => `"${one}" becomes a link that writes an e-mail.`),
    );
  });

  test.each([
    '`root@deck1.example.com`',
    '[me@x.org](mailto:me@x.org)',
    'user@host',
    '```bash\nssh root@deck1.example.com\n```',
  ])('are none in %j', (text) => {
    expect(messages(text, 'link/bare-email')).toEqual([]);
  });
});
