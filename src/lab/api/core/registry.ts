import type { Clock } from '../../time/clock.ts';
import type { Catalog } from '../resources/catalog.ts';
import type { Resource } from '../resources/resource.ts';
import type { Call } from './call.ts';
import { ApiError, alreadyExists, badRequest, conflict, invalid, notFound, STALE } from './errors.ts';
import { wrong } from './field-errors.ts';
import {
  keepSystemFields,
  prepareMetadata,
  randomSuffix,
  takesAnnotations,
  uniqueId,
  validateMetadata,
  validateMetadataUpdate,
} from './metadata.ts';
import { copy, isSame, type KubeObject, timeText } from './objects.ts';
import { storageKey } from './storage-key.ts';
import { bucketOf, type Store } from './store.ts';
import type { Objects, Strategy, Surroundings, Update } from './strategy.ts';

/** One thing that somebody wants to do, as admission sees it. */
export interface Admission extends Surroundings {
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  subresource: string;
  namespace: string;
  name: string;
  /** As it shall be; a copy that may be changed while plugins prepare it. Undefined when something is deleted. */
  object: KubeObject | undefined;
  old: KubeObject | undefined;
}

/** What looks at every change before it is stored. They refuse by throwing {@link ApiError}. */
export interface AdmissionPlugin {
  name: string;
  prepare?(admission: Admission): void;
  judge?(admission: Admission): void;
}

/** Notes who set which fields. `before` is undefined for what is new. */
export type TrackFields = (
  object: KubeObject,
  before: KubeObject | undefined,
  around: Surroundings & { subresource: string },
) => void;

/** What a registry is made of. */
export interface Parts {
  store: Store;
  clock: Clock;
  random: () => number;
  catalog: Catalog;
  strategyOf: (resource: Resource) => Strategy;
  plugins: readonly AdmissionPlugin[];
  trackFields: TrackFields;
}

/**
 * What can be done with objects, whoever asks and in whatever form: everything goes through here, so that defaults, validation, admission and
 * the rules of kinds hold for kubectl, controllers and nodes alike.
 */
