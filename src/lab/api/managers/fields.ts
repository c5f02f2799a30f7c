import { isRecord } from '../../../kubernetes/data.ts';
import { type GoType, jsonFields, plainType, type StructField, typeNamed } from '../../../kubernetes/structs/table.ts';
import { Recent } from '../../recent.ts';
import { isSame } from '../core/objects.ts';

/** A path in an object: `f:spec`, `k:{"name":"web"}`, `v:"x"`, one after the other. */
export type Path = string;

const SEPARATOR = '\u0000';
export const steps = (path: Path): string[] => path.split(SEPARATOR);
export const joined = (path: Path, step: string): Path => (path === '' ? step : `${path}${SEPARATOR}${step}`);

/** Structs that are owned as a whole: the source marks them as atomic. */
const ATOMIC = new Set(
  'networking/v1.ServiceBackendPort discovery/v1.EndpointPort rbac/v1.Subject rbac/v1.RoleRef autoscaling/v1.CrossVersionObjectReference core/v1.SecretReference core/v1.FileKeySelector core/v1.ObjectFieldSelector core/v1.ResourceFieldSelector core/v1.ConfigMapKeySelector core/v1.SecretKeySelector core/v1.NodeSelector core/v1.NodeSelectorTerm core/v1.TopologySelectorTerm core/v1.EndpointAddress core/v1.EndpointPort core/v1.ObjectReference core/v1.LocalObjectReference core/v1.TypedLocalObjectReference core/v1.ScopeSelector admissionregistration/v1.ParamKind admissionregistration/v1.Variable admissionregistration/v1.ParamRef admissionregistration/v1.MatchResources admissionregistration/v1.NamedRuleWithOperations meta/v1.OwnerReference meta/v1.LabelSelector'.split(
    ' ',
  ),
);

/** What a place in an object is to those who own fields. */
export type Shape =
  | { kind: 'leaf' }
  | { kind: 'group'; fields: ReadonlyMap<string, Shape> | undefined; values: Shape | undefined }
  | { kind: 'list'; keys: readonly string[] | undefined; items: Shape };

const LEAF: Shape = { kind: 'leaf' };
const groups = new Map<string, Shape>();

function groupOf(struct: string): Shape {
  const known = groups.get(struct);
  if (known) return known;
  const fields = new Map<string, Shape>();
  const shape: Shape = { kind: 'group', fields, values: undefined };
  groups.set(struct, shape);
  for (const field of jsonFields(struct)) fields.set(field.name, shapeOf(field.type, field));
  return shape;
}

function shapeOf(type: GoType, field?: StructField): Shape {
  const plain = plainType(type);
  if (field?.mapType === 'atomic') return LEAF;
  switch (plain.kind) {
    case 'struct':
      return ATOMIC.has(plain.name) ? LEAF : groupOf(plain.name);
    case 'map':
      return { kind: 'group', fields: undefined, values: shapeOf(plain.values) };
    case 'slice':
      if (field?.listType === 'map') return { kind: 'list', keys: field.listKeys ?? [], items: shapeOf(plain.of) };
      return field?.listType === 'set' ? { kind: 'list', keys: undefined, items: LEAF } : LEAF;
    default:
      return LEAF;
  }
}

/** Objects of kinds without a struct: groups are owned field by field, lists as a whole. */
const FREE: Shape & { kind: 'group' } = { kind: 'group', fields: undefined, values: undefined };
FREE.values = FREE;

/** The shape of a kind's objects. */
export function shapeOfKind(struct: string | undefined): Shape {
  if (struct !== undefined) return groupOf(struct);
  return {
    kind: 'group',
    fields: new Map<string, Shape>([
      ['apiVersion', LEAF],
      ['kind', LEAF],
      ['metadata', shapeOf(typeNamed('meta/v1.ObjectMeta'))],
    ]),
    values: FREE,
  };
}

const FILLED: Readonly<Record<string, unknown>> = { protocol: 'TCP' };

function itemStep(item: unknown, keys: readonly string[] | undefined): string {
  if (!keys) return `v:${JSON.stringify(item)}`;
  const data = isRecord(item) ? item : {};
  const own = Object.fromEntries(
    [...keys].sort().flatMap((key) => {
      const value = data[key] ?? FILLED[key];
      return value === undefined || value === null ? [] : [[key, value]];
    }),
  );
  return `k:${JSON.stringify(own)}`;
}

/** What lies in a value, step by step; undefined if it is owned as a whole. */
export function children(value: unknown, shape: Shape): Map<string, [value: unknown, shape: Shape]> | undefined {
  if (shape.kind === 'group') {
    if (!isRecord(value)) return value === null || value === undefined ? new Map() : undefined;
    return new Map(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => [`f:${key}`, [inner, shape.fields?.get(key) ?? shape.values ?? LEAF]]),
    );
  }
  if (shape.kind === 'list') {
    if (!Array.isArray(value)) return value === null || value === undefined ? new Map() : undefined;
    return new Map(value.map((item) => [itemStep(item, shape.keys), [item, shape.items]]));
  }
  return undefined;
}

/** What differs between two states of an object. */
export interface Comparison {
  added: Set<Path>;
  modified: Set<Path>;
  removed: Set<Path>;
}

