import { controllerOf, type KubeObject, recordAt } from '../../api/core/objects.ts';
import { type Client, keyOf } from '../framework.ts';
import { ownedBy } from '../pods.ts';
import { byAge, fits, revisionOf } from './records.ts';
import { replicasOf } from './rolling.ts';
import { isComplete } from './status.ts';

/** The ReplicaSets of a Deployment: those that meet its selector and belong to nobody are taken, those that do not meet it any more are let go. */
export function claim(client: Client, deployment: KubeObject): KubeObject[] {
  const sets = client.resource('apps', 'replicasets');
  const owned: KubeObject[] = [];
  for (const set of client.list(sets, deployment.metadata.namespace)) {
    const owner = controllerOf(set);
    if (owner) {
      if (owner.uid !== deployment.metadata.uid) continue;
      if (fits(deployment, set)) owned.push(set);
      else
        client.change(sets, keyOf(set), ({ metadata }) => {
          metadata.ownerReferences = (metadata.ownerReferences ?? []).filter(
            ({ uid }) => uid !== deployment.metadata.uid,
          );
          return true;
        });
    } else if (
      fits(deployment, set) &&
      deployment.metadata.deletionTimestamp === undefined &&
      set.metadata.deletionTimestamp === undefined
    ) {
      const adopted = client.change(sets, keyOf(set), ({ metadata }) => {
        metadata.ownerReferences = [...(metadata.ownerReferences ?? []), ownedBy(deployment)];
        return true;
      });
      if (adopted) owned.push(adopted);
    }
  }
  return owned.sort(byAge);
}

/** Deletes ReplicaSets that nobody will go back to. */
export function cleanUp(client: Client, deployment: KubeObject, old: readonly KubeObject[]): void {
  const sets = client.resource('apps', 'replicasets');
  const deployments = client.resource('apps', 'deployments');
  const current = client.find(deployments, deployment.metadata.namespace ?? '', deployment.metadata.name);
  const { revisionHistoryLimit } = recordAt(deployment, 'spec');
  if (revisionHistoryLimit === undefined || !current || !isComplete(deployment, recordAt(current, 'status'))) return;
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const tooMany = alive.length - Number(revisionHistoryLimit);
  for (const set of [...alive].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, tooMany))) {
    const { replicas = 0 } = recordAt(set, 'status');
    if (replicas === 0 && replicasOf(set) === 0) client.remove(sets, keyOf(set));
  }
}
