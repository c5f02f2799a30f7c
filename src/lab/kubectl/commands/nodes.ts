import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { Aggregate, asError, usageError } from '../errors.ts';
import { twoWayPatch } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import { find } from '../resources/builder.ts';
import { type Found, type Info, PATCH_TYPES, patch, resourceText } from '../resources/info.ts';
import { labelKeyProblems, labelValueProblems, parseSelector } from '../selectors.ts';
import { fieldValidation } from '../validation.ts';
import type { Command } from './command.ts';

/** The Nodes that words or a selector name. @throws Error for a wrong use */
export async function nodesOf(call: Call, use: string): Promise<Info[]> {
  const { flags, words, path } = call;
  const selector = flags.text('selector');
  if (words.length === 0 && !flags.changed('selector')) throw usageError(path, `USAGE: ${use} [flags]`);
  if (words.length > 0 && selector !== '')
    throw usageError(path, 'error: cannot specify both a node name and a --selector option');
  dryRunOf(call);
  const pods = flags.byName('pod-selector') ? flags.text('pod-selector') : '';
  if (pods !== '') {
    try {
      parseSelector(pods);
    } catch {
      throw new Error('--pod-selector=<pod_selector> must be a valid label selector');
    }
  }
  const result = await find(call, {
    words,
    namesOf: 'nodes',
    namespace: call.namespace().name,
    defaultNamespace: true,
    singleType: true,
    flatten: true,
    ...(selector === '' ? {} : { types: ['nodes'], selector }),
  });
  const infos: Info[] = [];
  await result.visit((info) => {
    if (info.resource?.name !== 'nodes' || info.resource.group !== '') {
      throw new Error(
        `error: expected resource of type node, got ${JSON.stringify(info.resource ? resourceText(info.resource) : '')}`,
      );
    }
    infos.push(info);
  });
  return infos;
}

/** Closes Nodes for new Pods, or opens them, and says so. */
export async function setSchedulable(call: Call, infos: readonly Info[], closes: boolean): Promise<void> {
  const dryRun = dryRunOf(call);
  const verb = closes ? 'cordon' : 'uncordon';
  const tell = (info: Info, operation: string): void =>
    operationPrinter(call, withDryRun(operation, dryRun))(info.object);
  for (const info of infos) {
    if ((at(info.object, 'spec', 'unschedulable') === true) === closes) {
      tell(info, `already ${verb}ed`);
      continue;
    }
    if (dryRun !== 'client') {
      try {
        await call.client.json({
          method: 'PATCH',
          path: addressOf({ group: '', version: 'v1', name: 'nodes', namespaced: false }, '', info.name),
          query: { dryRun: dryRun === 'server' ? 'All' : undefined },
          body: JSON.stringify({ spec: { unschedulable: closes ? true : null } }),
          contentType: PATCH_TYPES.strategic,
        });
      } catch (error) {
        call.note(`error: unable to ${verb} node ${JSON.stringify(info.name)}: ${asError(error).message}`);
        continue;
      }
    }
    tell(info, `${verb}ed`);
  }
}

/** `kubectl cordon` (k8s.io/kubectl/pkg/cmd/drain). */
export const cordon: Command = {
  async run(call) {
    await setSchedulable(call, await nodesOf(call, 'cordon NODE'), true);
  },
};

/** `kubectl uncordon` */
export const uncordon: Command = {
  async run(call) {
    await setSchedulable(call, await nodesOf(call, 'uncordon NODE'), false);
  },
};

interface Taint {
  key: string;
  value: string;
  effect: string;
}

