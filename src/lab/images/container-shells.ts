import { asRecord } from '../../kubernetes/data.ts';
import type { Network } from '../network/network.ts';
import { originOf } from '../network/origin.ts';
import { conversations } from '../network/part.ts';
import type { Hooks } from '../node/execute.ts';
import { type ImageProgram, type Listener, type Process, SIGNALS, signalOf } from '../node/process.ts';
import type { ContainerWorld } from '../node/world.ts';
import type { Files } from '../shell/files.ts';
import type { Context, Program } from '../shell/program.ts';
import { programs } from '../shell/programs/index.ts';
import { Shell } from '../shell/shell.ts';
import { type Job, newState, type Streams, type World } from '../shell/state.ts';
import { NO_INPUT, Pipe } from '../shell/streams.ts';
import type { Clock } from '../time/clock.ts';
import { imageKind } from './catalog.ts';
import type { ContainerFiles } from './container-files.ts';
import type { ContainerProgram, InnerNetwork, Inside } from './inside.ts';
import { firstProcess, Handlers, type Processes } from './processes.ts';
import { containerPrograms, programsOf } from './table.ts';

/** A container whose process was started. */
export interface Started {
  process: Process;
  /** What is typed to its process; undefined if it reads nothing. */
  input: Pipe | undefined;
  ended: Promise<void>;
}

/** What a shell does by itself. */
const BUILT_IN = [
  'sh',
  'ash',
  'test',
  '[',
  'pwd',
  'true',
  'false',
  'kill',
  'echo',
  'printf',
  ':',
  'cd',
  'exit',
  'export',
  'set',
  'unset',
  'trap',
  'read',
  'wait',
  'eval',
  'exec',
  'return',
  'break',
  'continue',
  'shift',
  'local',
  'type',
  'source',
  '.',
  'ulimit',
  'umask',
];
/** Those of them that are files as well, and so can be run by themselves. */
const RUNNABLE = ['sh', 'ash', 'test', '[', 'pwd', 'true', 'false', 'kill', 'echo', 'printf'];
/** Commands that the shell of a person has, and containers have not. */
const NOT_THERE = ['curl', 'jq', 'openssl', 'kubectl', 'k'];
/** How long it takes to start a program: a loop that never waits takes time all the same. */
const START_MS = 1;
/** How many of its own commands a shell runs in a millisecond. */
const COMMANDS_PER_MILLISECOND = 5;

