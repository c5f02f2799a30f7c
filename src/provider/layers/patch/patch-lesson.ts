import { type PatchedText, type Replacement, replaceParts } from '../../../curriculum/patched-text.ts';
import { isBinary } from '../../../curriculum/read.ts';
import type { Changes } from '../../../curriculum/schema/lesson.ts';
import { dataHash, oneLine, textHash } from './anchor.ts';
import { type Block, blocksOf, prefixed } from './blocks.ts';
import { type Match, matchBlock } from './match.ts';
import { itemText, writtenItems } from './quiz-item.ts';
import type { BlockEdit, FileEdit, ItemEdit, PatchFile } from './schema.ts';
import type { EditSource } from './source.ts';

/** A lesson of the curriculum below, and the files that a layer has for it. */
export interface PatchInput {
  /** Id of the lesson. */
  id: string;
  /** Texts of its files by their names in its folder, as the layers below have made them. */
  below: ReadonlyMap<string, PatchedText>;
  patch: PatchFile;
  /** Files of the layer for it by their names below files/: path and content. */
  files: ReadonlyMap<string, { path: string; content: string }>;
  /** Where edits are written; findings are added there. */
  source: EditSource;
}

/** What edits have made of a lesson. */
export interface Patched {
  /** Texts that differ from those below, by their names in the folder. */
  texts: Map<string, PatchedText>;
  /** Names of files that there were not. */
  added: string[];
  /** What was changed, the newest first. */
  changes: Changes;
}

const LONGEST_SHOWN = 300;

/** A text as a message quotes it. */
function quoted(text: string): string {
  const line = oneLine(text);
  return `"${line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line}"`;
}

/** Makes the edits of a layer in a lesson. Those that cannot be made are reported, and nothing else is changed for them. */
export function patchLesson(input: PatchInput): Patched {
  const { patch, source } = input;
  const result: Patched = { texts: new Map(), added: [], changes: [] };
  patchBlocks(input, result);
  patchQuiz(input, result);
  for (const [index, edit] of patch.files.entries()) patchFile(input, edit, index, result);
  for (const [name, { path }] of input.files) {
    if (patch.files.some((edit) => edit.name === name)) continue;
    source.report('layer/edit-target', ['files'], {
      message: `${path} lies beside the edits, but none of them names it.`,
      why: 'It would be published nowhere, and nobody would notice.',
      remedy: `Add it: npm run adapt ${input.id} -- --file ${name}; or remove it.`,
    });
  }
  result.changes.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return result;
}

const blockName = (edit: BlockEdit): string => `block that begins "${edit.begins}"`;

function patchBlocks({ id, below, patch, source }: PatchInput, result: Patched): void {
  const text = below.get('lesson.mdx');
  if (!text || patch.blocks.length === 0) return;
  const blocks = blocksOf('lesson.mdx', text.text);
  // A lesson that cannot be parsed is an error where it is rendered; nothing can be said of its blocks.
  if (!blocks) return;
  const found = new Set<Block>();
  const replacements: Replacement[] = [];
  for (const [index, edit] of patch.blocks.entries()) {
    const path = ['blocks', index];
    const what = blockName(edit);
    source.checkChanges(what, edit.changes, path);
    const match = matchBlock(edit, blocks, found);
    if (match.is !== 'found') {
      reportBlock(match, { id, what, path, source, text });
      continue;
    }
    const { block } = match;
    const overlap = [...found].find((other) => other.start < block.end && block.start < other.end);
    const wanted = edit.text.replace(/\n+$/, '');
    if (overlap) {
      source.report('layer/edit-target', path, {
        message: `The ${what} is a part of what another edit replaces, or the same.`,
        why: 'Only one of the two could be made.',
        remedy: 'Make both changes in one edit, and remove the other.',
      });
    } else if (wanted === block.text) source.unchanged(what, path);
    else {
      const origin = source.linesOf([...path, 'text']);
      replacements.push({ start: block.start, end: block.end, text: prefixed(wanted, block.prefix), origin });
      result.changes.push(...edit.changes);
    }
    found.add(block);
  }
  if (replacements.length > 0) result.texts.set('lesson.mdx', replaceParts(text, replacements));
}

