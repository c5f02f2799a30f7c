import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { mergePatch, strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { structOf } from '../../../kubernetes/structs/table.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { groupVersion } from '../client/discovery.ts';
import { Aggregate, asError, hasReason, isNotFound, whileDoing } from '../errors.ts';
import { LAST_APPLIED, lastApplied, withLastApplied } from '../last-applied.ts';
import { mergePatchOf, strategicPatch } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { operationPrinter, type Printer } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { create, type Found, getInfo, type Info, patch, refresh, remove } from '../resources/info.ts';
import { fieldValidation } from '../validation.ts';
import { type ApplyOptions, infoText, tell, warnIfDeleting } from './apply-options.ts';
import { applyServerSide } from './apply-server-side.ts';
import type { Command } from './command.ts';
import { propagationOf } from './delete.ts';
import { prune, pruneResources } from './prune.ts';

/** `kubectl apply` (k8s.io/kubectl/pkg/cmd/apply). */
export const apply: Command = {
  async run(call) {
    const { flags } = call;
    if (call.words.length > 0)
      throw new Error(`Unexpected args: [${call.words.join(' ')}]\nSee 'kubectl apply -h' for help and examples`);
    const dryRun = dryRunOf(call);
    const serverSide = flags.is('server-side');
    const validation = fieldValidation(call);
    if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
      throw new Error('must specify one of -f and -k');
    checkFlags(call, dryRun, serverSide);
    const output = flags.text('output');
    const options: ApplyOptions = {
      call,
      dryRun,
      serverSide,
      validation,
      fieldManager: flags.changed('field-manager')
        ? flags.text('field-manager')
        : serverSide
          ? 'kubectl'
          : 'kubectl-client-side-apply',
      printsObjects: output !== '' && output !== 'name',
    };
    operationPrinter(call, '');
    const allowed = flags.is('prune') ? await pruneResources(call) : [];
    const { name, isExplicit } = call.namespace();
    const found = await find(call, {
      ...fileOptions(flags),
      selector: flags.text('selector'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit,
      flatten: true,
      continueOnError: true,
      validate: validation !== 'Ignore',
    });
    const { infos, error } = await found.infos();
    const errors = error ? [error] : [];
    if (infos.length === 0 && errors.length === 0) throw new Error('no objects passed to apply');
    for (const info of infos) {
      try {
        await applyOne(options, info);
      } catch (thrown) {
        errors.push(asError(thrown));
      }
    }
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new Aggregate(errors);
    if (options.printsObjects) printAll(infos, operationPrinter(call, ''));
    if (!flags.is('prune')) return;
    const propagationPolicy = propagationOf(call);
    const grace = flags.number('grace-period');
    await prune(call, allowed, infos, async ({ resource, namespace, name: gone, object }) => {
      if (dryRun !== 'client')
        await remove(call.client, { resource, namespace, name: gone } as Info, {
          propagationPolicy,
          ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
          ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
        });
      operationPrinter(call, withDryRun('pruned', dryRun))(object);
    });
  },
};

function checkFlags({ flags }: Call, dryRun: DryRun, serverSide: boolean): void {
  const force = flags.is('force');
  if (flags.is('force-conflicts') && !serverSide) throw new Error('--force-conflicts only works with --server-side');
  if (dryRun === 'client' && serverSide) {
    throw new Error("--dry-run=client doesn't work with --server-side (did you mean --dry-run=server instead?)");
  }
  if (serverSide && force) throw new Error('--force cannot be used with --server-side');
  if (dryRun === 'server' && force) throw new Error('--dry-run=server cannot be used with --force');
  if (flags.is('all') && flags.text('selector') !== '')
    throw new Error('cannot set --all and --selector at the same time');
  if (flags.is('prune')) {
    if (force) throw new Error('--force cannot be used with --prune');
    if (!flags.is('all') && flags.text('selector') === '') {
      throw new Error(
        'all resources selected for prune without explicitly passing --all. To prune all resources, pass the --all flag. If you did not mean to prune all resources, specify a label selector',
      );
    }
    if (serverSide)
      throw new Error("--prune is in alpha and doesn't currently work on objects created by server-side apply");
  }
  if (flags.text('subresource') !== '' && !serverSide)
    throw new Error('--subresource can only be specified for --server-side');
}

function printAll(infos: readonly Info[], printer: Printer): void {
  const objects = infos.map(({ object }) => object);
  if (objects.length === 1) printer(objects[0]);
  else if (objects.length > 1) printer({ kind: 'List', apiVersion: 'v1', metadata: {}, items: objects });
}

async function applyOne(options: ApplyOptions, info: Info): Promise<void> {
  const { call, dryRun, validation, fieldManager } = options;
  const wanted = info.object ?? {};
  if (info.name === '') {
    const { generateName } = asRecord(wanted.metadata);
    if (generateName) throw new Error(`from ${String(generateName)}: cannot use generate name with apply`);
  }
  if (options.serverSide) return applyServerSide(options, info);
  const modified = withLastApplied(wanted);
  try {
    await getInfo(call.client, info);
  } catch (error) {
    if (!isNotFound(error)) {
      throw whileDoing(`retrieving current configuration of:\n${infoText(info)}\nfrom server for:`, info.source, error);
    }
    info.object = withoutNulls(modified) as Found;
    if (dryRun !== 'client') {
      try {
        refresh(
          info,
          await create(call.client, info, withoutVersion(info.object), {
            dryRun: dryRun === 'server',
            fieldManager,
            fieldValidation: validation,
          }),
        );
      } catch (thrown) {
        throw whileDoing('creating', info.source, thrown);
      }
    }
    tell(options, info, 'created');
    return;
  }
  const current = info.object ?? {};
  if (!Object.hasOwn(asRecord(asRecord(current.metadata).annotations), LAST_APPLIED)) {
    call.note(
      `Warning: resource ${info.resource?.name}/${info.name} is missing the ${LAST_APPLIED} annotation which is required by kubectl apply. kubectl apply should only be used on resources created declaratively by either kubectl create --save-config or kubectl apply. The missing annotation will be patched automatically.`,
    );
  }
  const { text, object } = await patchObject(options, info, current, modified);
  refresh(info, object);
  warnIfDeleting(call, info);
  tell(options, info, text === '{}' ? 'unchanged' : 'configured');
}

function withoutVersion(object: Found): Found {
  const { resourceVersion: _, ...metadata } = asRecord(object.metadata);
  return { ...object, metadata };
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

/** The patch from what the server has to what a file says. */
export function applyPatch(
  info: Info,
  current: Found,
  modified: Found,
): { text: string; type: 'strategic' | 'merge'; struct: string | undefined } {
  const { resource } = info;
  const struct = resource ? structOf(groupVersion(resource), resource.kind) : undefined;
  const text = lastApplied(current);
  let original: unknown = {};
  try {
    original = text === undefined ? {} : JSON.parse(text);
  } catch {
    throw new Error('Invalid JSON document');
  }
  const three = { original: isRecord(original) ? original : {}, modified, current };
  const found = struct === undefined ? mergePatchOf(three) : strategicPatch(three, struct);
  return { text: compactJson(found), type: struct === undefined ? 'merge' : 'strategic', struct };
}

async function patchObject(
  options: ApplyOptions,
  info: Info,
  start: Found,
  modified: Found,
): Promise<{ text: string; object: Found }> {
  const { call, dryRun, validation, fieldManager } = options;
  let current = start;
  for (let attempt = 1; ; attempt++) {
    const { text, type, struct } = applyPatch(info, current, modified);
    if (text === '{}') return { text, object: current };
    if (dryRun === 'client') {
      const change: unknown = JSON.parse(text);
      const patched = type === 'strategic' ? strategicMerge(current, change, struct) : mergePatch(current, change);
      return { text, object: patched as Found };
    }
    try {
      return {
        text,
        object: await patch(call.client, info, type, text, {
          dryRun: dryRun === 'server',
          fieldManager,
          fieldValidation: validation,
        }),
      };
    } catch (error) {
      if (hasReason(error, 'Conflict') && attempt <= 5) {
        await getInfo(call.client, info);
        current = info.object ?? {};
        continue;
      }
      if (call.flags.is('force') && (hasReason(error, 'Conflict') || hasReason(error, 'Invalid'))) {
        return { text, object: await deleteAndCreate(options, info, modified) };
      }
      const patching = whileDoing('patching', info.source, error);
      throw whileDoing(`applying patch:\n${text}\nto:\n${infoText(info)}\nfor:`, info.source, patching);
    }
  }
}

async function deleteAndCreate(
  { call, validation, fieldManager }: ApplyOptions,
  info: Info,
  modified: Found,
): Promise<Found> {
  await remove(call.client, info, { propagationPolicy: 'Background' });
  for (;;) {
    const isGone = await getInfo(call.client, { ...info }).then(
      () => false,
      (error: unknown) => isNotFound(error),
    );
    if (isGone) break;
    await call.context.clock.sleep(1000, call.context.signal);
    call.throwIfStopped();
  }
  return create(call.client, info, modified, { fieldManager, fieldValidation: validation });
}
