import { byBytes } from '../../../kubernetes/structs/encode.ts';
import type { Resource } from '../resources/resource.ts';
import type { KubeObject } from './objects.ts';

/** Where objects of one kind are kept: `apps/deployments`. */
export type Bucket = string;

/** Something that happened to an object. */
export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  bucket: Bucket;
  revision: number;
  object: KubeObject;
  /** As it was before; undefined for what is new. */
  previous?: KubeObject;
}

/** How many changes are remembered for those who watch from an older revision on. */
const REMEMBERED = 5000;

/** The bucket of a resource: what is served in two groups is kept in one. */
export function bucketOf({ group, plural, storedAs }: Pick<Resource, 'group' | 'plural' | 'storedAs'>): Bucket {
  return `${storedAs?.group ?? group}/${plural}`;
}

/**
 * What etcd is for the real API server: objects by kind, namespace and name, with one counter of revisions for all of them, and the changes
 * since some revision for those who watch. Objects are values: nobody changes what was put in or taken out.
 */
export class Store {
  #revision: number;
  readonly #buckets = new Map<Bucket, Map<string, KubeObject>>();
  /** Keys of buckets in their order, until there is another one. */
  readonly #orders = new Map<Bucket, readonly string[]>();
  #changes: Change[] = [];
  readonly #listeners = new Set<(change: Change) => void>();
  /** Revisions below this one are forgotten. */
  #oldest: number;

  /** @param revision where the counter begins. */
  constructor(revision = 1) {
    this.#revision = revision;
    this.#oldest = revision;
  }

  /** The latest revision. */
  get revision(): number {
    return this.#revision;
  }

  /** Changes up to this revision are not remembered. */
  get oldest(): number {
    return this.#oldest;
  }

  #bucket(bucket: Bucket): Map<string, KubeObject> {
    let found = this.#buckets.get(bucket);
    if (!found) {
      found = new Map();
      this.#buckets.set(bucket, found);
    }
    return found;
  }

  /** One object; `namespace` is empty for kinds without namespaces. */
  get(bucket: Bucket, namespace: string, name: string): KubeObject | undefined {
    return this.#buckets.get(bucket)?.get(`${namespace}/${name}`);
  }

  /** All objects of a bucket, or of one namespace in it, sorted by namespace and name. */
  list(bucket: Bucket, namespace = ''): KubeObject[] {
    const found = this.#buckets.get(bucket);
    if (!found) return [];
    let order = this.#orders.get(bucket);
    if (!order) {
      order = [...found.keys()].sort(byBytes);
      this.#orders.set(bucket, order);
    }
    const keys = namespace === '' ? order : order.filter((key) => key.startsWith(`${namespace}/`));
    return keys.map((key) => found.get(key) as KubeObject);
  }

  /** Names of all buckets that hold something. */
  buckets(): Bucket[] {
    return [...this.#buckets].filter(([, objects]) => objects.size > 0).map(([name]) => name);
  }

  /** Puts an object in the place of what is there; gives it with its new revision. */
  put(bucket: Bucket, object: KubeObject): KubeObject {
    const objects = this.#bucket(bucket);
    const key = `${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    const previous = objects.get(key);
    const revision = ++this.#revision;
    const stored: KubeObject = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    objects.set(key, stored);
    if (!previous) this.#orders.delete(bucket);
    this.#tell({
      type: previous ? 'MODIFIED' : 'ADDED',
      bucket,
      revision,
      object: stored,
      ...(previous ? { previous } : {}),
    });
    return stored;
  }

  /** Takes an object out; gives it with the revision of its end. */
  remove(bucket: Bucket, namespace: string, name: string): KubeObject | undefined {
    const objects = this.#bucket(bucket);
    const previous = objects.get(`${namespace}/${name}`);
    if (!previous) return undefined;
    objects.delete(`${namespace}/${name}`);
    this.#orders.delete(bucket);
    const revision = ++this.#revision;
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(revision) } };
    this.#tell({ type: 'DELETED', bucket, revision, object, previous });
    return object;
  }

  #tell(change: Change): void {
    this.#changes.push(change);
    if (this.#changes.length > 2 * REMEMBERED) {
      this.#changes = this.#changes.slice(REMEMBERED);
      this.#oldest = (this.#changes[0] as Change).revision - 1;
    }
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** The changes of a bucket after a revision. */
  since(bucket: Bucket, revision: number): Change[] {
    return this.#changes.filter((change) => change.bucket === bucket && change.revision > revision);
  }

  /** Is told of every change from now on, at once; gives what ends that. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
