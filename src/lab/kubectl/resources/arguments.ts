import type { Call } from '../call.ts';
import { addressOf, type Resource } from '../client/discovery.ts';
import { Aggregate, asError, ConnectionError } from '../errors.ts';
import { type Info, listError } from './info.ts';
import type { Visit, Wanted } from './wanted.ts';

/** A type that words name: all of it that a selector matches, or one object. */
export interface Target {
  resource: Resource;
  namespace: string;
  /** Name of one object; empty for a selection. */
  name: string;
  labels: string;
  fields: string;
}

/** What words and selectors name. */
export interface Selected {
  walk: (visit: Visit) => Promise<void>;
  isSingle: boolean;
  targets: Target[];
  hasTypes: boolean;
  hasNames: boolean;
  hasTuples: boolean;
}

/** The values of a list with commas, each once. */
export function splitTypes(text: string): string[] {
  return [...new Set(text.split(','))];
}

interface Parsed {
  tuples: { type: string; name: string }[];
  types: string[];
  names: string[];
}

function tuple(word: string): { type: string; name: string } | undefined {
  if (!word.includes('/')) return undefined;
  const parts = word.split('/');
  if (parts.length !== 2) throw new Error('arguments in resource/name form may not have more than one slash');
  const [type = '', name = ''] = parts;
  if (type === '' || name === '' || splitTypes(type).length !== 1) {
    throw new Error('arguments in resource/name form must have a single resource and name');
  }
  return { type, name };
}

/** Whether words name objects, as `HasNames` has it. @throws Error for mixed forms. */
export function hasNames(words: readonly string[]): boolean {
  const normal = normalize(words);
  return isCombined(normal) || normal.length > 1;
}

/** `a,b x` means `a/x b/x`. */
function normalize(words: readonly string[]): readonly string[] {
  if (words.length < 2) return words;
  const types = splitTypes(words[0] ?? '');
  return types.length > 1 ? types.flatMap((type) => words.slice(1).map((name) => `${type}/${name}`)) : words;
}

function isCombined(words: readonly string[]): boolean {
  const slashes = words.filter((word) => word.includes('/')).length;
  if (slashes > 0 && slashes !== words.length) {
    throw new Error(
      "there is no need to specify a resource type as a separate argument when passing arguments in resource/name form (e.g. 'kubectl get resource/<resource_name>' instead of 'kubectl get resource resource/<resource_name>'",
    );
  }
  return slashes > 0;
}

async function parseWords(call: Call, wanted: Wanted): Promise<Parsed & { isEverything: boolean }> {
  const parsed: Parsed = { tuples: [], types: [...(wanted.types ?? [])], names: [] };
  const words = wanted.words ?? [];
  if (wanted.namesOf !== undefined) {
    for (const word of words) {
      const found = tuple(word);
      if (found) parsed.tuples.push(found);
      else if (wanted.namesOf === '') throw new Error(`the argument ${JSON.stringify(word)} must be RESOURCE/NAME`);
      else parsed.tuples.push({ type: wanted.namesOf, name: word });
    }
    return { ...parsed, isEverything: false };
  }
  const normal = normalize(words);
  if (isCombined(normal)) {
    for (const word of normal) {
      const found = tuple(word);
      if (found) parsed.tuples.push(found);
    }
    return { ...parsed, isEverything: false };
  }
  if (normal.length === 0) return { ...parsed, isEverything: false };
  parsed.types.push(...splitTypes(wanted.local ? (normal[0] ?? '') : await expand(call, normal[0] ?? '')));
  parsed.names.push(...normal.slice(1));
  return { ...parsed, isEverything: normal.length === 1 && wanted.allowsEmptySelector === true };
}

/** Categories such as `all` as the types that they stand for. */
async function expand(call: Call, types: string): Promise<string> {
  const mapper = await call.client.mapper().catch((error: unknown) => {
    if (error instanceof ConnectionError) refused(call, error);
    throw error;
  });
  return types
    .split(',')
    .map((type) => mapper.category(type)?.join(',') ?? type)
    .join(',');
}

/** What the real kubectl logs on each of its attempts to reach a server that is not there. */
function refused(call: Call, error: ConnectionError): void {
  const address = `${call.client.server}/api?timeout=32s`;
  const host = error.host.replace('localhost', '127.0.0.1');
  const text = `couldn't get current server API group list: Get ${JSON.stringify(address)}: dial tcp ${host}: connect: connection refused`;
  for (let attempt = 0; attempt < 5; attempt++)
    call.log('E', 'memcache.go:265', `"Unhandled Error" err=${JSON.stringify(text)}`);
}

