/** In this room: what the commands of a fork do: rebrand, adapt, upstream, provenance. */

import { assembleCurriculum } from '../assembly/assemble.ts';
import { contentAtCommit } from '../assembly/baselines.ts';
import type { Edition } from '../assembly/edition.ts';
import { baselinesOf, siteTokens } from '../assembly/load.ts';
import type { Baselines } from '../attribution/baseline.ts';
import { lessonHash } from '../attribution/hash.ts';
import { lessonFiles } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
import { didYouMean } from '../findings/suggest.ts';
import { PATCH } from '../provider/layers/own-lessons.ts';
import type { Git } from './git.ts';

/** A fork as its files are: the curriculum below, and the provider's own layer on top of it. */
export interface Fork {
  root: string;
  files: ContentFiles;
  /** Depth of the provider's own layer; 0 if there is none yet. */
  depth: number;
  /** Its folder, with a slash at the end. */
  folder: string;
  /** The curriculum as it was taken, without the provider's own layer. */
  below: Edition;
  /** The curriculum with the provider's own layer, as far as that can be read. */
  whole: Edition | undefined;
  filesBelow: ContentFiles;
}

/** How many layers some files hold. */
export function layerDepth(files: ContentFiles): number {
  let depth = 0;
  while (files.has(`${layerFolder(depth + 1)}brand.yaml`)) depth++;
  return depth;
}

/** Files without a layer and whatever lies over it. */
export function withoutLayer(files: ContentFiles, depth: number): ContentFiles {
  const folder = layerFolder(depth);
  return depth === 0 ? files : new Map([...files].filter(([path]) => !path.startsWith(folder)));
}

/** Assembles files whose own layer may have mistakes. @throws UserError if even the curriculum below cannot be read. */
function assembleBelow(files: ContentFiles, baselines: Baselines): Edition {
  const { curriculum } = assembleCurriculum(files, siteTokens(), { baselines });
  if (!curriculum)
    throw new UserError('The curriculum cannot be read. Run "npm run check" and mend what it says first.');
  return curriculum;
}

/** Reads a fork. @param depth depth of the provider's own layer, if it is not the topmost that exists. @throws UserError. */
export function readFork(root: string, depth?: number): Fork {
  const files = readContent(root);
  const own = depth ?? layerDepth(files);
  const filesBelow = withoutLayer(files, Math.max(1, own));
  const baselines = baselinesOf(root, files);
  return {
    root,
    files,
    depth: own,
    folder: layerFolder(Math.max(1, own)),
    below: assembleBelow(filesBelow, baselines.slice(0, Math.max(0, own - 1))),
    whole: assembleCurriculum(files, siteTokens(), { baselines }).curriculum,
    filesBelow,
  };
}

/** The curriculum's files at a commit, read without touching the working tree. @throws UserError if it is not there. */
export function filesAt(git: Git, commit: string): ContentFiles {
  const files = contentAtCommit(git.root, commit);
  if (files) return files;
  throw new UserError(
    `The commit ${commit} is not in this clone.\nDo:  git fetch --all; in a shallow clone: git fetch --unshallow`,
  );
}

/** Hash of a lesson's files. */
export function hashOf(lesson: Lesson, files: ContentFiles): string {
  return lessonHash(lessonFiles(lesson, files));
}

/** A lesson by its present or a former id. */
export function findLesson(curriculum: Edition, id: string): Lesson | undefined {
  return curriculum.lessons.get(id) ?? curriculum.lessons.get(curriculum.aliases.get(id) ?? '');
}

/** A lesson below the provider's own layer, by its present or a former id. @throws UserError if there is none. */
export function lookUp(fork: Fork, id: string): Lesson {
  const lesson = findLesson(fork.below, id);
  if (lesson) return lesson;
  throw new UserError(
    `There is no lesson "${id}" to adapt.${didYouMean(id, fork.below.lessons.keys())}\nDo:  Name a lesson by its id, the last part of its address. For a lesson of your own: npm run new lesson -- --provider ${id}`,
  );
}

/** Folder in which the provider's own copy or edits of a lesson lie, under its present or a former id, if there is one. */
export function ownFolder(fork: Fork, lesson: Lesson): string | undefined {
  return [lesson.id, ...lesson.aliases]
    .map((id) => `${fork.folder}lessons/${id}/`)
    .find((folder) => fork.files.has(`${folder}lesson.mdx`) || fork.files.has(folder + PATCH));
}