function parseTaint(text: string): Taint {
  const invalid = (more = ''): Error => new Error(`invalid taint spec: ${text}${more}`);
  const parts = text.split(':');
  if (parts.length > 2) throw invalid();
  const effect = parts[1] ?? '';
  let key = parts[0] ?? '';
  let value = '';
  if (parts.length === 2) {
    if (!['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect))
      throw new Error(`invalid taint effect: ${effect}, unsupported taint effect`);
    const pair = key.split('=');
    if (pair.length > 2) throw invalid();
    [key = '', value = ''] = pair;
    const problems = labelValueProblems(value);
    if (problems.length > 0) throw invalid(`, ${problems.join('; ')}`);
  }
  const problems = labelKeyProblems(key);
  if (problems.length > 0) throw invalid(`, ${problems.join('; ')}`);
  return { key, value, effect };
}

function parseTaints(specs: readonly string[]): { add: Taint[]; remove: Taint[] } {
  const add: Taint[] = [];
  const remove: Taint[] = [];
  for (const spec of specs) {
    if (spec.endsWith('-')) {
      remove.push(parseTaint(spec.slice(0, -1)));
      continue;
    }
    const taint = parseTaint(spec);
    if (taint.effect === '') throw new Error(`invalid taint spec: ${spec}`);
    if (add.some(({ key, effect }) => key === taint.key && effect === taint.effect)) {
      throw new Error(
        `duplicated taints with the same key and effect: {${taint.key} ${taint.value} ${taint.effect} <nil>}`,
      );
    }
    add.push(taint);
  }
  return { add, remove };
}

function taintText({ key, value, effect }: Taint): string {
  if (effect === '') return value === '' ? key : `${key}=${value}:`;
  return value === '' ? `${key}:${effect}` : `${key}=${value}:${effect}`;
}

/** The taints of a Node after a change, and how the change is called. @throws Error if one to remove is not there. */
function reorganize(
  old: readonly Data[],
  add: readonly Taint[],
  remove: readonly Taint[],
  overwrite: boolean,
): { taints: Data[]; operation: string } {
  const isSame = (a: Data | Taint, b: Data | Taint): boolean => a.key === b.key && a.effect === b.effect;
  let taints: Data[] = add.map(({ key, value, effect }) => ({ key, ...(value === '' ? {} : { value }), effect }));
  taints.push(...old.filter((one) => !taints.some((other) => isSame(one, other))));
  const isAdded = old.length !== taints.length;
  const errors: Error[] = [];
  let isRemoved = false;
  for (const gone of remove) {
    const rest = taints.filter((one) => (gone.effect === '' ? one.key !== gone.key : !isSame(one, gone)));
    isRemoved = rest.length !== taints.length;
    taints = rest;
    if (!isRemoved) errors.push(new Error(`taint ${JSON.stringify(taintText({ ...gone, value: '' }))} not found`));
  }
  if (errors.length > 0) throw new Aggregate(errors);
  return { taints, operation: (isAdded && isRemoved) || overwrite ? 'modified' : isAdded ? 'tainted' : 'untainted' };
}

/** `kubectl taint` (k8s.io/kubectl/pkg/cmd/taint). */
export const taint: Command = {
  async run(call) {
    const { flags } = call;
    const dryRun = dryRunOf(call);
    const validation = fieldValidation(call);
    const resources: string[] = [];
    const specs: string[] = [];
    for (const word of call.words) {
      if (word.includes('=') || word.includes(':') || word.endsWith('-')) specs.push(word);
      else if (specs.length > 0) throw new Error(`all resources must be specified before taint changes: ${word}`);
      else resources.push(word);
    }
    if (resources.length === 0) throw new Error('one or more resources must be specified as <resource> <name>');
    if (specs.length === 0) throw new Error('at least one taint update is required');
    let changes: ReturnType<typeof parseTaints>;
    try {
      changes = parseTaints(specs);
    } catch (error) {
      throw usageError('taint', asError(error).message);
    }
    await checkTaints(call, resources, changes);
    const [all, selector] = [flags.is('all'), flags.text('selector')];
    const result = await find(call, {
      namespace: call.namespace().name,
      defaultNamespace: true,
      continueOnError: true,
      flatten: true,
      latest: true,
      selector,
      all,
      ...(all || selector !== '' ? { types: ['node'] } : { words: resources.slice(1), namesOf: 'node' }),
    });
    const overwrite = flags.is('overwrite');
    await result.visit(async (info) => {
      const node = typed(info.object ?? {});
      const old = asList(at(node, 'spec', 'taints'));
      const existing = changes.add.filter((one) =>
        old.some((other) => other.key === one.key && other.effect === one.effect),
      );
      if (!overwrite && existing.length > 0) {
        throw new Error(
          `node ${info.name} already has ${existing.map(({ key }) => key).join(',')} taint(s) with same effect(s) and --overwrite is false`,
        );
      }
      const { taints, operation } = reorganize(old, changes.add, changes.remove, overwrite);
      const changed: Found = { ...node, spec: { ...asRecord(node.spec), taints } };
      const printer = operationPrinter(call, operation);
      if (dryRun === 'client') return printer(changed);
      const text = compactJson(twoWayPatch(node, typed(changed), structOf('v1', 'Node')));
      printer(
        await patch(call.client, info, 'strategic', text, {
          dryRun: dryRun === 'server',
          fieldManager: flags.text('field-manager'),
          fieldValidation: validation,
        }),
      );
    });
  },
};

async function checkTaints(
  { client, flags }: Call,
  resources: readonly string[],
  { add, remove }: ReturnType<typeof parseTaints>,
): Promise<void> {
  const [type = ''] = resources;
  const [name = '', ...group] = type.toLowerCase().split('.');
  const resource = (await client.mapper()).byName(name, group.join('.'));
  if (resource.kind !== 'Node')
    throw new Error(`invalid resource type ${type.toLowerCase()}, only node types are supported`);
  const both = add.flatMap((one) =>
    remove.filter((gone) => gone.key === one.key && (gone.effect === '' || gone.effect === one.effect)),
  );
  if (both.length > 0) {
    throw new Error(
      `can not both modify and remove the following taint(s) in the same command: ${both.map(({ key, effect }) => `${key}=${effect}`).join(', ')}`,
    );
  }
  const [all, selector] = [flags.is('all'), flags.text('selector')];
  if (all && selector !== '') throw new Error("setting 'all' parameter with a non empty selector is prohibited");
  if (!all && selector === '' && resources.length < 2) {
    throw new Error("at least one resource name must be specified since 'all' parameter is not set");
  }
}
