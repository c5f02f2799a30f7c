import type { Network } from '../network/network.ts';
import { originOf } from '../network/origin.ts';
import { conversations } from '../network/part.ts';
import type { Hooks } from '../node/execute.ts';
import type { ImageProgram, Listener, Process } from '../node/process.ts';
import type { ContainerWorld } from '../node/world.ts';
import type { Files } from '../shell/files.ts';
import type { Clock } from '../time/clock.ts';
import type { Processes } from './processes.ts';

/** Starts the program of a course's own image. What it listens with is closed when it ends, and signals that come before it has begun are kept for it. */
export function startOwn(
  world: ContainerWorld,
  program: ImageProgram,
  hooks: Hooks,
  {
    clock,
    random,
    network,
    files,
    processes,
  }: { clock: Clock; random: () => number; network: Network; files: Files; processes: Processes },
): Process {
  const listeners = new Set<Listener>();
  let isOver = false;
  const end = (): void => {
    isOver = true;
    processes.remove(id);
    for (const listener of listeners) listener.close();
  };
  let process: Process | undefined;
  const waiting: Parameters<Process['signal']>[0][] = [];
  const words = world.arguments.length > 0 ? world.arguments : ['node'];
  const id = processes.add(words, (name) => process?.signal(name));
  const begin = async (): Promise<void> => {
    const { Conversations } = await clock.load(conversations);
    if (isOver) return;
    const talk = new Conversations(network, originOf(world.pod, world.address), files, listeners);
    process = program({
      image: world.image,
      arguments: world.arguments,
      hasCommand: world.hasCommand,
      environment: world.environment,
      folder: world.folder,
      files,
      clock,
      random,
      hostname: world.hostname,
      address: world.address,
      network: talk,
      write: (text, isError) => isOver || hooks.write(text, isError),
      exit: (code) => {
        if (isOver) return;
        end();
        hooks.exit(code);
      },
      useMemory: (bytes) => isOver || hooks.useMemory(bytes),
    });
    for (const name of waiting) process.signal(name);
  };
  void begin();
  return {
    signal: (name) => {
      if (process) process.signal(name);
      else waiting.push(name);
      if (name === 'SIGKILL') end();
    },
  };
}
