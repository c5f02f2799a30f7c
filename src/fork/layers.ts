/** In this room: what the commands of a fork do: rebrand, adapt, upstream, provenance. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { assembleCurriculum } from '../assembly/assemble.ts';
import type { Edition } from '../assembly/edition.ts';
import { siteTokens } from '../assembly/load.ts';
import { lessonHash } from '../attribution/hash.ts';
import { lessonFiles } from '../attribution/manifest.ts';
import { UserError } from '../cli/user-error.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Lesson } from '../curriculum/model.ts';
import { type ContentFiles, readContent } from '../curriculum/read.ts';
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
function assembleBelow(files: ContentFiles): Edition {
  const { curriculum } = assembleCurriculum(files, siteTokens());
  if (!curriculum)
    throw new UserError('The curriculum cannot be read. Run "npm run check" and mend what it says first.');
  return curriculum;
}

/** Reads a fork. @param depth depth of the provider's own layer, if it is not the topmost that exists. @throws UserError. */
export function readFork(root: string, depth?: number): Fork {
  const files = readContent(root);
  const own = depth ?? layerDepth(files);
  const filesBelow = withoutLayer(files, Math.max(1, own));
  return {
    root,
    files,
    depth: own,
    folder: layerFolder(Math.max(1, own)),
    below: assembleBelow(filesBelow),
    whole: assembleCurriculum(files, siteTokens()).curriculum,
    filesBelow,
  };
}

/** The curriculum's files at a commit, read without touching the working tree. */
export function filesAt(git: Git, commit: string): ContentFiles {
  const folder = join(mkdtempSync(join(tmpdir(), 'commit-')), 'tree');
  git.run('worktree', 'add', '--quiet', '--detach', folder, commit);
  try {
    return readContent(folder);
  } finally {
    git.run('worktree', 'remove', '--force', folder);
    rmSync(dirname(folder), { recursive: true });
  }
}

/** Hash of a lesson's files. */
export function hashOf(lesson: Lesson, files: ContentFiles): string {
  return lessonHash(lessonFiles(lesson, files));
}

/** A lesson by its present or a former id. */
export function findLesson(curriculum: Edition, id: string): Lesson | undefined {
  return curriculum.lessons.get(id) ?? curriculum.lessons.get(curriculum.aliases.get(id) ?? '');
}
