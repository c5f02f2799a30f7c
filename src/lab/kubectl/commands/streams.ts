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
 * the request, as one text. Of a command each piece begins with its channel: 1 what it prints, 2 its errors, 3 the code with which it ended.
 * @throws Error with what the server refuses; Exit with the code of the command if it is not 0.
 */
export async function streamOf(
  call: Call,
  pod: Found,
  what: 'exec' | 'attach',
  options: StreamOptions,
  command: readonly string[] = [],
): Promise<void> {
  const body = options.stdin && !options.tty ? await call.input() : undefined;
  const code = await stream(call, pod, what, { ...options, ...(body !== undefined && { body }) }, command, {
    out: (text) => call.out(text),
    error: (text) => call.context.errors.write(text),
  });
  if (code !== 0) {
    call.note(`command terminated with exit code ${code}`);
    throw new Exit(code);
  }
}

/** Runs a command in a container for a command of kubectl's own. @throws Error with what the server refuses */
export async function runIn(
  call: Call,
  pod: Found,
  container: string,
  command: readonly string[],
  body?: string,
): Promise<{ output: string; errors: string; code: number }> {
  let [output, errors] = ['', ''];
  const code = await stream(
    call,
    pod,
    'exec',
    { stdin: body !== undefined, tty: false, container, ...(body !== undefined && { body }) },
    command,
    {
      out: (text) => {
        output += text;
      },
      error: (text) => {
        errors += text;
      },
    },
  );
  return { output, errors, code };
}

async function stream(
  call: Call,
  pod: Found,
  what: 'exec' | 'attach',
  { stdin, tty, container, body }: StreamOptions & { body?: string },
  command: readonly string[],
  to: { out: (text: string) => void; error: (text: string) => void },
): Promise<number> {
  const namespace = String(at(pod, 'metadata', 'namespace') ?? '');
  const name = String(at(pod, 'metadata', 'name') ?? '');
  const words = command.map((word) => `command=${encodeURIComponent(word)}`).join('&');
  const path = `${addressOf(PODS, namespace, name, what)}${words === '' ? '' : `?${words}`}`;
  const query = {
    container: container || undefined,
    stdin: stdin ? 'true' : undefined,
    stdout: 'true',
    stderr: tty ? undefined : 'true',
    tty: tty ? 'true' : undefined,
  };
  let response: Awaited<ReturnType<typeof call.client.ask>>;
  try {
    response = await call.client.ask({
      method: 'POST',
      path,
      query,
      ...(body === undefined ? {} : { body, contentType: 'text/plain' }),
      ...(tty && { input: call.context.input }),
    });
  } catch (error) {
    if (!(error instanceof StatusError) || error.status.reason === 'Forbidden') throw error;
    // What went wrong in the container is said by it, once the connection is there.
    const { message } = asError(error);
    throw new Error(message.startsWith('Internal error') ? message : `unable to upgrade connection: ${message}`);
  }
  to.out(response.body);
  const pieces = response.stream;
  if (!pieces) return 0;
  let code = 0;
  const stop = (): void => pieces.close();
  call.context.signal.addEventListener('abort', stop);
  const isMarked = response.headers['x-channels'] !== undefined;
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next()) {
    const [channel, text] = isMarked ? [piece[0], piece.slice(1)] : ['1', piece];
    if (channel === '3') code = Number(text);
    else if (channel === '2') to.error(text);
    else to.out(text);
  }
  call.context.signal.removeEventListener('abort', stop);
  return code;
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
