import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Edition } from '../assembly/edition.ts';
import { writeAtomically } from '../cli/write-atomically.ts';
import { type Edit, editedFiles, layerEdits } from './edits.ts';
import type { Git } from './git.ts';
import type { Fork } from './layers.ts';
import { readSnapshot } from './upstream.ts';

/** Makes the edits that a machine can make, in the working tree; line ends stay as they are. @returns the paths. */
export function writeEdits(fork: Fork, edits: readonly Edit[]): string[] {
  const files = editedFiles(fork.files, edits);
  for (const [path, text] of files) {
    const target = join(fork.root, path);
    const windows = readFileSync(target, 'utf8').includes('\r\n');
    writeAtomically(target, windows ? text.replace(/\n/g, '\r\n') : text);
  }
  return [...files.keys()];
}

/** The curriculum as it was taken before the last update; undefined if this fork has taken no update, or it is not here. */
function takenBefore(git: Git, { folder, depth, whole }: Fork): Edition | undefined {
  const path = `${folder}upstream.yaml`;
  const present = whole?.layers.at(-1)?.upstream?.commit;
  const records = (git.try('log', '--format=%H', 'HEAD', '--', path) ?? '').split('\n').filter(Boolean);
  for (const record of records) {
    const data: unknown = parse(git.try('show', `${record}:${path}`) ?? '');
    const former = data !== null && typeof data === 'object' && 'commit' in data ? String(data.commit) : undefined;
    if (former === undefined || former === present) continue;
    return git.commit(former) === undefined ? undefined : readSnapshot(git, former, depth).curriculum;
  }
  return undefined;
}

/** What the last update, which is merged already, asks a fork to edit; undefined if the state before cannot be told. */
export function editsAfterMerge(git: Git, fork: Fork): Edit[] | undefined {
  const before = takenBefore(git, fork);
  return before && layerEdits(fork, fork.files, before, fork.below);
}
