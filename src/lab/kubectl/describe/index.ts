import type { Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { binding, certificateRequest, role, serviceAccount } from './access.ts';
import { ipAddress, serviceRange } from './addresses.ts';
import { configMap, secret } from './data.ts';
import { Around, type Describer } from './describer.ts';
import { generic } from './generic.ts';
import { cronJob, job } from './jobs.ts';
import { limitRange, namespace, priorityClass, resourceQuota } from './limits.ts';
import { endpointSlice, endpoints, ingress, ingressClass, service } from './network.ts';
import { networkPolicy } from './network-policy.ts';
import { node } from './node.ts';
import { Page } from './page.ts';
import { pod } from './pod.ts';
import { autoscaler, disruptionBudget } from './scaling.ts';
import { csiNode, persistentVolume, persistentVolumeClaim, storageClass, volumeAttributesClass } from './storage.ts';
import { daemonSet, deployment, replicaSet, replicationController, statefulSet } from './workloads.ts';

/** A description, and the version of the kind that kubectl asks for. */
type Entry = readonly [describer: Describer, version?: string];

/** Descriptions by group and kind. */
const DESCRIBERS: Readonly<Record<string, Entry>> = {
  '/Pod': [pod],
  '/ReplicationController': [replicationController],
  '/Secret': [secret],
  '/Service': [service],
  '/ServiceAccount': [serviceAccount],
  '/Node': [node],
  '/LimitRange': [limitRange],
  '/ResourceQuota': [resourceQuota],
  '/PersistentVolume': [persistentVolume],
  '/PersistentVolumeClaim': [persistentVolumeClaim],
  '/Namespace': [namespace],
  '/Endpoints': [endpoints],
  '/ConfigMap': [configMap],
  'discovery.k8s.io/EndpointSlice': [endpointSlice, 'v1'],
  'autoscaling/HorizontalPodAutoscaler': [autoscaler, 'v2'],
  'networking.k8s.io/Ingress': [ingress],
  'networking.k8s.io/IngressClass': [ingressClass],
  'networking.k8s.io/ServiceCIDR': [serviceRange],
  'networking.k8s.io/IPAddress': [ipAddress],
  'networking.k8s.io/NetworkPolicy': [networkPolicy],
  'batch/Job': [job],
  'batch/CronJob': [cronJob],
  'apps/StatefulSet': [statefulSet],
  'apps/Deployment': [deployment],
  'apps/DaemonSet': [daemonSet],
  'apps/ReplicaSet': [replicaSet],
  'certificates.k8s.io/CertificateSigningRequest': [certificateRequest],
  'storage.k8s.io/StorageClass': [storageClass],
  'storage.k8s.io/CSINode': [csiNode],
  'storage.k8s.io/VolumeAttributesClass': [volumeAttributesClass],
  'policy/PodDisruptionBudget': [disruptionBudget],
  'rbac.authorization.k8s.io/Role': [role],
  'rbac.authorization.k8s.io/ClusterRole': [role],
  'rbac.authorization.k8s.io/RoleBinding': [binding],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [binding],
  'scheduling.k8s.io/PriorityClass': [priorityClass],
};

/** The version in which kubectl asks for a kind that it describes; undefined if any will do. */
export function versionToDescribe(group: string, kind: string): string | undefined {
  return DESCRIBERS[`${group}/${kind}`]?.[1];
}

/** What there is to say of an object. @throws StatusError for what must be looked at besides, but cannot be */
export async function describe(call: Call, object: Data, group: string, showsEvents: boolean): Promise<string> {
  const [describer] = DESCRIBERS[`${group}/${String(object.kind)}`] ?? [generic];
  const page = new Page();
  await describer(page, object, new Around(call, showsEvents));
  return page.text;
}
