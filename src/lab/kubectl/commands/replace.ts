import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { isNotFound, whileDoing } from '../errors.ts';
import { updateLastApplied } from '../last-applied.ts';
import { operationPrinter } from '../print/printer.ts';
import { find } from '../resources/builder.ts';
import { create, getInfo, type Info, kindName, refresh, remove, replace as replaceObject } from '../resources/info.ts';
import type { Wanted } from '../resources/wanted.ts';
import { fieldValidation } from '../validation.ts';
import type { Command } from './command.ts';
import { propagationOf } from './delete.ts';
import { untilDeleted } from './until-deleted.ts';

/** `kubectl replace` (k8s.io/kubectl/pkg/cmd/replace). */
export const replace: Command = {
  async run(call) {
    const { flags } = call;
    const validation = fieldValidation(call);
    const dryRun = dryRunOf(call);
    const printer = operationPrinter(call, withDryRun('replaced', dryRun));
    const propagation = propagationOf(call);
    const filenames = flags.list('filename');
    if (filenames.length === 0 && flags.text('kustomize') === '') throw new Error('must specify one of -f and -k');
    const { name, isExplicit } = call.namespace();
    const force = flags.is('force');
    const grace = flags.number('grace-period');
    if (grace >= 0 && !force) throw new Error('--grace-period must have --force specified');
    if (flags.duration('timeout') !== 0 && !force) throw new Error('--timeout must have --force specified');
    if (force && dryRun !== 'none') throw new Error('--dry-run can not be used when --force is set');
    const raw = flags.text('raw');
    if (raw !== '') return replaceRaw(call, raw, filenames);
    const subresource = flags.text('subresource');
    const wanted: Wanted = {
      filenames,
      kustomize: flags.text('kustomize'),
      recursive: flags.is('recursive'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit,
      flatten: true,
      continueOnError: true,
      subresource,
    };
    const validates = validation !== 'Ignore';
    if (force) return forceReplace(call, wanted, propagation, grace === 0 ? 1 : grace, validates);
    const result = await find(call, { ...wanted, validate: validates });
    await result.visit(async (info) => {
      info.object = updateLastApplied(info.object ?? {}, flags.is('save-config'));
      if (dryRun !== 'client') {
        try {
          const options = {
            dryRun: dryRun === 'server',
            fieldManager: flags.text('field-manager'),
            fieldValidation: validation,
            ...(subresource === '' ? {} : { subresource }),
          };
          refresh(info, await replaceObject(call.client, info, info.object, options));
        } catch (error) {
          throw whileDoing('replacing', info.source, error);
        }
      }
      printer(info.object);
    });
  },
};

async function replaceRaw(call: Call, raw: string, filenames: readonly string[]): Promise<void> {
  const [filename = ''] = filenames;
  if (filenames.length !== 1) throw new Error('--raw can only use a single local file or stdin');
  if (/^https?:\/\//.test(filename)) throw new Error('--raw cannot read from a url');
  if (call.flags.is('recursive')) throw new Error('--raw and --recursive are mutually exclusive');
  if (call.flags.text('output') !== '') throw new Error('--raw and --output are mutually exclusive');
  const body = filename === '-' ? await call.input() : call.readFile(filename);
  call.out((await call.client.ask({ method: 'PUT', path: raw, isRaw: true, body })).body);
}

async function forceReplace(
  call: Call,
  wanted: Wanted,
  propagation: string,
  grace: number,
  validates: boolean,
): Promise<void> {
  const { flags } = call;
  const result = await find(call, { ...wanted, words: call.words, namesOnly: true });
  const infos: Info[] = [];
  const isName = flags.text('output') === 'name';
  await result.ignoreNotFound().visit(async (info) => {
    infos.push(info);
    try {
      await remove(call.client, info, {
        ...(grace >= 0 ? { gracePeriodSeconds: grace } : {}),
        propagationPolicy: propagation,
      });
    } catch (error) {
      throw whileDoing('deleting', info.source, error);
    }
    if (!info.resource) return;
    const where = info.resource.namespaced ? ` from ${info.namespace} namespace` : '';
    call.out(
      isName
        ? `${kindName(info.resource)}/${info.name}\n`
        : `${kindName(info.resource)} "${info.name}" deleted${where}\n`,
    );
  });
  if (infos.length === 0) call.out('No resources found\n');
  const deadline = call.now() + (flags.duration('timeout') || 5 * 6e4);
  for (const info of infos) {
    if (flags.is('wait')) await untilDeleted(call, info, deadline, false);
    for (;;) {
      const isGone = await getInfo(call.client, { ...info }).then(
        () => false,
        (error: unknown) => {
          if (isNotFound(error)) return true;
          throw error;
        },
      );
      if (isGone) break;
      if (call.now() >= deadline) throw new Error('timed out waiting for the condition');
      await call.context.clock.sleep(1000, call.context.signal);
      call.throwIfStopped();
    }
  }
  const printer = operationPrinter(call, 'replaced');
  const again = validates ? await find(call, { ...wanted, validate: true }) : await find(call, wanted);
  let count = 0;
  await again.visit(async (info) => {
    info.object = updateLastApplied(info.object ?? {}, flags.is('save-config'));
    refresh(
      info,
      await create(call.client, info, info.object, {
        fieldManager: flags.text('field-manager'),
        fieldValidation: fieldValidation(call),
      }),
    );
    count++;
    printer(info.object);
  });
  if (count === 0) throw new Error('no objects passed to replace');
}
