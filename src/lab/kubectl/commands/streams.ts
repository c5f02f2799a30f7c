import { at, type Data } from '../../../kubernetes/data.ts';
import type { Call } from '../call.ts';
import { addressOf } from '../client/discovery.ts';
import { asError, Exit, StatusError } from '../errors.ts';
import type { Found } from '../resources/info.ts';
import { defaultContainer, PODS, untilPod } from './pods-of.ts';

export { untilPod };

/** How one talks with a container. */
export interface StreamOptions {
  stdin: boolean;
  tty: boolean;
  quiet?: boolean;
  container?: string;
}

/** The exit code of a container that has ended; undefined if it is not known. */
export function exitCodeOf(status: Data | undefined): number | undefined {
  const code = at(status, 'state', 'terminated', 'exitCode');
  return typeof code === 'number' ? code : undefined;
}

/**
 * Runs a command in a container, or attaches to it. What the container writes comes piece by piece; the standard input goes in the body of
 * the request, as one text. The code with which a command ended is in the header `x-exit-code`, once the stream is over.
 * @throws Error with what the server refuses; Exit with the code of the command if it is not 0.
 */
export async function streamOf(
  call: Call,
  pod: Found,
  what: 'exec' | 'attach',
  options: StreamOptions,
  command: readonly string[] = [],
): Promise<void> {
  const namespace = String(at(pod, 'metadata', 'namespace') ?? '');
  const name = String(at(pod, 'metadata', 'name') ?? '');
  const words = command.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  const path = `${addressOf(PODS, namespace, name, what)}${words === '' ? '' : `?${words}`}`;
  const query = {
    container: options.container || undefined,
    stdin: options.stdin ? 'true' : undefined,
    stdout: 'true',
    stderr: options.tty ? undefined : 'true',
    tty: options.tty ? 'true' : undefined,
  };
  const body = options.stdin ? await call.input() : undefined;
  let response: Awaited<ReturnType<typeof call.client.ask>>;
  try {
    response = await call.client.ask({
      method: 'POST',
      path,
      query,
      ...(body === undefined ? {} : { body, contentType: 'text/plain' }),
    });
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.reason === 'Forbidden') throw error;
    throw new Error(`unable to upgrade connection: ${asError(error).message}`);
  }
  const { stream } = response;
  call.out(response.body);
  if (stream) {
    const stop = (): void => stream.close();
    call.context.signal.addEventListener('abort', stop);
    for (let piece = await stream.next(); piece !== undefined; piece = await stream.next()) call.out(piece);
    call.context.signal.removeEventListener('abort', stop);
  }
  const code = Number(response.headers['x-exit-code'] ?? 0);
  if (code !== 0) {
    call.note(`command terminated with exit code ${code}`);
    throw new Exit(code);
  }
}

/** Attaches to a Pod after it has been started: shows its log if that is not possible. */
export async function attachToPod(call: Call, pod: Found, options: StreamOptions): Promise<void> {
  const container = options.container || defaultContainer(call, pod, true);
  const phase = at(pod, 'status', 'phase');
  const namespace = String(at(pod, 'metadata', 'namespace') ?? '');
  const name = String(at(pod, 'metadata', 'name') ?? '');
  const showLog = async (): Promise<void> => {
    const { body, stream } = await call.client.ask({
      path: addressOf(PODS, namespace, name, 'log'),
      query: { container },
    });
    call.out(body);
    for (let piece = await stream?.next(); piece !== undefined; piece = await stream?.next()) call.out(piece);
  };
  if (phase === 'Succeeded' || phase === 'Failed') return showLog();
  if (!options.quiet && options.stdin) call.note("If you don't see a command prompt, try pressing enter.");
  try {
    await streamOf(call, pod, 'attach', { ...options, container });
  } catch (error) {
    if (error instanceof Exit) throw error;
    call.note(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${asError(error).message}`);
    await showLog();
  }
}
