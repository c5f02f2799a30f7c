import type { ApiServer } from '../api/server.ts';
import { aggregationController } from './access.ts';
import { autoscalerController } from './autoscaler.ts';
import { signingController } from './certificates.ts';
import { definitionController } from './definitions.ts';
import { deploymentController } from './deployment/deployment.ts';
import { disruptionController } from './disruption.ts';
import { eventExpiry } from './events.ts';
import { Client, type Controller } from './framework.ts';
import { garbageCollector } from './garbage.ts';
import { rootCertificateController, serviceAccountController } from './namespaces/accounts.ts';
import { namespaceController } from './namespaces/namespaces.ts';
import { endpointSliceController, endpointsController } from './network/endpoints.ts';
import { mirroringController } from './network/mirroring.ts';
import { nodeLifecycleController, taintEvictionController } from './nodes.ts';
import { policyStatusController } from './policies.ts';
import { quotaController } from './quota.ts';
import { replicaSetController } from './replicaset.ts';
import { scheduler } from './scheduler.ts';
import { volumeProtection } from './storage/protection.ts';
import { volumeBinder } from './storage/volumes.ts';
import { cronJobController } from './workloads/cronjob.ts';
import { daemonSetController } from './workloads/daemonset.ts';
import { jobController } from './workloads/job.ts';
import { statefulSetController } from './workloads/statefulset.ts';

/** All control loops of a cluster. @param authority the certificate of the cluster's authority, in PEM */
export function controllersOf(server: ApiServer, authority: string): Controller[] {
  const manager = new Client(server, 'kube-controller-manager');
  return [
    definitionController(manager),
    serviceAccountController(manager),
    rootCertificateController(manager, authority),
    aggregationController(manager),
    garbageCollector(manager),
    namespaceController(manager),
    endpointSliceController(manager),
    endpointsController(manager),
    mirroringController(manager),
    deploymentController(manager),
    replicaSetController(manager),
    replicaSetController(manager, 'replicationcontrollers'),
    taintEvictionController(manager),
    daemonSetController(manager),
    jobController(manager),
    cronJobController(manager),
    autoscalerController(manager),
    disruptionController(manager),
    quotaController(manager),
    eventExpiry(manager),
    signingController(manager),
    policyStatusController(new Client(server, 'validatingadmissionpolicy-status')),
    nodeLifecycleController(manager),
    statefulSetController(manager),
    volumeBinder(manager),
    ...volumeProtection(manager),
    scheduler(new Client(server, 'kube-scheduler')),
  ];
}
