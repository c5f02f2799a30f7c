import { type LessonFolder, pathsOf } from '../../curriculum/lesson.ts';
import { excessIn } from '../../curriculum/limits.ts';
import type { Patch } from '../../curriculum/model.ts';
import { type PatchedText, unpatched } from '../../curriculum/patched-text.ts';
import { isBinary } from '../../curriculum/read.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { finding } from '../../findings/finding.ts';
import { ownPrefix } from '../brand/prefix.ts';
import type { Layer } from './layer.ts';
import { patchLesson } from './patch/patch-lesson.ts';
import { patchSchema } from './patch/schema.ts';
import { EditSource } from './patch/source.ts';
import { peek, type Resolver } from './resolve.ts';

/** Name of the file that says what a layer changes in a lesson without copying it. */
export const PATCH = 'patch.yaml';

/** What a layer has in `lessons/`. */
export interface OwnLessons {
  /** Lessons of its own by id; where they stand is said elsewhere. */
  own: Map<string, LessonFolder>;
  /** What takes the place of lessons of the curriculum below, by their present ids: copies, and lessons with edits. */
  changed: Map<string, LessonFolder>;
}

/** A folder of a layer's `lessons/`. */
interface OwnFolder {
  id: string;
  path: string;
  paths: readonly string[];
  /** Its lesson.mdx, or what it has in place of one. */
  file: string;
  isPatch: boolean;
}

function ownFolders(reader: Reader, layer: Layer): OwnFolder[] {
  const root = `${layer.folder}lessons/`;
  const lessons = new Map<string, string[]>();
  for (const path of reader.files.keys()) {
    if (!path.startsWith(root)) continue;
    const [id = '', ...rest] = path.slice(root.length).split('/');
    if (rest.length > 0) lessons.set(id, [...(lessons.get(id) ?? []), path]);
  }
  return [...lessons].flatMap(([id, paths]) => {
    const path = root + id;
    const [copy, patch] = [`${path}/lesson.mdx`, `${path}/${PATCH}`];
    const [isCopy, isPatch] = [paths.includes(copy), paths.includes(patch)];
    if (isCopy && isPatch) reportBoth(reader, copy, patch);
    if (!isCopy && !isPatch) {
      reader.report('layer/no-lesson', copy, undefined, {
        message: `The folder ${path} has neither lesson.mdx nor ${PATCH}.`,
        why: 'Without one of them nothing in the folder is published.',
        remedy: `Copy the lesson there with "npm run adapt ${id}", or remove the folder.`,
      });
      return [];
    }
    const others = paths.filter((other) => other !== patch);
    return [{ id, path, paths: others, file: isCopy ? copy : patch, isPatch: !isCopy }];
  });
}

/** Reads what a layer changes in lessons of the curriculum below, and which lessons it adds. */
export function readOwnLessons(reader: Reader, layer: Layer, resolver: Resolver): OwnLessons {
  const own = new Map<string, LessonFolder>();
  const changed = new Map<string, LessonFolder>();
  const seen = new Map<string, OwnFolder>();
  // Of two copies the one under the present id stays, so that it is told which of them goes.
  const folders = ownFolders(reader, layer).sort((a, b) => Number(resolver.has(b.id)) - Number(resolver.has(a.id)));
  for (const folder of folders) {
    const { id, path, paths, isPatch } = folder;
    const base = resolver.lesson(id);
    const other = base && seen.get(base.id);
    if (other) {
      reportTwoCopies(reader, other, folder);
      continue;
    }
    if (base) seen.set(base.id, folder);
    if (base && !isPatch && peek(reader, path).adapts === undefined) reportCollision(reader, { layer, path, id, base });
    else if (base && base.id !== id && !folders.some((one) => one.id === base.id))
      reportRenamed(reader, folder, base.id);
    if (base) changed.set(base.id, isPatch ? patched(reader, layer, folder, base) : copied(folder, layer, base));
    else if (isPatch) reportNoLesson(reader, folder);
    else own.set(id, { id, courseId: '', moduleId: '', path, paths, layer: layer.depth, base: undefined, patches: [] });
  }
  return { own, changed };
}

function copied({ path, paths }: OwnFolder, layer: Layer, base: LessonFolder): LessonFolder {
  return { ...base, path, paths, layer: layer.depth, base, patches: [] };
}

