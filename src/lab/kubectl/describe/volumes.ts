import { asList, asRecord, at, type Data, isSet } from '../../../kubernetes/data.ts';
import { parseQuantity } from '../print/quantity.ts';
import { count, goList, type Page, quantityText, text } from './page.ts';

type Fields = readonly (readonly [title: string, path: string])[];

/** Kinds of volumes whose description is a sentence and fields that stand in the source itself. */
const SOURCES: Readonly<Record<string, readonly [sentence: string, fields: Fields]>> = {
  nfs: [
    'NFS (an NFS mount that lasts the lifetime of a pod)',
    [
      ['Server', 'server'],
      ['Path', 'path'],
      ['ReadOnly', 'readOnly?'],
    ],
  ],
  persistentVolumeClaim: [
    'PersistentVolumeClaim (a reference to a PersistentVolumeClaim in the same namespace)',
    [
      ['ClaimName', 'claimName'],
      ['ReadOnly', 'readOnly?'],
    ],
  ],
  secret: [
    'Secret (a volume populated by a Secret)',
    [
      ['SecretName', 'secretName'],
      ['Optional', 'optional?'],
    ],
  ],
  configMap: [
    'ConfigMap (a volume populated by a ConfigMap)',
    [
      ['Name', 'name'],
      ['Optional', 'optional?'],
    ],
  ],
  image: [
    'Image (a container image or OCI artifact)',
    [
      ['Reference', 'reference'],
      ['PullPolicy', 'pullPolicy'],
    ],
  ],
  gitRepo: [
    'GitRepo (a volume that is pulled from git when the pod is created)',
    [
      ['Repository', 'repository'],
      ['Revision', 'revision'],
    ],
  ],
  local: ['LocalVolume (a persistent volume backed by local storage on a node)', [['Path', 'path']]],
  gcePersistentDisk: [
    'GCEPersistentDisk (a Persistent Disk resource in Google Compute Engine)',
    [
      ['PDName', 'pdName'],
      ['FSType', 'fsType'],
      ['Partition', 'partition#'],
      ['ReadOnly', 'readOnly?'],
    ],
  ],
  awsElasticBlockStore: [
    'AWSElasticBlockStore (a Persistent Disk resource in AWS)',
    [
      ['VolumeID', 'volumeID'],
      ['FSType', 'fsType'],
      ['Partition', 'partition#'],
      ['ReadOnly', 'readOnly?'],
    ],
  ],
};

function fieldText(source: Data, path: string): string {
  if (path.endsWith('?')) return String(source[path.slice(0, -1)] === true);
  if (path.endsWith('#')) return String(count(source[path.slice(0, -1)]));
  return text(source[path]);
}

function attributes(page: Page, values: unknown): void {
  const entries = Object.entries(asRecord(values)).sort(([first], [second]) => (first < second ? -1 : 1));
  page.write(2, 'VolumeAttributes:\t');
  if (entries.length === 0) page.write(0, '<none>\n');
  for (const [index, [key, value]] of entries.entries()) {
    if (index > 0) page.write(0, '        \t');
    page.write(2, `${key}=${text(value)}\n`);
  }
}

function writeProjected(page: Page, source: Data): void {
  page.pair(2, 'Type', 'Projected (a volume that contains injected data from multiple sources)');
  for (const part of asList(source.sources)) {
    const { secret, configMap } = { secret: asRecord(part.secret), configMap: asRecord(part.configMap) };
    if (isSet(part.secret)) {
      page.pair(2, 'SecretName', secret.name);
      page.pair(2, 'Optional', secret.optional === true);
    } else if (isSet(part.downwardAPI)) {
      page.pair(2, 'DownwardAPI', 'true');
    } else if (isSet(part.configMap)) {
      page.pair(2, 'ConfigMapName', configMap.name);
      page.pair(2, 'Optional', configMap.optional === true);
    } else if (isSet(part.serviceAccountToken)) {
      page.pair(2, 'TokenExpirationSeconds', at(part.serviceAccountToken, 'expirationSeconds'));
    }
  }
}

/** What a volume is made from. @see printHostPathVolumeSource and its kin in k8s.io/kubectl/pkg/describe */
export function writeSource(page: Page, volume: Data, isPersistent = false): void {
  const [kind = '', source] = Object.entries(volume).find(
    ([key, value]) => key !== 'name' && value !== undefined && (key in SOURCES || key in SPECIAL),
  ) ?? ['', undefined];
  const known = SOURCES[kind];
  if (known) {
    page.pair(2, 'Type', known[0]);
    for (const [title, path] of known[1]) page.pair(2, title, fieldText(asRecord(source), path));
    return;
  }
  const special = SPECIAL[kind];
  if (special) special(page, asRecord(source), isPersistent);
  else page.line(1, '<unknown>');
}

