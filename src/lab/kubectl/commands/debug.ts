import { asList, asRecord, at, type Data } from '../../../kubernetes/data.ts';
import { strategicMerge } from '../../../kubernetes/structs/merge.ts';
import { readYaml } from '../../yaml/values.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { untilObject, WEEK } from '../client/until.ts';
import { hasReason } from '../errors.ts';
import { twoWayPatch } from '../patch/three-way.ts';
import { compactJson } from '../print/json.ts';
import { find } from '../resources/builder.ts';
import { infoOf } from '../resources/files.ts';
import { type Found, kindText, PATCH_TYPES } from '../resources/info.ts';
import type { Command } from './command.ts';
import { applyProfile, checkProfile, type Style } from './debug-profiles.ts';
import { containersOf, PODS } from './pods-of.ts';
import { isImage } from './run.ts';
import { attachToPod } from './streams.ts';

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

function randomSuffix(call: Call): string {
  const letter = (): string => LETTERS[Math.floor(call.context.random() * LETTERS.length)] as string;
  return Array.from({ length: 5 }, letter).join('');
}

/** What was asked for, put together. */
interface Plan {
  call: Call;
  command: readonly string[];
  images: ReadonlyMap<string, string>;
  custom: Data | undefined;
}

function checkFlags({ flags, words, dash }: Call, { command, images }: Plan): void {
  const given = (name: string): boolean => flags.text(name) !== '';
  if (flags.is('attach') && flags.changed('attach') && !given('image') && !given('container'))
    throw new Error('you must specify --container or create a new container using --image in order to attach.');
  if (given('copy-to')) {
    if (!given('image') && images.size === 0 && command.length === 0)
      throw new Error('you must specify --image, --set-image or command arguments.');
    if (command.length > 0 && !given('container') && !given('image'))
      throw new Error('you must specify an existing container or a new image when specifying args.');
  } else {
    for (const flag of ['replace', 'same-node'])
      if (flags.is(flag)) throw new Error(`--${flag} may only be used with --copy-to.`);
    if (images.size > 0) throw new Error('--set-image may only be used with --copy-to.');
    if (!given('image')) throw new Error('you must specify --image when not using --copy-to.');
  }
  const image = flags.text('image');
  if (image !== '' && !isImage(image))
    throw new Error(`invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if ((dash < 0 ? words : words.slice(0, dash)).length === 0 && flags.list('filename').length === 0)
    throw new Error('NAME or filename is required for debug');
  const policy = flags.text('image-pull-policy');
  if (!['', 'Always', 'IfNotPresent', 'Never'].includes(policy))
    throw new Error(`invalid image pull policy: ${policy}`);
  for (const [name, one] of images) {
    if (!isImage(one))
      throw new Error(
        `invalid image name ${JSON.stringify(one)} for container ${JSON.stringify(name)}: invalid reference format`,
      );
  }
  if (given('target') && given('copy-to'))
    throw new Error('--target is incompatible with --copy-to. Use --share-processes instead.');
}

function containerName(call: Call, pod: Data): string {
  const wanted = call.flags.text('container');
  if (wanted !== '') return wanted;
  const names = containersOf(pod as Found).map(({ container }) => container.name);
  let name = '';
  while (name === '' || names.includes(name)) name = `debugger-${randomSuffix(call)}`;
  if (!call.flags.is('quiet')) call.out(`Defaulting debug container name to ${name}.\n`);
  return name;
}

/** What the flags say of the container that looks into the Pod. */
function settings({ call, command }: Plan): Data {
  const { flags } = call;
  const policy = flags.text('image-pull-policy');
  const env = flags.list('env').map((pair) => ({
    name: pair.slice(0, pair.indexOf('=')),
    value: pair.slice(pair.indexOf('=') + 1),
  }));
  return {
    ...(flags.text('image') === '' ? {} : { image: flags.text('image') }),
    ...(command.length === 0 ? {} : { [flags.is('arguments-only') ? 'args' : 'command']: command }),
    ...(env.length > 0 ? { env } : {}),
    ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.is('stdin') ? { stdin: true } : {}),
    ...(flags.is('tty') ? { tty: true } : {}),
  };
}

/** Applies the profile, and what the person's own one says. */
function profiled({ call, custom }: Plan, pod: Data, name: string, style: Style): Data {
  const changed = applyProfile(call.flags, pod, name, style);
  if (!custom) return changed;
  const list = style === 'ephemeral' ? 'ephemeralContainers' : 'containers';
  const spec = asRecord(changed.spec);
  const containers = asList(spec[list]).map((one) =>
    one.name === name ? strategicMerge(one, { ...custom, name }, 'core/v1.Container') : one,
  );
  return { ...changed, spec: { ...spec, [list]: containers } };
}

async function createPod(call: Call, namespace: string, pod: Data): Promise<Found> {
  return call.client.json({
    method: 'POST',
    path: addressOf(PODS, namespace),
    query: { fieldManager: 'kubectl-debug' },
    body: { apiVersion: 'v1', kind: 'Pod', ...pod },
  });
}

async function onNode(plan: Plan, node: Found): Promise<{ pod: Found; container: string }> {
  const { call } = plan;
  const nodeName = String(at(node, 'metadata', 'name'));
  const container = call.flags.text('container') || 'debugger';
  const name = `node-debugger-${nodeName}-${randomSuffix(call)}`;
  if (!call.flags.is('quiet'))
    call.out(`Creating debugging pod ${name} with container ${container} on node ${nodeName}.\n`);
  const pod = profiled(
    plan,
    {
      metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'kubectl-debug' } },
      spec: {
        containers: [{ name: container, terminationMessagePolicy: 'File', ...settings(plan) }],
        nodeName,
        restartPolicy: 'Never',
        tolerations: [{ operator: 'Exists' }],
      },
    },
    container,
    'node',
  );
  return { pod: await createPod(call, call.namespace().name, pod), container };
}

async function inPod(plan: Plan, pod: Found): Promise<{ pod: Found; container: string }> {
  const { call } = plan;
  const { namespace, name: podName } = asRecord(pod.metadata);
  const name = containerName(call, pod);
  const target = call.flags.text('target');
  const spec = asRecord(pod.spec);
  const added = {
    name,
    terminationMessagePolicy: 'File',
    ...settings(plan),
    ...(target === '' ? {} : { targetContainerName: target }),
  };
  const wanted = profiled(
    plan,
    { ...pod, spec: { ...spec, ephemeralContainers: [...asList(spec.ephemeralContainers), added] } },
    name,
    'ephemeral',
  );
  try {
    const changed = await call.client.json({
      method: 'PATCH',
      path: addressOf(PODS, String(namespace), String(podName), 'ephemeralcontainers'),
      body: compactJson(twoWayPatch(pod, wanted as Found, 'core/v1.Pod')),
      contentType: PATCH_TYPES.strategic,
    });
    return { pod: changed, container: name };
  } catch (error) {
    if (hasReason(error, 'NotFound') && !error.status.details?.name) {
      throw new Error(
        `ephemeral containers are disabled for this cluster (error from server: ${JSON.stringify(error.message)})`,
      );
    }
    throw error;
  }
}

async function asCopy(plan: Plan, pod: Found): Promise<{ pod: Found; container: string }> {
  const { call, images } = plan;
  const { flags } = call;
  const { namespace, labels, annotations, name: oldName } = asRecord(pod.metadata);
  const { ephemeralContainers: _, nodeName, ...rest } = asRecord(pod.spec);
  let containers = asList(rest.containers).map((one) => {
    const image = images.get(String(one.name)) ?? images.get('*');
    return image === undefined ? one : { ...one, image };
  });
  const spec = {
    ...rest,
    ...(flags.is('same-node') && nodeName ? { nodeName } : {}),
    ...(flags.changed('share-processes') ? { shareProcessNamespace: flags.is('share-processes') } : {}),
  };
  const base = { metadata: { name: flags.text('copy-to'), namespace, labels, annotations } };
  let name = flags.text('container');
  const known = containers.find((one) => one.name === name);
  let copied: Data;
  if (!known && flags.text('image') === '' && images.size > 0) {
    name = '';
    copied = { ...base, spec: { ...spec, containers } };
  } else {
    if (!known && flags.text('image') === '') throw new Error('you must specify image when creating new container');
    if (!known) {
      if (name === '') name = containerName(call, { spec: { ...spec, containers } });
      containers = [...containers, { name, terminationMessagePolicy: 'File' }];
    }
    const own = settings(plan);
    containers = containers.map((one) => {
      if (one.name !== name) return one;
      const { stdin: __, tty: ___, args, ...kept } = one;
      return { ...kept, ...(own.command || args === undefined ? {} : { args }), ...own };
    });
    copied = profiled(plan, { ...base, spec: { ...spec, containers } }, name, 'copy');
  }
  const created = await createPod(call, String(namespace), copied);
  if (flags.is('replace')) {
    await call.client.json({
      method: 'DELETE',
      path: addressOf(PODS, String(namespace), String(oldName)),
      body: { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0 },
    });
  }
  return { pod: created, container: name };
}

function planOf(call: Call): Plan {
  const { words, dash, flags } = call;
  const images = new Map(
    flags.list('set-image').map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0)
        throw new Error(
          `invalid argument ${JSON.stringify(pair)} for "--set-image" flag: ${pair} must be formatted as key=value`,
        );
      return [pair.slice(0, equals), pair.slice(equals + 1)] as const;
    }),
  );
  checkProfile(flags.text('profile'));
  const file = flags.text('custom');
  const custom = file === '' ? undefined : asRecord(readYaml(call.readFile(file)));
  return { call, images, custom, command: dash < 0 ? [] : words.slice(dash) };
}

/** `kubectl debug` (k8s.io/kubectl/pkg/cmd/debug). */
export const debug: Command = {
  async run(call) {
    const { flags, words, dash } = call;
    const plan = planOf(call);
    checkFlags(call, plan);
    const target = flags.text('target');
    if (target !== '' && !flags.is('quiet')) {
      call.out(
        `Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`,
      );
    }
    if (flags.is('tty') && !flags.is('stdin'))
      throw new Error('-i/--stdin is required for containers with -t/--tty=true');
    if (flags.text('profile') === 'legacy') {
      call.note(
        '--profile=legacy is deprecated and planned to be removed in v1.39. It is recommended to specify other profile, for example "--profile=general".',
      );
    }
    const { name: namespace, isExplicit } = call.namespace();
    const found = await find(call, {
      filenames: flags.list('filename'),
      words: dash < 0 ? words : words.slice(0, dash),
      namesOf: 'pods',
      namespace,
      defaultNamespace: true,
      enforceNamespace: isExplicit && flags.list('filename').length > 0,
    });
    const attaches = flags.changed('attach') ? flags.is('attach') : flags.is('stdin');
    await found.visit(async (info) => {
      const object = info.object ?? {};
      if (object.kind !== 'Node' && object.kind !== 'Pod')
        throw new Error(`${JSON.stringify(info.resource ? kindText(info.resource) : '')} not supported by debug`);
      const look = object.kind === 'Node' ? onNode : flags.text('copy-to') === '' ? inPod : asCopy;
      const { pod, container } = await look(plan, object);
      if (!attaches || container === '') return;
      const started = infoOf(pod);
      started.resource = (await call.client.mapper()).byKind('v1', 'Pod');
      let present = pod;
      await untilObject(call, started, call.now() + WEEK, (seen) => {
        present = seen ?? present;
        return isStarted(present, container);
      });
      await attachToPod(call, present, { stdin: flags.is('stdin'), tty: flags.is('tty'), container });
    });
  },
};

function isStarted(pod: Found, container: string): boolean {
  const status = asRecord(pod.status);
  const all = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'].flatMap((list) =>
    asList(status[list]),
  );
  const state = asRecord(all.find(({ name }) => name === container)?.state);
  return state.running !== undefined || state.terminated !== undefined;
}