const shortName = (name: string): string => name.replace(/^\/(?:usr\/)?(?:local\/)?s?bin\//, '');

const absent =
  (name: string): Program =>
  async ({ errors }) => {
    errors.write(`${name}: the practice cluster has no ${name} in containers; on your own cluster this works.\n`);
    return 1;
  };

/** `sleep`, which may last for ever: containers are kept running by that. */
const sleep: Program = async (context) => {
  if (!/^inf(?:inity)?$/i.test(context.arguments[0] ?? '')) return (programs.get('sleep') as Program)(context);
  const { signal } = context;
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  return 143;
};

/** Shells in containers, with the programs of their images. */
export class ContainerShells {
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #network: Network;
  readonly #files: ContainerFiles;
  /** Whether an image has nothing but its own program. */
  readonly #isAlone: (image: string) => boolean;

  constructor(
    {
      clock,
      random,
      network,
      programs: ofCourse,
    }: {
      clock: Clock;
      random: () => number;
      network: Network;
      programs: (image: string) => ImageProgram | undefined;
    },
    files: ContainerFiles,
  ) {
    this.#isAlone = (image) => ofCourse(image)?.isAlone === true;
    this.#clock = clock;
    this.#random = random;
    this.#network = network;
    this.#files = files;
  }

  /** Whether a container has a program of a name. */
  has({ image }: ContainerWorld, name: string): boolean {
    const kind = imageKind(image);
    const short = shortName(name);
    const isEmpty = isBare(image) || this.#isAlone(image);
    if (!kind && isEmpty) return false;
    const { there, absent: missing } = programsOf(kind);
    if (there.includes(short)) return true;
    if (kind?.base === 'nothing' || isEmpty) return false;
    if (short === 'bash') return kind ? kind.base === 'debian' || kind.has?.includes('bash') === true : true;
    return BUILT_IN.includes(short) || missing.includes(short) || (programs.has(short) && !NOT_THERE.includes(short));
  }

  /** Why a command cannot be run, in the words of the container runtime; undefined if it can. */
  problemOf(world: ContainerWorld, name: string, files: Files): string | undefined {
    const quoted = JSON.stringify(name);
    const path = name.startsWith('/') ? name : `${world.folder.replace(/\/$/, '')}/${name}`;
    if (name.includes('/') && files.kind(path) !== undefined) {
      if (files.kind(path) === 'folder') return `${quoted}: is a directory`;
      return files.isExecutable(path) ? undefined : `${quoted}: permission denied`;
    }
    const isThere = this.has(world, name) && (!BUILT_IN.includes(name) || RUNNABLE.includes(name));
    if (isThere && (!name.includes('/') || shortName(name) !== name)) return undefined;
    return name.includes('/')
      ? `${quoted}: stat ${name}: no such file or directory`
      : `${quoted}: executable file not found in $PATH`;
  }

  /** Starts the process of a container. */
  start(
    world: ContainerWorld,
    command: readonly string[],
    hooks: Hooks,
    processes: Processes,
    onEnd: () => void,
  ): Started {
    const stopping = new AbortController();
    const handlers = new Handlers();
    const input = world.container.stdin === true ? new Pipe() : undefined;
    const streams: Streams = {
      input: input ?? NO_INPUT,
      output: { write: (text) => hooks.write(text) },
      errors: { write: (text) => hooks.write(text, true) },
      signal: stopping.signal,
    };
    const isFirst = asRecord(world.pod.spec).shareProcessNamespace !== true;
    const process = firstProcess(handlers, stopping, hooks, isFirst);
    const listeners = new Set<Listener>();
    const id = processes.add(command, (name) => process.signal(name));
    const run = async (): Promise<void> => {
      const more = { handlers, processes, listeners, useMemory: hooks.useMemory };
      const code = await this.#execute(world, command, streams, world.container.tty === true, more);
      for (const listener of listeners) listener.close();
      processes.remove(id);
      onEnd();
      if (!stopping.signal.aborted) hooks.exit(code);
    };
    return { process, input, ended: run() };
  }

  /** Runs a command in a container that runs. */
  async run(
    world: ContainerWorld,
    command: readonly string[],
    streams: Streams,
    isTerminal: boolean,
    processes: Processes,
  ): Promise<number> {
    const handlers = new Handlers();
    const stopping = new AbortController();
    streams.signal.addEventListener('abort', () => stopping.abort());
    const id = processes.add(command, (name) => handlers.tell(name) || stopping.abort());
    const listeners = new Set<Listener>();
    const more = { handlers, processes, listeners, useMemory: () => {} };
    try {
      return await this.#execute(world, command, { ...streams, signal: stopping.signal }, isTerminal, more);
    } finally {
      processes.remove(id);
      for (const listener of listeners) listener.close();
    }
  }

  async #execute(
    container: ContainerWorld,
    command: readonly string[],
    streams: Streams,
    isTerminal: boolean,
    more: { handlers: Handlers; processes: Processes; listeners: Set<Listener>; useMemory: (bytes: number) => void },
  ): Promise<number> {
    const { Conversations } = await this.#clock.load(conversations);
    const files = this.#files.of(container);
    const kind = imageKind(container.image);
    const origin = originOf(container.pod, container.address);
    const network: InnerNetwork = new Conversations(this.#network, origin, files, more.listeners);
    const inside: Inside = {
      world: container,
      kind,
      network,
      processes: more.processes.list,
      useMemory: more.useMemory,
      onSignal: more.handlers.on,
    };
    const { there, absent: missing } = programsOf(kind);
    const small = [...programs].filter(([name]) => !NOT_THERE.includes(name));
    const all = new Map<string, Program>([
      ...small.map(([name, program]): [string, Program] => [name, this.#timed(program)]),
      ['sleep', sleep],
      ...missing.map((name): [string, Program] => [name, absent(name)]),
      ...there.map((name): [string, Program] => [
        name,
        this.#inner(containerPrograms[name] as ContainerProgram, inside),
      ]),
    ]);
    const world: World = {
      clock: this.#clock,
      random: this.#random,
      files,
      connect: () => undefined,
      listen: () => undefined,
      isTerminal,
      onSignal: more.handlers.on,
      programs: all,
      commandsPerMillisecond: COMMANDS_PER_MILLISECOND,
      processes: () => jobsOf(more.processes),
      shell: shellOf(container, command[0] ?? ''),
    };
    const environment = new Map([...Object.entries(kind?.environment ?? {}), ...container.environment]);
    const state = newState(environment, container.folder);
    state.variables.set('PWD', container.folder);
    state.variables.set('PS1', promptOf(container));
    const shell = new Shell(world, state);
    const [name = '', ...rest] = command;
    const short = shortName(name);
    return shell.execute([short === 'ash' ? 'sh' : short, ...rest], streams);
  }

  #timed(program: Program): Program {
    return async (context) => {
      await this.#clock.sleep(START_MS);
      return program(context);
    };
  }

  #inner(program: ContainerProgram, inside: Inside): Program {
    return this.#timed((context: Context) => program(context, inside));
  }
}

/** The processes of a container as the shell's `kill` finds them. */
function jobsOf({ list }: Processes): Job[] {
  return [...list.values()].map(({ id, command, signal }) => ({
    id,
    number: 0,
    text: command,
    done: Promise.resolve(0),
    stop: (number = SIGNALS.SIGTERM) => {
      const name = signalOf(number);
      // Nobody in a container can kill its first process.
      if (name && !(name === 'SIGKILL' && id === 1)) signal(name);
    },
  }));
}

/** Which shell runs in a container, as its error messages tell. */
function shellOf({ image }: ContainerWorld, name: string): 'bash' | 'busybox' | 'dash' {
  if (shortName(name) === 'bash') return 'bash';
  const kind = imageKind(image);
  return kind?.base === 'debian' ? 'dash' : 'busybox';
}

/** Images with nothing in them but their own program. */
const isBare = (image: string): boolean =>
  /(?:^|\/)(?:pause|coredns|etcd|kube-[a-z-]+|distroless|hello-world|scratch)(?:[/:@]|$)/.test(image);

/** What a shell in a container writes before each command; `\\w` stands for its folder. */
function promptOf({ image, hostname }: ContainerWorld): string {
  const kind = imageKind(image);
  const isSmall = kind ? kind.base === 'busybox' : /(?:^|\/)(?:busybox|alpine|curl)(?:[:@]|$)|alpine/.test(image);
  return isSmall ? '\\w # ' : `root@${hostname}:\\w# `;
}
