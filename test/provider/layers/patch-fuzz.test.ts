import { expect, test } from 'vitest';
import { random } from '../../../scripts/bench/synthetic.ts';
import { checkContent } from '../../../src/checks/check.ts';
import { UserError } from '../../../src/cli/user-error.ts';
import { unpatched } from '../../../src/curriculum/patched-text.ts';
import { readContent } from '../../../src/curriculum/read.ts';
import { Reader } from '../../../src/curriculum/reader.ts';
import { recordEdits } from '../../../src/fork/record-edits.ts';
import { textHash } from '../../../src/provider/layers/patch/anchor.ts';
import { type Block, blocksOf, prefixed } from '../../../src/provider/layers/patch/blocks.ts';
import { patchLesson } from '../../../src/provider/layers/patch/patch-lesson.ts';
import { EditSource } from '../../../src/provider/layers/patch/source.ts';
import { barge, edited, PATCH } from '../../helpers/edits.ts';
import { textOf } from '../../helpers/fixture.ts';
import { forkOf } from '../../helpers/layer.ts';
import { isLong } from '../../helpers/long.ts';

/** Whole numbers below another, the same each time. */
function numbers(seed: number): (below: number) => number {
  const next = random(seed);
  return (below) => Math.floor(next() * below);
}

const CHANGES = [{ date: '2026-06-01', text: 'Ours' }];
const isApart = (one: Block, other: Block): boolean => one.end <= other.start || other.end <= one.start;

test('edits of any blocks of any lesson change these and nothing else, and each line knows its place', () => {
  const pickNumber = numbers(3);
  const lessons = [...readContent('.')].filter(([path]) => path.endsWith('/lesson.mdx'));
  const file = 'provider/lessons/x/patch.yaml';
  for (let round = 0; round < (isLong ? 300 : 20); round++) {
    const [path = '', text = ''] = lessons[pickNumber(lessons.length)] ?? [];
    const blocks = blocksOf(path, text) ?? [];
    const pick = (): Block => blocks[pickNumber(blocks.length)] as Block;
    const chosen = [pick(), pick(), pick()].filter((block, index, all) =>
      all.every((other, place) => place <= index || isApart(block, other)),
    );
    const edits = chosen.map((block) => {
      const same = blocks.filter((other) => other.text === block.text);
      const nth = same.length > 1 ? same.indexOf(block) + 1 : undefined;
      return { block, nth, text: ['Ours', 'Ours\nand yours', ''][pickNumber(3)] ?? '' };
    });
    const source = new EditSource(new Reader(new Map([[file, 'blocks: []\n']])), file);
    const made = patchLesson({
      id: 'x',
      below: new Map([['lesson.mdx', unpatched(path, text)]]),
      patch: {
        blocks: edits.map(({ block, nth, text: own }) => {
          return { begins: block.begins, replaces: textHash(block.text), nth, text: own, changes: CHANGES };
        }),
        quiz_items: [],
        files: [],
      },
      files: new Map(),
      source,
    }).texts.get('lesson.mdx');
    expect(source.findings).toEqual([]);
    const expected = [...edits]
      .sort((a, b) => b.block.start - a.block.start)
      .reduce(
        (all, { block, text: own }) => all.slice(0, block.start) + prefixed(own, block.prefix) + all.slice(block.end),
        text,
      );
    expect(made?.text).toBe(expected);
    const before = text.split('\n');
    made?.text.split('\n').forEach((line, index) => {
      const at = made.lines[index];
      if (at?.file === path) expect(line).toBe(before[at.line - 1]);
      else expect(at?.file).toBe(file);
    });
  }
});

const BITS = [
  '&a ',
  '*a',
  '- ',
  '\n',
  '    ',
  ': ',
  '[',
  '{',
  '"',
  '<A>',
  '> > ',
  '```',
  '\t',
  'null',
  '---',
  '<<: *a',
  '|',
  '<',
  '{x}',
];

test('no mistake in an edit, or in what it edits, ends a command without a finding', () => {
  const pickNumber = numbers(7);
  let files = edited(barge(), { kind: 'quiz-item', id: 'good-uses' }, { from: 'For what', to: 'When' });
  files = edited(files, { kind: 'file', name: 'count.txt' });
  files.set(
    'provider/glossary.yaml',
    `edits:\n  - id: cleat\n    replaces: ${'0a'.repeat(32)}\n    definition: x\n    changes: []\n`,
  );
  const lesson = 'content/courses/harbor/mooring/tie-a-bowline/';
  const targets = [PATCH, `${lesson}quiz.yaml`, `${lesson}lesson.mdx`, 'provider/glossary.yaml'];
  for (let round = 0; round < (isLong ? 500 : 20); round++) {
    const broken = new Map(files);
    for (let count = 0; count <= pickNumber(3); count++) {
      const path = targets[pickNumber(targets.length)] ?? PATCH;
      const text = textOf(path, broken);
      const at = pickNumber(text.length + 1);
      const end = at + (pickNumber(3) === 0 ? pickNumber(40) : 0);
      broken.set(path, text.slice(0, at) + BITS[pickNumber(BITS.length)] + text.slice(end));
    }
    const found = checkContent(broken, { prose: false });
    expect(found.filter(({ rule }) => rule === 'lesson/unexpected')).toEqual([]);
    try {
      recordEdits(forkOf(broken), 'tie-a-bowline');
    } catch (problem) {
      expect(problem instanceof UserError || String(problem).includes('cannot be assembled')).toBe(true);
    }
  }
});
