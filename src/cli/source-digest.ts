import { createHash, type Hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Says which packages there are, to the byte: whatever is made depends on them. */
const LOCKFILE = 'package-lock.json';

function addTo(hash: Hash, path: string): void {
  if (!statSync(path).isDirectory()) {
    hash.update(path.replaceAll('\\', '/')).update(readFileSync(path));
    return;
  }
  for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
}

/** Files and folders with the list of packages, where there is one. */
export const withPackages = (paths: readonly string[]): string[] =>
  existsSync(LOCKFILE) ? [LOCKFILE, ...paths] : [...paths];

/**
 * Hash of source files, of everything below source folders, of the lockfile, and of this Node, which compresses and collates: what they
 * made and was kept is never older than they are, nor than the packages that they use.
 */
export function sourceDigest(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of withPackages(paths)) addTo(hash, path);
  return hash.digest('hex');
}
