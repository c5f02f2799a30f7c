import { asList, at } from '../../../kubernetes/data.ts';
import type { ApiRequest, ApiResponse } from '../../api/protocol.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { asError, usageError } from '../errors.ts';
import type { Found } from '../resources/info.ts';
import type { Command } from './command.ts';
import { attachablePod } from './exec.ts';
import { PODS } from './pods-of.ts';

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

interface Pair {
  local: number;
  remote: number;
}

/** Ports that a system gives out by itself. */
const FIRST_FREE = 32_768;
const FREE = 28_000;
/** Ports below this one belong to the administrator of a computer. */
const PRIVILEGED = 1024;

function pairOf(text: string): Pair {
  const [local = '', remote = local] = text.split(':');
  return { local: Number(local === '' ? 0 : local), remote: Number(remote) };
}

/** Listens at ports of the session, and gives what comes to a Pod, until somebody stops it or the Pod has gone. */
async function forward(call: Call, pod: Found, pairs: readonly Pair[]): Promise<void> {
  const { context, flags } = call;
  const given = flags.list('address');
  const addresses = (given.length > 0 ? given : ['localhost']).map((address) =>
    address === 'localhost' ? '127.0.0.1' : address,
  );
  const path = addressOf(
    PODS,
    String(at(pod, 'metadata', 'namespace') ?? ''),
    String(at(pod, 'metadata', 'name') ?? ''),
    'portforward',
  );
  const open: (() => void)[] = [];
  let lose = (): void => undefined;
  const lost = new Promise<'lost'>((resolve) => {
    lose = () => resolve('lost');
  });
  for (const { local, remote } of pairs) {
    const port = local === 0 ? FIRST_FREE + Math.floor(context.random() * FREE) : local;
    const pass = async (request: ApiRequest): Promise<ApiResponse> => {
      call.out(`Handling connection for ${port}\n`);
      const { method, headers, body = '' } = request;
      const answer = await ask(call, path, remote, { method, path: request.path, headers, body });
      if ('problem' in answer) {
        call.note(
          `E${klogTime(context.clock.now())}       1 portforward.go:424] "Unhandled Error" err="an error occurred forwarding ${port} -> ${remote}: ${answer.problem}" logger="UnhandledError"`,
        );
        lose();
        return { status: 0, headers: {}, warnings: [], body: '' };
      }
      return { ...answer, warnings: [] };
    };
    for (const address of addresses) {
      const stop =
        port < PRIVILEGED
          ? 'permission denied'
          : (context.listen(`http://${address}:${port}`, pass) ?? 'address already in use');
      if (typeof stop === 'function') {
        open.push(stop);
        call.out(`Forwarding from ${address}:${port} -> ${remote}\n`);
        if (address === '127.0.0.1') call.out(`Forwarding from [::1]:${port} -> ${remote}\n`);
      } else
        call.note(
          `Unable to listen on port ${port}: Listeners failed to create with the following errors: [unable to create listener: Error listen tcp4 ${address}:${port}: bind: ${stop} unable to create listener: Error listen tcp6 [::1]:${port}: bind: ${stop}]`,
        );
    }
  }
  if (open.length === 0)
    throw new Error(
      `unable to listen on any of the requested ports: [${pairs.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')}]`,
    );
  const ended = await Promise.race([
    lost,
    new Promise<undefined>((resolve) => {
      if (context.signal.aborted) resolve(undefined);
      context.signal.addEventListener('abort', () => resolve(undefined));
    }),
  ]);
  for (const stop of open) stop();
  if (ended) throw new Error('lost connection to pod');
}

/** The head of a line that klog writes: month, day and time. */
function klogTime(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return `${text.slice(5, 7)}${text.slice(8, 10)} ${text.slice(11, 23)}000`;
}

async function ask(
  call: Call,
  path: string,
  port: number,
  request: object,
): Promise<{ status: number; headers: Record<string, string>; body: string } | { problem: string }> {
  try {
    const { stream } = await call.client.ask({
      method: 'POST',
      path: `${path}?ports=${port}`,
      body: JSON.stringify(request),
      contentType: 'text/plain',
    });
    const piece = await stream?.next();
    const answer = JSON.parse(piece?.slice(1) ?? '{}') as
      | { status: number; headers: Record<string, string>; body: string }
      | { problem: string };
    if (!('problem' in answer)) return answer;
    return {
      problem: `error forwarding port ${port} to pod: failed to execute portforward in network namespace: failed to connect to localhost:${port} inside namespace, IPv4: dial tcp4 127.0.0.1:${port}: connect: connection ${answer.problem} IPv6 dial tcp6 [::1]:${port}: connect: connection ${answer.problem} `,
    };
  } catch (error) {
    return { problem: asError(error).message };
  }
}

/** `kubectl port-forward`: listens at ports of the session, and gives what comes to a Pod. */
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
    await forward(call, pod, ports.map(pairOf));
  },
};
