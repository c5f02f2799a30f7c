import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { refused, required, unsupported, wrong } from '../core/field-errors.ts';
import { copy, isSame, type KubeObject } from '../core/objects.ts';
import { dnsSubdomain } from '../core/words.ts';
import { difference } from './difference.ts';
import { internalForm } from './internal-form.ts';
import { amount } from './quantities.ts';
import { validateSelector } from './selectors.ts';
import { hostPath, nfs } from './volumes.ts';

const MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];
const RECLAIM = ['Delete', 'Recycle', 'Retain'];
const FIELDS_OF_VOLUMES = new Set(
  'capacity accessModes claimRef persistentVolumeReclaimPolicy storageClassName mountOptions volumeMode nodeAffinity volumeAttributesClassName'.split(
    ' ',
  ),
);

function accessModes(value: unknown): Cause[] {
  const modes = Array.isArray(value) ? value : [];
  if (modes.length === 0) return [required('spec.accessModes', 'at least 1 access mode is required')];
  const causes = modes.flatMap((mode) =>
    MODES.includes(String(mode)) ? [] : [unsupported('spec.accessModes', mode, MODES)],
  );
  if (modes.includes('ReadWriteOncePod') && modes.length > 1)
    causes.push(refused('spec.accessModes', 'may not use ReadWriteOncePod with other access modes'));
  return causes;
}

const positive = (field: string, quantity: unknown): Cause[] =>
  amount(quantity) > 0 ? [] : [wrong(field, String(quantity), 'must be greater than zero')];

/** Where the bytes of a volume lie. */
function sourceOf(spec: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(spec).filter(([name]) => !FIELDS_OF_VOLUMES.has(name)));
}

/** What is wrong with a PersistentVolume. Source: `ValidatePersistentVolume` in pkg/apis/core/validation. */
export function validateVolume(volume: KubeObject): Cause[] {
  const spec = asRecord(volume.spec);
  const causes = accessModes(spec.accessModes);
  const capacity = asRecord(spec.capacity);
  if (Object.keys(capacity).length === 0) causes.push(required('spec.capacity', ''));
  if (!('storage' in capacity) || Object.keys(capacity).length > 1)
    causes.push({
      ...unsupported('spec.capacity', '', ['storage']),
      message: `Unsupported value: ${JSON.stringify(capacity)}: supported values: "storage"`,
    });
  for (const [name, quantity] of Object.entries(capacity)) causes.push(...positive(`spec.capacity[${name}]`, quantity));
  const sources = Object.entries(sourceOf(spec)).filter(([, source]) => isRecord(source));
  sources.forEach(([name, source], index) => {
    const path = `spec.${name}`;
    if (index > 0) causes.push(refused(path, 'may not specify more than 1 volume type'));
    else if (name === 'hostPath') causes.push(...hostPath(asRecord(source), path));
    else if (name === 'nfs') causes.push(...nfs(asRecord(source), path));
    else if (name === 'local' && !asRecord(source).path) causes.push(required(`${path}.path`, ''));
    if (name === 'local' && !isRecord(spec.nodeAffinity))
      causes.push(required('metadata.annotations', 'Local volume requires node affinity'));
    if (name === 'csi') {
      const { driver, volumeHandle } = asRecord(source);
      if (!driver) causes.push(required(`${path}.driver`, ''));
      if (!volumeHandle) causes.push(required(`${path}.volumeHandle`, ''));
    }
  });
  if (sources.length === 0) causes.push(required('spec', 'must specify a volume type'));
  if (!RECLAIM.includes(String(spec.persistentVolumeReclaimPolicy)))
    causes.push(unsupported('spec.persistentVolumeReclaimPolicy', spec.persistentVolumeReclaimPolicy, RECLAIM));
  if (spec.storageClassName)
    causes.push(
      ...dnsSubdomain(String(spec.storageClassName)).map((why) =>
        wrong('spec.storageClassName', spec.storageClassName, why),
      ),
    );
  if (!['Block', 'Filesystem'].includes(String(spec.volumeMode)))
    causes.push(unsupported('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']));
  return causes;
}

export function validateVolumeUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const spec = asRecord(object.spec);
  const before = asRecord(old.spec);
  const causes: Cause[] = [];
  const [source, then] = [sourceOf(spec), sourceOf(before)];
  if (!isSame(source, then)) {
    const shown = (value: unknown) => internalForm(value, 'core/v1.PersistentVolumeSource');
    causes.push(
      refused(
        'spec.persistentvolumesource',
        `spec.persistentvolumesource is immutable after creation\n${difference(shown(then), shown(source))}`,
      ),
    );
  }
  if (spec.volumeMode !== before.volumeMode) causes.push(wrong('volumeMode', spec.volumeMode, 'field is immutable'));
  return causes;
}

/** What is wrong with a claim. Source: `ValidatePersistentVolumeClaimSpec`. */
export function validateClaim(claim: KubeObject): Cause[] {
  const spec = asRecord(claim.spec);
  const causes = [...validateSelector(spec.selector, 'spec.selector'), ...accessModes(spec.accessModes)];
  const storage = asRecord(asRecord(spec.resources).requests).storage;
  if (storage === undefined) causes.push(required('spec.resources[storage]', ''));
  else causes.push(...positive('spec.resources[storage]', storage));
  if (spec.storageClassName)
    causes.push(
      ...dnsSubdomain(String(spec.storageClassName)).map((why) =>
        wrong('spec.storageClassName', spec.storageClassName, why),
      ),
    );
  if (!['Block', 'Filesystem'].includes(String(spec.volumeMode)))
    causes.push(unsupported('spec.volumeMode', spec.volumeMode, ['Block', 'Filesystem']));
  return causes;
}

const CLAIM = 'core/v1.PersistentVolumeClaimSpec';

export function validateClaimUpdate(object: KubeObject, old: KubeObject): Cause[] {
  const spec = copy(asRecord(object.spec)) as Record<string, unknown>;
  const before = asRecord(old.spec);
  const phase = asRecord(old.status).phase;
  const requested = (value: unknown): unknown => asRecord(asRecord(asRecord(value).resources).requests).storage;
  const [size, then] = [requested(spec), requested(before)];
  const causes: Cause[] = [];
  // The volume is found once; the default class may still be given.
  if (!before.volumeName) delete spec.volumeName;
  if (before.volumeName === undefined && spec.volumeName === undefined) delete spec.volumeName;
  if (before.storageClassName === undefined && spec.storageClassName) delete spec.storageClassName;
  if (phase === 'Bound' && size !== undefined) spec.resources = before.resources;
  if (before.volumeAttributesClassName === undefined) delete spec.volumeAttributesClassName;
  const [now, was] = [internalForm(spec, CLAIM), internalForm(before, CLAIM)];
  if (!isSame(now, was))
    causes.push(
      refused(
        'spec',
        `spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n${difference(was, now)}`,
      ),
    );
  if (amount(size) < amount(then))
    causes.push(refused('spec.resources.requests.storage', 'field can not be less than status.capacity'));
  return causes;
}
