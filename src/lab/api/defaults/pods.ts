import { isRecord } from '../../../kubernetes/data.ts';
import { type Fields, group, groups, madeGroup, setDefaults, setIfEmpty } from './set.ts';

/** The tag of an image; `latest` if it has neither tag nor digest. */
function tagOf(image: string): string {
  if (image.includes('@')) return '';
  const last = image.slice(image.lastIndexOf('/') + 1);
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
}

function handlerDefaults(handler: Fields | undefined): void {
  if (!handler) return;
  const http = group(handler, 'httpGet');
  if (http) setIfEmpty(http, { path: '/', scheme: 'HTTP' });
  const grpc = group(handler, 'grpc');
  if (grpc) setDefaults(grpc, { service: '' });
}

function probeDefaults(probe: Fields | undefined): void {
  if (!probe) return;
  setIfEmpty(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  handlerDefaults(probe);
}

/** What the server fills in for a container. @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container */
function containerDefaults(container: Fields): void {
  setIfEmpty(container, {
    imagePullPolicy: tagOf(String(container.image ?? '')) === 'latest' ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
  });
  for (const port of groups(container, 'ports')) setIfEmpty(port, { protocol: 'TCP' });
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) probeDefaults(group(container, probe));
  const lifecycle = group(container, 'lifecycle');
  handlerDefaults(group(lifecycle, 'postStart'));
  handlerDefaults(group(lifecycle, 'preStop'));
  for (const variable of groups(container, 'env')) {
    const field = group(group(variable, 'valueFrom'), 'fieldRef');
    if (field) setIfEmpty(field, { apiVersion: 'v1' });
  }
  madeGroup(container, 'resources');
}

/** Volumes in their older forms, and what is filled in for each kind. */
function volumeDefaults(volume: Fields): void {
  const sources = Object.keys(volume).filter(
    (name) => name !== 'name' && volume[name] !== undefined && volume[name] !== null,
  );
  if (sources.length === 0) volume.emptyDir = {};
  for (const name of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const source = group(volume, name);
    if (source) setDefaults(source, { defaultMode: 420 });
  }
  const host = group(volume, 'hostPath');
  if (host) setDefaults(host, { type: '' });
  const items = [...groups(group(volume, 'downwardAPI'), 'items')];
  for (const source of groups(group(volume, 'projected'), 'sources')) {
    const token = group(source, 'serviceAccountToken');
    if (token) setDefaults(token, { expirationSeconds: 3600 });
    items.push(...groups(group(source, 'downwardAPI'), 'items'));
  }
  for (const item of items) {
    const field = group(item, 'fieldRef');
    if (field) setIfEmpty(field, { apiVersion: 'v1' });
  }
  const iscsi = group(volume, 'iscsi');
  if (iscsi) setIfEmpty(iscsi, { iscsiInterface: 'default' });
  const template = group(group(volume, 'ephemeral'), 'volumeClaimTemplate');
  const claim = group(template, 'spec');
  if (claim) setDefaults(claim, { volumeMode: 'Filesystem' });
}

/** What the server fills in for the spec of a Pod, in Pods and in templates. */
export function podSpecDefaults(spec: Fields): void {
  setDefaults(spec, { securityContext: {}, terminationGracePeriodSeconds: 30 });
  setIfEmpty(spec, { dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler' });
  if (typeof spec.serviceAccountName === 'string' && spec.serviceAccountName !== '')
    setIfEmpty(spec, { serviceAccount: spec.serviceAccountName });
  else if (typeof spec.serviceAccount === 'string' && spec.serviceAccount !== '')
    setIfEmpty(spec, { serviceAccountName: spec.serviceAccount });
  for (const name of ['initContainers', 'containers', 'ephemeralContainers'])
    groups(spec, name).forEach(containerDefaults);
  if (spec.hostNetwork === true)
    for (const name of ['initContainers', 'containers'])
      for (const container of groups(spec, name))
        for (const port of groups(container, 'ports')) setIfEmpty(port, { hostPort: port.containerPort });
  groups(spec, 'volumes').forEach(volumeDefaults);
  for (const constraint of groups(spec, 'topologySpreadConstraints')) setDefaults(constraint, {});
}

/** Of what a container has a limit of and names no request, it requests as much: in Pods, not in templates. */
function requestsOfLimits(container: Fields): void {
  const limits = group(group(container, 'resources'), 'limits');
  if (limits && Object.keys(limits).length > 0)
    setDefaults(madeGroup(madeGroup(container, 'resources'), 'requests'), limits);
}

/** What the server fills in for a Pod beyond its spec's defaults. */
export function podDefaults(pod: Fields): void {
  const spec = madeGroup(pod, 'spec');
  podSpecDefaults(spec);
  for (const name of ['initContainers', 'containers']) groups(spec, name).forEach(requestsOfLimits);
  setDefaults(spec, { enableServiceLinks: true });
  if (isRecord(spec.overhead) && Object.keys(spec.overhead).length === 0) delete spec.overhead;
}

/** The template of a workload. */
export function templateDefaults(spec: Fields): void {
  const template = madeGroup(spec, 'template');
  madeGroup(template, 'metadata');
  podSpecDefaults(madeGroup(template, 'spec'));
}
