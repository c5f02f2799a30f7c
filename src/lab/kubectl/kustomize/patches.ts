import { asRecord, type Data, isRecord } from '../../../kubernetes/data.ts';
import { applyJsonPatch, type JsonPatchStep } from '../../../kubernetes/structs/json-patch.ts';
import { mergePatch, strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import type { Call } from '../call.ts';
import { parseFile } from '../resources/decode.ts';
import { parseSelector } from '../selectors.ts';
import { type Kustomization, listOf } from './kustomization.ts';
import { copyOf, idText, kindOf, nameOf, namespaceOf, type Resource } from './resource.ts';

/** A patch with what it is for. */
interface Patch {
  text: string;
  target: Data | undefined;
  options: Data;
}

function patchesOf(call: Call, { folder, fields }: Kustomization): Patch[] {
  const read = (path: unknown): string => {
    try {
      return call.files.read(call.absolute(`${folder}/${String(path)}`));
    } catch {
      throw new Error(
        `failed to get the patch file from path(${String(path)}): evalsymlink failure on '${folder}/${String(path)}' : lstat ${folder}/${String(path)}: no such file or directory`,
      );
    }
  };
  const both = [...listOf(fields.patches), ...listOf(fields.patchesJson6902)].map((entry) => {
    const { patch, path, target, options } = asRecord(entry);
    return {
      text: typeof patch === 'string' && patch !== '' ? patch : read(path),
      target: isRecord(target) ? target : undefined,
      options: asRecord(options),
    };
  });
  const strategic = listOf(fields.patchesStrategicMerge).map((entry) => {
    const isPath = typeof entry === 'string' && !entry.includes('\n');
    return { text: isPath ? read(entry) : String(entry), target: undefined, options: {} };
  });
  return [...strategic, ...both];
}

function selectorFits(text: unknown, labels: unknown): boolean {
  return !text || parseSelector(String(text)).matches(asRecord(labels));
}

function fits(resource: Resource, target: Data): boolean {
  const [first = '', second] = String(resource.object.apiVersion ?? '').split('/');
  const [group, version] = second === undefined ? ['', first] : [first, second];
  const matches = (pattern: unknown, values: readonly string[]): boolean =>
    !pattern || values.some((value) => new RegExp(`^(?:${String(pattern)})$`).test(value));
  const { labels, annotations } = asRecord(resource.object.metadata);
  return (
    matches(target.group, [String(group)]) &&
    matches(target.version, [String(version)]) &&
    matches(target.kind, [kindOf(resource)]) &&
    matches(target.name, [...resource.names, nameOf(resource)]) &&
    matches(target.namespace, [namespaceOf(resource) || 'default', namespaceOf(resource)]) &&
    selectorFits(target.labelSelector, labels) &&
    selectorFits(target.annotationSelector, annotations)
  );
}

/** Whether an item of a list is what an item of a patch has become. */
function holds(item: unknown, patch: unknown): boolean {
  if (!isRecord(item) || !isRecord(patch)) return item === patch;
  return Object.entries(patch).every(([key, value]) => typeof value === 'object' || item[key] === value);
}

/** Puts the items of lists that a patch names before the others, in its order: kustomize merges so, the API server otherwise. */
function patchFirst(patch: unknown, merged: unknown): unknown {
  if (Array.isArray(patch) && Array.isArray(merged)) {
    const rest = [...merged];
    const named = patch.flatMap((item) => {
      const index = rest.findIndex((one) => holds(one, item));
      return index < 0 ? [] : rest.splice(index, 1).map((one) => patchFirst(item, one));
    });
    return [...named, ...rest];
  }
  if (!isRecord(patch) || !isRecord(merged)) return merged;
  return Object.fromEntries(
    Object.entries(merged).map(([key, value]) => [key, key in patch ? patchFirst(patch[key], value) : value]),
  );
}

/** Merges a patch into a resource; undefined if the patch deletes it. */
function merge(resource: Resource, patch: Data, options: Data): Record<string, unknown> | undefined {
  if (patch.$patch === 'delete') return undefined;
  const { object } = resource;
  const struct = structOf(String(object.apiVersion), String(object.kind));
  const merged = (
    struct === undefined ? mergePatch(object, patch) : patchFirst(patch, strategicMerge(object, patch, struct))
  ) as Data;
  const metadata = asRecord(merged.metadata);
  const kept = options.allowNameChange === true ? {} : { name: nameOf(resource) };
  return {
    ...merged,
    ...(options.allowKindChange === true ? {} : { kind: object.kind, apiVersion: object.apiVersion }),
    metadata: { ...metadata, ...kept },
  };
}

function isSteps(value: unknown): value is JsonPatchStep[] {
  return Array.isArray(value);
}

/** Applies the patches of a kustomization. @returns the resources that are left @throws Error for patches that fit nothing */
export function applyPatches(call: Call, kustomization: Kustomization, resources: readonly Resource[]): Resource[] {
  let left = [...resources];
  for (const { text, target, options } of patchesOf(call, kustomization)) {
    for (const patch of parseFile(text, false)) {
      if (isSteps(patch)) {
        if (!target) throw new Error(`must specify a target for JSON patch ${text.trim()}`);
        for (const resource of left.filter((one) => fits(one, target)))
          resource.object = copyOf(applyJsonPatch(resource.object, patch)) as Record<string, unknown>;
        continue;
      }
      const data = asRecord(patch);
      const own: Resource = { object: { ...data }, names: [], home: '', isHashed: false };
      const found = target
        ? left.filter((one) => fits(one, target))
        : left.filter(
            (one) =>
              kindOf(one) === kindOf(own) &&
              one.object.apiVersion === data.apiVersion &&
              one.names.includes(nameOf(own)) &&
              (namespaceOf(own) === '' || namespaceOf(one) === namespaceOf(own)),
          );
      if (!target && found.length === 0) {
        throw new Error(
          `no resource matches strategic merge patch ${JSON.stringify(idText(own))}: no matches for Id ${idText(own)}; failed to find unique target for patch ${idText(own)}`,
        );
      }
      for (const resource of found) {
        const merged = merge(resource, data, options);
        if (merged) resource.object = copyOf(merged) as Record<string, unknown>;
        else left = left.filter((one) => one !== resource);
      }
    }
  }
  return left;
}
