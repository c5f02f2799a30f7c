import { at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { asError, usageError } from '../errors.ts';
import { find } from '../resources/builder.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { containersOf, defaultContainer, firstPods, goType, noContainer, podSelector } from './pods-of.ts';
import { streamOf } from './streams.ts';

/** The Pod that words or files name: itself, or the first one of a workload or Service. @throws Error, StatusError */
export async function attachablePod(
  call: Call,
  word: string | undefined,
  verb: string,
  timeout: number,
): Promise<{ pod: Found; object: Found }> {
  const { name: namespace, isExplicit } = call.namespace();
  const filenames = call.flags.byName('filename') ? call.flags.list('filename') : [];
  const result = await find(call, {
    filenames,
    ...(word === undefined ? {} : { words: [word], namesOf: 'pods' }),
    namespace,
    defaultNamespace: true,
    enforceNamespace: isExplicit && filenames.length > 0,
    latest: filenames.length > 0,
  });
  const { infos, error } = await result.infos();
  if (error) throw error;
  const object = infos[0]?.object ?? {};
  if (infos.length !== 1) throw new Error('expected a resource');
  if (object.kind === 'Pod') return { pod: object, object };
  let selector: string;
  try {
    selector = podSelector(object);
  } catch (thrown) {
    throw new Error(`cannot ${verb} ${goType(object)}: ${asError(thrown).message}`);
  }
  const pods = await firstPods(call, String(at(object, 'metadata', 'namespace') ?? ''), selector, timeout);
  return { pod: pods[0] ?? {}, object };
}

/** The container that is meant. @throws Error if the Pod has none of that name. */
export function containerOf(call: Call, pod: Found, isQuiet: boolean): string {
  const wanted = call.flags.text('container');
  if (wanted === '') return defaultContainer(call, pod, isQuiet);
  if (!containersOf(pod).some(({ container }) => container.name === wanted)) throw noContainer(pod, wanted);
  return wanted;
}

/** `kubectl exec` (k8s.io/kubectl/pkg/cmd/exec). */
export const exec: Command = {
  async run(call) {
    const { flags, words, dash } = call;
    const hasFiles = flags.list('filename').length > 0;
    const resource = words.length > 0 && dash !== 0 ? words[0] : undefined;
    if (dash === -1 && (words.length > 1 || (words.length > 0 && hasFiles))) {
      throw usageError('exec', 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    }
    const command = dash > -1 ? words.slice(dash) : [];
    call.namespace();
    if (resource === undefined && !hasFiles) throw new Error('pod, type/name or --filename must be specified');
    if (command.length === 0) throw new Error('you must specify at least one command for the container');
    const timeout = flags.duration('pod-running-timeout');
    if (timeout <= 0) throw new Error('--pod-running-timeout must be higher than zero');
    const { pod } = await attachablePod(call, resource, 'attach to', timeout);
    const phase = at(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new Error(`cannot exec into a container in a completed pod; current phase is ${String(phase)}`);
    }
    const container = containerOf(call, pod, flags.is('quiet'));
    const stdin = flags.is('stdin');
    const tty = flags.is('tty') && stdin && call.context.isTerminal;
    if (flags.is('tty') && !tty) call.note('Unable to use a TTY - input is not a terminal or the right kind of file');
    await streamOf(call, pod, 'exec', { stdin, tty, container }, command);
  },
};

/** `kubectl attach` (k8s.io/kubectl/pkg/cmd/attach). */
export const attach: Command = {
  async run(call) {
    const { flags, words } = call;
    if (words.length === 0 && flags.list('filename').length === 0)
      throw usageError('attach', 'at least 1 argument is required for attach');
    if (words.length > 1)
      throw usageError(
        'attach',
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${words.length}: ${words.join(' ')}`,
      );
    const timeout = flags.duration('pod-running-timeout');
    if (timeout <= 0) throw usageError('attach', '--pod-running-timeout must be higher than zero');
    const { pod } = await attachablePod(call, words[0], 'attach to', timeout);
    const phase = at(pod, 'status', 'phase');
    if (phase === 'Succeeded' || phase === 'Failed') {
      throw new Error(`cannot attach a container in a completed pod; current phase is ${String(phase)}`);
    }
    const container = containerOf(call, pod, flags.is('quiet'));
    const stdin = flags.is('stdin');
    if (!flags.is('quiet'))
      call.note(
        "All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\nIf you don't see a command prompt, try pressing enter.",
      );
    await streamOf(call, pod, 'attach', { stdin, tty: flags.is('tty') && stdin && call.context.isTerminal, container });
  },
};
