import { diffArrays, diffWordsWithSpace } from 'diff';
import { parse, stringify } from 'yaml';
import { isBinary } from '../curriculum/read.ts';
import { withoutRecord } from './record.ts';

/** A piece of a text that is in both versions, or in one of them. */
export interface Piece {
  kind: 'same' | 'removed' | 'added';
  text: string;
}

/** A paragraph: as it was, or what was changed in it. */
export type Passage = { kind: 'same'; text: string } | { kind: 'changed'; pieces: readonly Piece[] };

/** What was changed in one file. */
export interface FileChange {
  name: string;
  /** Passages in their order; none if the file is no text. */
  passages: readonly Passage[];
}

/** Rewritten passages that are longer than this are shown as a whole: which words they share says nothing then. */
const MOST_WORDS = 2000;

/** Paragraphs of a text, each with the blank lines after it. */
function paragraphs(text: string): string[] {
  return text.split(/(?<=\n\n)(?=[^\n])/);
}

function wordPieces(before: string, after: string): Piece[] {
  const words = (before.match(/\S+/g)?.length ?? 0) + (after.match(/\S+/g)?.length ?? 0);
  if (before === '' || after === '' || words > MOST_WORDS) {
    const both: Piece[] = [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
    return both.filter(({ text }) => text !== '');
  }
  return diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

/** Compares two texts, paragraph by paragraph and then word by word. Pieces that are not added make up the one, those that are not removed the other. */
export function textChanges(before: string, after: string): Passage[] {
  const passages: Passage[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '' || added !== '') passages.push({ kind: 'changed', pieces: wordPieces(removed, added) });
    removed = '';
    added = '';
  };
  for (const part of diffArrays(paragraphs(before), paragraphs(after))) {
    if (part.removed) removed += part.value.join('');
    else if (part.added) added += part.value.join('');
    else {
      flush();
      for (const text of part.value) passages.push({ kind: 'same', text });
    }
  }
  flush();
  return passages;
}

/** What was changed between two states of a lesson, file by file, those alike left out; what they say of their origin counts for nothing. */
export function lessonChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FileChange[] {
  const text = (files: ReadonlyMap<string, string>, name: string): string =>
    name === 'lesson.mdx' && files.has(name) ? withoutRecord(files.get(name) ?? '') : (files.get(name) ?? '');
  return [...new Set([...before.keys(), ...after.keys()])].sort(byWeight).flatMap((name) => {
    const [was, is] = asWritten(name, text(before, name), text(after, name));
    if (was === is) return [];
    return [{ name, passages: isBinary(was) || isBinary(is) ? [] : textChanges(was, is) }];
  });
}

/** Two states of a file; of data, both in one form: whether its writer put it in braces or not changes nothing for readers. */
function asWritten(name: string, before: string, after: string): [string, string] {
  if (!/^(quiz|lab)\.yaml$/.test(name)) return [before, after];
  const [was, is] = [plainYaml(before), plainYaml(after)];
  return was === undefined || is === undefined ? [before, after] : [was, is];
}

/** Data in the form in which it is compared; undefined if it cannot be read. */
function plainYaml(text: string): string | undefined {
  if (text === '') return text;
  try {
    return stringify(parse(text, { logLevel: 'silent' }), { lineWidth: 0, aliasDuplicateObjects: false });
  } catch {
    return undefined;
  }
}

/** The lesson itself comes first, its files last. */
function byWeight(one: string, other: string): number {
  const weight = (name: string): number => (name === 'lesson.mdx' ? 0 : name.startsWith('files/') ? 2 : 1);
  return weight(one) - weight(other) || (one < other ? -1 : 1);
}
