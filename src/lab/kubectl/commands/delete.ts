import { asRecord, at } from '../../../kubernetes/data.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { WEEK } from '../client/until.ts';
import { Aggregate, asError, hasReason, whileDoing } from '../errors.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Info, kindName, remove } from '../resources/info.ts';
import type { Wanted } from '../resources/wanted.ts';
import type { Command } from './command.ts';
import { untilDeleted } from './until-deleted.ts';

const PROPAGATION: Readonly<Record<string, string>> = {
  orphan: 'Orphan',
  foreground: 'Foreground',
  background: 'Background',
};

/** What happens to dependents. @throws Error for values that there are not. */
export function propagationOf(call: Call): string {
  const given = call.flags.text('cascade');
  const known = PROPAGATION[given];
  if (known) return known;
  const isTrue = /^(1|t|T|TRUE|true|True)$/.test(given);
  if (!isTrue && !/^(0|f|F|FALSE|false|False)$/.test(given)) {
    throw new Error(`invalid cascade value (${given}). Must be "background", "foreground", or "orphan"`);
  }
  const meant = isTrue ? 'background' : 'orphan';
  call.note(`warning: --cascade=${given} is deprecated (boolean value) and can be replaced with --cascade=${meant}.`);
  return PROPAGATION[meant] ?? '';
}

/** `kubectl delete` (k8s.io/kubectl/pkg/cmd/delete). */
export const deleteCommand: Command = {
  async run(call) {
    const { flags } = call;
    const propagation = propagationOf(call);
    const { name, isExplicit } = call.namespace();
    const isSelection = flags.is('all') || flags.text('selector') !== '' || flags.text('field-selector') !== '';
    let grace = flags.number('grace-period');
    if (flags.is('now')) {
      if (grace !== -1) throw new Error('--now and --grace-period cannot be specified together');
      grace = 1;
    }
    const force = flags.is('force');
    if (grace === 0 && !force) grace = 1;
    if (force && grace < 0) grace = 0;
    const dryRun = dryRunOf(call);
    const raw = flags.text('raw');
    const wanted: Wanted = {
      ...fileOptions(flags),
      words: call.words,
      selector: flags.text('selector'),
      fieldSelector: flags.text('field-selector'),
      all: flags.is('all'),
      namespace: name,
      allNamespaces: flags.is('all-namespaces'),
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length + flags.text('kustomize').length > 0,
      namesOnly: true,
      flatten: true,
      continueOnError: true,
    };
    const result = raw === '' ? await find(call, wanted) : undefined;
    checkFlags(call, grace, force);
    if (!result) return deleteRaw(call, raw);
    const ignores = flags.is('ignore-not-found') || (isSelection && !flags.changed('ignore-not-found'));
    if (ignores) result.ignoreNotFound();
    const options: Options = {
      call,
      grace,
      propagation,
      dryRun,
      warnsScope: isExplicit && !flags.is('all-namespaces'),
    };
    if (flags.is('interactive')) return deleteInteractively(options, wanted, ignores);
    const infos: Info[] = [];
    const uids = new Map<Info, string>();
    await result.visit((info) => deleteOne(options, info, infos, uids));
    if (infos.length === 0) {
      call.out('No resources found\n');
      return;
    }
    await waitForDeletion(options, infos, uids);
  },
};

interface Options {
  call: Call;
  grace: number;
  propagation: string;
  dryRun: DryRun;
  /** Whether a namespace was named that objects without one do not heed. */
  warnsScope: boolean;
}

