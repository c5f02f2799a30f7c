import { Document, isNode, isSeq, parseDocument, Scalar } from 'yaml';
import { shownFiles } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Lesson } from '../curriculum/model.ts';
import { bytesOf } from '../curriculum/read.ts';
import { validateYaml } from '../curriculum/validate.ts';
import { didYouMean } from '../findings/suggest.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import { dataHash, oneLine, textHash } from '../provider/layers/patch/anchor.ts';
import { type Block, blocksOf } from '../provider/layers/patch/blocks.ts';
import { writtenItems } from '../provider/layers/patch/quiz-item.ts';
import { layerGlossarySchema, patchSchema } from '../provider/layers/patch/schema.ts';
import { type Fork, lookUp, ownFolder } from './layers.ts';

/** What somebody wants to change: a part of a lesson by its first words, its id or its name, or a term of the glossary. */
export type Part =
  | { kind: 'paragraph' | 'figure'; words: string }
  | { kind: 'quiz-item'; id: string }
  | { kind: 'file'; name: string };

/** Files that a command writes, and where its user has to go on. */
export interface Begun {
  files: Map<string, string | Uint8Array>;
  /** File in which the edit is, and the line on which it begins. */
  file: string;
  line: number;
}

const MOST_NAMED = 6;

/** The block that somebody means by its first words: the innermost that begins with them. @throws UserError if none, or several. */
export function blockByWords(lesson: Lesson, { kind, words }: Extract<Part, { words: string }>): Block {
  const blocks = blocksOf(lesson.path, lesson.text) ?? [];
  const wanted = oneLine(words);
  const begins = ({ text, words: read }: Block): boolean => oneLine(text).startsWith(wanted) || read.startsWith(wanted);
  const found = blocks.filter((block) =>
    kind === 'figure' ? block.isFigure && oneLine(block.text).includes(wanted) : begins(block),
  );
  const inner = found.filter((block) => !found.some((other) => other !== block && isWithin(other, block)));
  const [only, second] = inner;
  if (only && !second) return only;
  const all = (only ? inner : blocks.filter((block) => kind !== 'figure' || block.isFigure)).map(
    (block) => `  ${block.begins}`,
  );
  const named = [...new Set(all)].slice(0, only ? MOST_NAMED : all.length).join('\n');
  throw new UserError(
    only
      ? `${inner.length} blocks of "${lesson.id}" begin with "${wanted}".\nDo:  Say more of its words. If they are the same to the end, edit a larger block that holds one of them.\n${named}`
      : `No ${kind === 'figure' ? 'figure' : 'block'} of "${lesson.id}" ${kind === 'figure' ? 'says' : 'begins with'} "${wanted}".\nDo:  Take the words as they stand in the lesson. It has:\n${named}`,
  );
}

function isWithin(inner: Block, outer: Block): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Which of several blocks that are the same one is; undefined if there is only one. */
function nthOf(lesson: Lesson, block: Block): number | undefined {
  const same = (blocksOf(lesson.path, lesson.text) ?? []).filter(({ text }) => text === block.text);
  return same.length > 1 ? same.findIndex(({ start }) => start === block.start) + 1 : undefined;
}

