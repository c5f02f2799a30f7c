import { asList, at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { asError, isNotFound, StatusError, usageError } from '../errors.ts';
import { find } from '../resources/builder.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { containersOf, defaultContainer, firstPods, goType, noContainer, PODS, podSelector } from './pods-of.ts';

const USAGE =
  "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command";

/** One log to read. */
interface Source {
  pod: string;
  namespace: string;
  container: string;
}

/** What is asked of each log. */
function query(call: Call): Record<string, string | undefined> {
  const { flags } = call;
  const since = flags.duration('since');
  const tail = flags.number('tail');
  const isSelection = flags.text('selector') !== '';
  const limit = flags.number('limit-bytes');
  const lines = isSelection && tail === -1 && !flags.changed('tail') ? 10 : tail;
  return {
    follow: flags.is('follow') ? 'true' : undefined,
    previous: flags.is('previous') ? 'true' : undefined,
    timestamps: flags.is('timestamps') ? 'true' : undefined,
    insecureSkipTLSVerifyBackend: flags.is('insecure-skip-tls-verify-backend') ? 'true' : undefined,
    sinceSeconds: since === 0 ? undefined : String(Math.ceil(since / 1000)),
    sinceTime: flags.text('since-time') || undefined,
    limitBytes: limit === 0 ? undefined : String(limit),
    tailLines: lines === -1 ? undefined : String(lines),
  };
}

function check(call: Call, container: string): void {
  const { flags, words } = call;
  if (flags.text('since-time') !== '' && flags.duration('since') !== 0) {
    throw new Error('at most one of `sinceTime` or `sinceSeconds` may be specified');
  }
  if (flags.is('all-containers') && container !== '') {
    throw new Error(`--all-containers=true should not be specified with container name ${container}`);
  }
  if (flags.changed('container') && words.length === 2)
    throw new Error('only one of -c or an inline [CONTAINER] arg is allowed');
  if (flags.number('limit-bytes') < 0) throw new Error('--limit-bytes must be greater than 0');
  if (flags.duration('since') < 0) throw new Error('--since must be greater than 0');
  if (flags.number('tail') < -1) throw new Error('--tail must be greater than or equal to -1');
}

/** `kubectl logs` (k8s.io/kubectl/pkg/cmd/logs). */
export const logs: Command = {
  async run(call) {
    const { flags, words } = call;
    const selector = flags.text('selector');
    if (words.length > 2 || (words.length === 0 && selector === '')) throw usageError('logs', USAGE);
    if (words.length === 1 && selector !== '')
      throw usageError('logs', 'only a selector (-l) or a POD name is allowed');
    const container = words[1] ?? flags.text('container');
    const { name: namespace } = call.namespace();
    if (flags.duration('pod-running-timeout') <= 0) throw new Error('--pod-running-timeout must be higher than zero');
    const sinceTime = flags.text('since-time');
    if (sinceTime !== '' && Number.isNaN(Date.parse(sinceTime))) {
      throw new Error(
        `parsing time ${JSON.stringify(sinceTime)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(sinceTime)} as "2006"`,
      );
    }
    const object = await objectOf(call, namespace, selector);
    check(call, container);
    const isAllPods = flags.is('all-pods');
    const sources = await sourcesOf(call, object, container, isAllPods);
    if (flags.is('follow') && sources.length > flags.number('max-log-requests')) {
      throw new Error(
        `you are attempting to follow ${sources.length} log streams, but maximum allowed concurrency is ${flags.number('max-log-requests')}, use --max-log-requests to increase the limit`,
      );
    }
    const read = (source: Source): Promise<void> => consume(call, source, flags.is('prefix') || isAllPods);
    if (flags.is('follow') && sources.length > 1) await Promise.all(sources.map(read));
    else for (const source of sources) await read(source);
  },
};

/** The object whose logs are meant, or the list of Pods that a selector gives. */
async function objectOf(call: Call, namespace: string, selector: string): Promise<Found> {
  const result = await find(call, {
    ...(selector === '' ? { words: call.words.slice(0, 1), namesOf: 'pods' } : { types: ['pods'], selector }),
    namespace,
    defaultNamespace: true,
    singleType: true,
  });
  const { infos, error } = await result.infos();
  if (error) {
    if (isNotFound(error))
      throw new Error(`error from server (NotFound): ${error.message} in namespace ${JSON.stringify(namespace)}`);
    throw error;
  }
  const [info] = infos;
  if (selector === '' && infos.length !== 1) throw new Error('expected a resource');
  const object = info?.object ?? {};
  if (selector !== '' && asList(object.items).length === 0) call.note(`No resources found in ${namespace} namespace.`);
  return object;
}

async function sourcesOf(call: Call, object: Found, container: string, isAllPods: boolean): Promise<Source[]> {
  if (Array.isArray(object.items)) {
    return asList(object.items).flatMap((pod) => sourcesOfPod(call, { ...pod }, container, isAllPods));
  }
  if (object.kind === 'Pod') return sourcesOfPod(call, object, container, isAllPods);
  let selector: string;
  try {
    selector = podSelector(object);
  } catch (error) {
    throw new Error(`cannot get the logs from ${goType(object)}: ${asError(error).message}`);
  }
  const namespace = String(at(object, 'metadata', 'namespace') ?? '');
  const pods = await firstPods(call, namespace, selector, call.flags.duration('pod-running-timeout'));
  const [first] = pods;
  if (!first) return [];
  if (pods.length > 1 && isAllPods) return pods.flatMap((pod) => sourcesOfPod(call, pod, container, true));
  if (pods.length > 1) call.note(`Found ${pods.length} pods, using pod/${String(at(first, 'metadata', 'name'))}`);
  return sourcesOfPod(call, first, container, isAllPods);
}

function sourcesOfPod(call: Call, pod: Found, wanted: string, isQuiet: boolean): Source[] {
  const name = String(at(pod, 'metadata', 'name'));
  const namespace = String(at(pod, 'metadata', 'namespace') ?? '');
  const all = containersOf(pod);
  if (call.flags.is('all-containers')) {
    const order = ['init', 'main', 'ephem'];
    return [...all]
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map(({ container }) => ({ pod: name, namespace, container: String(container.name) }));
  }
  const container = wanted || defaultContainer(call, pod, isQuiet);
  if (!all.some((one) => one.container.name === container)) throw noContainer(pod, container);
  return [{ pod: name, namespace, container }];
}

async function consume(call: Call, source: Source, hasPrefix: boolean): Promise<void> {
  const { flags } = call;
  const prefix = hasPrefix ? `[pod/${source.pod}/${source.container}] ` : '';
  const deadline = call.now() + flags.duration('pod-running-timeout');
  for (;;) {
    try {
      await readLog(call, source, prefix);
      return;
    } catch (error) {
      if (flags.is('ignore-errors')) {
        call.out(`error: ${asError(error).message}\n`);
        return;
      }
      if (!flags.is('follow')) throw error;
      call.note(asError(error).message);
      if (!(error instanceof StatusError)) throw error;
      if (call.now() + 1000 > deadline) throw new Error('timed out waiting for the condition');
      await call.context.clock.sleep(1000, call.context.signal);
      call.throwIfStopped();
    }
  }
}

async function readLog(call: Call, { pod, namespace, container }: Source, prefix: string): Promise<void> {
  const { body, stream } = await call.client.ask({
    path: addressOf(PODS, namespace, pod, 'log'),
    query: { container, ...query(call) },
  });
  let isLineStart = true;
  const write = (text: string): void => {
    if (text === '') return;
    if (prefix === '') {
      call.out(text);
      return;
    }
    const lines = text.split(/(?<=\n)/);
    for (const line of lines) {
      call.out(`${isLineStart ? prefix : ''}${line}`);
      isLineStart = line.endsWith('\n');
    }
  };
  write(body);
  if (!stream) return;
  const stop = (): void => stream.close();
  call.context.signal.addEventListener('abort', stop);
  for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) write(piece);
  call.context.signal.removeEventListener('abort', stop);
}
