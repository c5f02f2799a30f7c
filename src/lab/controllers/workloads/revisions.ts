import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { safeEncoded } from '../../../kubernetes/digest.ts';
import { byBytes, encode } from '../../../kubernetes/structs/encode.ts';
import { controllerOf, isSame, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Client, keyOf } from '../framework.ts';
import { templateHash } from '../hash.ts';
import { ownedBy } from '../pods.ts';

/** JSON as Go writes maps: sorted keys, and `<`, `>` and `&` as escapes. */
function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (isRecord(value))
    return `{${Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort(byBytes)
      .map((key) => `${goJson(key)}:${goJson(value[key])}`)
      .join(',')}}`;
  return JSON.stringify(value ?? null).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** FNV-1 in 32 bits: names of revisions come from it, while templates are hashed with FNV-1a. @see https://pkg.go.dev/k8s.io/kubernetes/pkg/controller/history#HashControllerRevision */
function fnv32(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = (Math.imul(hash, 0x01000193) ^ byte) >>> 0;
  return hash;
}

/** What a revision keeps of a workload: its template, as a patch that takes the place of another. */
export function revisionData(set: KubeObject): Record<string, unknown> {
  const encoded = asRecord(encode(set, `apps/v1.${set.kind}`));
  return { spec: { template: { $patch: 'replace', ...recordAt(encoded, 'spec', 'template') } } };
}

/** The template that a revision keeps. */
export function templateOf(revision: KubeObject): Record<string, unknown> {
  const { $patch: _, ...template } = recordAt(revision, 'data', 'spec', 'template');
  return template;
}

const numberOf = (revision: KubeObject): number => Number(revision.revision ?? 0);

/** The revisions of a workload, oldest first. */
export function revisionsOf(client: Client, set: KubeObject): KubeObject[] {
  return client
    .list(client.resource('apps', 'controllerrevisions'), set.metadata.namespace)
    .filter((one) => controllerOf(one)?.uid === set.metadata.uid)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

/**
 * The revision of a workload's template as it is now; it is made, or raised to the newest, if need be.
 * Names of StatefulSets' revisions come from the data, those of DaemonSets from the template alone.
 * @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/controller-revision-v1/
 */
export function currentRevision(client: Client, set: KubeObject): KubeObject {
  const resource = client.resource('apps', 'controllerrevisions');
  const data = revisionData(set);
  const present = revisionsOf(client, set);
  const next = Math.max(0, ...present.map(numberOf)) + 1;
  const equal = present.find((one) => isSame(one.data, data));
  if (equal) {
    if (equal === present.at(-1)) return equal;
    const raised = client.change(resource, keyOf(equal), (object) => {
      object.revision = next;
      return true;
    });
    return raised ?? equal;
  }
  const collisions = recordAt(set, 'status').collisionCount;
  const isDaemonSet = set.kind === 'DaemonSet';
  const hash = isDaemonSet
    ? templateHash(recordAt(set, 'spec').template, collisions === undefined ? undefined : Number(collisions))
    : safeEncoded(String(fnv32(`${goJson(data)}${Number(collisions ?? 0)}`)));
  const labels = recordAt(set, 'spec', 'template', 'metadata', 'labels');
  return client.create(
    resource,
    {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: `${set.metadata.name}-${hash}`,
        labels: {
          ...labels,
          [isDaemonSet ? 'controller-revision-hash' : 'controller.kubernetes.io/hash']: hash,
        },
        annotations: set.metadata.annotations,
        ownerReferences: [ownedBy(set)],
      },
      data,
      revision: next,
    },
    set.metadata.namespace,
  );
}

/** Takes away the oldest revisions that nothing uses, beyond what the workload wants kept. */
export function truncateRevisions(client: Client, set: KubeObject, used: ReadonlySet<string>): void {
  const unused = revisionsOf(client, set).filter(({ metadata }) => !used.has(metadata.name));
  const limit = Number(recordAt(set, 'spec').revisionHistoryLimit ?? 10);
  for (const one of unused.slice(0, Math.max(0, unused.length - limit)))
    client.remove(client.resource('apps', 'controllerrevisions'), keyOf(one));
}
