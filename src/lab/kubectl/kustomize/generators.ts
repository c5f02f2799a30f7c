import { asList, asRecord, asTexts, type Data } from '../../../kubernetes/data.ts';
import { bytesOfText } from '../../shell/files.ts';
import type { Call } from '../call.ts';
import type { Kustomization } from './kustomization.ts';
import { copyOf, kindOf, namespaceOf, type Resource } from './resource.ts';

function isText(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function base64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

function withoutQuotes(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

function readLines(call: Call, path: string): [string, Uint8Array][] {
  return call
    .readFile(path)
    .split(/\r?\n/)
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const equals = line.indexOf('=');
      const key = equals < 0 ? line : line.slice(0, equals);
      const value = equals < 0 ? (call.context.environment[key] ?? '') : line.slice(equals + 1);
      return [key, bytesOfText(value)];
    });
}

/** The entries that a generator names. @throws Error for what cannot be read */
function entriesOf(call: Call, folder: string, generator: Data): Map<string, Uint8Array> {
  const entries = new Map<string, Uint8Array>();
  const add = (key: string, bytes: Uint8Array): void => {
    if (entries.has(key))
      throw new Error(`cannot add key ${JSON.stringify(key)}, another key by that name already exists`);
    entries.set(key, bytes);
  };
  for (const path of [...asTexts(generator.envs), ...(generator.env ? [String(generator.env)] : [])])
    for (const [key, bytes] of readLines(call, `${folder}/${path}`)) add(key, bytes);
  for (const literal of asTexts(generator.literals)) {
    const equals = literal.indexOf('=');
    if (equals <= 0)
      throw new Error(
        `loading KV pairs: literal sources [${asTexts(generator.literals).join(' ')}]: invalid literal source ${literal}, expected key=value`,
      );
    add(literal.slice(0, equals), bytesOfText(withoutQuotes(literal.slice(equals + 1))));
  }
  for (const file of asTexts(generator.files)) {
    const equals = file.indexOf('=');
    const path = equals < 0 ? file : file.slice(equals + 1);
    const key = equals < 0 ? (path.split('/').at(-1) as string) : file.slice(0, equals);
    const whole = call.absolute(`${folder}/${path}`);
    if (call.files.kind(whole) !== 'file') {
      throw new Error(
        `loading KV pairs: file sources: [${asTexts(generator.files).join(' ')}]: evalsymlink failure on '${whole}' : lstat ${whole}: no such file or directory`,
      );
    }
    add(key, call.files.readBytes(whole));
  }
  return entries;
}

function objectOf(call: Call, folder: string, kind: 'ConfigMap' | 'Secret', generator: Data, options: Data): Resource {
  const entries = [...entriesOf(call, folder, generator)].sort(([first], [second]) => (first < second ? -1 : 1));
  const { labels, annotations, immutable, disableNameSuffixHash } = options;
  const data: Record<string, string> = {};
  const binaryData: Record<string, string> = {};
  for (const [key, bytes] of entries) {
    if (kind === 'Secret') data[key] = base64(bytes);
    else if (isText(bytes)) data[key] = new TextDecoder().decode(bytes);
    else binaryData[key] = base64(bytes);
  }
  const name = String(generator.name ?? '');
  const object: Record<string, unknown> = {
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(generator.namespace ? { namespace: String(generator.namespace) } : {}),
      ...(labels ? { labels: copyOf(labels) } : {}),
      ...(annotations ? { annotations: copyOf(annotations) } : {}),
    },
    ...(Object.keys(data).length > 0 ? { data } : {}),
    ...(Object.keys(binaryData).length > 0 ? { binaryData } : {}),
    ...(kind === 'Secret' ? { type: String(generator.type ?? 'Opaque') } : {}),
    ...(immutable === true ? { immutable: true } : {}),
  };
  return { object, names: [name], home: String(generator.namespace ?? ''), isHashed: disableNameSuffixHash !== true };
}

/** Options of a generator: its own over those of all. */
function optionsOf(all: Data, own: Data): Data {
  const joined = (field: string): Data => ({ ...asRecord(all[field]), ...asRecord(own[field]) });
  const [labels, annotations] = [joined('labels'), joined('annotations')];
  return {
    ...all,
    ...own,
    labels: Object.keys(labels).length > 0 ? labels : undefined,
    annotations: Object.keys(annotations).length > 0 ? annotations : undefined,
    disableNameSuffixHash: all.disableNameSuffixHash === true || own.disableNameSuffixHash === true,
  };
}

/** Puts what a generator makes to the resources: as new, or into one that there is. @throws Error if it does not fit */
function place(resources: Resource[], made: Resource, behavior: unknown): void {
  const name = made.names[0] as string;
  const known = resources.find(
    (one) =>
      kindOf(one) === kindOf(made) && one.names.includes(name) && [namespaceOf(one), one.home].includes(made.home),
  );
  const id = `${kindOf(made)}.v1.[noGrp]/${name}.${namespaceOf(made) || '[noNs]'}`;
  if (behavior === 'merge' || behavior === 'replace') {
    if (!known)
      throw new Error(
        `merging from generator &{0xc000a1e2d0 <nil>}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:"${kindOf(made)}", isClusterScoped:false}, Name:${JSON.stringify(name)}, Namespace:${JSON.stringify(made.home)}} does not exist; cannot merge or replace`,
      );
    const [old, next] = [asRecord(known.object), asRecord(made.object)];
    const joined = (field: string): Data => ({
      ...(behavior === 'merge' ? asRecord(old[field]) : {}),
      ...asRecord(next[field]),
    });
    for (const field of ['data', 'binaryData']) {
      const entries = joined(field);
      if (Object.keys(entries).length > 0) known.object[field] = entries;
      else delete known.object[field];
    }
    const metadata = { ...asRecord(known.object.metadata) };
    for (const field of ['labels', 'annotations']) {
      const entries = { ...asRecord(metadata[field]), ...asRecord(asRecord(next.metadata)[field]) };
      if (Object.keys(entries).length > 0) metadata[field] = entries;
    }
    known.object.metadata = metadata;
    known.isHashed ||= made.isHashed;
    return;
  }
  if (known)
    throw new Error(
      `merging from generator: may not add resource with an already registered id: ${id}; use behavior "merge" or "replace"`,
    );
  resources.push(made);
}

/** Adds the ConfigMaps and Secrets that a kustomization generates. @throws Error in the words of kustomize */
export function generate(call: Call, { folder, fields }: Kustomization, resources: Resource[]): void {
  const all = asRecord(fields.generatorOptions);
  for (const [field, kind] of [
    ['configMapGenerator', 'ConfigMap'],
    ['secretGenerator', 'Secret'],
  ] as const) {
    for (const generator of asList(fields[field])) {
      const options = optionsOf(all, asRecord(generator.options));
      place(resources, objectOf(call, folder, kind, generator, options), generator.behavior);
    }
  }
}
