import { holds } from './conditions.ts';
import { complain } from './errors.ts';
import { expandPattern, expandText, expandWords } from './expand.ts';
import type { Values } from './expansion.ts';
import { doNothing, IDLE_MS } from './idle.ts';
import { readLine } from './lines.ts';
import { patternOf } from './patterns.ts';
import { repeat, type ShellParts, type Streams, type World } from './state.ts';
import type { Command, List } from './syntax/tree.ts';
import { ArithmeticError, assign, compute, ExpansionError, extrasOf } from './variables.ts';

/** What runs the commands within commands. */
interface Runner extends ShellParts {
  list(list: List, streams: Streams): Promise<number>;
}

type Compound = Exclude<Command, { kind: 'simple' }>;

/** Runs a condition, a loop, a group, or makes a function. */
export async function commandOf(command: Compound, streams: Streams, shell: Runner, values: Values): Promise<number> {
  if (!/^(loop|for|count)$/.test(command.kind)) return runOnce(command, streams, shell, values);
  const extras = extrasOf(shell.state);
  extras.loops++;
  try {
    return await runOnce(command, streams, shell, values);
  } finally {
    extras.loops--;
  }
}

async function runOnce(command: Compound, streams: Streams, shell: Runner, values: Values): Promise<number> {
  const { state } = shell;
  switch (command.kind) {
    case 'group':
      return shell.list(command.list, streams);
    case 'if':
      for (const { condition, body } of command.branches)
        if ((await judged(condition, streams, shell)) === 0) return shell.list(body, streams);
      return command.otherwise ? shell.list(command.otherwise, streams) : 0;
    case 'loop': {
      let code = 0;
      // Whoever keeps a processor busy in this way means the time, not the turns.
      const isIdle = doNothing(command.condition) && doNothing(command.body);
      await repeat(async () => {
        const isTrue = (await judged(command.condition, streams, shell)) === 0;
        if (streams.signal.aborted || isTrue === command.isUntil) return false;
        code = await shell.list(command.body, streams);
        if (isIdle) await shell.world.clock.sleep(IDLE_MS, streams.signal);
        return true;
      });
      return code;
    }
    case 'for': {
      const words = command.words ? await expandWords(command.words, values) : [...state.positional];
      if (command.isSelect) return select(command.name, words, command.body, streams, shell);
      let code = 0;
      let at = 0;
      await repeat(async () => {
        const word = words[at++];
        if (word === undefined || streams.signal.aborted) return false;
        assign(state, command.name, word);
        code = await shell.list(command.body, streams);
        return true;
      });
      return code;
    }
    case 'count': {
      const value = async (text: typeof command.start): Promise<bigint> =>
        compute(state, await expandText(text, values));
      await value(command.start);
      let code = 0;
      let isFirst = true;
      await repeat(async () => {
        if (!isFirst) await value(command.step);
        isFirst = false;
        const condition = await expandText(command.condition, values);
        if (streams.signal.aborted || (condition.trim() !== '' && compute(state, condition) === 0n)) return false;
        code = await shell.list(command.body, streams);
        return true;
      });
      return code;
    }
    case 'case':
      return branched(command, streams, shell, values);
    case 'compute':
      return said('((', streams, shell, async () => compute(state, await expandText(command.text, values)) !== 0n);
    case 'condition':
      return said('[[', streams, shell, () => holds(command.condition, values, shell.world as World));
    case 'function':
      state.functions.set(command.name, command.body);
      return 0;
  }
}

/** An exit code for what holds or not; what cannot be computed is said. */
async function said(name: string, streams: Streams, shell: Runner, holdsTrue: () => Promise<boolean>): Promise<number> {
  try {
    return (await holdsTrue()) ? 0 : 1;
  } catch (problem) {
    if (!(problem instanceof ArithmeticError)) throw problem;
    complain(shell, streams, `${name}: ${problem.message}`);
    return 1;
  }
}

async function judged(list: List, streams: Streams, shell: Runner): Promise<number> {
  const { endsOnFailure } = shell.state;
  const extras = extrasOf(shell.state);
  shell.state.endsOnFailure = false;
  extras.judging++;
  try {
    return await shell.list(list, streams);
  } finally {
    shell.state.endsOnFailure = endsOnFailure;
    extras.judging--;
  }
}

async function branched(
  command: Extract<Compound, { kind: 'case' }>,
  streams: Streams,
  shell: Runner,
  values: Values,
): Promise<number> {
  const text = await expandText(command.word, values);
  let code = 0;
  let falls = false;
  for (const { patterns, body, end } of command.branches) {
    let fits = falls;
    for (const pattern of patterns) fits ||= patternOf(await expandPattern(pattern, values)).test(text);
    if (!fits) continue;
    code = body.length === 0 ? 0 : await shell.list(body, streams);
    if (end !== ';&' && end !== ';;&') return code;
    falls = end === ';&';
  }
  return code;
}

/** `select`: a menu, and what is typed. */
async function select(
  name: string,
  words: readonly string[],
  body: List,
  streams: Streams,
  shell: Runner,
): Promise<number> {
  let code = 0;
  const menu = words.map((word, index) => `${index + 1}) ${word}\n`).join('');
  streams.errors.write(menu);
  await repeat(async () => {
    streams.errors.write('#? ');
    const line = await readLine(streams.input);
    if (line === undefined || streams.signal.aborted) return false;
    assign(shell.state, 'REPLY', line);
    assign(shell.state, name, words[Number(line) - 1] ?? '');
    code = await shell.list(body, streams);
    return true;
  });
  return code;
}

export { ExpansionError };