/** Compares two states as the library does that the real server uses: sigs.k8s.io/structured-merge-diff. */
export function compare(before: unknown, after: unknown, shape: Shape): Comparison {
  const comparison: Comparison = { added: new Set(), modified: new Set(), removed: new Set() };
  const visit = (path: Path, old: unknown, made: unknown, at: Shape): void => {
    if (old === made) return;
    if (path !== '') {
      if (old === undefined) comparison.added.add(path);
      else if (made === undefined) comparison.removed.add(path);
    }
    const [olds, mades] = [children(old, at), children(made, at)];
    if (olds === undefined || mades === undefined || at.kind === 'leaf') {
      if (old !== undefined && made !== undefined && !isSame(old, made)) comparison.modified.add(path);
      return;
    }
    for (const step of new Set([...olds.keys(), ...mades.keys()])) {
      const [oldValue, oldShape] = olds.get(step) ?? [undefined, undefined];
      const [madeValue, madeShape] = mades.get(step) ?? [undefined, undefined];
      visit(joined(path, step), oldValue, madeValue, madeShape ?? oldShape ?? LEAF);
    }
  };
  visit('', before, after, shape);
  return comparison;
}

/** All fields that an object sets. */
export function fieldsIn(value: unknown, shape: Shape): Set<Path> {
  const set = new Set<Path>();
  const visit = (path: Path, inner: unknown, at: Shape, isItem: boolean): void => {
    const parts = children(inner, at);
    if (isItem || parts === undefined || parts.size === 0) set.add(path);
    for (const [step, [next, shapeOfNext]] of parts ?? [])
      visit(joined(path, step), next, shapeOfNext, at.kind === 'list');
  };
  for (const [step, [next, at]] of children(value, shape) ?? []) visit(step, next, at, false);
  return set;
}

const METADATA = `f:metadata${SEPARATOR}`;
/** Fields of metadata that nobody owns, as steps below it. */
const OWN = new Set(
  [
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => `f:${name}`),
);

function isOfSystem(path: Path): boolean {
  if (!path.startsWith(METADATA)) return false;
  const end = path.indexOf(SEPARATOR, METADATA.length);
  return OWN.has(path.slice(METADATA.length, end < 0 ? undefined : end));
}

/** A set without what nobody owns, and without what a request of its sort does not change. */
export function withoutSystem(set: ReadonlySet<Path>, isIgnored: (path: Path) => boolean): Set<Path> {
  return new Set(
    [...set].filter(
      (path) =>
        path !== 'f:apiVersion' && path !== 'f:kind' && path !== 'f:metadata' && !isOfSystem(path) && !isIgnored(path),
    ),
  );
}

/** What was written of a set, and the set of what was written: most changes of an object leave most of its sets as they are. */
const writtenOf = new WeakMap<ReadonlySet<Path>, Record<string, unknown>>();
const setOf = new WeakMap<Record<string, unknown>, ReadonlySet<Path>>();

/** Objects of one kind mostly have the same fields. */
const trees = new Recent<{ tree: Record<string, unknown>; paths: ReadonlySet<Path> }>(500);

/** A set, which nobody may change any more, as `fieldsV1` has it: frozen. */
export function writtenSet(set: ReadonlySet<Path>): Record<string, unknown> {
  const known = writtenOf.get(set);
  if (known) return known;
  const { tree, paths } = trees.of([...set].join('\u0001'), () => ({ tree: treeOf(set), paths: set }));
  writtenOf.set(set, tree);
  setOf.set(tree, paths);
  return tree;
}

function treeOf(set: ReadonlySet<Path>): Record<string, unknown> {
  const tree: Record<string, unknown> = {};
  for (const path of set) {
    let at = tree;
    for (const step of steps(path)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at['.'] = {};
  }
  const tidy = (node: Record<string, unknown>): Record<string, unknown> => {
    const keys = Object.keys(node).sort();
    const made: Record<string, unknown> = {};
    if (keys.length > 1 || keys[0] !== '.')
      for (const key of keys) made[key] = key === '.' ? Object.freeze({}) : tidy(node[key] as Record<string, unknown>);
    return Object.freeze(made);
  };
  return tidy(tree);
}

/** The set in a `fieldsV1`. */
export function readSet(fields: unknown): ReadonlySet<Path> {
  const known = isRecord(fields) ? setOf.get(fields) : undefined;
  if (known) return known;
  const set = new Set<Path>();
  const visit = (node: unknown, path: Path): void => {
    if (!isRecord(node)) return;
    const keys = Object.keys(node);
    if (path !== '' && (keys.length === 0 || keys.includes('.'))) set.add(path);
    for (const key of keys) if (key !== '.') visit(node[key], joined(path, key));
  };
  visit(fields, '');
  return set;
}

/** A path as messages show it: `.spec.containers[name="web"].image`. */
export function shownPath(path: Path): string {
  return steps(path)
    .map((step) => {
      const text = step.slice(2);
      if (step.startsWith('f:')) return `.${text}`;
      if (step.startsWith('v:')) return `[=${text}]`;
      const keys = JSON.parse(text) as Record<string, unknown>;
      return `[${Object.entries(keys)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}
