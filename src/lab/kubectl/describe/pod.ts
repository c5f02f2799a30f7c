import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { parseQuantity } from '../print/quantity.ts';
import { writeContainers, writeResources } from './containers.ts';
import { controllerOf, type Describer, terminating, writeEvents } from './describer.ts';
import { podField } from './downward.ts';
import { longTime, type Page, text } from './page.ts';
import { writeSpreading, writeTolerations } from './template.ts';
import { writeVolumes } from './volumes.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** The class of quality of service, as the status has it or as the containers ask for it. */
function qualityOf(pod: Data): string {
  const known = text(at(pod, 'status', 'qosClass'));
  if (known !== '') return known;
  const spec = asRecord(pod.spec);
  const containers = [...asList(spec.containers), ...asList(spec.initContainers)];
  const isAsked = (value: unknown): boolean => (parseQuantity(text(value))?.nanos ?? 0n) > 0n;
  const asked = (container: Data, field: string): [string, unknown][] =>
    Object.entries(asRecord(at(container, 'resources', field))).filter(
      ([name, value]) => (name === 'cpu' || name === 'memory') && isAsked(value),
    );
  if (containers.every((one) => asked(one, 'requests').length + asked(one, 'limits').length === 0)) return 'BestEffort';
  const isGuaranteed = containers.every((one) => {
    const limits = asked(one, 'limits');
    const requests = asRecord(at(one, 'resources', 'requests'));
    return (
      limits.length === 2 &&
      limits.every(([name, value]) => {
        const request = requests[name];
        return !isSet(request) || parseQuantity(text(request))?.nanos === parseQuantity(text(value))?.nanos;
      })
    );
  });
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function writeConditions(page: Page, pod: Data): void {
  const conditions = asList(at(pod, 'status', 'conditions'));
  const gates = asList(at(pod, 'spec', 'readinessGates'));
  if (gates.length > 0) {
    page.line(0, 'Readiness Gates:');
    page.line(1, 'Type', 'Status');
    for (const { conditionType } of gates) {
      const status = conditions.find((one) => one.type === conditionType)?.status ?? '<none>';
      page.write(1, `${text(conditionType)} \t${text(status)} \n`);
    }
  }
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status');
  for (const { type, status } of conditions) page.write(1, `${text(type)} \t${text(status)} \n`);
}

function writeHead(page: Page, pod: Data, now: number): void {
  const metadata = asRecord(pod.metadata);
  const spec = asRecord(pod.spec);
  const status = asRecord(pod.status);
  page.pair(0, 'Name', metadata.name);
  page.pair(0, 'Namespace', metadata.namespace);
  if (isSet(spec.priority)) page.pair(0, 'Priority', spec.priority);
  if (spec.priorityClassName) page.pair(0, 'Priority Class Name', spec.priorityClassName);
  if (spec.runtimeClassName) page.pair(0, 'Runtime Class Name', spec.runtimeClassName);
  if (spec.serviceAccountName) page.pair(0, 'Service Account', spec.serviceAccountName);
  page.pair(0, 'Node', spec.nodeName ? `${text(spec.nodeName)}/${text(status.hostIP)}` : '<none>');
  if (isSet(status.startTime)) page.pair(0, 'Start Time', longTime(status.startTime));
  page.labels('Labels', metadata.labels);
  page.annotations('Annotations', metadata.annotations);
  if (isSet(metadata.deletionTimestamp) && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    page.pair(0, 'Status', terminating(pod, now));
    page.pair(0, 'Termination Grace Period', `${text(metadata.deletionGracePeriodSeconds)}s`);
  } else {
    page.pair(0, 'Status', status.phase);
  }
  if (status.reason) page.pair(0, 'Reason', status.reason);
  if (status.message) page.pair(0, 'Message', status.message);
  const profile = asRecord(at(spec, 'securityContext', 'seccompProfile'));
  if (profile.type !== undefined) page.pair(0, 'SeccompProfile', profile.type);
  if (profile.type === 'Localhost') page.pair(0, 'LocalhostProfile', profile.localhostProfile);
  page.pair(0, 'IP', status.podIP);
  const addresses = asList(status.podIPs);
  if (addresses.length === 0) page.pair(0, 'IPs', '<none>');
  else page.line(0, 'IPs:');
  for (const { ip } of addresses) page.pair(1, 'IP', ip);
  const controller = controllerOf(pod);
  if (controller !== '') page.pair(0, 'Controlled By', controller);
  if (status.nominatedNodeName) page.pair(0, 'NominatedNodeName', status.nominatedNodeName);
}

/** A Pod. */
export const pod: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const resolve = (path: string): string => podField(object, path);
  writeHead(page, object, around.call.now());
  if (isSet(spec.resources)) {
    page.line(0, 'Resources:');
    writeResources(page, spec.resources, 1);
  }
  if (asList(spec.initContainers).length > 0) {
    const statuses = asList(status.initContainerStatuses);
    writeContainers(page, 'Init Containers', asList(spec.initContainers), { statuses, resolve });
  }
  writeContainers(page, 'Containers', asList(spec.containers), {
    statuses: asList(status.containerStatuses),
    resolve,
  });
  if (asList(spec.ephemeralContainers).length > 0) {
    const statuses = asList(status.ephemeralContainerStatuses);
    writeContainers(page, 'Ephemeral Containers', asList(spec.ephemeralContainers), { statuses, resolve });
  }
  writeConditions(page, object);
  writeVolumes(page, asList(spec.volumes), '');
  page.pair(0, 'QoS Class', qualityOf(object));
  page.labels('Node-Selectors', spec.nodeSelector);
  writeTolerations(page, 'Tolerations', asList(spec.tolerations));
  writeSpreading(page, asList(spec.topologySpreadConstraints), '');
  if (isSet(spec.schedulingGroup)) {
    page.line(0, 'SchedulingGroup:');
    page.pair(1, 'PodGroupName', at(spec.schedulingGroup, 'podGroupName'));
  }
  const mirror = asRecord(at(object, 'metadata', 'annotations'))[MIRROR];
  const events = await around.eventsOf(object, { kind: '', ...(isSet(mirror) ? { uid: text(mirror) } : {}) });
  writeEvents(page, events, around.call.now());
};