function checkFlags(call: Call, grace: number, force: boolean): void {
  const { flags } = call;
  const output = flags.text('output');
  if (output !== '' && output !== 'name')
    throw new Error(`unexpected -o output mode: ${output}. We only support '-o name'`);
  if (flags.is('all') && flags.text('selector') !== '')
    throw new Error('cannot set --all and --selector at the same time');
  if (flags.is('all') && flags.text('field-selector') !== '')
    throw new Error('cannot set --all and --field-selector at the same time');
  if (grace === 0 && force) {
    call.note(
      'Warning: Immediate deletion does not wait for confirmation that the running resource has been terminated. The resource may continue to run on the cluster indefinitely.',
    );
  } else if (grace > 0 && force)
    throw new Error('--force and --grace-period greater than 0 cannot be specified together');
  if (flags.text('raw') === '') return;
  const filenames = flags.list('filename');
  if (flags.is('interactive')) throw new Error('--interactive can not be used with --raw');
  if (filenames.length > 1) throw new Error('--raw can only use a single local file or stdin');
  if (/^https?:\/\//.test(filenames[0] ?? '')) throw new Error('--raw cannot read from a url');
  if (flags.is('recursive')) throw new Error('--raw and --recursive are mutually exclusive');
  if (output !== '') throw new Error('--raw and --output are mutually exclusive');
}

async function deleteRaw(call: Call, raw: string): Promise<void> {
  const [filename] = call.flags.list('filename');
  const body = filename === undefined ? undefined : filename === '-' ? await call.input() : call.readFile(filename);
  const answer = await call.client.ask({
    method: 'DELETE',
    path: raw,
    isRaw: true,
    ...(body === undefined ? {} : { body }),
  });
  call.out(answer.body);
}

function tell({ call, grace, dryRun }: Options, info: Info): void {
  if (!info.resource) return;
  const kind = kindName(info.resource);
  if (call.flags.text('output') === 'name') {
    call.out(`${kind}/${info.name}\n`);
    return;
  }
  const operation = `${grace === 0 ? 'force deleted' : 'deleted'}${info.resource.namespaced ? ` from ${info.namespace} namespace` : ''}`;
  call.out(`${kind} "${info.name}" ${withDryRun(operation, dryRun)}\n`);
}

async function deleteOne(options: Options, info: Info, infos: Info[], uids: Map<Info, string>): Promise<void> {
  const { call, grace, propagation, dryRun } = options;
  infos.push(info);
  if (options.warnsScope && info.resource && !info.resource.namespaced) {
    call.note('Warning: deleting cluster-scoped resources, not scoped to the provided namespace');
    options.warnsScope = false;
  }
  if (dryRun === 'client') return tell(options, info);
  let response: Record<string, unknown>;
  try {
    response = await remove(call.client, info, {
      ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
      propagationPolicy: propagation,
      ...(dryRun === 'server' ? { dryRun: ['All'] } : {}),
    });
  } catch (error) {
    throw whileDoing('deleting', info.source, error);
  }
  tell(options, info);
  const uid = response.kind === 'Status' ? at(response, 'details', 'uid') : asRecord(response.metadata).uid;
  if (typeof uid === 'string') uids.set(info, uid);
}

async function waitForDeletion(
  { call, dryRun }: Options,
  infos: readonly Info[],
  uids: ReadonlyMap<Info, string>,
): Promise<void> {
  if (!call.flags.is('wait') || dryRun !== 'none') return;
  const timeout = call.flags.duration('timeout');
  const deadline = call.now() + (timeout === 0 ? WEEK : timeout);
  for (const info of infos) {
    try {
      await untilDeleted(call, info, deadline, false, uids.get(info));
    } catch (error) {
      if (hasReason(error, 'Forbidden') || hasReason(error, 'MethodNotAllowed')) return;
      throw error;
    }
  }
}

async function deleteInteractively(options: Options, wanted: Wanted, ignores: boolean): Promise<void> {
  const { call } = options;
  const result = await find(call, { ...wanted, namesOnly: true });
  if (ignores) result.ignoreNotFound();
  const found: Info[] = [];
  await result.visit((info) => {
    found.push(info);
  });
  if (found.length === 0) {
    call.out('No resources found\n');
    return;
  }
  call.out(`You are about to delete the following ${found.length} resource(s):\n`);
  for (const { resource, name } of found) if (resource) call.out(`${kindName(resource)}/${name}\n`);
  call.out('Do you want to continue? (y/N): ');
  const answer = ((await call.context.input.read()) ?? '').split('\n')[0]?.trim() ?? '';
  if (answer.toLowerCase() !== 'y') {
    call.out('deletion is cancelled\n');
    return;
  }
  const infos: Info[] = [];
  const uids = new Map<Info, string>();
  const errors: Error[] = [];
  for (const info of found) {
    await deleteOne(options, info, infos, uids).catch((error: unknown) => {
      errors.push(asError(error));
    });
  }
  if (errors.length > 0) throw new Aggregate(errors);
  await waitForDeletion(options, infos, uids);
}
