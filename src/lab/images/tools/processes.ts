import { asRecord } from '../../../kubernetes/data.ts';
import { signalOf } from '../../node/process.ts';
import { type ContainerProgram, type Inside, untilEnded } from '../inside.ts';

/** `ps` of busybox, or of Debian with what it shows then. */
export const ps: ContainerProgram = async ({ output, clock, arguments: words }, { processes, kind }) => {
  const own = Math.max(1, ...processes.keys());
  const rows = [...processes.values()];
  const isWide = kind?.base === 'debian';
  output.write(isWide ? '    PID TTY          TIME CMD\n' : 'PID   USER     TIME  COMMAND\n');
  for (const { id, command } of rows) output.write(row(id, command));
  if (!rows.some(({ command }) => /^(?:\S*\/)?ps\b/.test(command)))
    output.write(row(own + 1, ['ps', ...words].join(' ')));
  void clock;
  function row(id: number, command: string): string {
    return isWide
      ? `${String(id).padStart(7)} ?        00:00:00 ${command}\n`
      : `${String(id).padStart(5)} root      0:00 ${command}\n`;
  }
  return 0;
};

/** `kill`, run by itself. */
export const kill: ContainerProgram = async ({ arguments: words, errors }, { processes }) => {
  const [first = '', second] = words;
  const given = first === '-s' ? second : /^-/.test(first) ? first.slice(1) : undefined;
  const ids = words.slice(given === undefined ? 0 : first === '-s' ? 2 : 1);
  const wanted = given === undefined ? 'SIGTERM' : signalOf(given);
  if (!wanted || ids.length === 0) {
    errors.write(ids.length === 0 ? 'kill: you need to specify whom to kill\n' : `kill: bad signal name '${given}'\n`);
    return 1;
  }
  let code = 0;
  for (const id of ids) {
    const found = processes.get(Number(id));
    if (!found) {
      errors.write(`kill: can't kill pid ${id}: No such process\n`);
      code = 1;
    } else if (!(wanted === 'SIGKILL' && found.id === 1)) found.signal(wanted);
  }
  return code;
};

/** `hostname`. */
export const hostname: ContainerProgram = async ({ output, arguments: words }, { world }) => {
  output.write(words.includes('-i') || words.includes('-I') ? `${world.address}\n` : `${world.hostname}\n`);
  return 0;
};

/** Who runs in a container: what its Pod says, or its image. */
function userOf({ world, kind }: Inside): { user: number; group: number; more: number[] } {
  const context = {
    ...asRecord(asRecord(world.pod.spec).securityContext),
    ...asRecord(world.container.securityContext),
  };
  const more = [context.fsGroup, ...(Array.isArray(context.supplementalGroups) ? context.supplementalGroups : [])];
  return {
    user: Number(context.runAsUser ?? kind?.user ?? 0),
    group: Number(context.runAsGroup ?? 0),
    more: more.filter((one) => one !== undefined).map(Number),
  };
}

const called = (id: number): string => (id === 0 ? '0(root)' : String(id));

/** `id`. */
export const id: ContainerProgram = async ({ output, arguments: words }, inside) => {
  const { user, group, more } = userOf(inside);
  const groups = [...new Set([group, ...more])];
  if (words.includes('-u')) output.write(`${words.includes('-n') && user === 0 ? 'root' : user}\n`);
  else if (words.includes('-g')) output.write(`${group}\n`);
  else if (words.includes('-G')) output.write(`${groups.join(' ')}\n`);
  else output.write(`uid=${called(user)} gid=${called(group)} groups=${groups.map(called).join(',')}\n`);
  return 0;
};

/** `whoami`. */
export const whoami: ContainerProgram = async ({ output, errors }, inside) => {
  const { user } = userOf(inside);
  if (user === 0) output.write('root\n');
  else errors.write(`whoami: unknown uid ${user}\n`);
  return user === 0 ? 0 : 1;
};

/** The program that does nothing but hold a Pod together. */
export const pause: ContainerProgram = async (context, inside) => {
  await untilEnded(context, inside, ['SIGTERM', 'SIGINT']);
  context.errors.write('Shutting down, got signal: Terminated\n');
  return 0;
};

const UNITS: Readonly<Record<string, number>> = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, '': 1 };

/** `stress`: takes memory, so that one sees what a limit does. */
export const stress: ContainerProgram = async (context, inside) => {
  const words = context.arguments;
  const value = (...names: string[]): string | undefined => words[words.findIndex((word) => names.includes(word)) + 1];
  const count = words.some((word) => word === '--vm' || word === '-m') ? Number(value('--vm', '-m')) : 0;
  const [, size = '256', unit = 'm'] =
    /^(\d+)([bkmg]?)/i.exec(words.includes('--vm-bytes') ? (value('--vm-bytes') ?? '') : '256m') ?? [];
  const bytes = count * Number(size) * (UNITS[unit.toLowerCase()] ?? 1);
  const ios = words.includes('--cpu') || words.includes('-c') ? Number(value('--cpu', '-c')) : 0;
  context.output.write(`stress: info: [1] dispatching hogs: ${ios} cpu, 0 io, ${count} vm, 0 hdd\n`);
  await context.clock.sleep(300, context.signal);
  inside.useMemory(bytes);
  const seconds =
    words.includes('--timeout') || words.includes('-t')
      ? Number.parseInt(value('--timeout', '-t') ?? '', 10)
      : undefined;
  const ended = untilEnded(context, inside, ['SIGTERM', 'SIGINT']).then(() => 1);
  if (seconds === undefined) return ended;
  const slept = context.clock.sleep(seconds * 1000, context.signal).then(() => 0);
  const code = await Promise.race([ended, slept]);
  inside.useMemory(0);
  if (code === 0) context.output.write(`stress: info: [1] successful run completed in ${seconds}s\n`);
  return code;
};
