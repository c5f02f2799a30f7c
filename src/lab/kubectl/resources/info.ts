import { asRecord } from '../../../kubernetes/data.ts';
import type { Client } from '../client/client.ts';
import { addressOf, groupVersion, type Resource } from '../client/discovery.ts';
import { isNotFound, StatusError } from '../errors.ts';

/** An object, as far as kubectl knows it: where it is served, how it is called, what it is. */
export interface Info {
  /** Undefined when nothing is asked of the server. */
  resource?: Resource;
  namespace: string;
  name: string;
  /** File that it comes from. */
  source?: string;
  object?: Record<string, unknown>;
  resourceVersion: string;
  subresource?: string;
}

/** An object from the server. */
export type Found = Record<string, unknown>;

/** `/v1, Resource=pods`, as errors have it. */
export function resourceText({ group, version, name }: Resource): string {
  return `${group}/${version}, Resource=${name}`;
}

/** `apps/v1, Kind=Deployment`, as errors have it. */
export function kindText({ group, version, kind }: Resource): string {
  return `${group}/${version}, Kind=${kind}`;
}

/** Kind of the resource with its group, in lower case: `deployment.apps`. */
export function kindName({ kind, group }: Resource): string {
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}`;
}

/** Takes over what the server gave back. */
export function refresh(info: Info, object: Found): void {
  const metadata = asRecord(object.metadata);
  info.object = object;
  info.name = String(metadata.name ?? info.name);
  info.namespace = String(metadata.namespace ?? '');
  info.resourceVersion = String(metadata.resourceVersion ?? '');
}

/** Address of an object. @throws Error without a name. */
export function addressOfInfo({ resource, namespace, name, subresource }: Info, other?: string): string {
  if (!resource) throw new Error('local operation only');
  if (name === '') throw new Error('resource name may not be empty');
  return addressOf(resource, namespace, name, other ?? subresource ?? '');
}

/** Gets an object from the server. If its namespace does not exist, that is the error. @throws StatusError */
export async function getInfo(
  client: Client,
  info: Info,
  accept?: string,
  query?: Record<string, string>,
): Promise<void> {
  try {
    const found = await client.json({
      path: addressOfInfo(info),
      ...(accept ? { accept } : {}),
      ...(query ? { query } : {}),
    });
    info.object = found;
    info.resourceVersion = String(asRecord(found.metadata).resourceVersion ?? '');
  } catch (error) {
    if (isNotFound(error) && info.namespace !== '' && info.namespace !== 'default') {
      const missing = await client.json({ path: `/api/v1/namespaces/${encodeURIComponent(info.namespace)}` }).then(
        () => undefined,
        (other: unknown) => other,
      );
      if (isNotFound(missing)) throw missing;
    }
    throw error;
  }
}

/** What goes with a request that changes something. */
export interface ChangeOptions {
  dryRun?: boolean;
  fieldManager?: string;
  fieldValidation?: string;
  subresource?: string;
  force?: boolean;
}

function changeQuery({
  dryRun,
  fieldManager,
  fieldValidation,
  force,
}: ChangeOptions): Record<string, string | undefined> {
  return {
    dryRun: dryRun ? 'All' : undefined,
    fieldManager: fieldManager || undefined,
    fieldValidation: fieldValidation || undefined,
    force: force === undefined ? undefined : String(force),
  };
}

/** Creates an object. @throws StatusError */
export function create(client: Client, info: Info, object: unknown, options: ChangeOptions): Promise<Found> {
  if (!info.resource) throw new Error('local operation only');
  return client.json({
    method: 'POST',
    path: addressOf(info.resource, info.namespace),
    query: changeQuery(options),
    body: object,
  });
}

/** Kinds of patches, by the names that the protocol has for them. */
export const PATCH_TYPES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Patches an object. @throws StatusError */
export function patch(
  client: Client,
  info: Info,
  type: keyof typeof PATCH_TYPES,
  body: string,
  options: ChangeOptions,
): Promise<Found> {
  return client.json({
    method: 'PATCH',
    path: addressOfInfo(info, options.subresource),
    query: changeQuery(options),
    body,
    contentType: PATCH_TYPES[type],
  });
}

/** Replaces an object; with the version that the server has if the object names none. @throws StatusError */
export async function replace(client: Client, info: Info, object: Found, options: ChangeOptions): Promise<Found> {
  const send = (body: unknown): Promise<Found> =>
    client.json({ method: 'PUT', path: addressOfInfo(info, options.subresource), query: changeQuery(options), body });
  const metadata = asRecord(object.metadata);
  if (metadata.resourceVersion) return send(object);
  const current = await client.json({ path: addressOfInfo(info, options.subresource) }).catch(() => undefined);
  if (!current) return send(object);
  const { resourceVersion } = asRecord(current.metadata);
  return send({ ...object, metadata: { ...metadata, resourceVersion } });
}

/** Deletes an object. @throws StatusError */
export function remove(client: Client, info: Info, options: Record<string, unknown>): Promise<Found> {
  return client.json({
    method: 'DELETE',
    path: addressOfInfo(info),
    body: {
      kind: 'DeleteOptions',
      apiVersion: info.resource ? groupVersion({ group: '', version: 'v1' }) : 'v1',
      ...options,
    },
  });
}

/** Adds what was asked for to an error of a list (`EnhanceListError` of k8s.io/cli-runtime). */
export function listError(error: unknown, resource: Resource, labels: string, fields: string): unknown {
  if (error instanceof StatusError && (error.status.reason === 'BadRequest' || isNotFound(error))) {
    const subject = JSON.stringify(resourceText(resource));
    const selectors = ` that match label selector ${JSON.stringify(labels)}, field selector ${JSON.stringify(fields)}`;
    const what = labels === '' && fields === '' ? `Unable to list ${subject}` : `Unable to find ${subject}${selectors}`;
    return new StatusError({ ...error.status, message: `${what}: ${error.message}` });
  }
  return error;
}
