import { asRecord, at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { find } from '../resources/builder.ts';
import type { Command } from './command.ts';
import { afterDash, createGenerated, onlyName, ownNamespace } from './create.ts';

const RANDOM = 'bcdfghjklmnpqrstvwxz2456789';

/** Name of a container from the name of its image. */
function containerName(call: Call, image: string): string {
  const [name = ''] = (image.split('/').at(-1) ?? '').split(/[:@]/);
  if (!/[_.]/.test(name)) return name;
  const suffix = Array.from({ length: 5 }, () => RANDOM[Math.floor(call.context.random() * RANDOM.length)]).join('');
  return `${name.replace(/[_.]/g, '-')}-${suffix}`;
}

function command(words: readonly string[]): { command?: readonly string[] } {
  return words.length > 0 ? { command: words } : {};
}

const deployment: Command = {
  required: ['image'],
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const words = afterDash(call);
    const images = flags.list('image');
    if (images.length > 1 && words.length > 0) throw new Error('cannot specify multiple --image options and command');
    const containers: Record<string, unknown>[] = images.map((image) => ({
      name: containerName(call, image),
      image,
      ...command(words),
    }));
    const port = flags.number('port');
    if (port >= 0 && containers[0]) containers[0].ports = [{ containerPort: port }];
    const labels = { app: name };
    await createGenerated(
      call,
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name, labels, ...ownNamespace(call) },
        spec: {
          replicas: flags.number('replicas'),
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
      { group: 'apps', version: 'v1', name: 'deployments', namespaced: true, failure: 'failed to create deployment: ' },
    );
  },
};

const JOBS = { group: 'batch', version: 'v1', name: 'jobs', namespaced: true, failure: 'failed to create job: ' };

const job: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const words = afterDash(call);
    const image = flags.text('image');
    const from = flags.text('from');
    if ((image === '') === (from === '')) throw new Error('either --image or --from must be specified');
    if (words.length > 0 && from !== '') throw new Error('cannot specify --from and command');
    const head = { apiVersion: 'batch/v1', kind: 'Job' };
    if (image !== '') {
      const container = { name, image, ...command(words) };
      const spec = { template: { spec: { containers: [container], restartPolicy: 'Never' } } };
      return createGenerated(call, { ...head, metadata: { name, ...ownNamespace(call) }, spec }, JOBS);
    }
    const found = await find(call, {
      words: [from],
      namespace: call.namespace().name,
      defaultNamespace: true,
      flatten: true,
      latest: true,
    });
    const { infos, error } = await found.infos();
    if (error) throw error;
    const [info] = infos;
    if (infos.length !== 1 || !info?.object) throw new Error('from must be an existing cronjob');
    const source = info.object;
    if (source.kind !== 'CronJob') throw new Error(`unknown object type *v1.${String(source.kind)}`);
    const template = asRecord(at(source, 'spec', 'jobTemplate'));
    const metadata = {
      name,
      annotations: {
        'cronjob.kubernetes.io/instantiate': 'manual',
        ...asRecord(at(template, 'metadata', 'annotations')),
      },
      labels: at(template, 'metadata', 'labels'),
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'CronJob',
          name: at(source, 'metadata', 'name'),
          uid: at(source, 'metadata', 'uid'),
          controller: true,
        },
      ],
      ...ownNamespace(call),
    };
    return createGenerated(call, { ...head, metadata, spec: template.spec }, JOBS);
  },
};

const cronjob: Command = {
  required: ['image', 'schedule'],
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const restartPolicy = flags.text('restart') || 'OnFailure';
    const container = { name, image: flags.text('image'), ...command(afterDash(call)) };
    const jobTemplate = {
      metadata: { name },
      spec: { template: { spec: { containers: [container], restartPolicy } } },
    };
    await createGenerated(
      call,
      {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name, ...ownNamespace(call) },
        spec: { schedule: flags.text('schedule'), jobTemplate },
      },
      { group: 'batch', version: 'v1', name: 'cronjobs', namespaced: true, failure: 'failed to create cronjob: ' },
    );
  },
};

/** Generators of workloads. */
export const createWorkloads: Readonly<Record<string, Command>> = {
  'create deployment': deployment,
  'create job': job,
  'create cronjob': cronjob,
};