const SPECIAL: Readonly<Record<string, (page: Page, source: Data, isPersistent: boolean) => void>> = {
  hostPath: (page, source) => {
    page.pair(2, 'Type', 'HostPath (bare host directory volume)');
    page.pair(2, 'Path', source.path);
    page.pair(2, 'HostPathType', isSet(source.type) ? source.type : '<none>');
  },
  emptyDir: (page, source) => {
    const limit = parseQuantity(text(source.sizeLimit ?? '0'));
    page.pair(2, 'Type', "EmptyDir (a temporary directory that shares a pod's lifetime)");
    page.pair(2, 'Medium', source.medium);
    page.pair(2, 'SizeLimit', limit && limit.nanos > 0n ? quantityText(source.sizeLimit) : '<unset>');
  },
  projected: writeProjected,
  downwardAPI: (page, source) => {
    page.pair(2, 'Type', 'DownwardAPI (a volume populated by information about the pod)');
    page.line(2, 'Items:');
    for (const item of asList(source.items)) {
      const from = at(item, 'fieldRef', 'fieldPath') ?? at(item, 'resourceFieldRef', 'resource');
      page.line(3, `${text(from)} -> ${text(item.path)}`);
    }
  },
  ephemeral: (page, source) => {
    page.pair(
      2,
      'Type',
      'EphemeralVolume (an inline specification for a volume that gets created and deleted with the pod)',
    );
    if (isSet(source.volumeClaimTemplate)) writeClaim(page, asRecord(source.volumeClaimTemplate), 2);
  },
  csi: (page, source, isPersistent) => {
    page.pair(2, 'Type', 'CSI (a Container Storage Interface (CSI) volume source)');
    page.pair(2, 'Driver', source.driver);
    page.pair(2, 'FSType', source.fsType);
    if (isPersistent) page.pair(2, 'VolumeHandle', source.volumeHandle);
    page.pair(2, 'ReadOnly', source.readOnly === true);
    attributes(page, source.volumeAttributes);
  },
};

/** The volumes of a Pod. */
export function writeVolumes(page: Page, volumes: readonly Data[], indent: string): void {
  page.write(0, `${indent}Volumes:${volumes.length === 0 ? '\t<none>' : ''}\n`);
  for (const volume of volumes) {
    page.line(1, `${indent === '' ? '' : ' '}${text(volume.name)}:`);
    writeSource(page, volume);
  }
}

/** The class of a claim or a volume: what an old annotation says, or the field. */
export function storageClassOf(object: Data): string {
  const annotation = asRecord(at(object, 'metadata', 'annotations'))['volume.beta.kubernetes.io/storage-class'];
  return text(annotation ?? at(object, 'spec', 'storageClassName'));
}

const MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** Access modes in short, in the order that Kubernetes has. */
export function modesText(modes: unknown): string {
  const given = new Set(Array.isArray(modes) ? modes.map(String) : []);
  return Object.entries(MODES)
    .filter(([mode]) => given.has(mode))
    .map(([, short]) => short)
    .join(',');
}

/** Keys and values, each piece of which is moved to the right, as kubectl does it here. */
function nested(page: Page, level: number, title: string, values: unknown, between: string): void {
  const entries = Object.entries(asRecord(values)).sort(([first], [second]) => (first < second ? -1 : 1));
  const blanks = '  '.repeat(level);
  const lines = entries.map(([key, value]) => `${key}${between}${text(value)}`);
  page.write(level, `${title}:\t`);
  page.write(level, `${lines.length === 0 ? '<none>' : lines.join(`\n${blanks}${blanks}\t${blanks}`)}\n`);
}

/** What a template of a claim says. */
function writeClaim(page: Page, claim: Data, level: number): void {
  const { spec, metadata } = { spec: asRecord(claim.spec), metadata: asRecord(claim.metadata) };
  page.pair(level, 'StorageClass', storageClassOf(claim));
  page.pair(level, 'Volume', spec.volumeName);
  nested(page, level, 'Labels', metadata.labels, '=');
  nested(page, level, 'Annotations', metadata.annotations, ': ');
  page.pair(level, 'Capacity', '');
  page.pair(level, 'Access Modes', '');
  if (isSet(spec.volumeMode)) page.pair(level, 'VolumeMode', spec.volumeMode);
}

/** Templates of claims of a StatefulSet. */
export function writeClaimTemplates(page: Page, templates: readonly Data[]): void {
  page.write(0, `Volume Claims:${templates.length === 0 ? '\t<none>' : ''}\n`);
  for (const claim of templates) {
    const metadata = asRecord(claim.metadata);
    const storage = at(claim, 'spec', 'resources', 'requests', 'storage');
    page.pair(1, 'Name', metadata.name);
    page.pair(1, 'StorageClass', storageClassOf(claim));
    page.labels('Labels', metadata.labels, '  ');
    page.labels('Annotations', metadata.annotations, '  ');
    page.pair(1, 'Capacity', isSet(storage) ? quantityText(storage) : '<default>');
    page.pair(1, 'Access Modes', goList(at(claim, 'spec', 'accessModes')));
  }
}
