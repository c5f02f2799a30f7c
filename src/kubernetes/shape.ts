// One line of JSON is read in a few milliseconds; the declarations that it comes from would take half a second.
import packed from './api/types.json' with { type: 'json' };

/** What a value of the Kubernetes API may be. References are resolved when they are needed. */
export type Shape =
  | { kind: 'object'; fields: ReadonlyMap<string, Field> }
  | { kind: 'map'; values: Shape }
  | { kind: 'list'; items: Shape }
  | { kind: 'scalar'; types: readonly Scalar[] }
  | { kind: 'literal'; values: readonly string[] }
  | { kind: 'any' }
  | { kind: 'named'; name: string; shape: Shape }
  | { kind: 'reference'; resolve: () => Shape };

/** What a plain value may be. */
export type Scalar = 'string' | 'integer' | 'number' | 'boolean';

/** A field of an object. */
export interface Field {
  shape: Shape;
  required: boolean;
}

/**
 * A shape as it is kept in `api/types.json`, which `npm run tables` makes of the packages with the types: a number refers to a
 * type, letters are plain values ("s" text, "i" whole number, "n" number, "b" boolean, "*" anything), lists begin with "l" (list), "m" (map) or
 * "e" (one of some words), and objects have their fields, those that must be there with "!" before the name.
 */
export type Packed = number | string | readonly [string, ...unknown[]] | { readonly [field: string]: unknown };

interface Types {
  /** Names and shapes of types; a name is the path within its package, such as `apps/v1/DeploymentSpec`. */
  types: readonly (readonly [string, Packed])[];
  /** Names of API versions, each with what is declared in it by name: the place in `types`. */
  versions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const { types, versions } = packed as unknown as Types;
const unpacked: Shape[] = [];

const SCALARS: Readonly<Record<string, Scalar>> = { s: 'string', i: 'integer', n: 'number', b: 'boolean' };

function typeAt(index: number): Shape {
  const known = unpacked[index];
  if (known) return known;
  const [name, shape] = types[index] ?? ['', '*'];
  const made: Shape = name === '' ? unpack(shape) : { kind: 'named', name, shape: unpack(shape) };
  unpacked[index] = made;
  return made;
}

function unpack(shape: Packed): Shape {
  if (typeof shape === 'number') return { kind: 'reference', resolve: () => typeAt(shape) };
  if (typeof shape === 'string') {
    return shape === '*'
      ? { kind: 'any' }
      : { kind: 'scalar', types: [...shape].flatMap((letter) => SCALARS[letter] ?? []) };
  }
  if (Array.isArray(shape)) {
    const [kind, ...rest] = shape as [string, ...unknown[]];
    if (kind === 'e') return { kind: 'literal', values: rest.map(String) };
    const inner = unpack(rest[0] as Packed);
    return kind === 'l' ? { kind: 'list', items: inner } : { kind: 'map', values: inner };
  }
  const fields = Object.entries(shape).map(([key, value]): [string, Field] => {
    const required = key.startsWith('!');
    return [required ? key.slice(1) : key, { shape: unpack(value as Packed), required }];
  });
  return { kind: 'object', fields: new Map(fields) };
}

/** The shape of a kind in an API version; undefined if there is no such kind. */
export function kindShape(apiVersion: string, kind: string): Shape | undefined {
  const declared = Object.hasOwn(versions, apiVersion) ? versions[apiVersion] : undefined;
  const index = declared && Object.hasOwn(declared, kind) ? declared[kind] : undefined;
  return index === undefined ? undefined : typeAt(index);
}

/** Names of the objects of API versions and of their parts, such as ResourceQuota and PodSpec. */
export function objectNames(apiVersions: readonly string[]): string[] {
  return apiVersions.flatMap((version) => Object.keys(versions[version] ?? {}));
}

/** Names of the kinds of an API version: those of its types that have metadata. */
export function kindNames(apiVersion: string): string[] {
  return objectNames([apiVersion]).filter((name) => {
    const shape = kindShape(apiVersion, name);
    const inner = shape?.kind === 'named' ? shape.shape : shape;
    return inner?.kind === 'object' && inner.fields.has('metadata') && inner.fields.has('apiVersion');
  });
}
