import { FILE_MESSAGES, FileError } from '../files.ts';
import { type Context, type Program, readAll } from '../program.ts';
import { escaped } from '../syntax/escapes.ts';
import { CLEAR } from '../terminal.ts';
import { date } from './date.ts';
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
      `seq: ${numbers.length === 0 ? "missing operand\nTry 'seq --help' for more information." : `invalid floating point argument: ‘${words.find((word) => Number.isNaN(Number(word)))}’`}\n`,
    );
    return 1;
  }
  const places = Math.max(...words.map((word) => /\.(\d+)/.exec(word)?.[1]?.length ?? 0));
  const LIMIT = 1_000_000;
  const all: string[] = [];
  for (let index = 0; index < LIMIT; index++) {
    const value = first + index * step;
    if (step > 0 ? value > last + 1e-9 : value < last - 1e-9) break;
    all.push(value.toFixed(places));
  }
  const width = flags.has('w') ? Math.max(...all.map((text) => text.length)) : 0;
  if (values.f !== undefined && all.length > 0) {
    const form = values.f;
    const shown = all.map((text) =>
      form.replace(/%(0?)(\d*)(?:\.(\d+))?[gfeEG]/, (_, zero: string, size: string, digits: string | undefined) =>
        (digits === undefined ? text : Number(text).toFixed(Number(digits))).padStart(
          Number(size || 0),
          zero === '' ? ' ' : '0',
        ),
      ),
    );
    context.output.write(`${shown.join(values.s ?? '\n')}\n`);
    return 0;
  }
  if (all.length > 0) context.output.write(`${all.map((text) => text.padStart(width, '0')).join(values.s ?? '\n')}\n`);
  return 0;
};

/** Milliseconds of `5`, `0.5s`, `2m`, `1h`, and of `infinity`. */
export function millisecondsOf(text: string): number | undefined {
  if (/^inf(inity)?[smhd]?$/i.test(text)) return Number.POSITIVE_INFINITY;
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
    (word, index) => !word.startsWith('-') && !/^-(n|I|P|d|L)$/.test(context.arguments[index - 1] ?? ''),
  );
  const { values, flags } = readOptions(
    at < 0 ? context.arguments : context.arguments.slice(0, at),
    'n:|max-args:,I:,r|no-run-if-empty,t|verbose,P:,d:|delimiter:,0|null,L:',
  );
  const command = at < 0 ? ['echo'] : context.arguments.slice(at);
  const text = await readAll(context.input);
  const items =
    values.I !== undefined
      ? linesOf(text).filter((line) => line !== '')
      : separated(text, flags.has('0') ? '\u0000' : values.d?.replaceAll('\\n', '\n').replaceAll('\\0', '\u0000'));
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

/** What `xargs` makes words of: at spaces, or at a mark; quotes hold words together. */
function separated(text: string, mark: string | undefined): string[] {
  if (mark !== undefined)
    return text
      .replace(/\n$/, (end) => (mark === '\n' ? '' : end))
      .split(mark)
      .filter((word, index, all) => word !== '' || index < all.length - 1);
  return [...text.matchAll(/(?:"([^"]*)"|'([^']*)'|\\(.)|([^\s"'\\]+))+/gs)].map(([whole]) =>
    whole.replace(/"([^"]*)"|'([^']*)'|\\(.)/gs, (_, double, single, letter) => double ?? single ?? letter),
  );
}

const printEnvironment: Program = async ({ arguments: words, environment, output }) => {
  let code = 0;
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    if (environment[name] === undefined) code = 1;
    else output.write(`${environment[name]}\n`);
  }
  if (words.length === 0)
    for (const [name, value] of Object.entries(environment))
      if (/^[A-Za-z_]\w*$/.test(name)) output.write(`${name}=${value}\n`);
  return code;
};

const env: Program = async (context) => {
  const environment: Record<string, string> = { ...context.environment };
  let at = 0;
  for (; /^-/.test(context.arguments[at] ?? ''); at++) {
    const word = context.arguments[at] as string;
    if (word === '-u' || word === '--unset') delete environment[context.arguments[++at] ?? ''];
    else if (/^(-i|-|--ignore-environment)$/.test(word))
      for (const name of Object.keys(environment)) delete environment[name];
    else if (!/^-0|^--$/.test(word)) {
      context.errors.write(
        `env: invalid option -- '${word.replace(/^-+/, '')}'\nTry 'env --help' for more information.\n`,
      );
      return 125;
    }
  }
  for (; at < context.arguments.length; at++) {
    const [name = '', ...value] = (context.arguments[at] as string).split('=');
    if (value.length === 0) break;
    environment[name] = value.join('=');
  }
  if (at < context.arguments.length)
    return context.execute(context.arguments.slice(at), { environment, onlyEnvironment: true });
  for (const [name, value] of Object.entries(environment))
    if (/^[A-Za-z_]\w*$/.test(name)) context.output.write(`${name}=${value}\n`);
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
  clear,
  date,
  echo,
  env,
  hostname,
  less: lookAt,
  more: lookAt,
  printenv: printEnvironment,
  printf,
  seq,
  sleep,
  test,
  timeout,
  watch,
  xargs,
};
