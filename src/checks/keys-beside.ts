import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askGit } from '../cli/git-tree.ts';
import { contentOf } from '../curriculum/read.ts';
import type { Finding } from '../findings/finding.ts';
import { findKeys } from './rules/private-keys.ts';

/** Words of which every file with a private key has one. */
const WORDS = ['PRIVATE KEY-----', 'kty'];
/** What is read as content is looked at there. */
const CONTENT = [':(exclude)content', ':(exclude)provider'];

function textAt(path: string): string {
  try {
    return contentOf(readFileSync(path));
  } catch {
    // What is gone by now has no key in it.
    return '';
  }
}

/**
 * Private keys in files of a repository besides the content, those included that are not committed yet, and not those that git leaves out.
 * None where there is no git: then there is no repository either that a key could get into.
 */
export function keysBeside(root: string): Finding[] {
  const words = WORDS.flatMap((word) => ['-e', word]);
  const answer = askGit(root, ['grep', '--untracked', '-I', '-l', '-z', '-F', ...words, '--', '.', ...CONTENT]);
  if (!answer.ok) return [];
  const paths = answer.output.toString().split('\0').filter(Boolean);
  return findKeys(paths.map((path) => [path, textAt(join(root, path))]));
}
