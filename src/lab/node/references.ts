import { asList, asRecord } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Client } from '../controllers/framework.ts';

/** The first ConfigMap, Secret or key that a Pod needs and that is not there. */
export function missingReferences(
  client: Client,
  pod: KubeObject,
): { message: string; container: string; isVolume: boolean; volume: string } | undefined {
  const spec = recordAt(pod, 'spec');
  const namespace = pod.metadata.namespace ?? '';
  const lookUp = (kind: 'configmap' | 'secret', reference: unknown): string | undefined => {
    const { name, key, optional } = asRecord(reference);
    if (optional === true || name === undefined) return undefined;
    const found = client.find(client.resource('', `${kind}s`), namespace, String(name));
    if (!found) return `${kind} "${String(name)}" not found`;
    if (key === undefined) return undefined;
    const data = { ...asRecord(found.data), ...asRecord(found.binaryData) };
    return String(key) in data
      ? undefined
      : `couldn't find key ${String(key)} in ${kind === 'configmap' ? 'ConfigMap' : 'Secret'} ${namespace}/${String(name)}`;
  };
  for (const volume of asList(spec.volumes)) {
    const sources = [volume, ...asList(asRecord(volume.projected).sources)];
    for (const source of sources) {
      const { secretName, ...secret } = asRecord(source.secret);
      const message =
        lookUp('configmap', source.configMap) ??
        lookUp('secret', { ...secret, name: secretName ?? secret.name, key: undefined });
      if (message !== undefined) return { message, container: '', isVolume: true, volume: String(volume.name) };
    }
  }
  for (const container of [...asList(spec.initContainers), ...asList(spec.containers)]) {
    for (const { configMapRef, secretRef } of asList(container.envFrom)) {
      const message = lookUp('configmap', configMapRef) ?? lookUp('secret', secretRef);
      if (message !== undefined) return { message, container: String(container.name), isVolume: false, volume: '' };
    }
    for (const { valueFrom } of asList(container.env)) {
      const { configMapKeyRef, secretKeyRef } = asRecord(valueFrom);
      const message = lookUp('configmap', configMapKeyRef) ?? lookUp('secret', secretKeyRef);
      if (message !== undefined) return { message, container: String(container.name), isVolume: false, volume: '' };
    }
  }
  return undefined;
}
