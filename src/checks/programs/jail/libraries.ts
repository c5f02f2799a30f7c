import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Folders in which the machine's own programs are, whatever PATH says: what makes the jail must not come from elsewhere.
 */
const SYSTEM_FOLDERS = ['/usr/bin', '/bin', '/usr/local/bin', '/run/current-system/sw/bin'];

/** Path of a program of the machine's system; undefined if it has none of that name. */
export function systemProgram(name: string): string | undefined {
  return SYSTEM_FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** A file of this machine, and where in the jail it can be read. */
export interface Shown {
  from: string;
  to: string;
}

const known = new Map<string, readonly Shown[]>();

/** The shared libraries that a program is linked with, as the loader of this machine finds them; none if it is static. */
export function librariesOf(program: string): readonly Shown[] {
  const before = known.get(program);
  if (before) return before;
  const ldd = systemProgram('ldd');
  const stdout =
    ldd === undefined ? '' : spawnSync(ldd, [program], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } }).stdout;
  // "libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x…)", and the loader itself: "/lib64/ld-linux-x86-64.so.2 (0x…)".
  const paths = [...(stdout ?? '').matchAll(/(?:^\s*|=> )(\/\S+)(?= \(0x)/gm)].map(([, path = '']) => path);
  const libraries = paths.map((path) => ({ from: realpathSync(path), to: path }));
  known.set(program, libraries);
  return libraries;
}

/** Folders of libraries in which a loader without a cache does not look by itself. */
export function unusualFolders(libraries: readonly Shown[]): string[] {
  const folders = new Set(libraries.map(({ to }) => dirname(to)));
  return [...folders].filter((folder) => !/^\/(usr\/)?lib(64)?(\/[\w-]+-linux-[\w-]+)?$/.test(folder));
}
