import { asList, asRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf, groupVersion, type Resource } from '../client/discovery.ts';
import { asError } from '../errors.ts';
import { LAST_APPLIED } from '../last-applied.ts';
import { type Found, type Info, kindText } from '../resources/info.ts';

/** Kinds that are pruned when nobody says which (k8s.io/kubectl/pkg/util/prune). */
const USUAL =
  'core/v1/ConfigMap core/v1/Endpoints core/v1/PersistentVolumeClaim core/v1/Pod core/v1/ReplicationController core/v1/Secret core/v1/Service batch/v1/Job batch/v1/CronJob networking.k8s.io/v1/Ingress apps/v1/DaemonSet apps/v1/Deployment apps/v1/ReplicaSet apps/v1/StatefulSet core/v1/Namespace core/v1/PersistentVolume';

/** Something that is on the server, was applied, and is in no file any more. */
export interface Pruned {
  resource: Resource;
  namespace: string;
  name: string;
  object: Found;
}

/** The resources of `--prune-allowlist`; none if it was not given. @throws Error for what is no kind of the server */
export async function pruneResources(call: Call): Promise<Resource[]> {
  const mapper = await call.client.mapper();
  return call.flags.list('prune-allowlist').map((text) => {
    const [group, version, kind, ...more] = text.split('/');
    if (version === undefined || kind === undefined || more.length > 0)
      throw new Error(`invalid GroupVersionKind format: ${text}, please follow <group/version/kind>`);
    return mapper.byKind(group === 'core' || group === '' ? version : `${group}/${version}`, kind);
  });
}

/**
 * Looks for what was applied once and is not among what was visited: in the namespaces of that, and among what belongs to none.
 * `found` is told of each as it is found.
 */
export async function prune(
  call: Call,
  allowed: readonly Resource[],
  visited: readonly Info[],
  found: (one: Pruned) => Promise<void> | void,
): Promise<void> {
  let resources = allowed;
  if (resources.length === 0) {
    const mapper = await call.client.mapper();
    resources = USUAL.split(' ').map((text) => {
      const [group, version, kind] = text.split('/') as [string, string, string];
      return mapper.byKind(group === 'core' ? version : `${group}/${version}`, kind);
    });
    call.log(
      'W',
      'prune.go:71',
      'Deprecated: kubectl apply will no longer prune non-namespaced resources by default when used with the --namespace flag in a future release. To preserve the current behaviour, list the resources you want to target explicitly in the --prune-allowlist flag.',
    );
  }
  const uids = new Set(visited.map(({ object }) => asRecord(object?.metadata).uid));
  const namespaces = [...new Set(visited.filter((info) => info.resource?.namespaced).map((info) => info.namespace))];
  const look = async (resource: Resource, namespace: string): Promise<void> => {
    try {
      const labelSelector = call.flags.text('selector') || undefined;
      const list = await call.client.json({ path: addressOf(resource, namespace), query: { labelSelector } });
      for (const item of asList(list.items)) {
        const { annotations, uid, name } = asRecord(item.metadata);
        if (!Object.hasOwn(asRecord(annotations), LAST_APPLIED) || uids.has(uid)) continue;
        const object: Found = { apiVersion: groupVersion(resource), kind: resource.kind, ...item };
        await found({ resource, namespace, name: String(name), object });
      }
    } catch (error) {
      const what = resource.namespaced ? 'namespaced' : 'nonNamespaced';
      throw new Error(`error pruning ${what} object ${kindText(resource)}: ${asError(error).message}`);
    }
  };
  for (const namespace of namespaces)
    for (const resource of resources) if (resource.namespaced) await look(resource, namespace);
  for (const resource of resources) if (!resource.namespaced) await look(resource, '');
}
