import { type Fields, group, madeGroup, setDefaults, setIfEmpty } from './set.ts';

/** @see https://kubernetes.io/docs/reference/kubernetes-api/config-and-storage-resources/persistent-volume-v1/ */
export function volumeObjectDefaults(object: Fields): void {
  const spec = madeGroup(object, 'spec');
  setIfEmpty(madeGroup(object, 'status'), { phase: 'Pending' });
  setIfEmpty(spec, { persistentVolumeReclaimPolicy: 'Retain' });
  setDefaults(spec, { volumeMode: 'Filesystem' });
  const host = group(spec, 'hostPath');
  if (host) setDefaults(host, { type: '' });
  const iscsi = group(spec, 'iscsi');
  if (iscsi) setIfEmpty(iscsi, { iscsiInterface: 'default' });
}

export function claimDefaults(object: Fields): void {
  setIfEmpty(madeGroup(object, 'status'), { phase: 'Pending' });
  setDefaults(madeGroup(object, 'spec'), { volumeMode: 'Filesystem' });
}

export function storageClassDefaults(object: Fields): void {
  setDefaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
}

/** Secrets may be given as plain text: it is kept as bytes, and wins over what is given as bytes. */
export function secretDefaults(object: Fields): void {
  setIfEmpty(object, { type: 'Opaque' });
  const plain = group(object, 'stringData');
  if (!plain) return;
  const data = madeGroup(object, 'data');
  for (const [key, text] of Object.entries(plain)) data[key] = base64(String(text));
  delete object.stringData;
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
