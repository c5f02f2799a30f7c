import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ASIDE = resolve('.cache/bench/aside');

/**
 * Puts files and folders out of the way, without removing them: for minutes after many files were removed, some file systems make new ones
 * several times slower, and whoever is measured next would pay for it.
 */
export function putAside(paths: readonly string[]): void {
  mkdirSync(ASIDE, { recursive: true });
  const folder = mkdtempSync(`${ASIDE}/`);
  paths.forEach((path, index) => {
    if (existsSync(path)) renameSync(path, join(folder, String(index)));
  });
}

/** Removes all that was put aside, once nothing is measured any more. */
export function removeAside(): void {
  rmSync(ASIDE, { recursive: true, force: true });
}
