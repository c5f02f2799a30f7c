import { isRecord } from '../../../kubernetes/data.ts';
import type { Resource } from '../resources/resource.ts';
import { badRequest, type Cause } from './errors.ts';
import { required, wrong } from './field-errors.ts';
import { isSame, type KubeObject } from './objects.ts';
import type { Strategy } from './strategy.ts';
import { annotationsTooLong, dnsSubdomain, labelValue, qualifiedName } from './words.ts';

/** Letters and digits of generated names: no vowels, nothing that is easily mistaken. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Five random letters and digits, as generated names end. */
export function randomSuffix(random: () => number): string {
  return Array.from({ length: 5 }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('');
}

/** A random unique id (UUID, version 4). */
export function uniqueId(random: () => number): string {
  const digit = (): string => Math.floor(random() * 16).toString(16);
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (mark) =>
    mark === 'x' ? digit() : ((Number.parseInt(digit(), 16) & 3) | 8).toString(16),
  );
}

/**
 * Completes what an object says of its place. @throws ApiError 400 when it names another namespace than the request.
 */
export function prepareMetadata(object: KubeObject, resource: Resource, namespace: string): void {
  const { metadata } = object;
  if (!resource.namespaced) {
    delete metadata.namespace;
    return;
  }
  const own = metadata.namespace ?? '';
  if (own !== '' && own !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  metadata.namespace = namespace;
}

/** What is wrong with the name, labels, annotations, owners and finalizers of an object. */
export function validateMetadata(object: KubeObject, resource: Resource, strategy: Strategy): Cause[] {
  const { metadata } = object;
  const validateName = strategy.validateName ?? dnsSubdomain;
  const causes: Cause[] = [];
  if ((metadata.generateName ?? '') !== '')
    causes.push(
      ...validateName(metadata.generateName as string, true).map((why) =>
        wrong('metadata.generateName', metadata.generateName, why),
      ),
    );
  if ((metadata.name ?? '') === '') causes.push(required('metadata.name', 'name or generateName is required'));
  else causes.push(...validateName(metadata.name, false).map((why) => wrong('metadata.name', metadata.name, why)));
  if (resource.namespaced && (metadata.namespace ?? '') === '') causes.push(required('metadata.namespace', ''));
  causes.push(
    ...validateLabels(metadata.labels, 'metadata.labels'),
    ...validateAnnotations(metadata.annotations, 'metadata.annotations'),
  );
  for (const owner of metadata.ownerReferences ?? []) {
    // As the real server has it: it does not say which of them is meant.
    const path = 'metadata.ownerReferences';
    if (!owner.apiVersion)
      causes.push(wrong(`${path}.apiVersion`, owner.apiVersion ?? '', 'version must not be empty'));
    if (!owner.kind) causes.push(wrong(`${path}.kind`, owner.kind ?? '', 'must not be empty'));
    if (!owner.name) causes.push(wrong(`${path}.name`, owner.name ?? '', 'must not be empty'));
    if (!owner.uid) causes.push(wrong(`${path}.uid`, owner.uid ?? '', 'must not be empty'));
  }
  const controllers = metadata.ownerReferences?.filter(({ controller }) => controller === true) ?? [];
  if (controllers.length > 1)
    causes.push(
      wrong(
        'metadata.ownerReferences',
        metadata.ownerReferences,
        `Only one reference can have Controller set to true. Found "true" in references for ${controllers[0]?.kind}/${controllers[0]?.name} and ${controllers[1]?.kind}/${controllers[1]?.name}`,
      ),
    );
  metadata.finalizers?.forEach((finalizer, index) => {
    const path = `metadata.finalizers[${index}]`;
    causes.push(...qualifiedName(finalizer).map((why) => wrong(path, finalizer, why)));
    const isStandard = ['kubernetes', 'orphan', 'foregroundDeletion'].includes(finalizer);
    if (!finalizer.includes('/') && !isStandard && qualifiedName(finalizer).length === 0)
      causes.push(wrong(path, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
  });
  return causes;
}

/** What is wrong with labels. */
export function validateLabels(labels: unknown, path: string): Cause[] {
  if (!isRecord(labels)) return [];
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map((why) => wrong(path, key, why)),
    ...labelValue(String(value)).map((why) => wrong(path, value, why)),
  ]);
}

/** What is wrong with annotations. */
export function validateAnnotations(annotations: unknown, path: string): Cause[] {
  if (!isRecord(annotations)) return [];
  return [
    ...Object.keys(annotations).flatMap((key) => qualifiedName(key.toLowerCase()).map((why) => wrong(path, key, why))),
    ...annotationsTooLong(annotations, path),
  ];
}

/** What an update may not change of what an object says of itself. */
export function validateMetadataUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const causes: Cause[] = [];
  if (old.metadata.deletionTimestamp !== undefined) {
    const added = (object.metadata.finalizers ?? []).filter((name) => !(old.metadata.finalizers ?? []).includes(name));
    if (added.length > 0)
      causes.push({
        reason: 'FieldValueForbidden',
        message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map((name) => JSON.stringify(name)).join(', ')}}`,
        field: 'metadata.finalizers',
      });
  }
  if (
    (object.metadata.generateName ?? '') !== (old.metadata.generateName ?? '') &&
    !isSame(object.metadata.generateName, old.metadata.generateName)
  )
    causes.push(wrong('metadata.generateName', object.metadata.generateName ?? '', 'field is immutable'));
  return causes;
}

/** Whether a change of the status may change annotations too: so it is for kinds of the cluster's own. */
export const takesAnnotations = ({ schema, group }: Resource): boolean =>
  schema === undefined && group !== 'apiextensions.k8s.io';

/** What nobody may change by an update: it stays as it is stored. */
export function keepSystemFields(object: KubeObject, old: KubeObject): void {
  const { metadata } = object;
  metadata.uid = old.metadata.uid;
  metadata.creationTimestamp = old.metadata.creationTimestamp;
  metadata.resourceVersion = old.metadata.resourceVersion;
  if (metadata.generateName === undefined && old.metadata.generateName !== undefined)
    metadata.generateName = old.metadata.generateName;
  for (const field of ['generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    if (old.metadata[field] === undefined) delete metadata[field];
    else Object.assign(metadata, { [field]: old.metadata[field] });
  }
}
