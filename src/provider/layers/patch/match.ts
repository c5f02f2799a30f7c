import { likeness, textHash } from './anchor.ts';
import type { Block } from './blocks.ts';
import type { BlockEdit } from './schema.ts';

/** What an edit of a block means in a text. */
export type Match =
  | { is: 'found'; block: Block }
  /** Several blocks are the same, and the edit does not say which it means. */
  | { is: 'several'; blocks: readonly Block[] }
  /** What it replaces is not there; the nearest is what it has probably become. */
  | { is: 'gone'; nearest: Block | undefined };

/** Two texts that have less in common than this are not versions of one. */
const LEAST_LIKENESS = 0.4;

/** The block that an edit replaces. @param others blocks that other edits of the same lesson replace. */
export function matchBlock(edit: BlockEdit, blocks: readonly Block[], others: ReadonlySet<Block> = new Set()): Match {
  const same = blocks.filter(({ text }) => textHash(text) === edit.replaces);
  const [first, second] = same;
  if (second && edit.nth === undefined) return { is: 'several', blocks: same };
  const block = edit.nth === undefined ? first : same[edit.nth - 1];
  if (block) return { is: 'found', block };
  return {
    is: 'gone',
    nearest: nearest(
      edit,
      blocks.filter((candidate) => !others.has(candidate)),
    ),
  };
}

/** The block that begins with the same words, or else the one that is most like what was to take its place. */
function nearest({ begins, text }: BlockEdit, blocks: readonly Block[]): Block | undefined {
  const beginning = blocks.filter((block) => block.begins === begins);
  if (beginning.length > 0) return beginning.at(-1);
  const ranked = blocks
    .map((block) => ({ block, like: Math.max(likeness(block.text, text), likeness(block.begins, begins)) }))
    .filter(({ like }) => like >= LEAST_LIKENESS)
    .sort((a, b) => b.like - a.like);
  return ranked[0]?.block;
}
