import { asList, asRecord, at } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { withCause } from '../change-cause.ts';
import { Aggregate, asError } from '../errors.ts';
import { twoWayPatch } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Found, type Info, patch } from '../resources/info.ts';
import { goType } from './pods-of.ts';

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  PodTemplate: ['template', 'spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    ['Deployment', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'Job'].map((kind) => [
      kind,
      ['spec', 'template', 'spec'],
    ]),
  ),
};

/** The Pod's spec of an object; undefined if it has none. */
export function podSpecOf(object: Found): Record<string, unknown> | undefined {
  const path = TEMPLATES[String(object.kind)];
  return path && { ...asRecord(at(object, ...path)) };
}

function withAt(value: unknown, path: readonly string[], inner: unknown): unknown {
  const [key, ...rest] = path;
  return key === undefined ? inner : { ...asRecord(value), [key]: withAt(asRecord(value)[key], rest, inner) };
}

/** An object with another Pod's spec. @throws Error if it has none. */
export function withPodSpec(object: Found, change: (spec: Record<string, unknown>) => Record<string, unknown>): Found {
  const path = TEMPLATES[String(object.kind)];
  if (!path) throw new Error(`the object is not a pod or does not have a pod template: ${goType(object)}`);
  return withAt(object, path, change({ ...asRecord(at(object, ...path)) })) as Found;
}

/** The containers of a Pod's spec that a pattern names, changed. */
export function changeContainers(
  spec: Record<string, unknown>,
  matches: (name: string) => boolean,
  change: (container: Record<string, unknown>) => Record<string, unknown>,
): { spec: Record<string, unknown>; count: number } {
  let count = 0;
  const changed: Record<string, unknown> = { ...spec };
  for (const field of ['containers', 'initContainers']) {
    if (!Array.isArray(spec[field])) continue;
    changed[field] = asList(spec[field]).map((container) => {
      if (!matches(String(container.name))) return container;
      count++;
      return change({ ...container });
    });
  }
  return { spec: changed, count };
}

/** Whether a name fits a pattern with `*`. */
export function fits(pattern: string): (name: string) => boolean {
  const expression = new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  );
  return (name) => expression.test(name);
}

/** Finds what a `set` command names. */
export async function setTargets(
  call: Call,
  words: readonly string[],
): Promise<{ infos: Info[]; error: Error | undefined }> {
  const { flags } = call;
  const isLocal = flags.is('local');
  const { name, isExplicit } = call.namespace();
  if (isLocal && words.length > 0) {
    throw new Error(
      "error: you must specify resources by --filename when --local is set.\nExample resource specifications include:\n   '-f rsrc.yaml'\n   '--filename=rsrc.json'",
    );
  }
  const result = await find(call, {
    ...fileOptions(flags),
    namespace: name,
    defaultNamespace: true,
    enforceNamespace: isExplicit && flags.list('filename').length > 0,
    flatten: true,
    continueOnError: true,
    local: isLocal,
    ...(isLocal ? {} : { words, allowsEmptySelector: flags.is('all'), selector: flags.text('selector'), latest: true }),
  });
  return result.infos();
}

/** What a `set` command does with each object. */
export interface Setter {
  operation: string;
  /** Words before an error of the server. */
  failure: string;
  /** The changed object; undefined if nothing is to be done. May add errors. */
  change: (object: Found, errors: Error[], info: Info) => Found | undefined;
  /** Whether it is told when nothing has changed, too. */
  alwaysTells?: boolean;
  /** What must hold before anything is printed about an object that was changed. */
  after?: () => void;
}

/** Changes all objects and says so. @throws Aggregate with all that went wrong. */
export async function setAll(call: Call, infos: readonly Info[], dryRun: DryRun, setter: Setter): Promise<void> {
  const errors: Error[] = [];
  const printer = operationPrinter(call, withDryRun(setter.operation, dryRun));
  for (const info of infos) {
    const object = typed(info.object ?? {});
    let changed: Found | undefined;
    try {
      const made = setter.change(object, errors, info);
      changed = made && withCause(call, made);
    } catch (error) {
      const name = info.resource
        ? `${info.resource.name}/${info.name}`
        : `${String(object.kind).toLowerCase()}/${info.name}`;
      errors.push(new Error(`error: ${name} ${asError(error).message}\n`));
      continue;
    }
    if (!changed) continue;
    const struct = structOf(String(object.apiVersion ?? ''), String(object.kind ?? ''));
    const text = compactJson(twoWayPatch(object, changed, struct));
    if (text === '{}' && !setter.alwaysTells) continue;
    if (call.flags.is('local') || dryRun === 'client') {
      printer(typed(changed));
      continue;
    }
    let answer: Found;
    try {
      answer = await patch(call.client, info, 'strategic', text, {
        dryRun: dryRun === 'server',
        fieldManager: call.flags.text('field-manager'),
      });
    } catch (error) {
      errors.push(setter.failure === '' ? asError(error) : new Error(`${setter.failure}${asError(error).message}`));
      continue;
    }
    setter.after?.();
    printer(answer);
  }
  if (errors.length > 0) throw new Aggregate(errors);
}

/** Reads `--dry-run` and refuses it where it cannot be. */
export function setDryRun(call: Call): DryRun {
  const dryRun = dryRunOf(call);
  operationPrinter(call, '');
  return dryRun;
}

/** The error about `--local` and a dry run on the server. */
export function checkLocal(call: Call, dryRun: DryRun): void {
  if (call.flags.is('local') && dryRun === 'server') {
    throw new Error('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  }
}
