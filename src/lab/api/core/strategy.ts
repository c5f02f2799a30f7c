import type { Clock } from '../../time/clock.ts';
import type { Catalog } from '../resources/catalog.ts';
import type { Resource } from '../resources/resource.ts';
import type { Call } from './call.ts';
import type { Cause } from './errors.ts';
import type { KubeObject } from './objects.ts';
import type { Store } from './store.ts';

/** How an update is done. */
export interface Update {
  /** What shall become of an object; undefined if there is none. */
  change: (old: KubeObject | undefined) => KubeObject;
  subresource?: string;
  /** Whether nobody else has or changes what `change` gives, so that it need not be copied. */
  isOwn?: boolean;
  /** Creates what is not there, whatever the kind says: as server-side apply does. */
  creates?: boolean;
  /** Whether the object is what a patch makes of the old one, and says nothing of which one is meant. */
  isPatch?: boolean;
}

/** The objects of a cluster, as rules may look at them and change them. */
export interface Objects {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly catalog: Catalog;
  /** @throws ApiError 404 */
  get(resource: Resource, namespace: string, name: string): KubeObject;
  find(resource: Resource, namespace: string, name: string): KubeObject | undefined;
  list(resource: Resource, namespace?: string): KubeObject[];
  /** @throws ApiError */
  create(resource: Resource, namespace: string, given: KubeObject, call: Call): KubeObject;
  /** @throws ApiError */
  update(
    resource: Resource,
    namespace: string,
    name: string,
    update: Update,
    call: Call,
  ): { object: KubeObject; created: boolean };
  /** @throws ApiError */
  change(
    resource: Resource,
    namespace: string,
    name: string,
    change: (object: KubeObject) => boolean | undefined,
    call: Call,
    subresource?: string,
  ): KubeObject | undefined;
}

/** What the rules of a kind may use. */
export interface Surroundings {
  registry: Objects;
  resource: Resource;
  call: Call;
  /** Through which subresource an object is updated; none for the object itself. */
  subresource?: string;
}

/**
 * The rules of one kind, in the order in which the real server asks them. All are optional: what a kind does not say is as for most kinds.
 * Objects that are given to be prepared or defaulted are copies and are changed in place.
 * @see https://pkg.go.dev/k8s.io/apiserver/pkg/registry/rest#RESTCreateStrategy
 */
export interface Strategy {
  /** Fills in what was left out, after reading and before anything looks at it. */
  defaults?(object: KubeObject): void;
  prepareForCreate?(object: KubeObject, around: Surroundings): void;
  /** What is wrong with an object, new or changed. */
  validate?(object: KubeObject, around: Surroundings, old?: KubeObject): Cause[];
  prepareForUpdate?(object: KubeObject, old: KubeObject, around: Surroundings): void;
  /** What may not change. */
  validateUpdate?(object: KubeObject, old: KubeObject, around: Surroundings): Cause[];
  prepareForStatusUpdate?(object: KubeObject, old: KubeObject, around: Surroundings): void;
  validateStatusUpdate?(object: KubeObject, old: KubeObject, around: Surroundings): Cause[];
  /** What the server warns of, though it takes the object. */
  warnings?(object: KubeObject, old: KubeObject | undefined): string[];
  /** What happens once the object is stored. */
  afterCreate?(object: KubeObject, around: Surroundings): void;
  afterUpdate?(object: KubeObject, old: KubeObject, around: Surroundings): void;
  afterDelete?(object: KubeObject, around: Surroundings): void;
  /** The rules of subresources that are parts of the object, by their names; those of the whole object hold for all others. */
  subresources?: Readonly<Record<string, Strategy>>;
  /** Seconds that deletion waits; 0 deletes at once. `asked` is what the request says. */
  gracePeriod?(object: KubeObject, asked: number | undefined): number;
  /** Whether deletion leaves what belongs to the object, when the request does not say. */
  orphansByDefault?: boolean;
  /** Whether PUT of an object that is not there creates it. */
  createsOnUpdate?: boolean;
  /** Whether an update must name the revision that it rests on. */
  needsRevision?: boolean;
  /** What the rule for names is: those of most kinds are DNS subdomains. Gives what is wrong. */
  validateName?(name: string, isPrefix: boolean): string[];
  /** Fields whose change raises `metadata.generation`; none if the kind does not count. */
  counts?: readonly string[];
  /** Fields besides `metadata.name` and `metadata.namespace` that field selectors may use. */
  fields?(object: KubeObject): Record<string, string>;
}
