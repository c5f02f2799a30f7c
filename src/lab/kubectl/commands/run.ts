import { asList, at } from '../../../kubernetes/data.ts';
import { type Call, type DryRun, dryRunOf, withDryRun } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { Exit, usageError } from '../errors.ts';
import { updateLastApplied } from '../last-applied.ts';
import { operationPrinter, type Printer } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import type { Found, Info } from '../resources/info.ts';
import { remove } from '../resources/info.ts';
import type { Command } from './command.ts';
import { createService } from './expose.ts';
import { withOverrides } from './override.ts';
import { attachToPod, exitCodeOf, untilPod } from './streams.ts';

/** What an image may be called (github.com/distribution/reference). */
const DOMAIN = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const PATH = '[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*';
const REFERENCE = new RegExp(
  `^(?:(?:${DOMAIN}(?:\\.${DOMAIN})*|\\[(?:[a-fA-F0-9:]+)\\])(?::[0-9]+)?/)?${PATH}(?:/${PATH})*(?::[\\w][\\w.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/** Whether a text can be an image. */
export function isImage(text: string): boolean {
  return REFERENCE.test(text);
}

const PODS = { group: '', version: 'v1', name: 'pods', namespaced: true };
const SERVICES = { group: '', version: 'v1', name: 'services', namespaced: true };

/** `kubectl run` (k8s.io/kubectl/pkg/cmd/run). */
export const run: Command = {
  required: ['image'],
  async run(call) {
    const { flags, words } = call;
    const dryRun = dryRunOf(call);
    const printer = operationPrinter(call, withDryRun('created', dryRun));
    const [name] = words;
    if (name === undefined || call.dash === 0) throw usageError('run', 'NAME is required for run');
    if (flags.duration('pod-running-timeout') <= 0)
      throw usageError('run', '--pod-running-timeout must be higher than zero');
    const isInteractive = flags.is('stdin');
    const attaches = flags.changed('attach') ? flags.is('attach') : isInteractive;
    check(call, isInteractive, attaches);
    const restart = flags.text('restart') || (isInteractive ? 'OnFailure' : 'Always');
    if (!['Always', 'OnFailure', 'Never'].includes(restart))
      throw usageError('run', `invalid restart policy: ${restart}`);
    const pull = flags.text('image-pull-policy');
    if (attaches && dryRun !== 'none')
      throw usageError(
        'run',
        "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
      );
    if (!['', 'Always', 'IfNotPresent', 'Never'].includes(pull))
      throw usageError('run', `invalid image pull policy: ${pull}`);
    const pod = withOverrides(call, podOf(call, name, restart), 'merge');
    if (dryRun === 'client') await call.client.mapper();
    const made = await createOne(call, pod, PODS, dryRun);
    const service = flags.is('expose') ? await exposePod(call, name, dryRun, printer) : undefined;
    if (!attaches) {
      printer(made);
      return;
    }
    await follow(call, made, service, restart);
  },
};

function check(call: Call, isInteractive: boolean, attaches: boolean): void {
  const { flags } = call;
  const image = flags.text('image');
  if (image === '') throw new Error('--image is required');
  if (!isImage(image)) throw new Error(`Invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (flags.is('tty') && !isInteractive)
    throw usageError('run', '-i/--stdin is required for containers with -t/--tty=true');
  if (flags.is('expose') && flags.text('port') === '')
    throw usageError('run', '--port must be set when exposing a service');
  call.namespace();
  if (!attaches && flags.is('rm')) throw usageError('run', '--rm should only be used for attached containers');
}

/** Labels as `key=value` with commas between. @throws Error in kubectl's words. */
function labelsOf(text: string, name: string): Record<string, string> {
  if (text === '') return { run: name };
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const parts = pair.split('=');
      if (parts.length !== 2) throw new Error(`unexpected label spec: ${pair}`);
      if (parts[0] === '') throw new Error('unexpected empty label key');
      return parts as [string, string];
    }),
  );
}

