import { asRecord, at } from '../../../kubernetes/data.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { hasReason } from '../errors.ts';
import { operationPrinter } from '../print/printer.ts';
import { fileOptions, find } from '../resources/builder.ts';
import { type Found, type Info, PATCH_TYPES } from '../resources/info.ts';
import type { Command } from './command.ts';

/** `kubectl scale` (k8s.io/kubectl/pkg/cmd/scale). */
export const scale: Command = {
  required: ['replicas'],
  async run(call) {
    const { flags } = call;
    const dryRun = dryRunOf(call);
    const printer = operationPrinter(call, withDryRun('scaled', dryRun));
    const { name, isExplicit } = call.namespace();
    const replicas = flags.number('replicas');
    if (replicas < 0)
      throw new Error('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0');
    if (flags.number('current-replicas') < -1)
      throw new Error('The --current-replicas must specify an integer of -1 or greater');
    const result = await find(call, {
      ...fileOptions(flags),
      words: call.words,
      allowsEmptySelector: flags.is('all'),
      selector: flags.text('selector'),
      namespace: name,
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length > 0,
      flatten: true,
      continueOnError: true,
    });
    const { infos, error } = await result.infos();
    if (flags.text('resource-version') !== '' && infos.length > 1) {
      throw new Error('cannot use --resource-version with multiple resources');
    }
    if (infos.length === 0) throw error ?? new Error('no objects passed to scale');
    for (const info of infos) {
      const size = dryRun === 'client' ? replicas : await scaleOne(call, info, replicas, dryRun);
      if (/^(apps|)$/.test(info.resource?.group ?? '')) info.object = withReplicas(info.object ?? {}, size);
      printer(info.object);
    }
    if (error) throw error;
  },
};

function withReplicas(object: Found, replicas: number): Found {
  return { ...object, spec: { ...asRecord(object.spec), replicas } };
}

function scalePath({ resource, namespace, name }: Info): string {
  if (!resource) throw new Error('local operation only');
  return addressOf(resource, namespace, name, 'scale');
}

async function scaleOne(call: Call, info: Info, replicas: number, dryRun: DryRun): Promise<number> {
  const until = call.now() + 5 * 6e4;
  for (;;) {
    try {
      const size = await scaleOnce(call, info, replicas, dryRun);
      if (call.flags.duration('timeout') !== 0 && dryRun === 'none') await untilScaled(call, info, replicas);
      return size;
    } catch (error) {
      if (!hasReason(error, 'Conflict') || call.now() >= until) throw error;
      await call.context.clock.sleep(1000, call.context.signal);
      call.throwIfStopped();
    }
  }
}

async function scaleOnce(call: Call, info: Info, replicas: number, dryRun: DryRun): Promise<number> {
  const { flags } = call;
  const path = scalePath(info);
  const query = { dryRun: dryRun === 'server' ? 'All' : undefined };
  const [size, version] = [flags.number('current-replicas'), flags.text('resource-version')];
  if (size === -1 && version === '') {
    const patched = await call.client.json({
      method: 'PATCH',
      path,
      query,
      body: JSON.stringify({ spec: { replicas } }),
      contentType: PATCH_TYPES.merge,
    });
    return Number(at(patched, 'spec', 'replicas') ?? 0);
  }
  const current = await call.client.json({ path });
  const now = Number(at(current, 'spec', 'replicas') ?? 0);
  const present = String(at(current, 'metadata', 'resourceVersion') ?? '');
  if (size !== -1 && now !== size) throw new Error(`Expected replicas to be ${size}, was ${now}`);
  if (version !== '' && present !== version)
    throw new Error(`Expected resource version to be ${version}, was ${present}`);
  const updated = await call.client.json({ method: 'PUT', path, query, body: withReplicas(current, replicas) });
  return Number(at(updated, 'spec', 'replicas') ?? 0);
}

async function untilScaled(call: Call, info: Info, replicas: number): Promise<void> {
  const deadline = call.now() + call.flags.duration('timeout');
  for (;;) {
    const current = await call.client.json({ path: scalePath(info) });
    const wanted = Number(at(current, 'spec', 'replicas') ?? 0);
    if (wanted !== replicas || Number(at(current, 'status', 'replicas') ?? 0) === replicas) return;
    if (call.now() + 1000 > deadline)
      throw new Error(`timed out waiting for ${JSON.stringify(info.name)} to be synced`);
    await call.context.clock.sleep(1000, call.context.signal);
    call.throwIfStopped();
  }
}
