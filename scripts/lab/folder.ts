import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UserError } from '../../src/cli/user-error.ts';

/** Larger files than this are no files of a lab. */
const LARGEST = 1024 * 1024;

/** The files of a folder, by their paths in it. @throws UserError when there is no such folder */
export function readFolder(folder: string): Map<string, string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`There is no folder ${folder}. Name one with --files that holds the files of the session.`);
  const files = new Map<string, string>();
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) visit(inner);
      else if (entry.isFile() && statSync(inner).size <= LARGEST)
        files.set(relative(folder, inner), readFileSync(inner, 'utf8'));
    }
  };
  visit(folder);
  return files;
}
