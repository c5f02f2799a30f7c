import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { withCause } from '../change-cause.ts';
import type { Resource } from '../client/discovery.ts';
import { Aggregate, asError, isNotFound, NoKindError } from '../errors.ts';
import { parseSelector, type Selector } from '../selectors.ts';
import { byArguments, type Target } from './arguments.ts';
import { fileSources, infoOf, textSource } from './files.ts';
import { getInfo, type Info } from './info.ts';
import type { Visit, Wanted } from './wanted.ts';

/** Gives objects to a function; throws what it throws, or goes on and throws all errors at the end. */
type Walk = (visit: Visit) => Promise<void>;

/** What was found, to be gone through. */
export class Result {
  readonly isSingle: boolean;
  /** The types that words name; empty for files. */
  readonly targets: readonly Target[];
  readonly #walk: Walk;
  #ignoresNotFound = false;

  constructor(walk: Walk, isSingle: boolean, targets: readonly Target[] = []) {
    this.#walk = walk;
    this.isSingle = isSingle;
    this.targets = targets;
  }

  /** Objects that do not exist are no error. */
  ignoreNotFound(): this {
    this.#ignoresNotFound = true;
    return this;
  }

  /** Goes through all objects. */
  async visit(visit: Visit): Promise<void> {
    try {
      await this.#walk(visit);
    } catch (error) {
      const rest = this.#ignoresNotFound ? withoutNotFound(asError(error)) : asError(error);
      if (rest) throw rest;
    }
  }

  /** All objects, and what went wrong. */
  async infos(): Promise<{ infos: Info[]; error: Error | undefined }> {
    const infos: Info[] = [];
    let error: Error | undefined;
    await this.visit((info) => {
      infos.push(info);
    }).catch((thrown: unknown) => {
      error = asError(thrown);
    });
    return { infos, error };
  }
}

/** Visits an object; what goes wrong with it is noted when others are to be visited all the same. */
async function attempt(visit: Visit, info: Info, wanted: Wanted, errors: Error[]): Promise<void> {
  try {
    await visit(info);
  } catch (error) {
    if (!wanted.continueOnError) throw error;
    errors.push(asError(error));
  }
}

function withoutNotFound(error: Error): Error | undefined {
  if (error instanceof Aggregate) {
    const rest = error.errors.map(withoutNotFound).filter((one) => one !== undefined);
    // What was filtered is a list within a list (`FilterOut` of k8s.io/apimachinery), which is printed without "error:".
    return rest.length === 0 ? undefined : new Aggregate([new Aggregate(rest)]);
  }
  return isNotFound(error) ? undefined : error;
}

/** The files that the flags `-f`, `-k` and `-R` name, for `find`. */
export function fileOptions(flags: Call['flags']): Pick<Wanted, 'filenames' | 'kustomize' | 'recursive'> {
  return {
    filenames: flags.list('filename'),
    kustomize: flags.text('kustomize'),
    recursive: flags.is('recursive'),
  };
}

/** Finds what a command line names. @throws Error for words that do not fit together, and for types that there are not. */
export async function find(call: Call, wanted: Wanted): Promise<Result> {
  const { filenames = [], kustomize = '', recursive = false } = wanted;
  const files = fileSources(call, filenames, kustomize, recursive, wanted.validate === true);
  if (wanted.text) files.sources.push(textSource(wanted.text.content, wanted.text.name));
  const selected = await byArguments(call, wanted, files.errors);
  if (files.sources.length === 0) {
    if (!selected) throw missing();
    return finish(call, wanted, selected.walk, selected.isSingle, selected.targets);
  }
  if (wanted.types?.length || selected?.hasTypes) {
    throw new Error('when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well');
  }
  if (selected?.hasNames) throw new Error('name cannot be provided when a path is specified');
  if (selected?.hasTuples) throw new Error('resource/name arguments cannot be provided when a path is specified');
  const isSingle = !files.isFolder && !files.isStream && files.sources.length === 1;
  const selector = selectorOf(wanted);
  const walk: Walk = async (visit) => {
    const errors: Error[] = [];
    for (const source of files.sources) {
      try {
        for (const item of await source()) {
          try {
            if ('error' in item) throw item.error;
            await map(call, wanted, item.info);
            if (!wanted.latest && item.info.object) item.info.object = withCause(call, item.info.object);
            for (const info of await flatten(call, wanted, item.info)) {
              if (wanted.latest) {
                if (wanted.defaultNamespace) setNamespace(info, wanted.namespace);
                if (info.name !== '') await getInfo(call.client, info, wanted.accept, wanted.query);
              }
              if (selector && !selector.matches(asRecord(asRecord(info.object?.metadata).labels))) continue;
              await attempt(visit, info, wanted, errors);
            }
          } catch (error) {
            if (!wanted.continueOnError) throw error;
            errors.push(asError(error));
          }
        }
      } catch (error) {
        if (!wanted.continueOnError) throw error;
        errors.push(asError(error));
      }
    }
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Aggregate(errors);
  };
  return finish(call, wanted, walk, isSingle, []);
}

/** The sentence for a command line that names nothing. */
export function missing(): Error {
  return new Error(`You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`);
}

