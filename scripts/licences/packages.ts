import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of the lockfile. */
export interface LockedPackage {
  name: string;
  version: string;
  /** Where npm puts it, such as `node_modules/a/node_modules/b`. */
  path: string;
  /** What the package says of its licence; undefined if it says nothing that can be read. */
  licence: string | undefined;
}

/** What is read of a package.json or of an entry of the lockfile; packages from before 2014 have an object or a list. */
interface Described {
  name?: string;
  version?: string;
  license?: unknown;
  licenses?: unknown;
}

function licenceOf({ license, licenses }: Described): string | undefined {
  if (typeof license === 'string') return license;
  const types = (Array.isArray(licenses) ? licenses : [license]).map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && 'type' in entry ? String(entry.type) : undefined,
  );
  return types.some((type) => type === undefined) ? undefined : `(${types.join(' OR ')})`;
}

/**
 * All packages that the lockfile of a project names, those of other platforms included. What an installed package says
 * itself counts; of one that is not installed, what npm wrote into the lockfile.
 */
export function lockedPackages(project: string): LockedPackage[] {
  const read = (path: string): unknown => JSON.parse(readFileSync(join(project, path), 'utf8'));
  const { packages } = read('package-lock.json') as { packages: Record<string, Described> };
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => {
      const own = `${path}/package.json`;
      const installed = existsSync(join(project, own)) ? (read(own) as Described) : undefined;
      return {
        name: locked.name ?? path.replace(/^.*node_modules\//, ''),
        version: locked.version ?? '',
        path,
        licence: licenceOf(installed ?? locked),
      };
    });
}