export class Registry implements Objects {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly catalog: Catalog;
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.store = parts.store;
    this.clock = parts.clock;
    this.random = parts.random;
    this.catalog = parts.catalog;
    this.#parts = parts;
  }

  /** The rules of a resource's kind. */
  strategyOf(resource: Resource): Strategy {
    return this.#parts.strategyOf(resource);
  }

  /** @throws ApiError 404 */
  get(resource: Resource, namespace: string, name: string): KubeObject {
    const found = this.find(resource, namespace, name);
    if (!found) throw notFound(resource, name);
    return found;
  }

  /** An object; undefined if there is none. */
  find(resource: Resource, namespace: string, name: string): KubeObject | undefined {
    return this.store.get(bucketOf(resource), resource.namespaced ? namespace : '', name);
  }

  /** All objects of a resource, or those of one namespace. */
  list(resource: Resource, namespace = ''): KubeObject[] {
    return this.store.list(bucketOf(resource), namespace);
  }

  /** Has plugins prepare a change. */
  prepareAdmission(admission: Admission): void {
    for (const plugin of this.#parts.plugins) plugin.prepare?.(admission);
  }

  /** Has plugins judge a change. */
  judgeAdmission(admission: Admission): void {
    for (const plugin of this.#parts.plugins) plugin.judge?.(admission);
  }

  /** Creates an object. @throws ApiError */
  create(resource: Resource, namespace: string, given: KubeObject, call: Call): KubeObject {
    const strategy = this.strategyOf(resource);
    const around: Surroundings = { registry: this, resource, call };
    const object = copy(given);
    if (object.metadata === undefined) object.metadata = {} as KubeObject['metadata'];
    prepareMetadata(object, resource, namespace);
    if ((object.metadata.resourceVersion ?? '') !== '')
      throw new ApiError(500, '', 'resourceVersion should not be set on objects to be created');
    strategy.defaults?.(object);
    if ((object.metadata.name ?? '') === '' && (object.metadata.generateName ?? '') !== '')
      object.metadata.name = `${object.metadata.generateName?.slice(0, 58)}${randomSuffix(this.random)}`;
    object.metadata.uid = uniqueId(this.random);
    object.metadata.creationTimestamp = timeText(this.clock.now());
    delete object.metadata.deletionTimestamp;
    delete object.metadata.deletionGracePeriodSeconds;
    this.#parts.trackFields(object, undefined, { ...around, subresource: '' });
    const admission: Admission = {
      ...around,
      operation: 'CREATE',
      subresource: '',
      namespace: object.metadata.namespace ?? '',
      name: object.metadata.name ?? '',
      object,
      old: undefined,
    };
    this.prepareAdmission(admission);
    delete object.metadata.generation;
    if (strategy.counts) object.metadata.generation = 1;
    strategy.prepareForCreate?.(object, around);
    const causes = [...validateMetadata(object, resource, strategy), ...(strategy.validate?.(object, around) ?? [])];
    if (causes.length > 0) throw invalid(resource, object.metadata.name ?? '', causes);
    for (const warning of strategy.warnings?.(object, undefined) ?? []) call.warnings.push(warning);
    this.judgeAdmission(admission);
    const existing = this.find(resource, object.metadata.namespace ?? '', object.metadata.name);
    if (existing)
      throw alreadyExists(resource, object.metadata.name, existing.metadata.deletionTimestamp !== undefined);
    if (call.isDryRun) return object;
    const stored = this.store.put(bucketOf(resource), object);
    strategy.afterCreate?.(stored, around);
    return stored;
  }

  /** Changes an object. @throws ApiError */
  update(
    resource: Resource,
    namespace: string,
    name: string,
    { change, subresource = '', isOwn = false, creates = false, isPatch = false }: Update,
    call: Call,
  ): { object: KubeObject; created: boolean } {
    const strategy = this.strategyOf(resource);
    const around = { registry: this, resource, call, subresource };
    const old = this.find(resource, namespace, name);
    if (!old) {
      if (!creates && !strategy.createsOnUpdate) throw notFound(resource, name);
      const wanted = change(undefined);
      if (!creates && (wanted.metadata?.resourceVersion ?? '') !== '' && wanted.metadata.resourceVersion !== '0')
        throw notFound(resource, name);
      if ((wanted.metadata?.uid ?? '') !== '')
        throw conflict(
          resource,
          name,
          `Precondition failed: UID in precondition: ${wanted.metadata.uid}, UID in object meta: `,
        );
      return {
        object: this.create(resource, namespace, { ...wanted, metadata: { ...wanted.metadata, name } }, call),
        created: true,
      };
    }
    const object = isOwn ? change(old) : copy(change(old));
    prepareMetadata(object, resource, namespace);
    if (object.metadata.name !== name)
      throw badRequest(`the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`);
    const revision = object.metadata.resourceVersion ?? '';
    if (revision === '' && strategy.needsRevision)
      throw invalid(resource, name, [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: 0: must be specified for an update',
          field: 'metadata.resourceVersion',
        },
      ]);
    const isOther = (object.metadata.uid ?? '') !== '' && object.metadata.uid !== old.metadata.uid;
    if (isOther && isPatch)
      throw invalid(resource, name, [wrong('metadata.uid', object.metadata.uid, 'field is immutable')]);
    if (isOther)
      throw conflict(
        resource,
        name,
        `StorageError: invalid object, Code: 4, Key: ${storageKey(resource, namespace, name)}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${object.metadata.uid}, UID in object meta: ${old.metadata.uid}`,
      );
    if (!/^\d*$/.test(revision))
      throw new ApiError(500, '', `strconv.ParseUint: parsing ${JSON.stringify(revision)}: invalid syntax`);
    if (revision !== '' && revision !== '0' && revision !== old.metadata.resourceVersion)
      throw conflict(resource, name, STALE);
    strategy.defaults?.(object);
    keepSystemFields(object, old);
    // Where the scheduler puts a Pod is written without noting who did it.
    if (subresource !== 'binding') this.#parts.trackFields(object, old, around);
    const admission: Admission = {
      ...around,
      operation: 'UPDATE',
      namespace: object.metadata.namespace ?? '',
      name,
      object,
      old,
    };
    this.prepareAdmission(admission);
    const rules = strategy.subresources?.[subresource] ?? strategy;
    const causes = this.#prepareUpdate(object, old, subresource, rules, around);
    if (causes.length > 0) throw invalid(resource, name, causes);
    for (const warning of strategy.warnings?.(object, old) ?? []) call.warnings.push(warning);
    this.judgeAdmission(admission);
    // Nothing has changed: nothing is written, and the revision stays.
    if (isSame(withoutTimes(object), withoutTimes(old))) return { object: old, created: false };
    if (call.isDryRun) return { object, created: false };
    if (isFinished(object)) {
      const stored = this.store.put(bucketOf(resource), object);
      this.store.remove(bucketOf(resource), object.metadata.namespace ?? '', name);
      strategy.afterDelete?.(stored, around);
      return { object: stored, created: false };
    }
    const stored = this.store.put(bucketOf(resource), object);
    strategy.afterUpdate?.(stored, old, around);
    return { object: stored, created: false };
  }

  #prepareUpdate(object: KubeObject, old: KubeObject, subresource: string, strategy: Strategy, around: Surroundings) {
    if (subresource === 'status') {
      const { status, metadata } = object;
      for (const key of Object.keys(object)) delete object[key];
      Object.assign(object, copy(old), { status });
      // Of what an object says of itself, its labels, finalizers and owners stay as they were; managers are noted.
      object.metadata = {
        ...object.metadata,
        ...(takesAnnotations(around.resource) && metadata.annotations ? { annotations: metadata.annotations } : {}),
        ...(metadata.managedFields ? { managedFields: metadata.managedFields } : {}),
      };
      strategy.prepareForStatusUpdate?.(object, old, around);
      return strategy.validateStatusUpdate?.(object, old, around) ?? [];
    }
    // The scheduler's word on where a Pod goes is no change that people could make.
    if (subresource === 'binding') return [];
    if (subresource === '' && around.resource.subresources.some(({ name }) => name === 'status')) {
      if (old.status === undefined) delete object.status;
      else object.status = copy(old.status);
    }
    strategy.prepareForUpdate?.(object, old, around);
    if (subresource !== 'binding' && strategy.counts?.some((field) => !isSame(object[field], old[field])))
      object.metadata.generation = (old.metadata.generation ?? 0) + 1;
    return [
      ...validateMetadata(object, around.resource, strategy),
      ...validateMetadataUpdate(object, old),
      ...(strategy.validate?.(object, around, old) ?? []),
      ...(strategy.validateUpdate?.(object, old, around) ?? []),
    ];
  }

  /**
   * Changes an object as a component of the cluster does: reads, changes, writes. `change` gets a copy; it gives false to leave all as it is.
   * Gives the object as it is then; undefined if there is none.
   */
  change(
    resource: Resource,
    namespace: string,
    name: string,
    change: (object: KubeObject) => boolean | undefined,
    call: Call,
    subresource = '',
  ): KubeObject | undefined {
    const old = this.find(resource, namespace, name);
    if (!old) return undefined;
    const object = copy(old);
    if (change(object) === false) return old;
    return this.update(resource, namespace, name, { change: () => object, subresource, isOwn: true }, call).object;
  }
}

/** An object without the moments at which its fields were set: writing the same again changes nothing. */
function withoutTimes(object: KubeObject): KubeObject {
  const managedFields = object.metadata.managedFields?.map(({ time, ...entry }) => entry);
  return { ...object, metadata: { ...object.metadata, ...(managedFields ? { managedFields } : {}) } };
}

/** Whether an object that is being deleted waits for nothing more. */
function isFinished({ metadata, spec }: KubeObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.finalizers?.length ?? 0) > 0) return false;
  const finalizers = (spec as { finalizers?: unknown[] } | undefined)?.finalizers;
  return (metadata.deletionGracePeriodSeconds ?? 0) === 0 && !(Array.isArray(finalizers) && finalizers.length > 0);
}
