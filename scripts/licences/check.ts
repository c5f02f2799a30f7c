import { ALLOWED, EXCEPTIONS, type Exception } from './allowed.ts';
import { fulfills } from './expression.ts';
import type { LockedPackage } from './packages.ts';

/** What is allowed, if it is not what this project allows. */
export interface Policy {
  allowed: ReadonlySet<string>;
  exceptions: readonly Exception[];
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/**
 * Licences of packages that are not allowed, and exceptions that no package needs any more, as sentences that say what to do.
 * @returns nothing if all is well.
 */
export function licenceProblems(
  packages: readonly LockedPackage[],
  { allowed, exceptions }: Policy = { allowed: ALLOWED, exceptions: EXCEPTIONS },
): string[] {
  const used = new Set<string>();
  const remedy = 'Take another package, or say in scripts/licences/allowed.ts why it does no harm.';
  const problems = packages.flatMap(({ name, version, path, licence }) => {
    const which = `${name} ${version} (${path})`;
    if (licence === undefined) return [`${which} does not say under which licence it is. ${remedy}`];
    const allows = (one: string): boolean => {
      if (allowed.has(one)) return true;
      const pattern = exceptions
        .filter((exception) => exception.licence === one)
        .flatMap((exception) => exception.packages)
        .find((candidate) => matches(name, candidate));
      if (pattern !== undefined) used.add(`${one} ${pattern}`);
      return pattern !== undefined;
    };
    try {
      return fulfills(licence, allows) ? [] : [`${which} is under ${licence}, which is not allowed. ${remedy}`];
    } catch (problem) {
      return [`${which}: ${problem instanceof Error ? problem.message : String(problem)} ${remedy}`];
    }
  });
  const stale = exceptions.flatMap(({ licence, packages: names }) =>
    names
      .filter((name) => !used.has(`${licence} ${name}`))
      .map((name) => `No package needs the exception of ${name} for ${licence} any more. Remove it from allowed.ts.`),
  );
  return [...problems, ...stale];
}
