import { FILE_MESSAGES, FileError } from '../files.ts';
import { type Context, type Program, readAll } from '../program.ts';
import { escaped } from '../syntax/words.ts';
import { CLEAR } from '../terminal.ts';
import { inputs, linesOf, readOptions } from './options.ts';
import { printf } from './printf.ts';
import { test } from './test.ts';

const echo: Program = async ({ arguments: words, output }) => {
  let at = 0;
  let ends = true;
  let isEscaped = false;
  for (; /^-[neE]+$/.test(words[at] ?? ''); at++) {
    const option = words[at] as string;
    if (option.includes('n')) ends = false;
    if (option.includes('e')) isEscaped = true;
    if (option.includes('E')) isEscaped = false;
  }
  const text = words.slice(at).join(' ');
  output.write(`${isEscaped ? escaped(text) : text}${ends ? '\n' : ''}`);
  return 0;
};

const seq: Program = async (context) => {
  const { values, flags, words } = readOptions(
    context.arguments.map((word) => (/^-\d/.test(word) ? `\u0000${word}` : word)),
    's:|separator:,w|equal-width,f:',
  );
  const numbers = words.map((word) => Number(word.replace('\u0000', '')));
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0] as number]
      : numbers.length === 2
        ? [numbers[0] as number, 1, numbers[1] as number]
        : (numbers as [number, number, number]);
  if (numbers.some(Number.isNaN) || numbers.length === 0 || step === 0) {
    context.errors.write(
      `seq: ${numbers.length === 0 ? 'missing operand' : `invalid floating point argument: ‘${words.find((word) => Number.isNaN(Number(word)))}’`}\n`,
    );
    return 1;
  }
  const LIMIT = 1_000_000;
  const all: string[] = [];
  for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
    if (all.length > LIMIT) break;
    all.push(String(value));
  }
  const width = flags.has('w') ? Math.max(...all.map((text) => text.length)) : 0;
  if (all.length > 0) context.output.write(`${all.map((text) => text.padStart(width, '0')).join(values.s ?? '\n')}\n`);
  return 0;
};

/** Milliseconds of `5`, `0.5s`, `2m`, `1h`. */
export function millisecondsOf(text: string): number | undefined {
  const [, number, unit = 's'] = /^(\d*\.?\d+)([smhd]?)$/.exec(text) ?? [];
  const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86400 };
  return number === undefined ? undefined : Number(number) * (units[unit] ?? 1) * 1000;
}

const sleep: Program = async (context) => {
  const times = context.arguments.map(millisecondsOf);
  if (times.length === 0 || times.includes(undefined)) {
    context.errors.write(
      times.length === 0
        ? "sleep: missing operand\nTry 'sleep --help' for more information.\n"
        : `sleep: invalid time interval ‘${context.arguments[times.indexOf(undefined)]}’\nTry 'sleep --help' for more information.\n`,
    );
    return 1;
  }
  await context.clock.sleep(
    (times as number[]).reduce((sum, one) => sum + one, 0),
    context.signal,
  );
  return 0;
};

const timeout: Program = async (context) => {
  const { words, values } = readOptions(
    context.arguments.slice(0, context.arguments.findIndex((word) => /^\d/.test(word)) + 1),
    's:|signal:,k:|kill-after:,foreground',
  );
  void values;
  const time = millisecondsOf(words[0] ?? '');
  const rest = context.arguments.slice(context.arguments.indexOf(words[0] ?? '') + 1);
  if (time === undefined || rest.length === 0) {
    context.errors.write("Try 'timeout --help' for more information.\n");
    return 125;
  }
  const controller = new AbortController();
  context.signal.addEventListener('abort', () => controller.abort());
  let isLate = false;
  const timer = context.clock.after(time, () => {
    isLate = true;
    controller.abort();
  });
  const code = await context.execute(rest, { signal: controller.signal });
  timer.cancel();
  return isLate ? 124 : code;
};

const xargs: Program = async (context) => {
  const at = context.arguments.findIndex(
    (word, index) => !word.startsWith('-') && !/^-(n|I|P|d)$/.test(context.arguments[index - 1] ?? ''),
  );
  const { values, flags } = readOptions(
    at < 0 ? context.arguments : context.arguments.slice(0, at),
    'n:,I:,r,t,P:,d:,0',
  );
  const command = at < 0 ? ['echo'] : context.arguments.slice(at);
  const text = await readAll(context.input);
  const items =
    values.I !== undefined
      ? linesOf(text).filter((line) => line !== '')
      : text.split(flags.has('0') ? '\u0000' : /\s+/).filter((word) => word !== '');
  if (items.length === 0 && flags.has('r')) return 0;
  let code = 0;
  if (values.I !== undefined) {
    for (const item of items)
      if ((await context.execute(command.map((word) => word.replaceAll(values.I as string, item)))) !== 0) code = 123;
    return code;
  }
  const size = values.n === undefined ? Math.max(1, items.length) : Number(values.n);
  for (let start = 0; start < Math.max(1, items.length); start += size)
    if ((await context.execute([...command, ...items.slice(start, start + size)])) !== 0) code = 123;
  return code;
};

