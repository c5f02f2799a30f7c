import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { toYaml } from '../../yaml/write.ts';
import type { Call } from '../call.ts';
import { groupVersion, type Resource } from '../client/discovery.ts';
import { asError, Exit, hasReason, isNotFound, PlainError, report, usageError, whileDoing } from '../errors.ts';
import { configurationText } from '../last-applied.ts';
import { compactJson } from '../print/json.ts';
import { withoutManagedFields } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { create, type Found, getInfo, type Info, patch } from '../resources/info.ts';
import { applyPatch } from './apply.ts';
import { infoText, warnIfDeleting } from './apply-options.ts';
import type { Command } from './command.ts';
import { temporaryNumber } from './editor.ts';
import { prune, pruneResources } from './prune.ts';

const MOST_ATTEMPTS = 4;

/** What the object of a file would become. @throws StatusError */
async function merged(call: Call, info: Info, local: Found, isLocked: boolean): Promise<Found> {
  const { flags, client } = call;
  const serverSide = flags.is('server-side');
  const fieldManager = flags.changed('field-manager')
    ? flags.text('field-manager')
    : serverSide
      ? 'kubectl'
      : 'kubectl-client-side-apply';
  if (serverSide) {
    const force = flags.is('force-conflicts');
    return patch(client, info, 'apply', compactJson(local), { dryRun: true, fieldManager, force });
  }
  if (!info.object) return create(client, info, local, { dryRun: true, fieldManager });
  const { text, type } = applyPatch(info, info.object, JSON.parse(configurationText(local)) as Found);
  if (text === '{}') return info.object;
  const change: unknown = JSON.parse(text);
  const { resourceVersion } = asRecord(info.object.metadata);
  const locked = isRecord(change)
    ? { ...change, metadata: { ...asRecord(change.metadata), ...(isLocked ? { resourceVersion } : {}) } }
    : change;
  try {
    return await patch(client, info, type, compactJson(locked), { dryRun: true, fieldManager });
  } catch (error) {
    if (hasReason(error, 'Conflict')) throw error;
    const patching = whileDoing('patching', info.source, error);
    throw whileDoing(`applying patch:\n${compactJson(locked)}\nto:\n${infoText(info)}\nfor:`, info.source, patching);
  }
}

/** Hides what Secrets hold: only whether it differs can be seen. */
function masked(from: Found | undefined, to: Found): [Found | undefined, Found] {
  const [old, next] = [asRecord(from?.data), asRecord(to.data)];
  const hide = (own: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>, changed: string) =>
    Object.fromEntries(
      Object.entries(own).map(([key, value]) => [key, key in other && other[key] !== value ? changed : '***']),
    );
  const withData = (object: Found, data: Record<string, unknown>): Found =>
    object.data ? { ...object, data } : object;
  return [from && withData(from, hide(old, next, '*** (before)')), withData(to, hide(next, old, '*** (after)'))];
}

function fileName({ group, version, kind }: Resource, namespace: string, name: string): string {
  return [...(group === '' ? [] : [group]), version, kind, namespace, name].join('.');
}

async function writeBoth(call: Call, info: Info, folders: { live: string; merged: string }): Promise<void> {
  const { resource } = info;
  const local = info.object ?? {};
  if (!resource) throw new Error('local operation only');
  for (let attempt = 1; ; attempt++) {
    try {
      await getInfo(call.client, info);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      delete info.object;
    }
    const isLast = attempt === MOST_ATTEMPTS;
    if (isLast) {
      const kind = `${groupVersion(resource)}, Kind=${resource.kind}`;
      call.log('W', 'diff.go:723', `Object (${kind}: ${info.name}) keeps changing, diffing without lock`);
    }
    try {
      let from = info.object;
      let to = await merged(call, info, local, !isLast);
      if (!call.flags.is('show-managed-fields')) {
        from = from && (withoutManagedFields(from) as Found);
        to = withoutManagedFields(to) as Found;
      }
      const isHidden = resource.kind === 'Secret' && resource.group === '' && !call.flags.is('show-secrets');
      if (isHidden) [from, to] = masked(from, to);
      const name = fileName(resource, info.namespace, info.name);
      call.files.write(`${folders.live}/${name}`, from ? toYaml(from) : isHidden ? 'null\n' : '');
      call.files.write(`${folders.merged}/${name}`, toYaml(to));
      break;
    } catch (error) {
      if (!hasReason(error, 'Conflict') || isLast) throw error;
    }
  }
  warnIfDeleting(call, info);
}

/** The command that compares two folders, as words. */
function differ({ context }: Call): string[] {
  const external = context.environment.KUBECTL_EXTERNAL_DIFF ?? '';
  if (external === '') return ['diff', '-u', '-N'];
  const [program = '', ...words] = external.split(' ');
  return [program, ...words.filter((word) => /^[a-zA-Z0-9-=]+$/.test(word))];
}

async function run(call: Call): Promise<void> {
  const { flags } = call;
  if (call.words.length > 0) throw usageError('diff', `Unexpected args: [${call.words.join(' ')}]`);
  if (flags.list('filename').length === 0 && flags.text('kustomize') === '')
    throw new Error('must specify one of -f and -k');
  if (flags.is('force-conflicts') && !flags.is('server-side'))
    throw new Error('--force-conflicts only works with --server-side');
  const allowed = flags.is('prune') ? await pruneResources(call) : [];
  const { name, isExplicit } = call.namespace();
  const folders = { live: `/tmp/LIVE-${temporaryNumber(call)}`, merged: `/tmp/MERGED-${temporaryNumber(call)}` };
  call.files.makeFolder(folders.live);
  call.files.makeFolder(folders.merged);
  try {
    const found = await find(call, {
      ...fileOptions(flags),
      selector: flags.text('selector'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit,
      flatten: true,
    });
    const visited: Info[] = [];
    const problem = await found
      .visit(async (info) => {
        visited.push(info);
        await writeBoth(call, info, folders);
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (flags.is('prune'))
      await prune(call, allowed, visited, ({ resource, namespace, name: gone, object }) => {
        const shown = flags.is('show-managed-fields') ? object : withoutManagedFields(object);
        call.files.write(`${folders.live}/${fileName(resource, namespace, gone)}`, toYaml(shown));
      }).catch((error: unknown) =>
        call.log('W', 'diff.go:753', `pruning failed and could not be evaluated err: ${asError(error).message}`),
      );
    if (problem !== undefined) throw problem;
    const [program = 'diff', ...words] = differ(call);
    const code = await call.context.execute([program, ...words, folders.live, folders.merged]);
    if (code === 127) throw new Error(`failed to run ${JSON.stringify(program)}: executable file not found in $PATH`);
    if (code > 0) throw new Exit(code);
  } finally {
    call.files.remove(folders.live);
    call.files.remove(folders.merged);
  }
}

/** `kubectl diff` (k8s.io/kubectl/pkg/cmd/diff): ends with 1 when there are differences, and with more for errors. */
export const diff: Command = {
  async run(call) {
    try {
      await run(call);
    } catch (error) {
      if (error instanceof Exit) throw error;
      const { message, code } = report(error);
      throw new PlainError(message, code + 1);
    }
  },
};
