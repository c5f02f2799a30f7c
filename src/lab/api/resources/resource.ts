import type { Data } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';

/** What can be done with a resource, as discovery names it. */
export type Verb = 'create' | 'delete' | 'deletecollection' | 'get' | 'list' | 'patch' | 'update' | 'watch';

/** A part of a resource with an address of its own, such as `scale`. */
export interface Subresource {
  name: string;
  kind: string;
  verbs: readonly Verb[];
  /** Group and version of the kind, when they are not those of the resource. */
  group?: string;
  version?: string;
}

/** A resource that the API server serves, in one version. */
export interface Resource {
  group: string;
  version: string;
  plural: string;
  singular: string;
  kind: string;
  namespaced: boolean;
  shortNames: readonly string[];
  categories: readonly string[];
  verbs: readonly Verb[];
  subresources: readonly Subresource[];
  /** The struct of Go behind it; undefined for custom resources. */
  struct: string | undefined;
  /** The schema of a custom resource, as its definition gives it. */
  schema?: Data;
  /** Paths of the fields by which custom resources may be selected, such as `.spec.color`. */
  selectable?: readonly string[];
  /** Columns of a custom resource's tables. */
  columns?: readonly Data[];
  /** Where a custom resource keeps its numbers for `scale`. */
  scalePaths?: { replicas: string; statusReplicas: string; selector?: string };
  /** Why this version should not be used any more, in the words of the warning. */
  deprecation?: string;
  /** Under which resource its objects are kept when that is not its own: older versions and twins of a kind. */
  storedAs?: { group: string; version: string };
}

/** `apps/v1`, or `v1` for the core group. */
export function groupVersion({ group, version }: Pick<Resource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** `deployments.apps`, or `pods`: how error messages name a resource. */
export function qualifiedResource({ group, plural }: Pick<Resource, 'group' | 'plural'>): string {
  return group === '' ? plural : `${plural}.${group}`;
}

/** `Deployment.apps`, or `Pod`: how error messages name a kind. */
export function qualifiedKind({ group, kind }: Pick<Resource, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`;
}

export const ALL_VERBS: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
const CHANGING: readonly Verb[] = ['get', 'patch', 'update'];

/**
 * Reads a line of the tables of resources: `plural Kind [short,short] [flags]`. Flags: `cluster` (no namespaces), `status`, `scale`, `all` (category),
 * `extensions` (category), `create` (only to be created), `!deletecollection`, `read` (get and list only).
 */
function parseResource(group: string, version: string, line: string): Resource {
  const [plural = '', kind = '', ...rest] = line.split(' ');
  const flags = new Set(rest.filter((word) => !word.startsWith('=')));
  const shortNames =
    rest
      .find((word) => word.startsWith('='))
      ?.slice(1)
      .split(',') ?? [];
  const verbs: readonly Verb[] = flags.has('create')
    ? ['create']
    : flags.has('read')
      ? ['get', 'list']
      : ALL_VERBS.filter((verb) => !(verb === 'deletecollection' && flags.has('!deletecollection')));
  const subresources: Subresource[] = [];
  if (flags.has('scale'))
    subresources.push({ name: 'scale', kind: 'Scale', verbs: CHANGING, group: 'autoscaling', version: 'v1' });
  if (flags.has('status')) subresources.push({ name: 'status', kind, verbs: CHANGING });
  return {
    group,
    version,
    plural,
    singular: kind.toLowerCase(),
    kind,
    namespaced: !flags.has('cluster'),
    shortNames,
    categories: flags.has('all') ? ['all'] : flags.has('extensions') ? ['api-extensions'] : [],
    verbs,
    subresources,
    struct: structOf(group === '' ? version : `${group}/${version}`, kind),
  };
}

/** Reads a group's table, one resource to a line. */
export function parseGroup(group: string, version: string, lines: string): Resource[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => parseResource(group, version, line.trim()));
}
