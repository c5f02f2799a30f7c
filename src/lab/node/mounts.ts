import { asList, asRecord, type Data } from '../../kubernetes/data.ts';
import { bytesOfBase64 } from '../../kubernetes/digest.ts';
import { issueToken } from '../api/access/tokens.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Client } from '../controllers/framework.ts';
import { fieldOf, resourceOf } from './environment.ts';

/** Something that is mounted into a container. */
export interface Mount {
  path: string;
  /** Which store it is: mounts of the same store show the same files, in other containers and Pods, too. */
  store: string;
  /** Path within the store; empty for all of it. */
  subPath: string;
  isReadOnly: boolean;
  /** Its files may be run, as `defaultMode` says. */
  isExecutable?: boolean;
  /** Files that the cluster puts there, by their paths in the store; undefined where containers write theirs. */
  files?: ReadonlyMap<string, string | Uint8Array>;
}

type Contents = [path: string, content: string | Uint8Array][];

/** Keys of a ConfigMap or a Secret as files: all, or those that `items` names. */
function keysOf(
  client: Client,
  namespace: string,
  kind: 'configmaps' | 'secrets',
  name: unknown,
  items: unknown,
): Contents {
  const object = client.find(client.resource('', kind), namespace, String(name));
  const binary = Object.entries(asRecord(kind === 'secrets' ? object?.data : object?.binaryData));
  const all = new Map<string, string | Uint8Array>([
    ...(kind === 'secrets'
      ? []
      : Object.entries(asRecord(object?.data)).map(([key, value]): [string, string] => [key, String(value)])),
    ...binary.map(([key, value]): [string, Uint8Array] => [key, bytesOfBase64(String(value)) ?? new Uint8Array()]),
  ]);
  if (!Array.isArray(items)) return [...all];
  return asList(items).flatMap(({ key, path }): Contents => {
    const content = all.get(String(key));
    return content === undefined ? [] : [[String(path), content]];
  });
}

function fieldsOf(pod: KubeObject, items: unknown): Contents {
  const containers = asList(recordAt(pod, 'spec').containers);
  return asList(items).map(({ path, fieldRef, resourceFieldRef }) => {
    const reference = asRecord(resourceFieldRef);
    const container = containers.find(({ name }) => name === reference.containerName) ?? {};
    return [
      String(path),
      fieldRef ? fieldOf(pod, String(asRecord(fieldRef).fieldPath ?? '')) : resourceOf(container, reference),
    ];
  });
}

/** The token of the Pod's ServiceAccount, which ends with the Pod. */
function tokenOf({ server }: Client, pod: KubeObject, { path, audience, expirationSeconds }: Data): Contents {
  const { namespace = '', name, uid } = pod.metadata;
  const account = server.store.get('/serviceaccounts', namespace, String(recordAt(pod, 'spec').serviceAccountName));
  if (!account) return [];
  const token = issueToken(server.store, account, {
    audiences: audience === undefined ? [] : [String(audience)],
    seconds: Number(expirationSeconds ?? 3600),
    now: server.clock.now(),
    id: uid,
    bound: { kind: 'pod', name, uid },
  });
  return [[String(path), token]];
}

/** What the cluster puts into a volume; undefined if containers do. */
function contentsOf(client: Client, pod: KubeObject, volume: Data): Contents | undefined {
  const namespace = pod.metadata.namespace ?? '';
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return keysOf(client, namespace, 'configmaps', asRecord(configMap).name, asRecord(configMap).items);
  if (secret)
    return keysOf(
      client,
      namespace,
      'secrets',
      asRecord(secret).secretName ?? asRecord(secret).name,
      asRecord(secret).items,
    );
  if (downwardAPI) return fieldsOf(pod, asRecord(downwardAPI).items);
  if (!projected) return undefined;
  return asList(asRecord(projected).sources).flatMap((source) => {
    if (source.serviceAccountToken) return tokenOf(client, pod, asRecord(source.serviceAccountToken));
    return contentsOf(client, pod, source) ?? [];
  });
}

/** In which store a volume keeps what containers write: that of the Pod, of its node, or of a claim. */
function storeOf(client: Client, pod: KubeObject, { name, hostPath, persistentVolumeClaim, ephemeral }: Data): string {
  const claim = ephemeral ? `${pod.metadata.name}-${String(name)}` : asRecord(persistentVolumeClaim).claimName;
  if (claim !== undefined) {
    const found = client.find(
      client.resource('', 'persistentvolumeclaims'),
      pod.metadata.namespace ?? '',
      String(claim),
    );
    return `claim ${String(asRecord(found?.spec).volumeName ?? claim)}`;
  }
  if (hostPath) return `node ${String(recordAt(pod, 'spec').nodeName)} ${String(asRecord(hostPath).path)}`;
  return `pod ${pod.metadata.uid} ${String(name)}`;
}

/** Whether the files of a volume may be run: `defaultMode: 0755`. */
function isExecutable({ configMap, secret, projected, downwardAPI }: Data): boolean {
  const { defaultMode = 0 } = asRecord(configMap ?? secret ?? projected ?? downwardAPI);
  return (Number(defaultMode) & 0o111) !== 0;
}

/** What is mounted into a container, outer folders first. @see https://kubernetes.io/docs/concepts/storage/volumes/ */
export function mountsOf(client: Client, pod: KubeObject, container: Data): Mount[] {
  const volumes = asList(recordAt(pod, 'spec').volumes);
  return asList(container.volumeMounts)
    .flatMap(({ name, mountPath, subPath = '', readOnly }): Mount[] => {
      const volume = volumes.find((one) => one.name === name);
      if (!volume) return [];
      const contents = contentsOf(client, pod, volume);
      return [
        {
          path: String(mountPath).replace(/(.)\/+$/, '$1'),
          store: storeOf(client, pod, volume),
          subPath: String(subPath),
          isReadOnly: readOnly === true || contents !== undefined,
          ...(contents && { files: new Map(contents), isExecutable: isExecutable(volume) }),
        },
      ];
    })
    .sort((one, other) => one.path.length - other.path.length);
}
