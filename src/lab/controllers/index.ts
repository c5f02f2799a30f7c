import type { ApiServer } from '../api/server.ts';
import { definitionController } from './definitions.ts';
import { deploymentController } from './deployment/deployment.ts';
import { Client, type Controller } from './framework.ts';
import { replicaSetController } from './replicaset.ts';
import { scheduler } from './scheduler.ts';

/** All control loops of a cluster. */
export function controllersOf(server: ApiServer): Controller[] {
  const manager = new Client(server, 'kube-controller-manager');
  return [
    definitionController(manager),
    deploymentController(manager),
    replicaSetController(manager),
    replicaSetController(manager, 'replicationcontrollers'),
    scheduler(new Client(server, 'kube-scheduler')),
  ];
}
