import type { CommandTable } from '../../src/languages/commands/table.ts';

/** What one version of something has, and the other has not; each as a name that people know. */
export interface Changes {
  added: string[];
  removed: string[];
}

const difference = (before: ReadonlySet<string>, after: ReadonlySet<string>): Changes => ({
  added: [...after].filter((name) => !before.has(name)).sort(),
  removed: [...before].filter((name) => !after.has(name)).sort(),
});

/** Commands and flags of a program by their words, such as "get --watch". */
function wordsOf({ program, commands, global }: CommandTable): Set<string> {
  const named = (words: string, flag = ''): string => [program, words, flag].filter(Boolean).join(' ');
  return new Set([
    ...Object.keys(global).map((flag) => named('', flag)),
    ...Object.entries(commands).flatMap(([words, { flags }]) => [
      named(words),
      ...Object.keys(flags).map((flag) => named(words, flag)),
    ]),
  ]);
}

/** What became of the commands and flags of a program. */
export function tableChanges(before: CommandTable, after: CommandTable): Changes {
  return difference(wordsOf(before), wordsOf(after));
}

/** Types of the API as `src/kubernetes/api/types.json` has them. */
export interface PackedTypes {
  types: readonly (readonly [string, unknown])[];
  versions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

function fieldsOf({ types, versions }: PackedTypes): Set<string> {
  const kinds = Object.entries(versions).flatMap(([version, declared]) =>
    Object.keys(declared).map((kind) => `${version} ${kind}`),
  );
  const fields = types.flatMap(([name, shape]) =>
    shape !== null && typeof shape === 'object' && !Array.isArray(shape)
      ? Object.keys(shape).map((field) => `${name}.${field.replace(/^!/, '')}`)
      : [],
  );
  return new Set([...kinds, ...fields]);
}

/** What became of kinds ("apps/v1 Deployment") and fields ("apps/v1/DeploymentSpec.replicas"). */
export function typeChanges(before: PackedTypes, after: PackedTypes): Changes {
  return difference(fieldsOf(before), fieldsOf(after));
}

/** Schemas of configuration files as `src/kubernetes/configuration/schemas.json` has them. */
export interface PackedSchemas {
  kinds: Readonly<Record<string, string>>;
  definitions: Readonly<Record<string, { properties?: Readonly<Record<string, unknown>> }>>;
}

function propertiesOf({ kinds, definitions }: PackedSchemas): Set<string> {
  const short = (name: string): string => name.split('/').slice(-2).join('/');
  return new Set([
    ...Object.keys(kinds),
    ...Object.entries(definitions).flatMap(([name, { properties = {} }]) =>
      Object.keys(properties).map((property) => `${short(name)}.${property}`),
    ),
  ]);
}

/** What became of kinds and fields of configuration files. */
export function schemaChanges(before: PackedSchemas, after: PackedSchemas): Changes {
  return difference(propertiesOf(before), propertiesOf(after));
}