function reportBlock(
  match: Exclude<Match, { is: 'found' }>,
  {
    id,
    what,
    path,
    source,
    text,
  }: { id: string; what: string; path: PropertyKey[]; source: EditSource; text: PatchedText },
): void {
  if (match.is === 'gone') {
    source.stale(what, path, {
      now: match.nearest && quoted(match.nearest.text),
      again: `npm run adapt ${id} -- --paragraph "first words of what it replaces"`,
      record: `npm run adapt ${id} -- --record`,
    });
    return;
  }
  const lines = match.blocks.map(({ start }) => text.text.slice(0, start).split('\n').length);
  source.report('layer/edit-target', path, {
    message: `${match.blocks.length} blocks are the same as the ${what}: on lines ${lines.join(', ')} of the lesson.`,
    why: 'Nobody can tell which of them you mean.',
    remedy: `Add "nth: 1" to the edit for the first of them, and so on up to ${match.blocks.length}.`,
  });
}

function patchQuiz({ id, below, patch, source }: PatchInput, result: Patched): void {
  const text = below.get('quiz.yaml');
  const items = text ? writtenItems(text.text) : [];
  const replacements: Replacement[] = [];
  const seen = new Set<string>();
  patch.quiz_items.forEach((edit: ItemEdit, index) => {
    const path = ['quiz_items', index];
    const what = `quiz item "${edit.id}"`;
    source.checkChanges(what, edit.changes, path);
    const written = items.find((item) => item.id === edit.id);
    const item = { id: edit.id, ...edit.item };
    if (!written) source.missing(what, [...path, 'id'], { id: edit.id, known: items.map((known) => known.id) });
    else if (item.id !== edit.id || seen.has(edit.id)) {
      source.report('layer/edit-target', [...path, ...(seen.has(edit.id) ? ['id'] : ['item', 'id'])], {
        message: seen.has(edit.id) ? `The ${what} is edited twice.` : `The edit of the ${what} gives it another id.`,
        why: 'What learners have answered is stored under the id of an item.',
        remedy: seen.has(edit.id) ? 'Make both changes in one edit.' : 'Remove "id" from the item.',
      });
    } else if (dataHash(written.data) !== edit.replaces) {
      source.stale(what, path, {
        now: quoted(JSON.stringify(written.data)),
        again: '',
        record: `npm run adapt ${id} -- --record`,
      });
    } else if (dataHash(item) === edit.replaces) source.unchanged(what, path);
    else {
      const at = source.linesOf([...path, 'item'])(0);
      replacements.push({ ...written, text: itemText(item, written), origin: () => at });
      result.changes.push(...edit.changes);
    }
    seen.add(edit.id);
  });
  if (text && replacements.length > 0) result.texts.set('quiz.yaml', replaceParts(text, replacements));
}

function patchFile({ id, below, files, source }: PatchInput, edit: FileEdit, index: number, result: Patched): void {
  const path = ['files', index];
  const what = `file "${edit.name}"`;
  source.checkChanges(what, edit.changes, path);
  const name = `files/${edit.name}`;
  const before = below.get(name);
  const own = files.get(edit.name);
  const names = [...below.keys()].flatMap((known) => (known.startsWith('files/') ? known.slice('files/'.length) : []));
  if (!own) {
    source.report('file/missing', [...path, 'name'], {
      message: `The edit of the ${what} has no file: ${source.file.replace(/patch\.yaml$/, name)} does not exist.`,
      why: 'Nothing would take its place.',
      remedy: `Put yours there, or remove the edit. "npm run adapt ${id} -- --file ${edit.name}" copies the one that there is.`,
    });
  } else if (edit.replaces === undefined && before) {
    source.stale(what, path, {
      now: 'a file of the lesson itself; you added it when there was none of that name',
      again: '',
      record: `npm run adapt ${id} -- --record`,
    });
  } else if (edit.replaces !== undefined && !before)
    source.missing(what, [...path, 'name'], { id: edit.name, known: names });
  else if (before && textHash(before.text) !== edit.replaces) {
    source.stale(what, path, {
      now: isBinary(before.text) ? 'another one, which is no text' : quoted(before.text),
      again: '',
      record: `npm run adapt ${id} -- --record`,
    });
  } else if (before?.text === own.content) source.unchanged(what, path);
  else {
    const lines = own.content.split('\n').map((_, line) => ({ file: own.path, line: line + 1 }));
    result.texts.set(name, { text: own.content, lines });
    if (!before) result.added.push(name);
    result.changes.push(...edit.changes);
  }
}