/** What words, types and selectors name; undefined if they name nothing. @throws Error for what does not fit together. */
export async function byArguments(call: Call, wanted: Wanted, errors: readonly Error[]): Promise<Selected | undefined> {
  const problems = [...errors];
  const label = wanted.selector?.trim() ?? '';
  const field = wanted.fieldSelector?.trim() ?? '';
  if (wanted.all && (label !== '' || field !== '')) {
    problems.push(new Error("setting 'all' parameter but found a non empty selector. "));
  }
  let parsed: Awaited<ReturnType<typeof parseWords>> = { tuples: [], types: [], names: [], isEverything: false };
  try {
    parsed = await parseWords(call, wanted);
  } catch (error) {
    problems.push(asError(error));
  }
  if (problems.length > 0) throw problems.length === 1 ? problems[0] : new Aggregate(problems);
  const { tuples, types, names, isEverything } = parsed;
  const flags = { hasTypes: types.length > 0, hasNames: names.length > 0, hasTuples: tuples.length > 0 };
  const isSelection = label !== '' || field !== '' || wanted.all === true || isEverything;
  const hasFiles = (wanted.filenames?.length ?? 0) > 0 || (wanted.kustomize ?? '') !== '';
  if (hasFiles) return { walk: async () => {}, isSingle: false, targets: [], ...flags };
  if (isSelection) {
    if (names.length > 0) throw new Error('name cannot be provided when a selector is specified');
    if (tuples.length > 0) {
      throw new Error('selectors and the all flag cannot be used when passing resource/name arguments');
    }
    if (types.length === 0) throw new Error('at least one resource must be specified to use a selector');
    if (wanted.subresource) throw new Error('subresource cannot be used when bulk resources are specified');
    const resources = await mappings(call, types, wanted.singleType === true);
    const targets = resources.map((resource) => ({
      resource,
      namespace: scope(resource, wanted),
      name: '',
      labels: label,
      fields: field,
    }));
    return { walk: (visit) => walkLists(call, wanted, targets, visit), isSingle: false, targets, ...flags };
  }
  if (tuples.length > 0) {
    if (types.length > 0) {
      throw new Error('you may not specify individual resources and bulk resources in the same call');
    }
    const byType = new Map<string, Resource>();
    const mapper = await call.client.mapper();
    for (const { type } of tuples) if (!byType.has(type)) byType.set(type, mapper.byArgument(type));
    if (wanted.singleType && new Set([...byType.values()].map(({ group, name }) => `${group}/${name}`)).size > 1) {
      throw new Error('you may only specify a single resource type');
    }
    const targets = tuples.map(({ type, name }) => one(byType.get(type) as Resource, name, wanted));
    return { walk: (visit) => walkNames(wanted, targets, visit), isSingle: tuples.length === 1, targets, ...flags };
  }
  if (names.length > 0) {
    if (types.length === 0) throw new Error('you must provide a resource and a resource name together');
    if (types.length > 1) throw new Error('you must specify only one resource');
    const [resource] = await mappings(call, types, false);
    const targets = names.map((name) => one(resource as Resource, name, wanted));
    return {
      walk: (visit) => walkNames({ ...wanted, continueOnError: false }, targets, visit),
      isSingle: names.length === 1,
      targets,
      ...flags,
    };
  }
  if (types.length > 0) {
    await mappings(call, types, false);
    throw new Error('resource(s) were provided, but no name was specified');
  }
  return undefined;
}

/** The resources of types, each once. @throws Error for those that there are not. */
async function mappings(call: Call, types: readonly string[], isSingle: boolean): Promise<Resource[]> {
  if (types.length > 1 && isSingle) throw new Error('you may only specify a single resource type');
  const mapper = await call.client.mapper();
  const found = types.map((type) => mapper.byArgument(type));
  return found.filter(
    (resource, index) =>
      found.findIndex(
        (other) => other.kind === resource.kind && other.group === resource.group && other.version === resource.version,
      ) === index,
  );
}

function scope(resource: Resource, wanted: Wanted): string {
  return resource.namespaced && !wanted.allNamespaces ? wanted.namespace : '';
}

function one(resource: Resource, name: string, wanted: Wanted): Target {
  const namespace = scope(resource, wanted);
  if (resource.namespaced && namespace === '') {
    throw new Error(
      wanted.allNamespaces
        ? 'a resource cannot be retrieved by name across all namespaces'
        : 'namespace may not be empty when retrieving a resource by name',
    );
  }
  return { resource, namespace, name, labels: '', fields: '' };
}

async function walkNames(wanted: Wanted, targets: readonly Target[], visit: Visit): Promise<void> {
  const errors: Error[] = [];
  for (const { resource, namespace, name } of targets) {
    const info: Info = {
      resource,
      namespace,
      name,
      resourceVersion: '',
      ...(wanted.subresource ? { subresource: wanted.subresource } : {}),
    };
    try {
      await visit(info);
    } catch (error) {
      if (!wanted.continueOnError) throw error;
      errors.push(asError(error));
    }
  }
  if (errors.length > 0) throw new Aggregate(errors);
}

async function walkLists(call: Call, wanted: Wanted, targets: readonly Target[], visit: Visit): Promise<void> {
  const errors: Error[] = [];
  for (const target of targets) {
    try {
      await walkList(call, wanted, target, visit);
    } catch (error) {
      if (!wanted.continueOnError) throw error;
      errors.push(asError(error));
    }
  }
  if (errors.length > 0) throw new Aggregate(errors);
}

async function walkList(
  call: Call,
  wanted: Wanted,
  { resource, namespace, labels, fields }: Target,
  visit: Visit,
): Promise<void> {
  let token: string | undefined;
  do {
    let list: Record<string, unknown>;
    try {
      list = await call.client.json({
        path: addressOf(resource, namespace),
        query: {
          labelSelector: labels || undefined,
          fieldSelector: fields || undefined,
          limit: wanted.chunkSize ? String(wanted.chunkSize) : undefined,
          continue: token,
          ...wanted.query,
        },
        ...(wanted.accept ? { accept: wanted.accept } : {}),
      });
    } catch (error) {
      throw listError(error, resource, labels, fields);
    }
    const metadata = list.metadata as { continue?: string; resourceVersion?: string } | undefined;
    token = metadata?.continue || undefined;
    await visit({ resource, namespace, name: '', resourceVersion: metadata?.resourceVersion ?? '', object: list });
  } while (token !== undefined);
}
