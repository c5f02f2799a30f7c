import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** Folders in which programs are looked for: never the one in which a command runs, whose files come from a lesson. */
export function searchedFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
}

/** Paths of a program of this machine, such as cat, the preferred one first. */
export function pathsOf(name: string, folders: readonly string[] = searchedFolders()): string[] {
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path));
}
