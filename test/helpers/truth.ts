import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ContentRepository } from './content-repository.ts';
import { folderOf } from './history.ts';

/** What is true of a lesson of a fork, as git alone tells. */
export interface Truth {
  /** The commit of upstream that was merged last. */
  commit: string;
  /** Whether the lesson's files below the fork's layer are those of that commit. */
  isSame: boolean;
  /** Whether the fork has a copy of its own. */
  isOwn: boolean;
  /** Who wrote the original at that commit. */
  authors: string[];
}

/** Who wrote a lesson at a commit, as its files say. */
function authorsAt(fork: ContentRepository, commit: string, path: string): string[] {
  const lesson = fork.git('show', `${commit}:${path}/lesson.mdx`);
  const ids = /^authors: \[(.*)\]$/m.exec(lesson)?.[1]?.split(/, */) ?? [];
  const people = fork.git('show', `${commit}:content/people.yaml`);
  return ids.map((id) => new RegExp(`- id: ${id}\\n +name: (.*)`).exec(people)?.[1] ?? '');
}

/** Asks git, and nothing of the product, where a lesson of a fork comes from. */
export function truthOf(fork: ContentRepository, id: string): Truth {
  const commit = fork.git('merge-base', 'HEAD', 'upstream/main');
  const below = folderOf(fork, id);
  return {
    commit,
    isSame: spawnSync('git', ['diff', '--quiet', commit, '--', below], { cwd: fork.path }).status === 0,
    isOwn: existsSync(join(fork.path, `provider/lessons/${id}`)),
    authors: authorsAt(fork, commit, below),
  };
}
