import { isRecord } from '../../../kubernetes/data.ts';
import { Part } from '../../time/part.ts';
import { type Call, dryRunOf, withDryRun } from '../call.ts';
import { addressOf, type Resource } from '../client/discovery.ts';
import { StatusError, usageError, whileDoing } from '../errors.ts';
import { updateLastApplied } from '../last-applied.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import { find } from '../resources/builder.ts';
import { create as createObject, type Found, refresh } from '../resources/info.ts';
import { fieldValidation } from '../validation.ts';
import type { Command } from './command.ts';

/** The only name that a command takes. @throws Error for none or several. */
export function onlyName(call: Call): string {
  const count = call.dash === -1 ? call.words.length : call.dash;
  if (count !== 1) throw usageError(call.path, `exactly one NAME is required, got ${count}`);
  return call.words[0] ?? '';
}

/** What stands after `--`. */
export function afterDash(call: Call): string[] {
  return call.dash === -1 ? [...call.words.slice(1)] : [...call.words.slice(call.dash)];
}

/** Where a generator creates its object, and how its errors begin. */
export interface Target extends Pick<Resource, 'group' | 'version' | 'name' | 'namespaced'> {
  /** `failed to create deployment: `; empty if errors are shown as they are. */
  failure: string;
}

/** The namespace that an object of a generator names itself: only one that the command line names. */
export function ownNamespace(call: Call): { namespace?: string } {
  const { name, isExplicit } = call.namespace();
  return isExplicit ? { namespace: name } : {};
}

/** Creates the object of a generator, or prints it for a dry run on the client. @throws Error, StatusError */
export async function createGenerated(call: Call, object: Found, target: Target): Promise<void> {
  const dryRun = dryRunOf(call);
  const printer = operationPrinter(call, withDryRun('created', dryRun));
  const validation = fieldValidation(call);
  let made = typed(updateLastApplied(typed(object), call.flags.is('save-config')));
  if (dryRun !== 'client') {
    try {
      made = typed(
        await call.client.json({
          method: 'POST',
          path: addressOf(target, call.namespace().name),
          query: {
            dryRun: dryRun === 'server' ? 'All' : undefined,
            fieldManager: call.flags.text('field-manager') || undefined,
            fieldValidation: validation,
          },
          body: made,
        }),
      );
    } catch (error) {
      if (!(error instanceof StatusError) || target.failure === '') throw error;
      throw new Error(`${target.failure}${error.message}`);
    }
  }
  printer(made);
}

const editing = new Part('kubectl edit', () => import('./edit.ts'));

/** `kubectl create -f` (k8s.io/kubectl/pkg/cmd/create). */
export const create: Command = {
  async run(call) {
    const { flags } = call;
    const filenames = flags.list('filename');
    if (filenames.length === 0 && flags.text('kustomize') === '' && call.words.length > 0) {
      throw usageError('create', `Unexpected args: [${call.words.join(' ')}]`);
    }
    if (filenames.length === 0 && flags.text('kustomize') === '') throw new Error('must specify one of -f and -k');
    const raw = flags.text('raw');
    if (raw !== '') return createRaw(call, raw, filenames);
    if (call.words.length > 0) throw usageError('create', `Unexpected args: [${call.words.join(' ')}]`);
    const dryRun = dryRunOf(call);
    const validation = fieldValidation(call);
    if (flags.is('edit')) return (await call.context.clock.load(editing)).editBeforeCreate(call);
    const printer = operationPrinter(call, withDryRun('created', dryRun));
    const { name, isExplicit } = call.namespace();
    const found = await find(call, {
      filenames,
      kustomize: flags.text('kustomize'),
      recursive: flags.is('recursive'),
      selector: flags.text('selector'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit,
      flatten: true,
      continueOnError: true,
      validate: validation !== 'Ignore',
    });
    let count = 0;
    await found.visit(async (info) => {
      info.object = updateLastApplied(info.object ?? {}, flags.is('save-config'));
      if (dryRun !== 'client') {
        try {
          const object = withoutVersion(info.object);
          refresh(
            info,
            await createObject(call.client, info, object, {
              dryRun: dryRun === 'server',
              fieldManager: flags.text('field-manager'),
              fieldValidation: validation,
            }),
          );
        } catch (error) {
          throw whileDoing('creating', info.source, error);
        }
      }
      count++;
      printer(info.object);
    });
    if (count === 0) throw new Error('no objects passed to create');
  },
};

function withoutVersion(object: Found): Found {
  if (!isRecord(object.metadata) || !object.metadata.resourceVersion) return object;
  const { resourceVersion: _, ...metadata } = object.metadata;
  return { ...object, metadata };
}

async function createRaw(call: Call, raw: string, filenames: readonly string[]): Promise<void> {
  if (call.flags.is('edit')) throw new Error('--raw and --edit are mutually exclusive');
  if (filenames.length !== 1) throw new Error('--raw can only use a single local file or stdin');
  const [filename = ''] = filenames;
  if (/^https?:\/\//.test(filename)) throw new Error('--raw cannot read from a url');
  if (call.flags.is('recursive') || call.flags.text('selector') !== '') {
    throw new Error('--raw and --recursive are mutually exclusive');
  }
  if (call.flags.text('output') !== '') throw new Error('--raw and --output are mutually exclusive');
  if (!/^(\/|\w+:\/\/)/.test(raw)) {
    throw new Error(`--raw must be a valid URL path: parse ${JSON.stringify(raw)}: invalid URI for request`);
  }
  const body = filename === '-' ? await call.input() : call.readFile(filename);
  const { body: answer } = await call.client.ask({ method: 'POST', path: raw, isRaw: true, body });
  call.out(answer);
}
