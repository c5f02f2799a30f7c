import { describe, expect, test } from 'vitest';
import { assemble, paths, withChange } from '../helpers/fixture.ts';
import { tagsOf } from '../helpers/html.ts';
import { htmlOf, render, renderText } from '../helpers/render.ts';

/** Ids of a page, in their order. */
const idsOf = (html: string): string[] => tagsOf(html).flatMap(({ attributes }) => attributes.id ?? []);

/** Ids that occur more than once. */
const repeated = (ids: readonly string[]): string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

describe('ids of headings', () => {
  test.each([
    ['## ⚓\n\n## ???\n\n## `--`', ['section', 'section-1', 'section-2']],
    ['## …\n\n### 🚢 🚢\n\n## Section', ['section', 'section-1', 'section-2']],
    ['## 漢字\n\n## 漢字', ['漢字', '漢字-1']],
    ['## <Version of="chart" />', ['section']],
    [
      '## Key points\n\n<KeyPoints>\n- a\n</KeyPoints>\n\n<KeyPoints>\n- b\n</KeyPoints>',
      ['key-points-1', 'key-points', 'N1-key-points'],
    ],
    ['## Main\n\n## Passage\n\n## Definition\n\n### Tab 1', ['main', 'passage', 'definition', 'tab-1']],
  ])('of %j are not empty, and each is there once', (text, ids) => {
    expect(idsOf(htmlOf(text))).toEqual(ids);
  });

  test('all have an entry in the contents, with what components print and without marks of footnotes', () => {
    const { sections } = renderText(
      '## ⚓\n\n## Charts of <Version of="chart" />[^a]\n\n## By <Brand of="name" />: *a* `b`\n\n[^a]: A.',
    );
    expect(sections.map(({ id, title }) => [id, title])).toEqual([
      ['section', '⚓'],
      ['charts-of-1', 'Charts of 7.3'],
      ['by--a-b', 'By Tiny Harbor: a b'],
    ]);
  });

  test('differ from those of footnotes, of quiz items and of tasks', () => {
    const files = withChange(
      paths.bowline,
      (text) =>
        `${text}\n## Task write it\n\n## Q which knot\n\n## Footnote label\n\n## User content fn a\n\nText.[^a] Again.[^a] More.[^a-2]\n\n[^a]: A.\n\n[^a-2]: B.\n`,
    );
    const { html } = render('tie-a-bowline', assemble(files));
    const ids = idsOf(html);
    expect(repeated(ids)).toEqual([]);
    expect(ids).toEqual(
      expect.arrayContaining(['task-write-it', 'task-write-it-1', 'footnote-label', 'footnote-label-1']),
    );
  });
});

describe('ids of footnotes', () => {
  test('of a lesson, a question, an explanation and a task are different, and each mark leads to its note and back', () => {
    const note = 'One.[^1] Two.[^1]\\n\\n[^1]: Note.';
    const quiz = withChange(paths.bowlineQuiz, (text) =>
      text.replace(/question: .*/, `question: "${note}"`).replace(/explanation: .*/g, `explanation: "${note}"`),
    );
    const lab = withChange(paths.bowlineLab, (text) => text.replace(/solution: .*/, `solution: "${note}"`), quiz);
    const files = withChange(paths.bowline, (text) => `${text}\nOne.[^1]\n\n[^1]: Note.\n`, lab);
    const { html } = render('tie-a-bowline', assemble(files));
    const ids = idsOf(html);
    expect(repeated(ids)).toEqual([]);
    expect(ids.filter((id) => id.endsWith('footnote-label')).length).toBeGreaterThan(3);
    const known = new Set(ids);
    const references = tagsOf(html).flatMap(({ attributes }) => [
      ...(attributes.href?.startsWith('#') ? [attributes.href.slice(1)] : []),
      ...(attributes['aria-describedby'] ?? '').split(' ').filter(Boolean),
    ]);
    expect(references.length).toBeGreaterThan(10);
    expect(references.filter((id) => !known.has(id))).toEqual([]);
  });
});