/** A lesson of the curriculum below with the edits of a layer, which are kept beside its files. */
function patched(reader: Reader, layer: Layer, folder: OwnFolder, base: LessonFolder): LessonFolder {
  const source = new EditSource(reader, folder.file);
  const patch = reader.yaml(folder.file, patchSchema);
  if (!patch || reader.refused.has(`${base.path}/lesson.mdx`)) return base;
  const below = new Map(
    pathsOf(base).flatMap((path): [string, PatchedText][] => {
      const text = reader.files.get(path);
      const known = reader.patched.get(path) ?? (text === undefined ? undefined : unpatched(path, text));
      return known ? [[path.slice(base.path.length + 1), known]] : [];
    }),
  );
  const beside = `${folder.path}/files/`;
  for (const path of folder.paths.filter((one) => !one.startsWith(beside))) reportStray(reader, folder, path);
  const files = new Map(
    folder.paths
      .filter((path) => path.startsWith(beside))
      .map((path) => [path.slice(beside.length), { path, content: reader.files.get(path) ?? '' }]),
  );
  const { texts, added, changes } = patchLesson({ id: base.id, below, patch, files, source });
  reader.findings.push(...source.findings);
  if (texts.size === 0 || exceedsLimits(reader, base, texts)) return base;
  for (const [name, text] of texts) reader.patched.set(`${base.path}/${name}`, text);
  const made: Patch = {
    layer: layer.depth,
    file: folder.file,
    changes,
    added: added.map((name) => `${base.path}/${name}`),
  };
  return { ...base, patches: [...base.patches, made] };
}

/** Reports what is too much in texts with edits, although each file by itself may be read. */
function exceedsLimits(reader: Reader, base: LessonFolder, texts: ReadonlyMap<string, PatchedText>): boolean {
  let found = false;
  for (const [name, { text, lines }] of texts) {
    const excess = isBinary(text) ? undefined : excessIn(`${base.path}/${name}`, text);
    const at = excess && lines[excess.place.line - 1];
    if (!excess || !at) continue;
    found = true;
    reader.report(
      'file/limit',
      at.file,
      { line: at.line, column: 1 },
      {
        message: `With these edits: ${excess.message}`,
        why: 'What is longer or deeper than anybody needs keeps the pages of everybody else from being built.',
        remedy: 'Make the edit shorter, or remove what was pasted by mistake.',
      },
    );
  }
  return found;
}

function reportNoLesson(reader: Reader, { id, path, file }: OwnFolder): void {
  reader.report('layer/upstream-removed', file, undefined, {
    message: `Your layer edits a lesson "${id}", which upstream does not have, or does not have any more.`,
    why: 'There is nothing to make the edits in.',
    remedy: `Correct the name of the folder, or remove it: git rm -r ${path}`,
  });
}

function reportStray(reader: Reader, { id, path, file }: OwnFolder, stray: string): void {
  reader.report('lesson/stray-file', stray, undefined, {
    message: `"${stray.slice(path.length + 1)}" is not read beside ${file}.`,
    why: 'It would be published nowhere, and nobody would notice.',
    remedy: `Make the change in ${PATCH} (npm run adapt ${id} -- --quiz-item <id>, or --file <name>), and remove the file.`,
  });
}

function reportBoth(reader: Reader, copy: string, patch: string): void {
  reader.report('layer/two-copies', patch, undefined, {
    message: `Beside these edits lies a copy of the whole lesson, ${copy}.`,
    why: 'The copy is shown, and the edits would be lost without a word.',
    remedy: `Make the edits in the copy and remove them here: git rm ${patch}. Or remove the copy with its quiz.yaml and lab.yaml, and keep the edits.`,
  });
}

function reportCollision(
  reader: Reader,
  { layer, path, id, base }: { layer: Layer; path: string; id: string; base: LessonFolder },
): void {
  const free = `${path.slice(0, -id.length)}${ownPrefix(layer.brand)}-${id}`;
  reader.report('layer/id-collision', `${path}/lesson.mdx`, undefined, {
    message: `${path} and ${base.path} are two lessons with the same id: "${id}"${base.id === id ? '' : ' is a former id of the second one'}. The first one does not say that it adapts the second one.`,
    why: 'Either you adapted that lesson, then readers must be told; or both of you chose the same id, then links cannot tell them apart.',
    remedy: `If yours is a lesson of its own, rename its folder: git mv ${path} ${free}, and write the new id wherever you refer to it, as under "insert". If you adapted the other one, run "npm run adapt ${id} -- --record".`,
  });
}

function reportTwoCopies(reader: Reader, { path: kept }: OwnFolder, { path: other, file }: OwnFolder): void {
  reader.report('layer/two-copies', file, undefined, {
    message: `${other} and ${kept} adapt the same lesson, which has been renamed.`,
    why: 'One of them would be shown, and what you wrote in the other would be lost without a word.',
    remedy: `Compare them (git diff --no-index ${other} ${kept}), keep in ${kept} what you want of both, and remove the other: git rm -r ${other}`,
  });
}

function reportRenamed(reader: Reader, { id, path, file }: OwnFolder, present: string): void {
  reader.findings.push(
    finding('layer/renamed', file, undefined, {
      message: `The lesson "${id}" is called "${present}" upstream now; your adaptation has followed it.`,
      why: 'The former id works as long as upstream keeps it as an alias.',
      remedy: `Rename your folder when it suits you: git mv ${path} ${path.slice(0, -id.length)}${present}`,
    }),
  );
}
