import { describe, expect, test } from 'vitest';
import { lessonChanges, textChanges } from '../../src/attribution/text-changes.ts';

const side = (passages: ReturnType<typeof textChanges>, without: 'added' | 'removed'): string =>
  passages
    .flatMap((passage) => (passage.kind === 'same' ? [passage] : passage.pieces))
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join('');

const BEFORE = '# Knots\n\nTie the rope to the ring.\n\n\nThen pull.\n\n- one\n- two\n';

describe('what was changed in a text', () => {
  test.each([
    ['a word', BEFORE.replace('ring', 'pole')],
    ['a paragraph more', BEFORE.replace('Then', 'Wait.\n\nThen')],
    ['a paragraph less', BEFORE.replace('Then pull.\n\n', '')],
    ['everything', 'Nothing is left.\n'],
    ['blank lines', BEFORE.replace('\n\n\n', '\n\n')],
    ['no end of line', BEFORE.trimEnd()],
    ['nothing there', ''],
    ['blank lines first', `\n\n${BEFORE}`],
    ['other line ends and letters', BEFORE.replace('ring', 'Ring für 改訂 🪢')],
    ['very much', Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ')],
  ])('gives both texts back: %s', (_, after) => {
    const passages = textChanges(BEFORE, after);
    expect(side(passages, 'added')).toBe(BEFORE);
    expect(side(passages, 'removed')).toBe(after);
  });

  test('is told word by word', () => {
    const [, changed] = textChanges(BEFORE, BEFORE.replace('ring', 'pole'));
    expect(changed).toMatchObject({
      kind: 'changed',
      pieces: [
        { kind: 'same', text: 'Tie the rope to the ' },
        { kind: 'removed', text: 'ring' },
        { kind: 'added', text: 'pole' },
        { kind: 'same' },
      ],
    });
  });
});

describe('what was changed in a lesson', () => {
  const lesson = (text: string, record = ''): string => `---\ntitle: Knots\n${record}---\n${text}`;

  test('is told by file, the lesson first, and its record is no change', () => {
    const before = new Map([
      ['lesson.mdx', lesson('Tie.\n')],
      ['quiz.yaml', 'a'],
      ['files/a.bin', '\0AAAA'],
      ['files/b.txt', 'same'],
    ]);
    const after = new Map([
      ['files/a.bin', '\0BBBB'],
      ['quiz.yaml', 'b'],
      ['lesson.mdx', lesson('Untie.\n', 'adapts:\n  title: Knots\n')],
      ['files/b.txt', 'same'],
    ]);
    expect(lessonChanges(before, after).map(({ name, passages }) => [name, passages.length > 0])).toEqual([
      ['lesson.mdx', true],
      ['quiz.yaml', true],
      ['files/a.bin', false],
    ]);
    expect(lessonChanges(before, new Map(before).set('lesson.mdx', lesson('Tie.\n', 'changes: []\n')))).toEqual([]);
  });
});
