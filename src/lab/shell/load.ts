import { Leave, type Load, type Streams, type World } from './state.ts';

/** After how many commands a millisecond passes if nobody says otherwise, so that a loop that never waits lets the clock and the page go on. */
const COMMANDS_PER_MILLISECOND = 200;
/** How many shells within shells may run at once. */
const MOST_SHELLS = 400;

export function loadOf(world: World): Load {
  world.load ??= { commands: 0, shells: 0, isExhausted: false };
  return world.load;
}

/** Counts a command. Now and then it takes a moment: whoever wants to stop an endless loop is heard then. */
export async function spend(world: World, { signal }: Streams): Promise<void> {
  const load = loadOf(world);
  if (++load.commands % (world.commandsPerMillisecond ?? COMMANDS_PER_MILLISECOND) === 0)
    await world.clock.sleep(1, signal);
}

/** Runs a shell within a shell; when there are too many, all of them end, as when the system gives no more processes. @param complain says so */
export async function withShell<Result>(
  world: World,
  complain: () => void,
  run: () => Promise<Result>,
): Promise<Result> {
  const load = loadOf(world);
  if (load.shells >= MOST_SHELLS && !load.isExhausted) {
    load.isExhausted = true;
    complain();
  }
  if (load.isExhausted) throw new Leave('exit', 254);
  load.shells++;
  try {
    return await run();
  } finally {
    load.shells--;
    if (load.shells === 0) load.isExhausted = false;
  }
}
