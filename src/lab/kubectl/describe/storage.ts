import { asList, asRecord, asTexts, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { PODS } from '../commands/pods-of.ts';
import { type Describer, terminating } from './describer.ts';
import { flagText, goList, labelsText, longTime, type Page, quantityText, text } from './page.ts';
import { modesText, storageClassOf, writeSource } from './volumes.ts';

function writeTerm(page: Page, level: number, title: string, requirements: readonly string[]): void {
  page.write(level, `${title}:\t${requirements.length === 0 ? '<none>\n' : ''}`);
  for (const [index, requirement] of requirements.entries()) {
    if (index > 0) page.write(level, '\t');
    page.write(0, `${requirement}\n`);
  }
}

function requirementText(key: unknown, operator: string, values: unknown): string {
  const list = asTexts(values);
  return `${text(key)} ${operator}${list.length > 0 ? ` [${list.join(', ')}]` : ''}`;
}

function writeNodeAffinity(page: Page, affinity: unknown): void {
  const required = at(affinity, 'required');
  page.pair(0, 'Node Affinity', isSet(required) ? '' : '<none>');
  if (!isSet(required)) return;
  const terms = asList(at(required, 'nodeSelectorTerms'));
  page.pair(1, 'Required Terms', terms.length === 0 ? '<none>' : '');
  for (const [index, term] of terms.entries()) {
    const requirements = asList(term.matchExpressions).map(({ key, operator, values }) =>
      requirementText(key, text(operator).toLowerCase(), values),
    );
    writeTerm(page, 2, `Term ${index}`, requirements);
  }
}

/** A PersistentVolume. */
export const persistentVolume: Describer = async (page, object, around) => {
  const { finalizers, deletionTimestamp } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const claim = asRecord(spec.claimRef);
  page.head(object, { isNamespaced: false });
  page.pair(0, 'Finalizers', goList(finalizers));
  page.pair(0, 'StorageClass', storageClassOf(object));
  page.pair(
    0,
    'Status',
    isSet(deletionTimestamp) ? terminating(object, around.call.now()) : at(object, 'status', 'phase'),
  );
  page.pair(0, 'Claim', isSet(spec.claimRef) ? `${text(claim.namespace)}/${text(claim.name)}` : '');
  page.pair(0, 'Reclaim Policy', spec.persistentVolumeReclaimPolicy);
  page.pair(0, 'Access Modes', modesText(spec.accessModes));
  if (isSet(spec.volumeMode)) page.pair(0, 'VolumeMode', spec.volumeMode);
  page.pair(0, 'Capacity', quantityText(at(spec, 'capacity', 'storage')));
  writeNodeAffinity(page, spec.nodeAffinity);
  page.pair(0, 'Message', at(object, 'status', 'message'));
  page.line(0, 'Source:');
  writeSource(page, spec, true);
  await around.events(page, object);
};

/** Pods that use a claim, by a volume or as its owner. */
function usersOf(claim: Data, pods: readonly Data[]): string[] {
  const { name, ownerReferences } = asRecord(claim.metadata);
  const owners = asList(ownerReferences)
    .filter(({ kind }) => kind === 'Pod')
    .map(({ uid }) => uid);
  return pods
    .filter(
      (pod) =>
        owners.includes(at(pod, 'metadata', 'uid')) ||
        asList(at(pod, 'spec', 'volumes')).some((volume) => at(volume, 'persistentVolumeClaim', 'claimName') === name),
    )
    .map((pod) => text(at(pod, 'metadata', 'name')))
    .sort();
}

/** A PersistentVolumeClaim, with the Pods that use it. */
export const persistentVolumeClaim: Describer = async (page, object, around) => {
  const { name, namespace, labels, annotations, finalizers, deletionTimestamp } = asRecord(object.metadata);
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const isBound = text(spec.volumeName) !== '';
  const pods = await around.list(PODS, text(namespace));
  page.pair(0, 'Name', name);
  page.pair(0, 'Namespace', namespace);
  page.pair(0, 'StorageClass', storageClassOf(object));
  page.pair(0, 'Status', isSet(deletionTimestamp) ? terminating(object, around.call.now()) : status.phase);
  page.pair(0, 'Volume', spec.volumeName);
  page.labels('Labels', labels);
  page.annotations('Annotations', annotations);
  page.pair(0, 'Finalizers', goList(finalizers));
  page.pair(0, 'Capacity', isBound ? quantityText(at(status, 'capacity', 'storage')) : '');
  page.pair(0, 'Access Modes', isBound ? modesText(status.accessModes) : '');
  if (isSet(spec.volumeMode)) page.pair(0, 'VolumeMode', spec.volumeMode);
  if (isSet(spec.dataSource)) {
    const { apiGroup, kind, name: source } = asRecord(spec.dataSource);
    page.line(0, 'DataSource:');
    if (isSet(apiGroup)) page.pair(1, 'APIGroup', apiGroup);
    page.pair(1, 'Kind', kind);
    page.pair(1, 'Name', source);
  }
  page.lines('Used By', usersOf(object, pods));
  const conditions = asList(status.conditions);
  if (conditions.length > 0) {
    page.line(0, 'Conditions:');
    page.line(1, 'Type', 'Status', 'LastProbeTime', 'LastTransitionTime', 'Reason', 'Message');
    page.line(1, '----', '------', '-----------------', '------------------', '------', '-------');
  }
  for (const one of conditions) {
    const times = [longTime(one.lastProbeTime), longTime(one.lastTransitionTime)];
    const cells = [text(one.type), text(one.status), ...times].map((cell) => `${cell} `);
    page.line(1, ...cells, `${text(one.reason)} `, text(one.message));
  }
  await around.events(page, object);
};

/** A StorageClass. */
export const storageClass: Describer = async (page, object, around) => {
  const { name, annotations } = asRecord(object.metadata);
  const marks = asRecord(annotations);
  const isDefault = [
    'storageclass.kubernetes.io/is-default-class',
    'storageclass.beta.kubernetes.io/is-default-class',
  ].some((key) => marks[key] === 'true');
  page.pair(0, 'Name', name);
  page.pair(0, 'IsDefaultClass', isDefault ? 'Yes' : 'No');
  page.pair(0, 'Annotations', labelsText(annotations));
  page.pair(0, 'Provisioner', object.provisioner);
  page.pair(0, 'Parameters', labelsText(object.parameters));
  page.pair(0, 'AllowVolumeExpansion', flagText(object.allowVolumeExpansion));
  const options = asTexts(object.mountOptions);
  page.write(0, `MountOptions:${options.length === 0 ? '\t<none>' : ''}\n`);
  for (const option of options) page.line(1, option);
  if (isSet(object.reclaimPolicy)) page.pair(0, 'ReclaimPolicy', object.reclaimPolicy);
  if (isSet(object.volumeBindingMode)) page.pair(0, 'VolumeBindingMode', object.volumeBindingMode);
  if (isSet(object.allowedTopologies)) {
    const terms = asList(object.allowedTopologies);
    page.pair(0, 'AllowedTopologies', terms.length === 0 ? '<none>' : '');
    for (const [index, term] of terms.entries()) {
      const requirements = asList(term.matchLabelExpressions).map(({ key, values }) =>
        requirementText(key, 'in', values),
      );
      writeTerm(page, 1, `Term ${index}`, requirements);
    }
  }
  await around.events(page, object);
};

/** A class of attributes of volumes. */
export const volumeAttributesClass: Describer = async (page, object, around) => {
  page.pair(0, 'Name', at(object, 'metadata', 'name'));
  page.pair(0, 'Annotations', labelsText(at(object, 'metadata', 'annotations')));
  page.pair(0, 'DriverName', object.driverName);
  page.pair(0, 'Parameters', labelsText(object.parameters));
  await around.events(page, object);
};

/** What a Node says of its drivers of storage. */
export const csiNode: Describer = async (page, object, around) => {
  page.head(object, { isNamespaced: false });
  page.pair(0, 'CreationTimestamp', longTime(at(object, 'metadata', 'creationTimestamp')));
  page.line(0, 'Spec:');
  const drivers = at(object, 'spec', 'drivers');
  if (isSet(drivers)) page.line(1, 'Drivers:');
  for (const driver of asList(drivers)) {
    page.line(2, `${text(driver.name)}:`);
    page.pair(3, 'Node ID', driver.nodeID);
    const limit = at(driver, 'allocatable', 'count');
    if (isSet(limit)) {
      page.line(3, 'Allocatables:');
      page.pair(4, 'Count', limit);
    }
    if (isSet(driver.topologyKeys)) page.pair(3, 'Topology Keys', goList(driver.topologyKeys));
  }
  await around.events(page, object);
};
