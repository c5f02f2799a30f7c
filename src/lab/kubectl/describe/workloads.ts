import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { PODS, selectorText } from '../commands/pods-of.ts';
import { asError } from '../errors.ts';
import { type Around, controllerOf, type Describer } from './describer.ts';
import { count, labelsText, longTime, type Page, text } from './page.ts';
import { replicaSetsOf } from './replica-sets.ts';
import { selectorOrNone, writeTemplate } from './template.ts';
import { writeClaimTemplates } from './volumes.ts';

/** How many Pods of a controller are in which phase. @throws StatusError */
async function podsStatus(object: Data, selector: string, around: Around): Promise<string> {
  const namespace = text(at(object, 'metadata', 'namespace'));
  const pods = await around.list(PODS, namespace, { labelSelector: selector });
  const uid = at(object, 'metadata', 'uid');
  const own = pods.filter((pod) =>
    asList(at(pod, 'metadata', 'ownerReferences')).some((owner) => owner.controller === true && owner.uid === uid),
  );
  const inPhase = (phase: string): number => own.filter((pod) => at(pod, 'status', 'phase') === phase).length;
  return `${inPhase('Running')} Running / ${inPhase('Pending')} Waiting / ${inPhase('Succeeded')} Succeeded / ${inPhase('Failed')} Failed`;
}

function writeConditions(page: Page, object: Data): void {
  const conditions = asList(at(object, 'status', 'conditions'));
  if (conditions.length === 0) return;
  page.line(0, 'Conditions:');
  page.line(1, 'Type', 'Status', 'Reason');
  page.line(1, '----', '------', '------');
  for (const { type, status, reason } of conditions) page.line(1, `${text(type)} `, text(status), text(reason));
}

function writeNames(page: Page, object: Data): void {
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Namespace', at(object, 'metadata', 'namespace'));
}

function writeLabels(page: Page, object: Data): void {
  page.labels('Labels', at(object, 'metadata', 'labels'));
  page.annotations('Annotations', at(object, 'metadata', 'annotations'));
}

/** A Deployment, with the ReplicaSets that it has. */
export const deployment: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  writeNames(page, object);
  page.pair(0, 'CreationTimestamp', longTime(at(object, 'metadata', 'creationTimestamp')));
  writeLabels(page, object);
  page.pair(0, 'Selector', selectorText(spec.selector));
  const replicas = [
    `${count(spec.replicas)} desired`,
    `${count(status.updatedReplicas)} updated`,
    `${count(status.replicas)} total`,
    `${count(status.availableReplicas)} available`,
    `${count(status.unavailableReplicas)} unavailable`,
  ];
  page.pair(0, 'Replicas', replicas.join(' | '));
  page.pair(0, 'StrategyType', at(spec, 'strategy', 'type'));
  page.pair(0, 'MinReadySeconds', count(spec.minReadySeconds));
  const rolling = asRecord(at(spec, 'strategy', 'rollingUpdate'));
  if (isSet(at(spec, 'strategy', 'rollingUpdate'))) {
    const { maxUnavailable, maxSurge } = rolling;
    page.pair(0, 'RollingUpdateStrategy', `${text(maxUnavailable)} max unavailable, ${text(maxSurge)} max surge`);
  }
  writeTemplate(page, spec.template);
  writeConditions(page, object);
  const sets = await replicaSetsOf(object, around.call).catch(() => undefined);
  const setText = (set: Data): string =>
    `${text(at(set, 'metadata', 'name'))} (${count(at(set, 'status', 'replicas'))}/${count(at(set, 'spec', 'replicas'))} replicas created)`;
  if (sets && (sets.old.length > 0 || sets.current)) {
    page.pair(0, 'OldReplicaSets', sets.old.map(setText).join(', ') || '<none>');
    page.pair(0, 'NewReplicaSet', sets.current ? setText(sets.current) : '<none>');
  }
  await around.events(page, object);
};

/** A ReplicaSet. */
export const replicaSet: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  writeNames(page, object);
  page.pair(0, 'Selector', selectorOrNone(spec.selector));
  writeLabels(page, object);
  const controller = controllerOf(object);
  if (controller !== '') page.pair(0, 'Controlled By', controller);
  page.pair(0, 'Replicas', `${count(at(object, 'status', 'replicas'))} current / ${count(spec.replicas)} desired`);
  const pods = await podsStatus(object, selectorText(spec.selector), around).catch(
    (error: unknown) => `error in fetching pods: ${asError(error).message}`,
  );
  page.pair(0, 'Pods Status', pods);
  writeTemplate(page, spec.template);
  writeConditions(page, object);
  await around.events(page, object);
};

/** A ReplicationController. */
export const replicationController: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const pods = await podsStatus(object, selectorText({ matchLabels: spec.selector }), around);
  writeNames(page, object);
  page.pair(0, 'Selector', labelsText(spec.selector));
  writeLabels(page, object);
  page.pair(0, 'Replicas', `${count(at(object, 'status', 'replicas'))} current / ${count(spec.replicas)} desired`);
  page.pair(0, 'Pods Status', pods);
  writeTemplate(page, spec.template);
  writeConditions(page, object);
  await around.events(page, object);
};

/** A StatefulSet. */
export const statefulSet: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const selector = selectorText(spec.selector);
  const pods = await podsStatus(object, selector, around);
  writeNames(page, object);
  page.pair(0, 'CreationTimestamp', longTime(at(object, 'metadata', 'creationTimestamp')));
  page.pair(0, 'Selector', selector);
  writeLabels(page, object);
  page.pair(0, 'Replicas', `${count(spec.replicas)} desired | ${count(at(object, 'status', 'replicas'))} total`);
  page.pair(0, 'Update Strategy', at(spec, 'updateStrategy', 'type'));
  const { partition, maxUnavailable } = asRecord(at(spec, 'updateStrategy', 'rollingUpdate'));
  if (isSet(partition)) {
    page.pair(1, 'Partition', partition);
    if (isSet(maxUnavailable)) page.pair(1, 'MaxUnavailable', maxUnavailable);
  }
  page.pair(0, 'Pods Status', pods);
  writeTemplate(page, spec.template);
  writeClaimTemplates(page, asList(spec.volumeClaimTemplates));
  await around.events(page, object);
};

/** A DaemonSet. */
export const daemonSet: Describer = async (page, object, around) => {
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const selector = selectorText(spec.selector);
  const pods = await podsStatus(object, selector, around);
  writeNames(page, object);
  page.pair(0, 'Selector', selector);
  page.pair(0, 'Node-Selector', labelsText(at(spec, 'template', 'spec', 'nodeSelector')));
  writeLabels(page, object);
  page.line(0, `Desired Number of Nodes Scheduled: ${count(status.desiredNumberScheduled)}`);
  page.line(0, `Current Number of Nodes Scheduled: ${count(status.currentNumberScheduled)}`);
  page.line(0, `Number of Nodes Scheduled with Up-to-date Pods: ${count(status.updatedNumberScheduled)}`);
  page.line(0, `Number of Nodes Scheduled with Available Pods: ${count(status.numberAvailable)}`);
  page.line(0, `Number of Nodes Misscheduled: ${count(status.numberMisscheduled)}`);
  page.pair(0, 'Pods Status', pods);
  writeTemplate(page, spec.template);
  await around.events(page, object);
};
