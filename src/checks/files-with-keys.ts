import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askGit } from '../cli/git-tree.ts';
import { type ContentFiles, contentOf } from '../curriculum/read.ts';

/** Words without which no file has a private key in it. */
const WORDS = ['PRIVATE KEY-----', 'kty'];

/**
 * Files of a repository in which there may be a private key, those that are not committed yet included: path to text. None where there
 * is no git: then there is no repository either that a key could get into.
 * @param known files that are looked at already.
 */
export function filesWithKeys(root: string, known: ContentFiles): ContentFiles {
  const words = WORDS.flatMap((word) => ['-e', word]);
  const answer = askGit(root, ['grep', '--untracked', '-I', '-l', '-z', '-F', ...words]);
  if (!answer.ok) return new Map();
  const paths = answer.output.toString().split('\0').filter(Boolean);
  return new Map(
    paths
      .filter((path) => !known.has(path))
      .flatMap((path) => {
        try {
          return [[path, contentOf(readFileSync(join(root, path)))] as const];
        } catch {
          // What is gone by now has no key in it.
          return [];
        }
      }),
  );
}
