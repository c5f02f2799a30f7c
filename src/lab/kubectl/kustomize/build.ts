import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { repeatedKeys } from '../../yaml/duplicates.ts';
import type { Call } from '../call.ts';
import { configMapSuffix, secretSuffix } from '../generated-names.ts';
import { parseFile, splitDocuments } from '../resources/decode.ts';
import { generate } from './generators.ts';
import { type Kustomization, listOf, readKustomization } from './kustomization.ts';
import { inOrder } from './order.ts';
import { applyPatches } from './patches.ts';
import { fixReferences } from './references.ts';
import { copyOf, idText, kindOf, nameOf, type Resource, rename } from './resource.ts';
import { transform } from './transform.ts';

/** A file that is no YAML, or not YAML to kustomize: its error names no folder. */
class MalformedFile extends Error {}

/** @throws MalformedFile for a key that stands twice in one mapping: of the readers in kubectl, only that of kustomize sees it. */
function refuseRepeated(text: string): void {
  for (const document of splitDocuments(text)) {
    const repeated = repeatedKeys(document).map((one) => `\n  ${one}`);
    if (repeated.length > 0)
      throw new MalformedFile(`map[string]interface {}(nil): yaml: unmarshal errors:${repeated.join('')}`);
  }
}

function resourcesOfFile(text: string, path: string): Resource[] {
  const objects = parseFile(text, false).flatMap((value) => {
    const data = asRecord(value);
    return Array.isArray(data.items) && String(data.kind).endsWith('List') ? data.items : [value];
  });
  return objects.filter(isRecord).map((object) => {
    const metadata = asRecord(object.metadata);
    const { name } = metadata;
    if (!object.kind) throw new Error(`missing Resource metadata in ${path}`);
    if (typeof name !== 'string' || name === '') throw new Error(`missing metadata.name in object in ${path}`);
    return {
      object: copyOf(object) as Record<string, unknown>,
      names: [name],
      home: String(metadata.namespace ?? ''),
      isHashed: false,
    };
  });
}

/** Reads one entry of `resources`: a file, or a folder with a kustomization of its own. */
function accumulate(call: Call, parent: Kustomization, entry: string): Resource[] {
  const path = call.absolute(`${parent.folder}/${entry}`);
  const kind = call.files.kind(path);
  if (kind === 'folder') {
    return accumulateFolder(call, path, entry).resources;
  }
  if (kind === undefined) {
    if (/^(https?:\/\/|git@|github\.com)/.test(entry)) {
      throw new Error(
        `accumulating resources: the practice cluster has no way to the internet, so ${entry} cannot be read here; on your own machine kustomize would fetch it.`,
      );
    }
    const lost = `evalsymlink failure on '${path}' : lstat ${path}: no such file or directory`;
    throw new Error(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': ${lost}': must build at directory: not a valid directory: ${lost}`,
    );
  }
  const isFree = call.flags.byName('load-restrictor') && call.flags.text('load-restrictor') === 'LoadRestrictionsNone';
  const notFolder = `must build at directory: '${path}': file is not directory`;
  if (!path.startsWith(`${parent.folder}/`) && !isFree) {
    throw new Error(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': security; file '${path}' is not in or below '${parent.folder}'': ${notFolder}`,
    );
  }
  try {
    const text = call.files.read(path);
    const resources = resourcesOfFile(text, path);
    refuseRepeated(text);
    return resources;
  } catch (error) {
    if (error instanceof MalformedFile) throw error;
    const malformed = /^error converting YAML to JSON: (yaml: .*)/s.exec((error as Error).message)?.[1];
    if (malformed !== undefined)
      throw new MalformedFile(
        `accumulating resources: accumulating resources from '${entry}': MalformedYAMLError: ${malformed} in File: ${entry}`,
      );
    throw new Error(
      `accumulating resources: accumulation err='accumulating resources from '${entry}': ${(error as Error).message}': ${notFolder}`,
    );
  }
}

function accumulateFolder(
  call: Call,
  folder: string,
  shown: string,
  known: Resource[] = [],
): { kustomization: Kustomization; resources: Resource[] } {
  const kustomization = readKustomization(call, folder, shown);
  const { fields } = kustomization;
  let resources = [...known];
  for (const entry of [...listOf(fields.resources), ...listOf(fields.bases)]) {
    for (const resource of accumulate(call, kustomization, String(entry))) {
      if (resources.some((one) => idText(one) === idText(resource))) {
        const path = call.absolute(`${folder}/${String(entry)}`);
        const taken = `may not add resource with an already registered id: ${idText(resource)}`;
        throw new Error(
          call.files.kind(path) === 'folder'
            ? `accumulating resources: accumulation err='accumulating resources from '${String(entry)}': '${path}' must resolve to a file': recursed merging from path '${path}': ${taken}`
            : `accumulating resources: accumulation err='merging resources from '${String(entry)}': ${taken}': must build at directory: '${path}': file is not directory`,
        );
      }
      resources.push(resource);
    }
  }
  for (const entry of listOf(fields.components)) {
    const path = call.absolute(`${folder}/${String(entry)}`);
    resources = accumulateFolder(call, path, String(entry), resources).resources;
  }
  generate(call, kustomization, resources);
  resources = applyPatches(call, kustomization, resources);
  transform(kustomization, resources);
  fixReferences(resources);
  return { kustomization, resources };
}

function addHashes(resources: readonly Resource[]): void {
  for (const resource of resources) {
    if (!resource.isHashed) continue;
    const { object } = resource;
    const suffix =
      kindOf(resource) === 'Secret'
        ? secretSuffix('', String(object.type ?? ''), object.data ?? '', object.immutable)
        : configMapSuffix('', object);
    rename(resource, `${nameOf(resource)}-${suffix}`);
  }
}

/** The objects of a kustomization, in the order in which they should be made. @throws Error in the words of kustomize */
export function build(call: Call, path: string): Record<string, unknown>[] {
  if (/^(https?:\/\/|git@|github\.com)/.test(path)) {
    throw new Error(
      `the practice cluster has no way to the internet, so ${path} cannot be read here; on your own machine kustomize would fetch it.`,
    );
  }
  const { kustomization, resources } = accumulateFolder(call, call.absolute(path), path);
  addHashes(resources);
  fixReferences(resources);
  const order = asRecord(kustomization.fields.sortOptions).order;
  return (order === 'fifo' ? resources : inOrder(resources)).map(({ object }) => object);
}
