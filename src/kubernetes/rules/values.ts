import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asRecord, type Data, isSet } from '../data.ts';
import { isCountOrPercentage, isLabelName, isPortNumber, portNameFault } from '../formats.ts';
import { isAddress } from '../hosts-and-images.ts';
import { type ObjectProblem, problem, type TypeRule } from '../object-problem.ts';

/** A rule for a type that is a group of fields; it says nothing about other values. */
export function fields(rule: (data: Data, path: DataPath) => readonly (ObjectProblem | undefined)[]): TypeRule {
  return (value, path) => rule(asRecord(value), path).filter((found) => found !== undefined);
}

/** A rule for a type that is a plain text; it says nothing about other values. */
export function text(rule: (value: string, path: DataPath) => ObjectProblem | undefined): TypeRule {
  return (value, path) => {
    const found = typeof value === 'string' ? rule(value, path) : undefined;
    return found ? [found] : [];
  };
}

/** Says of a value that is no number of a port that it is none; of a name if it cannot be one, where names may stand. */
export function portProblem(value: unknown, path: DataPath, names: 'names' | 'numbers'): ObjectProblem | undefined {
  if (typeof value === 'number' && !isPortNumber(value)) {
    return problem(
      'port',
      path,
      `"${pathName(path)}" is ${value}, which is not the number of a port.`,
      'Use a number from 1 to 65535.',
    );
  }
  return names === 'names' ? portNameProblem(value, path) : undefined;
}

/** Says of a text that cannot be the name of a container's port why it cannot. */
export function portNameProblem(value: unknown, path: DataPath): ObjectProblem | undefined {
  if (typeof value !== 'string') return undefined;
  if (/^\d+$/.test(value)) {
    return problem(
      'port',
      path,
      `"${pathName(path)}" is the text "${value}", which is taken for the name of a port.`,
      `Write the number without quotes: ${value}.`,
    );
  }
  const fault = portNameFault(value);
  return fault === undefined
    ? undefined
    : problem(
        'port',
        path,
        `"${value}" cannot be the name of a port: it ${fault}.`,
        'Use at most 15 lower-case letters, digits and hyphens, with at least one letter.',
      );
}

/** Says of a text that is no DNS label that it cannot be a name. @param of what is called so, such as "a container". */
export function labelNameProblem(value: unknown, path: DataPath, of: string): ObjectProblem | undefined {
  return typeof value !== 'string' || isLabelName(value)
    ? undefined
    : problem(
        'name',
        path,
        `"${value}" cannot be the name of ${of}.`,
        'Use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends.',
      );
}

/** Says of a value that is neither a whole number nor a percentage that it should be one. */
export function shareProblem(data: Data, key: string, path: DataPath): ObjectProblem | undefined {
  const value = data[key];
  if ((typeof value !== 'string' && typeof value !== 'number') || isCountOrPercentage(value)) return undefined;
  const inside = [...path, key];
  return problem(
    'value',
    inside,
    `"${pathName(inside)}" is ${JSON.stringify(value)}, which is neither a whole number nor a percentage.`,
    typeof value === 'string' && /^\d+$/.test(value)
      ? `Write it without quotes: ${value}; or add a percent sign: ${value}%.`
      : 'Write a number such as 1, or a percentage such as 25%.',
  );
}

/** Says of a number that it is below the least that the API server takes. */
export function leastProblem(data: Data, key: string, path: DataPath, least = 0): ObjectProblem | undefined {
  const value = data[key];
  if (typeof value !== 'number' || value >= least) return undefined;
  const inside = [...path, key];
  return problem(
    'value',
    inside,
    `"${pathName(inside)}" is ${value}; it must be at least ${least}.`,
    `Write ${least} or more.`,
  );
}

/** Says of a text that is no IP address that it should be one. */
export function addressProblem(value: unknown, path: DataPath): ObjectProblem | undefined {
  return typeof value !== 'string' || isAddress(value)
    ? undefined
    : problem(
        'address',
        path,
        `"${pathName(path)}" is "${value}", which is not an IP address.`,
        'Write an address such as 192.0.2.10.',
      );
}

const words = (names: readonly string[], last: string): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1) ?? ''}`;

/**
 * Says of a group of fields of which exactly one may be there that there are several, or none.
 * @param among names of these fields; all that the group has unless given. @param example a field to add if there is none.
 */
export function oneOfProblem(
  data: Data,
  path: DataPath,
  { among, example, none = true }: { among?: readonly string[]; example: string; none?: boolean },
): ObjectProblem | undefined {
  const there = Object.keys(data).filter((key) => isSet(data[key]) && (among?.includes(key) ?? true));
  const where = `"${pathName(path)}"`;
  if (there.length > 1) {
    return problem(
      'conflict',
      [...path, there[1] ?? ''],
      `${where} has ${words(there, 'and')}, but only one of them can be there.`,
      'Keep the one that is meant.',
    );
  }
  return there.length === 1 || !none
    ? undefined
    : problem('missing-field', path, `${where} has nothing that it could use.`, `Add one, such as ${example}.`);
}

/** Says of the second of several items with the same value in a field that it repeats the first. */
export function repeated(
  items: readonly Data[],
  path: DataPath,
  { key, message, remedy }: { key: string; message: (value: string) => string; remedy: string },
): ObjectProblem[] {
  const seen = new Set<unknown>();
  return items.flatMap((item, index) => {
    const value = item[key];
    if (!isSet(value)) return [];
    const again = seen.has(value);
    seen.add(value);
    return again ? [problem('conflict', [...path, index, key], message(String(value)), remedy)] : [];
  });
}
