import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UserError } from '../../src/cli/user-error.ts';

/** Folders whose files are checked. */
export const CHECKED = ['content', 'provider'];

/**
 * Paths as findings have them: below the root, with forward slashes; none if one of them is the root itself, which means everything.
 * They count from where the command was typed, which npm tells, or else from the root.
 * @throws UserError if there is no such file, or nothing of it is checked.
 */
export function chosenPaths(root: string, paths: readonly string[]): string[] {
  const chosen = paths.map((path) => {
    const typedIn = process.env.INIT_CWD ?? '.';
    const found = [resolve(typedIn, path), resolve(path), resolve(root, path)].find((place) => existsSync(place));
    if (found === undefined) throw new UserError(`There is no file or folder "${path}".`);
    const inside = relative(root, found).replaceAll('\\', '/').replace(/\/$/, '');
    const isChecked = inside === '' || CHECKED.some((folder) => inside === folder || inside.startsWith(`${folder}/`));
    if (!isChecked) {
      throw new UserError(
        `"${path}" is none of the content, and nothing in it is checked.\nWhy: "0 errors" would say more than anybody knows.\nDo:  Name files or folders below ${CHECKED.map((folder) => `${folder}/`).join(' or ')}, or none to check everything.`,
      );
    }
    return inside;
  });
  return chosen.includes('') ? [] : chosen;
}