function podOf(call: Call, name: string, restartPolicy: string): Found {
  const { flags, words } = call;
  const env = flags.list('env').map((text) => {
    const equals = text.indexOf('=');
    if (equals <= 0 || !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text.slice(0, equals)))
      throw new Error(`invalid env: ${text}`);
    return { name: text.slice(0, equals), value: text.slice(equals + 1) };
  });
  const annotations = Object.fromEntries(
    flags.list('annotations').map((text) => {
      const equals = text.indexOf('=');
      if (equals <= 0) throw new Error(`unexpected annotation spec: ${text}`);
      return [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
  const rest = words.slice(1);
  const port = flags.text('port');
  if (port !== '' && !/^[-+]?\d+$/.test(port))
    throw new Error(`strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax`);
  const stdin = flags.is('stdin');
  const container = {
    name,
    image: flags.text('image'),
    ...(rest.length > 0 ? (flags.is('command') ? { command: rest } : { args: rest }) : {}),
    ...(port === '' ? {} : { ports: [{ containerPort: Number(port) }] }),
    ...(env.length > 0 ? { env } : {}),
    ...(flags.text('image-pull-policy') === '' ? {} : { imagePullPolicy: flags.text('image-pull-policy') }),
    ...(flags.is('privileged') ? { securityContext: { privileged: true } } : {}),
    stdin,
    stdinOnce: stdin && !flags.is('leave-stdin-open'),
    tty: flags.is('tty'),
  };
  return typed({
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: { name, labels: labelsOf(flags.text('labels'), name), annotations },
    spec: { containers: [container], restartPolicy, dnsPolicy: 'ClusterFirst' },
  });
}

async function createOne(call: Call, object: Found, target: typeof PODS, dryRun: DryRun): Promise<Found> {
  const { name: namespace, isExplicit } = call.namespace();
  if (dryRun === 'client')
    return isExplicit ? typed({ ...object, metadata: { ...(object.metadata as object), namespace } }) : object;
  const made = await call.client.json({
    method: 'POST',
    path: addressOf(target, namespace),
    query: {
      dryRun: dryRun === 'server' ? 'All' : undefined,
      fieldManager: call.flags.text('field-manager') || undefined,
    },
    body: updateLastApplied(object, call.flags.is('save-config')),
  });
  return typed(made);
}

async function exposePod(call: Call, name: string, dryRun: DryRun, printer: Printer): Promise<Found> {
  const { flags } = call;
  const labels = labelsOf(flags.text('labels'), name);
  const service = createService({
    name,
    selector: labels,
    labels: flags.text('labels') === '' ? {} : labels,
    ports: [flags.text('port')],
    protocols: {},
    flags: {},
  });
  const made = await createOne(call, service, SERVICES, dryRun);
  printer(made);
  if (flags.text('output') === 'yaml') call.out('---\n');
  return made;
}

/** Stays with the container until it ends. */
async function follow(call: Call, pod: Found, service: Found | undefined, restart: string): Promise<void> {
  const { flags } = call;
  const info: Info = {
    resource: { ...PODS, singular: 'pod', kind: 'Pod', verbs: [], shortNames: [], categories: [], subresources: [] },
    namespace: String(at(pod, 'metadata', 'namespace') ?? ''),
    name: String(at(pod, 'metadata', 'name') ?? ''),
    resourceVersion: '',
    object: pod,
  };
  const deadline = call.now() + flags.duration('pod-running-timeout');
  try {
    const ready = await untilPod(
      call,
      info,
      deadline,
      (phase, isReady) => phase === 'Succeeded' || phase === 'Failed' || (phase === 'Running' && isReady),
    );
    await attachToPod(call, ready, { stdin: flags.is('stdin'), tty: flags.is('tty'), quiet: flags.is('quiet') });
    if (flags.is('leave-stdin-open') || restart === 'Always') return;
    const end = await untilPod(
      call,
      info,
      Number.POSITIVE_INFINITY,
      (phase) => phase === 'Succeeded' || (restart === 'Never' && phase === 'Failed'),
    );
    if (at(end, 'status', 'phase') === 'Succeeded') return;
    const code = exitCodeOf(asList(at(end, 'status', 'containerStatuses'))[0]);
    const where = `pod ${info.namespace}/${info.name}`;
    if (!code) throw new Error(`${where} failed with unknown exit code`);
    const terminated = at(asList(at(end, 'status', 'containerStatuses'))[0], 'state', 'terminated') as Record<
      string,
      unknown
    >;
    call.note(
      `${where} terminated (${String(terminated.reason ?? '')})\n${String(terminated.message ?? '')}`.trimEnd(),
    );
    throw new Exit(code);
  } finally {
    if (flags.is('rm')) await removeAll(call, info, service);
  }
}

async function removeAll(call: Call, info: Info, service: Found | undefined): Promise<void> {
  const tell = (kind: string, name: string): void => {
    if (!call.flags.is('quiet')) call.out(`${kind} "${name}" deleted from ${info.namespace} namespace\n`);
  };
  await remove(call.client, info, { propagationPolicy: 'Background' }).catch(() => undefined);
  tell('pod', info.name);
  if (!service) return;
  const name = String(at(service, 'metadata', 'name'));
  await call.client.json({ method: 'DELETE', path: addressOf(SERVICES, info.namespace, name) }).catch(() => undefined);
  tell('service', name);
}