function selectorOf(wanted: Wanted): Selector | undefined {
  const text = wanted.selector?.trim() ?? '';
  if (text === '') return undefined;
  try {
    return parseSelector(text);
  } catch (error) {
    throw new Error(`the provided selector ${JSON.stringify(text)} is not valid: ${(error as Error).message}`);
  }
}

/** Finds out where an object of a file is served. */
async function map(call: Call, wanted: Wanted, info: Info): Promise<void> {
  if (wanted.local) return;
  const { apiVersion, kind } = asRecord(info.object);
  if (wanted.flatten && isList(info.object)) return;
  const mapper = await call.client.mapper();
  try {
    info.resource = mapper.byKind(String(apiVersion), String(kind));
  } catch (error) {
    if (!(error instanceof NoKindError)) throw error;
    throw new Error(
      `resource mapping not found for name: ${JSON.stringify(info.name)} namespace: ${JSON.stringify(info.namespace)} from ${JSON.stringify(info.source ?? '')}: ${error.message}\nensure CRDs are installed first`,
    );
  }
}

/** Whether an object is a list of objects. */
export function isList(object: unknown): object is { items: unknown[] } {
  return isRecord(object) && Array.isArray(object.items);
}

/** The objects of a list, each as one of its own; the object itself if it is no list. */
async function flatten(call: Call, wanted: Wanted, info: Info, resource = info.resource): Promise<Info[]> {
  if (!wanted.flatten || !isList(info.object)) return [info];
  const listKind = String(asRecord(info.object).kind ?? '');
  const listVersion = asRecord(info.object).apiVersion;
  const all: Info[] = [];
  const errors: Error[] = [];
  for (const item of info.object.items) {
    if (!isRecord(item)) continue;
    const typed = item.kind ? item : { apiVersion: listVersion, kind: listKind.replace(/List$/, ''), ...item };
    const inner = infoOf(typed, info.source);
    if (info.resourceVersion !== '') inner.resourceVersion = info.resourceVersion;
    try {
      if (isList(typed)) all.push(...(await flatten(call, wanted, inner, resource)));
      else {
        if (resource && resource.kind === typed.kind) inner.resource = resource;
        else await map(call, wanted, inner);
        all.push(inner);
      }
    } catch (error) {
      errors.push(asError(error));
    }
  }
  if (errors.length > 0 && all.length === 0) throw new Aggregate(errors);
  return all;
}

/** Puts an object into a namespace if it has none and can have one. */
export function setNamespace(info: Info, namespace: string): void {
  if (!info.resource?.namespaced || info.namespace !== '') return;
  info.namespace = namespace;
  setObjectNamespace(info, namespace);
}

function setObjectNamespace(info: Info, namespace: string | undefined): void {
  if (!info.object || isList(info.object)) return;
  const { namespace: _, ...metadata } = asRecord(info.object.metadata);
  info.object = { ...info.object, metadata: { ...metadata, ...(namespace ? { namespace } : {}) } };
}

/** What is done to all objects, wherever they come from. */
function finish(call: Call, wanted: Wanted, walk: Walk, isSingle: boolean, targets: readonly Target[]): Result {
  const prepared: Walk = async (visit) => {
    const errors: Error[] = [];
    await walk(async (found) => {
      try {
        for (const info of await flatten(call, wanted, found)) {
          if (wanted.defaultNamespace) setNamespace(info, wanted.namespace);
          if (wanted.enforceNamespace && info.resource?.namespaced) requireNamespace(info, wanted.namespace);
          if (info.resource && !info.resource.namespaced && info.namespace !== '') {
            info.namespace = '';
            setObjectNamespace(info, undefined);
          }
          if (!wanted.namesOnly && !info.object && !wanted.local)
            await getInfo(call.client, info, wanted.accept, wanted.query);
          // What goes wrong with one item of a list keeps nobody from the others.
          await attempt(visit, info, wanted, errors);
        }
      } catch (error) {
        if (!wanted.continueOnError) throw error;
        errors.push(asError(error));
      }
    }).catch((error: unknown) => {
      if (!wanted.continueOnError) throw error;
      errors.push(asError(error));
    });
    if (errors.length > 0) throw errors.length === 1 ? errors[0] : new Aggregate(errors);
  };
  return new Result(prepared, isSingle, targets);
}

function requireNamespace(info: Info, namespace: string): void {
  if (info.namespace === '') {
    info.namespace = namespace;
    setObjectNamespace(info, namespace);
  } else if (info.namespace !== namespace) {
    throw new Error(
      `the namespace from the provided object ${JSON.stringify(info.namespace)} does not match the namespace ${JSON.stringify(namespace)}. You must pass '--namespace=${info.namespace}' to perform this operation.`,
    );
  }
}

/** The only type of what was found. @throws Error if there are several. */
export function singleType(infos: readonly Info[]): Resource {
  const types = new Map(infos.map(({ resource }) => [`${resource?.group}/${resource?.name}`, resource]));
  const [type] = types.values();
  if (types.size !== 1 || !type) throw new Error('expected only a single resource type');
  return type;
}
