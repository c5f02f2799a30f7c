import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Edition } from '../../src/assembly/edition.ts';
import { loadCurriculum } from '../../src/assembly/load.ts';
import { curriculumRoot } from '../../src/cli/root.ts';
import { UserError } from '../../src/cli/user-error.ts';

/** The real path of a file or folder that need not be there yet: links in what is there are followed. @throws UserError if one of them leads nowhere */
function realPath(path: string): string {
  const whole = resolve(path);
  let there = whole;
  while (!existsSync(there)) {
    if (lstatSync(there, { throwIfNoEntry: false }))
      throw new UserError(
        `Nothing was written: ${there} is a link that leads nowhere.\nWhy: where it would be written cannot be known.\nDo:  name another folder, or remove the link.`,
      );
    there = dirname(there);
  }
  return join(realpathSync(there), whole.slice(there.length));
}

/** The repository that a path lies in; undefined if it lies in none. */
export function repositoryAround(path: string): string | undefined {
  for (let folder = realPath(path); ; folder = dirname(folder)) {
    // Also a repository without a working tree, and the folder .git itself.
    if (existsSync(join(folder, '.git')) || (existsSync(join(folder, 'HEAD')) && existsSync(join(folder, 'objects'))))
      return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** @throws UserError if a path lies in a repository, or among the files of a site. @param what would be written there. */
export function refuseRepository(path: string, what: string): void {
  const repository = repositoryAround(path);
  if (repository !== undefined)
    throw new UserError(
      `Nothing was written: ${path} lies in the repository ${repository}.\nWhy: ${what} must not get into a repository: what is committed once is in every copy of it.\nDo:  name a folder outside, such as ../badges-of-ours.`,
    );
  for (let folder = realPath(path); dirname(folder) !== folder; folder = dirname(folder)) {
    if (!existsSync(join(folder, 'curriculum.json')) || !existsSync(join(folder, '_headers'))) continue;
    throw new UserError(
      `Nothing was written: ${path} lies in the published site ${folder}.\nWhy: ${what} must not be published.\nDo:  name a folder outside of it.`,
    );
  }
}

/** What a file says. @throws UserError if it cannot be read. @param what it should be. */
export function textOf(path: string, what: string): string {
  return new TextDecoder().decode(bytesOf(path, what));
}

/** The bytes of a file. @throws UserError if it cannot be read. @param what it should be. */
export function bytesOf(path: string, what: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    throw new UserError(`${path} cannot be read.\nDo:  name the file of ${what}.`);
  }
}

/** The edition of the folder that the command was called in. @throws UserError if it has errors. */
export function edition(): Edition {
  const { curriculum } = loadCurriculum(curriculumRoot());
  if (!curriculum) throw new UserError('The curriculum has errors.\nDo:  npm run check says which.');
  return curriculum;
}

/** The value of an option. @throws UserError if it was not given. */
export function needed(value: string | undefined, option: string, what: string): string {
  if (value === undefined || value === '') throw new UserError(`--${option} is missing.\nDo:  say ${what}.`);
  return value;
}
