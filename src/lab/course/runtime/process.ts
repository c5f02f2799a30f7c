import { NODE_VERSION as VERSION } from '../node-version.ts';
import { Buffer } from './buffer.ts';
import { EventEmitter } from './events.ts';
import { errorText, format, inspect } from './inspect.ts';
import { Exit, type Loop } from './loop.ts';

/** What one writes to. */
class Output extends EventEmitter {
  readonly isTTY = false;
  readonly writable = true;
  readonly fd: number;
  readonly #write: (text: string) => void;

  constructor(fd: number, write: (text: string) => void) {
    super();
    this.fd = fd;
    this.#write = write;
  }

  write(chunk: unknown, ...further: unknown[]): boolean {
    this.#write(typeof chunk === 'string' ? chunk : Buffer.of_(chunk as Uint8Array).toString());
    const back = further.find((value) => typeof value === 'function') as (() => void) | undefined;
    if (back) queueMicrotask(back);
    return true;
  }

  end(chunk?: unknown): this {
    if (chunk !== undefined) this.write(chunk);
    return this;
  }
}

/** `process` of Node. @see https://nodejs.org/api/process.html */
export class PracticeProcess extends EventEmitter {
  readonly #loop: Loop;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin = Object.assign(new EventEmitter(), { isTTY: false, fd: 0, resume: () => {}, setEncoding: () => {} });
  readonly env: Record<string, string>;
  readonly argv: string[];
  readonly argv0 = 'node';
  readonly execArgv: string[] = [];
  readonly execPath: string;
  readonly pid = 1;
  readonly ppid = 0;
  readonly platform = 'linux';
  readonly arch = 'x64';
  readonly version = VERSION;
  readonly versions = { node: VERSION.slice(1), v8: '13.6.233.10-node.28' };
  readonly release = { name: 'node', lts: 'Krypton' };
  readonly features = {};
  readonly config = {};
  title = 'node';
  exitCode: number | string | undefined;
  hrtime: unknown;
  memoryUsage: unknown;

  constructor(loop: Loop) {
    super();
    this.#loop = loop;
    this.stdout = new Output(1, (text) => loop.emit({ kind: 'log', text, isError: false }));
    this.stderr = new Output(2, (text) => loop.emit({ kind: 'log', text, isError: true }));
    this.env = { ...loop.start.environment };
    this.argv = [...loop.start.arguments];
    this.execPath = this.argv[0] ?? 'node';
    const elapsed = (): number => loop.now - loop.begun;
    this.hrtime = Object.assign(
      (before: [number, number] = [0, 0]) => {
        const nanoseconds = elapsed() * 1e6 - (before[0] * 1e9 + before[1]);
        return [Math.floor(nanoseconds / 1e9), nanoseconds % 1e9];
      },
      { bigint: () => BigInt(Math.round(elapsed())) * 1_000_000n },
    );
    this.memoryUsage = Object.assign(
      () => ({
        rss: loop.memory,
        heapTotal: 8 * 2 ** 20,
        heapUsed: 6 * 2 ** 20,
        external: loop.held,
        arrayBuffers: loop.held,
      }),
      { rss: () => loop.memory },
    );
  }

  cwd(): string {
    return this.#loop.start.folder;
  }

  chdir(folder: string): void {
    this.#loop.start = { ...this.#loop.start, folder };
  }

  uptime(): number {
    return (this.#loop.now - this.#loop.begun) / 1000;
  }

  cpuUsage(): { user: number; system: number } {
    return { user: 50_000, system: 10_000 };
  }

  getuid(): number {
    return this.#loop.start.user;
  }

  getgid(): number {
    return this.#loop.start.user;
  }

  geteuid(): number {
    return this.#loop.start.user;
  }

  umask(): number {
    return 0o022;
  }

  nextTick(action: (...values: unknown[]) => void, ...values: unknown[]): void {
    queueMicrotask(() => this.#loop.run(() => action(...values)));
  }

  emitWarning(warning: unknown): void {
    this.stderr.write(`(node:1) ${warning instanceof Error ? errorText(warning) : `Warning: ${String(warning)}`}\n`);
  }

  /** Sends a signal to itself; there is no other process. */
  kill(pid: number, name: string | number = 'SIGTERM'): true {
    if (pid !== 1 && pid !== 0) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', syscall: 'kill' });
    if (typeof name === 'string') queueMicrotask(() => this.signal(name));
    return true;
  }

  /** A signal has come. What has no handler is ignored, as Linux does for the first process of a container. */
  signal(name: string): void {
    this.#loop.run(() => this.emit(name, name, 15));
  }

  exit(code?: number | string): never {
    this.leave(Number(code ?? this.exitCode ?? 0));
    throw new Exit();
  }

  abort(): never {
    this.leave(134);
    throw new Exit();
  }

  /** Ends it, with what it wants to do at its end. */
  leave(code: number): void {
    if (this.#loop.isOver) return;
    this.exitCode = code;
    try {
      this.emit('exit', code);
    } catch {
      // It is ending already.
    }
    this.#loop.exit(Number(this.exitCode));
  }

  /** Something was thrown that nobody caught. */
  failed(problem: unknown, isPromise: boolean): void {
    if (problem instanceof Exit || this.#loop.isOver) return;
    const name = isPromise ? 'unhandledRejection' : 'uncaughtException';
    const given = isPromise && this.listenerCount(name) === 0 ? 'uncaughtException' : name;
    if (this.listenerCount(given) > 0) {
      this.#loop.run(() =>
        this.emit(given, problem, given === 'unhandledRejection' ? Promise.resolve() : 'uncaughtException'),
      );
      return;
    }
    const text = problem instanceof Error ? errorText(problem) : `Uncaught ${inspect(problem)}`;
    this.stderr.write(`${text}\n\nNode.js ${VERSION}\n`);
    this.leave(1);
  }
}

/** `console`: everything goes to the log of the container. */
export function consoleOf({ stdout, stderr }: PracticeProcess, now: () => number): object {
  const to =
    (output: Output) =>
    (...values: unknown[]): void => {
      output.write(`${format(...values)}\n`);
    };
  const times = new Map<string, number>();
  const counts = new Map<string, number>();
  const log = to(stdout);
  return {
    log,
    info: log,
    debug: log,
    dir: (value: unknown) => log(inspect(value)),
    table: (value: unknown) => log(inspect(value)),
    group: log,
    groupEnd: () => {},
    error: to(stderr),
    warn: to(stderr),
    trace: to(stderr),
    assert: (isTrue: unknown, ...values: unknown[]) => {
      if (!isTrue) to(stderr)(`Assertion failed${values.length > 0 ? `: ${format(...values)}` : ''}`);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    time: (label = 'default') => times.set(label, now()),
    timeEnd: (label = 'default') => log(`${label}: ${now() - (times.get(label) ?? now())}ms`),
  };
}
