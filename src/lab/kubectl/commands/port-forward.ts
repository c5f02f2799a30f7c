import { asList, at } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { PlainError, usageError } from '../errors.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { attachablePod } from './exec.ts';

/** A port of a Service as the port of its Pod. @throws Error if it has none of that number or name. */
function servicePort(service: Found, pod: Found, text: string): string {
  const [local = '', remote = local] = text.includes(':') ? text.split(':') : [text, text];
  const port = asList(at(service, 'spec', 'ports')).find((one) => String(one.port) === remote || one.name === remote);
  if (!port) {
    throw new Error(
      /^\d+$/.test(remote)
        ? `Service ${String(at(service, 'metadata', 'name'))} does not have a service port ${remote}`
        : `Service '${String(at(service, 'metadata', 'name'))}' does not have a named port '${remote}'`,
    );
  }
  const target =
    typeof port.targetPort === 'string' ? containerPort(pod, port.targetPort) : (port.targetPort ?? port.port);
  const from = text.includes(':') ? local : String(port.port);
  return String(target) === from ? from : `${from}:${String(target)}`;
}

function containerPort(pod: Found, name: string): number {
  for (const container of asList(at(pod, 'spec', 'containers'))) {
    const port = asList(container.ports).find((one) => one.name === name);
    if (port) return Number(port.containerPort);
  }
  throw new Error(`Pod '${String(at(pod, 'metadata', 'name'))}' does not have a named port '${name}'`);
}

function podPort(pod: Found, text: string): string {
  const [local = '', remote] = text.includes(':') ? text.split(':') : ['', text];
  if (remote === undefined || /^\d+$/.test(remote)) return text;
  const port = containerPort(pod, remote);
  return text.includes(':') ? `${local}:${port}` : String(port);
}

/** `kubectl port-forward`: checks all that the real one checks before it listens. */
export const portForward: Command = {
  async run(call: Call) {
    const { flags, words } = call;
    if (words.length < 2) throw usageError('port-forward', 'TYPE/NAME and list of ports are required for port-forward');
    const timeout = flags.duration('pod-running-timeout');
    if (timeout <= 0) throw usageError('port-forward', '--pod-running-timeout must be higher than zero');
    const { pod, object } = await attachablePod(call, words[0], 'attach to', timeout);
    const ports = words
      .slice(1)
      .map((text) => (object.kind === 'Service' ? servicePort(object, pod, text) : podPort(pod, text)));
    const phase = String(at(pod, 'status', 'phase') ?? '');
    if (phase !== 'Running')
      throw new Error(`unable to forward port because pod is not running. Current status=${phase}`);
    for (const text of ports) {
      if (!/^(\d*:)?\d+$/.test(text)) throw new Error(`invalid port format '${text}'`);
    }
    throw new PlainError(
      `The practice cluster has no ports of your computer to forward from, so port ${ports.join(', ')} of pod ${String(at(pod, 'metadata', 'name'))} stays inside of it. On your own cluster kubectl port-forward does it.`,
    );
  },
};
