import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, missing, refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { dnsLabel, qualifiedName } from '../core/words.ts';
import { dataKeyProblems } from './words.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Fields of a Pod that its containers may be told, in variables and in volumes. @see https://kubernetes.io/docs/concepts/workloads/pods/downward-api/ */
const FOR_VARIABLES =
  'metadata.name metadata.namespace metadata.uid spec.nodeName spec.serviceAccountName status.hostIP status.hostIPs status.podIP status.podIPs'.split(
    ' ',
  );
const FOR_VOLUMES = 'metadata.annotations metadata.labels metadata.name metadata.namespace metadata.uid'.split(' ');
const KNOWN = new Set([
  ...FOR_VARIABLES,
  ...FOR_VOLUMES,
  'spec.host',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
]);

/** What is wrong with a reference to a field of the Pod. */
export function fieldSelector(selector: Fields, path: string, use: 'variable' | 'volume'): Cause[] {
  const text = String(selector.fieldPath ?? '');
  if (!selector.apiVersion) return [required(`${path}.apiVersion`, '')];
  if (text === '') return [required(`${path}.fieldPath`, '')];
  const [, base, key] = /^(metadata\.(?:labels|annotations))\['(.*)'\]$/.exec(text) ?? [];
  if (base !== undefined && key !== undefined)
    return qualifiedName(base.endsWith('annotations') ? key.toLowerCase() : key).map((why) => wrong(path, key, why));
  if (!KNOWN.has(text))
    return [wrong(`${path}.fieldPath`, text, `error converting fieldPath: field label not supported: ${text}`)];
  const allowed = use === 'variable' ? FOR_VARIABLES : FOR_VOLUMES;
  return allowed.includes(text) ? [] : [unsupported(`${path}.fieldPath`, text, allowed)];
}

