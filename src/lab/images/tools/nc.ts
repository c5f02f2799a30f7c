import { NetworkError } from '../../node/process.ts';
import { readAll } from '../../shell/program.ts';
import { readOptions, UsageError } from '../../shell/programs/options.ts';
import { type ContainerProgram, untilEnded } from '../inside.ts';

/** Says why nobody could be reached, as busybox does. */
function complain(name: string, host: string, port: number, isLoud: boolean, problem: unknown): string {
  if (!(problem instanceof NetworkError)) throw problem;
  if (problem.code === 'unknown host' || problem.address === undefined) return `${name}: bad address '${host}'\n`;
  if (problem.code === 'timed out')
    return isLoud ? `${name}: ${host} (${problem.address}:${port}): Connection timed out\n` : `${name}: timed out\n`;
  if (name === 'telnet' || isLoud)
    return `${name}: ${isLoud ? `${host} (${problem.address}:${port})` : `can't connect to remote host (${problem.address})`}: Connection refused\n`;
  return `${name}: can't connect to remote host (${problem.address}): Connection refused\n`;
}

/** `nc` of busybox: looks whether anybody listens, or sends what comes in. */
export const nc: ContainerProgram = async (context, inside) => {
  const { errors, output, signal } = context;
  let parsed: ReturnType<typeof readOptions>;
  try {
    parsed = readOptions(context.arguments, 'z,v,n,l,k,u,q:,w:,p:,s:,i:,e:');
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    errors.write(`nc: ${problem.message.replace(/^invalid option -- '(.*)'$/, 'invalid option -- $1')}\n`);
    return 1;
  }
  const { flags, values, words } = parsed;
  if (flags.has('l')) return listen(context, inside, Number(values.p ?? words.at(-1) ?? 0), flags.has('k'));
  const [host, given] = words;
  const port = Number(given);
  if (host === undefined || !Number.isInteger(port)) {
    errors.write('BusyBox multi-call binary.\n\nUsage: nc [-znv] [-w SEC] HOST PORT\n');
    return 1;
  }
  if (flags.has('u')) {
    errors.write('nc: the practice cluster does not carry datagrams by hand; on your own cluster this works.\n');
    return 1;
  }
  try {
    const timeout = values.w === undefined ? {} : { timeout: Number(values.w) * 1000 };
    const session = await inside.network.connect(host, port, { ...timeout, signal });
    if (flags.has('v')) errors.write(`${host} (${(await inside.network.resolve(host))[0]}:${port}) open\n`);
    if (!flags.has('z')) output.write(await session.say(await readAll(context.input)));
    session.close();
    return 0;
  } catch (problem) {
    if (!flags.has('z') || flags.has('v') || !(problem instanceof NetworkError))
      errors.write(complain('nc', host, port, flags.has('v'), problem));
    return 1;
  }
};

/** Listens at a port, and writes what others send. */
const listen = async (
  context: Parameters<ContainerProgram>[0],
  inside: Parameters<ContainerProgram>[1],
  port: number,
  isKept: boolean,
): Promise<number> => {
  const answer = await readAll(context.input);
  let end = (): void => undefined;
  const once = new Promise<void>((resolve) => {
    end = resolve;
  });
  const listener = inside.network.listenTcp(port, () => ({
    say: async (text) => {
      context.output.write(text);
      if (!isKept) end();
      return answer;
    },
    close: () => {},
  }));
  if (listener === 'in use') {
    context.errors.write('nc: bind: Address already in use\n');
    return 1;
  }
  await Promise.race([once, untilEnded(context, inside, [])]);
  listener.close();
  return 0;
};

/** `telnet` of busybox, as far as one sees by it whether anybody listens. */
export const telnet: ContainerProgram = async (context, { network }) => {
  const [host, given = '23'] = context.arguments.filter((word) => !word.startsWith('-'));
  if (host === undefined) return 1;
  try {
    const session = await network.connect(host, Number(given), { signal: context.signal });
    context.output.write(`Connected to ${host}\n\nEntering character mode\nEscape character is '^]'.\n\n`);
    context.output.write(await session.say(await readAll(context.input)));
    session.close();
    return 1;
  } catch (problem) {
    context.errors.write(complain('telnet', host, Number(given), false, problem));
    return 1;
  }
};
