import { asList, asTexts } from '../../../kubernetes/data.ts';
import { copy, isSame, type KubeObject, recordAt, timeText } from '../../api/core/objects.ts';
import { bucketOf } from '../../api/core/store.ts';
import type { Resource } from '../../api/resources/resource.ts';
import { type Client, type Controller, concernsOf, keyOf } from '../framework.ts';
import { hasEnded } from '../pods.ts';

/** How long a namespace that is to go is left alone, so that all parts of the server know of it. */
const GRACE_MS = 5000;
/** How long objects with finalizers are taken to need. */
const FINALIZER_SECONDS = 15;

/** What one turn of emptying has found. */
interface Remains {
  /** How many objects are left, by `pods.` or `deployments.apps`. */
  counts: Map<string, number>;
  finalizers: Map<string, number>;
  /** Seconds that the rest is taken to need. */
  estimate: number;
  isCounted: boolean;
}

/** `{type, ok: [reason, message], bad: reason}` of the conditions, in the order in which they are written. */
const CONDITIONS = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
] as const;

/**
 * Empties namespaces that are being deleted: Pods first, then all else, and lets them go once they are empty.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/
 */
export function namespaceController(client: Client): Controller {
  const namespaces = client.resource('', 'namespaces');
  const pods = client.resource('', 'pods');
  const noticed = new Map<string, number>();
  return {
    name: 'namespace-controller',
    concerns: (change) =>
      change.object.metadata.deletionTimestamp === undefined ? [] : concernsOf(namespaces)(change),
    reconcile(key) {
      const namespace = client.find(namespaces, '', key.name);
      if (!namespace || namespace.metadata.deletionTimestamp === undefined) return undefined;
      const { uid } = namespace.metadata;
      const now = client.now();
      const due = noticed.get(uid);
      if (due === undefined) {
        noticed.set(uid, now + GRACE_MS);
        return GRACE_MS;
      }
      if (due > now) return undefined;
      const remains = empty(namespace);
      if (remains.isCounted && remains.counts.size === 0) {
        noticed.delete(uid);
        letGo(namespace);
        return undefined;
      }
      say(namespace, remains);
      const wait = (Math.floor(remains.estimate / 2) + 1) * 1000;
      noticed.set(uid, now + wait);
      return wait;
    },
  };

  /** Takes away what the namespace waits for, as its subresource `finalize` does; it is gone if nothing else is left. */
  function letGo(namespace: KubeObject): void {
    const { store } = client.server;
    const others = asTexts(recordAt(namespace, 'spec').finalizers).filter((name) => name !== 'kubernetes');
    store.put(bucketOf(namespaces), { ...namespace, spec: { ...recordAt(namespace, 'spec'), finalizers: others } });
    if (others.length === 0 && (namespace.metadata.finalizers?.length ?? 0) === 0)
      store.remove(bucketOf(namespaces), '', namespace.metadata.name);
  }

  function deleteAll(resource: Resource, namespace: string): KubeObject[] {
    for (const object of client.list(resource, namespace))
      client.remove(resource, keyOf(object), { propagationPolicy: 'Background' });
    return client.list(resource, namespace);
  }

  function note(remains: Remains, { group, plural }: Resource, left: readonly KubeObject[]): void {
    if (left.length === 0) return;
    remains.counts.set(`${plural}.${group}`, left.length);
    for (const { metadata } of left)
      for (const name of metadata.finalizers ?? [])
        remains.finalizers.set(name, (remains.finalizers.get(name) ?? 0) + 1);
  }

  function empty(namespace: KubeObject): Remains {
    const { name } = namespace.metadata;
    const remains: Remains = { counts: new Map(), finalizers: new Map(), estimate: 0, isCounted: true };
    const since = (client.now() - Date.parse(String(namespace.metadata.deletionTimestamp))) / 1000;
    const grace = Math.max(
      0,
      ...client
        .list(pods, name)
        .filter((pod) => !hasEnded(pod))
        .map((pod) => Number(recordAt(pod, 'spec').terminationGracePeriodSeconds ?? 30)),
    );
    const left = deleteAll(pods, name);
    if (left.length > 0) {
      const isFinalizing = left.some(({ metadata }) => (metadata.finalizers?.length ?? 0) > 0);
      remains.estimate = since < grace ? grace : isFinalizing ? FINALIZER_SECONDS : 0;
      // Other content may be what Pods need to end well: it waits until they are gone.
      remains.isCounted = remains.estimate === 0 || isFinalizing;
      note(remains, pods, left);
      return remains;
    }
    for (const resource of client.server.catalog.all()) {
      if (!resource.namespaced || resource.storedAs || resource === pods || !resource.verbs.includes('delete'))
        continue;
      const kept = deleteAll(resource, name);
      note(remains, resource, kept);
      if (kept.length > 0) remains.estimate = Math.max(remains.estimate, FINALIZER_SECONDS);
    }
    return remains;
  }

  function say(namespace: KubeObject, { counts, finalizers, isCounted }: Remains): void {
    const moment = timeText(client.now());
    const list = (entries: ReadonlyMap<string, number>, word: (name: string, count: number) => string): string =>
      [...entries]
        .map(([name, count]) => word(name, count))
        .sort()
        .join(', ');
    const bad: Readonly<Record<string, readonly [string, string]>> = !isCounted
      ? {}
      : {
          ...(counts.size > 0
            ? {
                NamespaceContentRemaining: [
                  'SomeResourcesRemain',
                  `Some resources are remaining: ${list(counts, (name, count) => `${name} has ${count} resource instances`)}`,
                ] as const,
              }
            : {}),
          ...(finalizers.size > 0
            ? {
                NamespaceFinalizersRemaining: [
                  'SomeFinalizersRemain',
                  `Some content in the namespace has finalizers remaining: ${list(finalizers, (name, count) => `${name} in ${count} resource instances`)}`,
                ] as const,
              }
            : {}),
        };
    client.change(
      namespaces,
      keyOf(namespace),
      (object) => {
        const status = copy(recordAt(object, 'status'));
        const old = asList(status.conditions);
        const conditions = CONDITIONS.map(([type, reason, message]) => {
          const problem = bad[type];
          const made = {
            type,
            status: problem ? 'True' : 'False',
            reason: problem?.[0] ?? reason,
            message: problem?.[1] ?? message,
          };
          const before = old.find((one) => one.type === type);
          return { ...made, lastTransitionTime: before?.status === made.status ? before?.lastTransitionTime : moment };
        });
        const others = old.filter(({ type }) => !CONDITIONS.some(([known]) => known === type));
        object.status = { ...status, phase: 'Terminating', conditions: [...others, ...conditions] };
        return !isSame(object.status, recordAt(namespace, 'status'));
      },
      'status',
    );
  }
}