const modeOf = (field: string, mode: unknown): Cause[] =>
  typeof mode === 'number' && (mode < 0 || mode > 0o777)
    ? [wrong(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
    : [];

/** A path within a volume: relative, and without steps back. */
export function relativePath(field: string, path: string): Cause[] {
  const causes: Cause[] = [];
  if (path.startsWith('/')) causes.push(wrong(field, path, 'must be a relative path'));
  if (path.split('/').includes('..')) causes.push(wrong(field, path, "must not contain '..'"));
  return causes;
}

function ownPath(field: string, path: string): Cause[] {
  const causes = relativePath(field, path);
  if (path.startsWith('..') && !path.startsWith('../')) causes.push(wrong(field, path, "must not start with '..'"));
  return causes;
}

function items(source: Fields, path: string): Cause[] {
  return asList(source.items).flatMap((item, index) => {
    const at = `${path}.items[${index}]`;
    const causes: Cause[] = [];
    if (!item.key) causes.push(required(`${at}.key`, ''));
    if (!item.path) causes.push(required(`${at}.path`, ''));
    else causes.push(...ownPath(`${at}.path`, String(item.path)));
    return [...causes, ...modeOf(`${at}.mode`, item.mode)];
  });
}

function fieldFiles(source: Fields, path: string): Cause[] {
  return asList(source.items).flatMap((item, index) => {
    const at = `${path}[${index}]`;
    const causes: Cause[] = [];
    if (!item.path) causes.push(required(`${at}.path`, ''));
    else causes.push(...ownPath(`${at}.path`, String(item.path)));
    if (isRecord(item.fieldRef)) {
      causes.push(...fieldSelector(item.fieldRef, `${at}.fieldRef`, 'volume'));
      if (isRecord(item.resourceFieldRef))
        causes.push(wrong(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    } else if (!isRecord(item.resourceFieldRef))
      causes.push(required(at, 'one of fieldRef and resourceFieldRef is required'));
    return [...causes, ...modeOf(`${at}.mode`, item.mode)];
  });
}

function projected(source: Fields, path: string): Cause[] {
  return [
    ...modeOf(`${path}.defaultMode`, source.defaultMode),
    ...asList(source.sources).flatMap((part, index) => {
      const at = `${path}.sources[${index}]`;
      const causes: Cause[] = [];
      for (const name of ['secret', 'configMap']) {
        const inner = part[name];
        if (!isRecord(inner)) continue;
        if (!inner.name) causes.push(required(`${at}.${name}.name`, ''));
        causes.push(...items(inner, `${at}.${name}`));
      }
      if (isRecord(part.downwardAPI)) causes.push(...fieldFiles(part.downwardAPI, `${at}.downwardAPI`));
      const token = part.serviceAccountToken;
      if (isRecord(token)) {
        const seconds = Number(token.expirationSeconds ?? 3600);
        if (seconds < 600)
          causes.push(
            wrong(
              `${at}.serviceAccountToken.expirationSeconds`,
              seconds,
              'may not specify a duration less than 10 minutes',
            ),
          );
        if (!token.path) causes.push(required(`${at}.serviceAccountToken.path`, ''));
      }
      return causes;
    }),
  ];
}

const HOST_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** What each kind of volume needs, in the order in which the server looks at them. */
const SOURCES: Readonly<Record<string, (source: Fields, path: string) => Cause[]>> = {
  emptyDir: (source, path) =>
    String(source.sizeLimit ?? '').startsWith('-')
      ? [refused(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: (source, path) => hostPath(source, path),
  secret: (source, path) => [
    ...(source.secretName ? [] : [required(`${path}.secretName`, '')]),
    ...modeOf(`${path}.defaultMode`, source.defaultMode),
    ...items(source, path),
  ],
  nfs: (source, path) => nfs(source, path),
  iscsi: () => [],
  persistentVolumeClaim: (source, path) => (source.claimName ? [] : [required(`${path}.claimName`, '')]),
  downwardAPI: (source, path) => [...modeOf(`${path}.defaultMode`, source.defaultMode), ...fieldFiles(source, path)],
  fc: () => [],
  configMap: (source, path) => [
    ...(source.name ? [] : [required(`${path}.name`, '')]),
    ...modeOf(`${path}.defaultMode`, source.defaultMode),
    ...items(source, path),
  ],
  projected,
  csi: (source, path) => (source.driver ? [] : [required(`${path}.driver`, '')]),
  ephemeral: (source, path) =>
    isRecord(source.volumeClaimTemplate) ? [] : [required(`${path}.volumeClaimTemplate`, '')],
  image: (source, path) => (source.reference ? [] : [required(`${path}.reference`, '')]),
};

/** A folder of the node. */
export function hostPath(source: Fields, path: string): Cause[] {
  const text = String(source.path ?? '');
  if (text === '') return [required(`${path}.path`, '')];
  const causes: Cause[] = text.split('/').includes('..') ? [wrong(`${path}.path`, text, "must not contain '..'")] : [];
  const type = String(source.type ?? '');
  if (!HOST_TYPES.includes(type)) causes.push(unsupported(`${path}.type`, type, HOST_TYPES));
  return causes;
}

export function nfs(source: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  if (!source.server) causes.push(required(`${path}.server`, ''));
  if (!source.path) causes.push(required(`${path}.path`, ''));
  else if (!String(source.path).startsWith('/'))
    causes.push(wrong(`${path}.path`, source.path, 'must be an absolute path'));
  return causes;
}

/** What is wrong with the volumes of a Pod; gives the names of those that are right. */
export function validateVolumes(volumes: unknown, path: string): { causes: Cause[]; names: Set<string> } {
  const causes: Cause[] = [];
  const names = new Set<string>();
  asList(volumes).forEach((volume, index) => {
    const at = `${path}[${index}]`;
    const own: Cause[] = [];
    let count = 0;
    for (const [type, check] of Object.entries(SOURCES)) {
      if (!isRecord(volume[type])) continue;
      if (count > 0) own.push(refused(`${at}.${type}`, 'may not specify more than 1 volume type'));
      else own.push(...check(asRecord(volume[type]), `${at}.${type}`));
      count++;
    }
    if (Object.keys(volume).every((key) => key === 'name')) own.push(required(at, 'must specify a volume type'));
    const name = String(volume.name ?? '');
    if (name === '') own.push(required(`${at}.name`, ''));
    else own.push(...dnsLabel(name).map((why) => wrong(`${at}.name`, name, why)));
    if (names.has(name)) own.push(duplicate(`${at}.name`, name));
    if (own.length === 0) names.add(name);
    causes.push(...own);
  });
  return { causes, names };
}

/** What is wrong with the places where a container has its volumes. */
export function validateMounts(mounts: unknown, path: string, volumes: ReadonlySet<string>): Cause[] {
  const causes: Cause[] = [];
  const places = new Set<string>();
  asList(mounts).forEach((mount, index) => {
    const at = `${path}[${index}]`;
    const name = String(mount.name ?? '');
    const place = String(mount.mountPath ?? '');
    if (name === '') causes.push(required(`${at}.name`, ''));
    if (!volumes.has(name)) causes.push(missing(`${at}.name`, name));
    if (place === '') causes.push(required(`${at}.mountPath`, ''));
    if (places.has(place)) causes.push(wrong(`${at}.mountPath`, place, 'must be unique'));
    places.add(place);
    if (mount.subPath) causes.push(...relativePath(`${at}.subPath`, String(mount.subPath)));
    if (mount.subPath && mount.subPathExpr)
      causes.push(wrong(`${at}.subPathExpr`, mount.subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
    if (mount.subPathExpr) causes.push(...relativePath(`${at}.subPathExpr`, String(mount.subPathExpr)));
  });
  return causes;
}

/** A key of a ConfigMap or Secret. */
export function keySelector(selector: Fields, path: string): Cause[] {
  const causes: Cause[] = [];
  if (!selector.name) causes.push(required(`${path}.name`, ''));
  if (!selector.key) causes.push(required(`${path}.key`, ''));
  else causes.push(...dataKeyProblems(String(selector.key)).map((why) => wrong(`${path}.key`, selector.key, why)));
  return causes;
}
