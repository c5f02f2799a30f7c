import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { UserError } from '../../cli/user-error.ts';

/** What only a server, a search engine, a feed reader or the practice cluster asks for, and files to take along, of which the copy is one. */
const LEFT_OUT = [
  /^(_headers|sw\.js|matomo\.js|robots\.txt|sitemap-[^/]*\.xml|feed\.xml|site\.webmanifest|social\.png)$/,
  /^(search\.css|search\.json|curriculum\.json|catalog\.json)$/,
  /^(pagefind|sandbox|offline|publications)\//,
  /^lessons\/[^/]+\/(social\.png|practice\.json|programs\.json|report\.json|sessions\/.*)$/,
  /^courses\/[^/]+\/offline\.json$/,
];

/** Whether there is a built site in a folder. */
export function hasSite(folder: string): boolean {
  return existsSync(join(folder, 'index.html')) && existsSync(join(folder, '404.html'));
}

/**
 * The files of a built site that a copy needs, by their paths with forward slashes.
 * @param editions ids of frozen editions, which are sites of their own @throws UserError if there is no built site
 */
export function filesOfSite(folder: string, editions: readonly string[]): Map<string, Buffer> {
  if (!hasSite(folder))
    throw new UserError(
      `There is no built site in ${resolve(folder)}.\nDo:  build it first, "npm run build", or name the folder that it is in: --site DIR.`,
    );
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(
      (path) => !LEFT_OUT.some((pattern) => pattern.test(path)) && !editions.some((id) => path.startsWith(`${id}/`)),
    )
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path))]));
}
