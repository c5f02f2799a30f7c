import { shownFiles } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import type { Lesson } from '../curriculum/model.ts';
import { validateYaml } from '../curriculum/validate.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import { dataHash, textHash } from '../provider/layers/patch/anchor.ts';
import { type Block, blocksOf } from '../provider/layers/patch/blocks.ts';
import { matchBlock } from '../provider/layers/patch/match.ts';
import { writtenItems } from '../provider/layers/patch/quiz-item.ts';
import { layerGlossarySchema, type PatchFile, patchSchema } from '../provider/layers/patch/schema.ts';
import { type Fork, lookUp, ownFolder } from './layers.ts';
import { type Change, withValues } from './yaml-scalars.ts';

/** What was recorded: the file with its new text, and what to tell. */
export interface Recorded {
  path: string;
  text: string;
  lines: string[];
}

/** What edits of a lesson have to say so that they fit what the lesson is now. */
interface Found {
  changes: Change[];
  lines: string[];
}

const UNREADABLE = (path: string): UserError =>
  new UserError(`${path} cannot be read.\nDo:  Mend what "npm run check" says of it first.`);

/**
 * Records that the edits of a lesson have what their provider wanted of upstream's changes: each names what it replaces now.
 * Undefined if the lesson is copied as a whole, or not at all. @throws UserError if it cannot be read.
 */
export function recordEdits(fork: Fork, id: string): Recorded | undefined {
  const lesson = lookUp(fork, id);
  const folder = ownFolder(fork, lesson);
  const text = folder === undefined ? undefined : fork.files.get(folder + PATCH);
  if (folder === undefined || text === undefined || fork.files.has(`${folder}lesson.mdx`)) return undefined;
  const path = folder + PATCH;
  const { data } = validateYaml(path, text, patchSchema);
  if (!data) throw UNREADABLE(path);
  const found = [blockChanges(lesson, data), itemChanges(lesson, data), fileChanges(lesson, data)];
  const changes = found.flatMap((part) => part.changes);
  const said = found.flatMap((part) => part.lines);
  return {
    path,
    text: withValues(text, changes),
    lines: said.length === 0 ? ['All edits fit the lesson as it is; there is nothing to record.'] : said,
  };
}

function blockChanges(lesson: Lesson, { blocks: edits }: PatchFile): Found {
  const blocks = blocksOf(lesson.path, lesson.text) ?? [];
  const taken = new Set<Block>();
  const matches = edits.map((edit) => matchBlock(edit, blocks));
  for (const match of matches) if (match.is === 'found') taken.add(match.block);
  const result: Found = { changes: [], lines: [] };
  edits.forEach((edit, index) => {
    const match = matches[index]?.is === 'gone' ? matchBlock(edit, blocks, taken) : undefined;
    if (match?.is !== 'gone') return;
    const { nearest } = match;
    if (!nearest) {
      result.lines.push(`"${edit.begins}" has become nothing that can be told. Remove the edit, or make it anew.`);
      return;
    }
    taken.add(nearest);
    const same = blocks.filter(({ text }) => text === nearest.text);
    const nth = same.length > 1 ? same.indexOf(nearest) + 1 : undefined;
    const path = ['blocks', index];
    result.changes.push({ path: [...path, 'begins'], value: nearest.begins });
    result.changes.push({ path: [...path, 'replaces'], value: textHash(nearest.text) });
    if (nth !== edit.nth) result.changes.push({ path: [...path, 'nth'], value: nth });
    result.lines.push(`"${edit.begins}" replaces what begins "${nearest.begins}" now.`);
  });
  return result;
}

function itemChanges(lesson: Lesson, { quiz_items: edits }: PatchFile): Found {
  const items = writtenItems(shownFiles(lesson).get('quiz.yaml') ?? '');
  return rehashed('quiz_items', edits, ({ id }) => ({
    name: `The quiz item "${id}"`,
    hash: hashOrNone(items.find((item) => item.id === id)?.data, dataHash),
  }));
}

function fileChanges(lesson: Lesson, { files: edits }: PatchFile): Found {
  return rehashed('files', edits, ({ name }) => ({
    name: `The file "${name}"`,
    hash: hashOrNone(lesson.files.get(name)?.text, textHash),
  }));
}

function hashOrNone<T>(value: T | undefined, hash: (value: T) => string): string | undefined {
  return value === undefined ? undefined : hash(value);
}

function rehashed<Edit extends { replaces?: string | undefined }>(
  key: string,
  edits: readonly Edit[],
  look: (edit: Edit) => { name: string; hash: string | undefined },
): Found {
  const result: Found = { changes: [], lines: [] };
  edits.forEach((edit, index) => {
    const { name, hash } = look(edit);
    if (hash === edit.replaces) return;
    if (hash === undefined) {
      result.lines.push(`${name} is not there any more. Remove the edit.`);
      return;
    }
    result.changes.push({ path: [key, index, 'replaces'], value: hash });
    result.lines.push(`${name} counts as edited from what it is now.`);
  });
  return result;
}

/** The same for a term of the glossary. @throws UserError if it is not edited. */
export function recordTerm(fork: Fork, id: string): Recorded {
  const path = `${fork.folder}glossary.yaml`;
  const text = fork.files.get(path) ?? 'edits: []';
  const { data } = validateYaml(path, text, layerGlossarySchema);
  if (!data) throw UNREADABLE(path);
  const index = data.edits.findIndex((edit) => edit.id === id);
  const term = fork.below.terms.get(id);
  if (index < 0 || !term)
    throw new UserError(`You have not edited the term "${id}".\nDo:  npm run adapt -- --term ${id}`);
  return {
    path,
    text: withValues(text, [{ path: ['edits', index, 'replaces'], value: dataHash(term) }]),
    lines: [`The term "${id}" counts as edited from what it is now.`],
  };
}
