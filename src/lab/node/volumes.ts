import { asList, asRecord } from '../../kubernetes/data.ts';
import { type KubeObject, recordAt } from '../api/core/objects.ts';
import type { Agent } from './life.ts';
import { mountsOf } from './mounts.ts';
import { SYNC_MS } from './times.ts';

/** Whether a Pod has a volume with what a ConfigMap or Secret says. */
function uses(pod: KubeObject, { kind, metadata }: KubeObject): boolean {
  if (pod.metadata.namespace !== metadata.namespace) return false;
  return asList(recordAt(pod, 'spec').volumes)
    .flatMap((volume) => [volume, ...asList(asRecord(volume.projected).sources)])
    .some(({ configMap, secret }) =>
      kind === 'ConfigMap'
        ? asRecord(configMap).name === metadata.name
        : (asRecord(secret).secretName ?? asRecord(secret).name) === metadata.name,
    );
}

/**
 * Puts what a ConfigMap or Secret says now into the volumes of a Pod, when its node looks after them the next time. What is mounted by a `subPath` stays.
 * @see https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
export function keepUpToDate(agent: Agent, uid: string, changed: KubeObject): void {
  const care = agent.care(uid);
  const pod = agent.pod(uid);
  if (!care || !pod || care.isStopping || !uses(pod, changed)) return;
  const { client, shared } = agent;
  const age = client.now() - Date.parse(care.startTime);
  agent.later(care, SYNC_MS - (age % SYNC_MS), () => {
    const now = agent.pod(uid);
    if (!now) return;
    const { containers, initContainers } = recordAt(now, 'spec');
    for (const container of [...asList(containers), ...asList(initContainers)])
      shared.runtime.refresh(mountsOf(client, now, container));
  });
}
