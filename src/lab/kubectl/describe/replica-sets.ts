import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { selectorText } from '../commands/pods-of.ts';
import { compactJson } from '../print/json.ts';
import { text } from './page.ts';

const REPLICA_SETS = { group: 'apps', version: 'v1', name: 'replicasets', namespaced: true };
const HASH = 'pod-template-hash';

/** A template without the label that the Deployment adds, as a text that is the same for equal templates. */
function templateText(template: unknown): string {
  const metadata = asRecord(at(template, 'metadata'));
  const { [HASH]: _, ...labels } = asRecord(metadata.labels);
  const { creationTimestamp: __, ...rest } = metadata;
  return compactJson({ ...asRecord(template), metadata: { ...rest, labels } });
}

/** Whether two templates say the same, whatever their hashes. */
export function isSameTemplate(first: unknown, second: unknown): boolean {
  return templateText(first) === templateText(second);
}

/** ReplicaSets of a Deployment: the one with its present template, and all others that have Pods or had. */
export interface ReplicaSets {
  current: Data | undefined;
  old: readonly Data[];
  all: readonly Data[];
}

/** The ReplicaSets that a Deployment controls (`GetAllReplicaSets` of k8s.io/kubectl/pkg/util/deployment). @throws StatusError */
export async function replicaSetsOf(deployment: Data, call: Call): Promise<ReplicaSets> {
  const { namespace, uid } = asRecord(deployment.metadata);
  const { items } = await call.client.json({
    path: addressOf(REPLICA_SETS, text(namespace)),
    query: { labelSelector: selectorText(at(deployment, 'spec', 'selector')), limit: '500' },
  });
  const template = templateText(at(deployment, 'spec', 'template'));
  const made = (set: Data): string =>
    `${text(at(set, 'metadata', 'creationTimestamp'))} ${text(at(set, 'metadata', 'name'))}`;
  const all = asList(items)
    .filter((set) =>
      asList(at(set, 'metadata', 'ownerReferences')).some((owner) => owner.controller === true && owner.uid === uid),
    )
    .sort((one, other) => (made(one) < made(other) ? -1 : 1));
  const current = all.find((set) => templateText(at(set, 'spec', 'template')) === template);
  return { current, all, old: all.filter((set) => set !== current) };
}