/** Text of several lines in YAML, as people edit it. */
function literal(text: string): Scalar {
  const scalar = new Scalar(`${text}\n`);
  scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

const SCHEMAS = { patch: patchSchema, 'layer-glossary': layerGlossarySchema };

/** A file of data of the layer as it is, or a new one that says its schema. */
function dataFileOf(fork: Fork, path: string, schema: keyof typeof SCHEMAS, comment: string): Document {
  const text = fork.files.get(path);
  if (text !== undefined) {
    const known = parseDocument(text);
    if (validateYaml(path, text, SCHEMAS[schema]).data === undefined)
      throw new UserError(`${path} cannot be read.\nDo:  Mend what "npm run check" says of it.`);
    return known as unknown as Document;
  }
  const document = new Document({});
  const root = '../'.repeat(path.split('/').length - 1);
  document.commentBefore = ` yaml-language-server: $schema=${root}schemas/${schema}.schema.json\n ${comment}`;
  return document;
}

/** Adds an entry to a list of data. Gives the text, and the line on which the entry begins. */
function withEntry(document: Document, key: string, entry: Record<string, unknown>): { text: string; line: number } {
  const list: unknown = document.get(key, true);
  if (isSeq(list)) {
    list.flow = false;
    list.add(document.createNode(entry));
  } else document.set(key, document.createNode([entry]));
  const text = document.toString({ lineWidth: 0 });
  const written = parseDocument(text).get(key, true);
  const last = isSeq(written) ? written.items.at(-1) : undefined;
  const at = isNode(last) ? (last.range?.[0] ?? 0) : 0;
  return { text, line: text.slice(0, at).split('\n').length };
}

/** Begins an edit of a part of a lesson: writes what it replaces, with the present text to be changed. @throws UserError. */
export function editLesson(fork: Fork, id: string, part: Part): Begun {
  const lesson = lookUp(fork, id);
  const folder = ownFolder(fork, lesson) ?? `${fork.folder}lessons/${lesson.id}/`;
  if (fork.files.has(`${folder}lesson.mdx`)) {
    throw new UserError(`You have a copy of the whole lesson in ${folder}\nDo:  Change it there.`);
  }
  const file = folder + PATCH;
  const document = dataFileOf(
    fork,
    file,
    'patch',
    'What you change in this lesson. Everything else of it follows the curriculum. Written by "npm run adapt".',
  );
  const files = new Map<string, string | Uint8Array>();
  const add = (key: string, name: string, value: string, entry: Record<string, unknown>): Begun => {
    const before: unknown = document.toJS();
    const list = (before as Record<string, Record<string, unknown>[] | undefined> | null)?.[key] ?? [];
    if (list.some((known) => known[name] === value && known.nth === entry.nth)) {
      throw new UserError(`${file} has an edit of that already.\nDo:  Change it there.`);
    }
    const { text, line } = withEntry(document, key, entry);
    return { files: new Map([[file, text], ...files]), file, line };
  };
  if (part.kind === 'quiz-item') return add('quiz_items', 'id', part.id, quizEntry(lesson, part.id));
  if (part.kind === 'file') {
    const below = lesson.files.get(part.name)?.text;
    const target = `${folder}files/${part.name}`;
    if (below === undefined && !fork.files.has(target)) {
      throw new UserError(
        `"${lesson.id}" has no file "${part.name}".${didYouMean(part.name, lesson.files.keys())}\nDo:  Name one of its files. To add one, put it at ${target} first.`,
      );
    }
    if (below !== undefined && !fork.files.has(target)) files.set(target, bytesOf(below));
    const replaces = below === undefined ? {} : { replaces: textHash(below) };
    return add('files', 'name', part.name, { name: part.name, ...replaces, changes: [] });
  }
  const block = blockByWords(lesson, part);
  const nth = nthOf(lesson, block);
  const replaces = textHash(block.text);
  return add('blocks', 'replaces', replaces, {
    begins: block.begins,
    replaces,
    ...(nth === undefined ? {} : { nth }),
    text: literal(block.text),
    changes: [],
  });
}

function quizEntry(lesson: Lesson, id: string): Record<string, unknown> {
  const items = writtenItems(shownFiles(lesson).get('quiz.yaml') ?? '');
  const written = items.find((item) => item.id === id);
  if (!written) {
    const known = items.map((item) => item.id);
    throw new UserError(
      `"${lesson.id}" has no quiz item "${id}".${didYouMean(id, known)}\nDo:  ${known.length > 0 ? `Name one of: ${known.join(', ')}.` : 'The lesson has no quiz.'}`,
    );
  }
  const { id: _, ...item } = written.data;
  return { id, replaces: dataHash(written.data), item, changes: [] };
}

/** Begins an edit of a term of the glossary below. @throws UserError if there is no such term, or it is the layer's own. */
export function editTerm(fork: Fork, id: string): Begun {
  const term = fork.below.terms.get(id);
  if (!term) {
    throw new UserError(
      `There is no term "${id}" in the glossary below your layer.${didYouMean(id, fork.below.terms.keys())}\nDo:  Name a term by its id, the end of its address in the glossary.`,
    );
  }
  const file = `${layerFolder(fork.depth)}glossary.yaml`;
  const document = dataFileOf(fork, file, 'layer-glossary', 'Terms of your own, and terms that you word otherwise.');
  const data = document.toJS() as { edits?: { id?: unknown }[] } | null;
  if (data?.edits?.some((known) => known.id === id)) {
    throw new UserError(`${file} has an edit of that term already.\nDo:  Change it there.`);
  }
  const entry = { id, replaces: dataHash(term), definition: literal(term.definition), changes: [] };
  const { text, line } = withEntry(document, 'edits', entry);
  return { files: new Map([[file, text]]), file, line };
}