const env: Program = async (context) => {
  const environment: Record<string, string> = { ...context.environment };
  let at = 0;
  for (; at < context.arguments.length; at++) {
    const [name = '', ...value] = (context.arguments[at] as string).split('=');
    if (value.length === 0) break;
    environment[name] = value.join('=');
  }
  if (at < context.arguments.length) return context.execute(context.arguments.slice(at), { environment });
  for (const [name, value] of Object.entries(environment))
    if (/^[A-Za-z_]\w*$/.test(name)) context.output.write(`${name}=${value}\n`);
  return 0;
};

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const date: Program = async (context) => {
  const moment = new Date(context.clock.now());
  const two = (number: number): string => String(number).padStart(2, '0');
  const parts: Readonly<Record<string, string>> = {
    Y: String(moment.getUTCFullYear()),
    m: two(moment.getUTCMonth() + 1),
    d: two(moment.getUTCDate()),
    H: two(moment.getUTCHours()),
    M: two(moment.getUTCMinutes()),
    S: two(moment.getUTCSeconds()),
    N: `${String(moment.getUTCMilliseconds()).padStart(3, '0')}000000`,
    s: String(Math.floor(context.clock.now() / 1000)),
    F: moment.toISOString().slice(0, 10),
    T: moment.toISOString().slice(11, 19),
    a: DAYS[moment.getUTCDay()] as string,
    b: MONTHS[moment.getUTCMonth()] as string,
    e: String(moment.getUTCDate()).padStart(2),
    Z: 'UTC',
    z: '+0000',
    '%': '%',
  };
  const format = context.arguments.find((word) => word.startsWith('+'))?.slice(1) ?? '%a %b %e %T %Z %Y';
  context.output.write(`${format.replace(/%(.)/g, (whole, letter: string) => parts[letter] ?? whole)}\n`);
  return 0;
};

const watch: Program = async (context) => {
  const at = context.arguments.findIndex(
    (word, index) => !word.startsWith('-') && !/^(-n|--interval)$/.test(context.arguments[index - 1] ?? ''),
  );
  const { values, flags } = readOptions(
    context.arguments.slice(0, at < 0 ? undefined : at),
    'n:|interval:,d|differences,t|no-title,e,c|color,g|chgexit,x|exec',
  );
  const command = context.arguments.slice(at).join(' ');
  const period = Math.max(0.1, Number(values.n ?? 2));
  if (at < 0 || Number.isNaN(period)) {
    context.errors.write('Usage:\n watch [options] command\n');
    return 1;
  }
  while (!context.signal.aborted) {
    // All at once: a picture that is drawn anew must not flicker.
    let shown = context.isTerminal ? CLEAR : '';
    if (!flags.has('t')) shown += `Every ${period.toFixed(1)}s: ${command}\n\n`;
    const collect = { write: (text: string) => (shown += text) };
    const code = await context.run(command, { output: collect, errors: collect });
    if (context.signal.aborted) break;
    context.output.write(shown);
    if (code !== 0 && flags.has('e')) return code;
    await context.clock.sleep(period * 1000, context.signal);
  }
  return 0;
};

const clear: Program = async ({ output }) => {
  output.write(CLEAR);
  return 0;
};

const hostname: Program = async ({ output }) => {
  output.write('practice\n');
  return 0;
};

const lookAt: Program = async (context) => {
  for (const { text } of await inputs(
    context,
    context.arguments.filter((word) => !word.startsWith('-') && !word.startsWith('+')),
  ))
    context.output.write(text ?? '');
  return 0;
};

/** `FileError` as the programs of the shell say it. */
export function fileProblem(context: Context, what: string, problem: unknown): number {
  if (!(problem instanceof FileError)) throw problem;
  const why = FILE_MESSAGES[problem.code].replace(/^./, (letter) => letter.toUpperCase());
  context.errors.write(`${context.name}: ${what}: ${why}\n`);
  return 1;
}

/** Small programs about words, time and other programs. */
export const basicPrograms: Readonly<Record<string, Program>> = {
  '[': test,
  '[[': test,
  clear,
  date,
  echo,
  env,
  hostname,
  less: lookAt,
  more: lookAt,
  printenv: env,
  printf,
  seq,
  sleep,
  test,
  timeout,
  watch,
  xargs,
};
