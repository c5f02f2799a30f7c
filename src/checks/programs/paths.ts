import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve, sep } from 'node:path';

/** Folders of npm, which puts them into PATH, and those of this project: a commit could have put anything there. */
function isOfProject(folder: string): boolean {
  return `${resolve(folder)}${sep}`.startsWith(`${resolve('.')}${sep}`) || /[/\\]node_modules[/\\]\.bin$/.test(folder);
}

/** Folders in which programs are looked for: never one whose files may come from a lesson or a commit. */
export function searchedFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !isOfProject(folder));
}

/** Paths of a program of this machine, such as cat, the preferred one first. */
export function pathsOf(name: string, folders: readonly string[] = searchedFolders()): string[] {
  return folders.map((folder) => join(folder, name)).filter((path) => existsSync(path));
}
