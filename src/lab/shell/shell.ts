import { builtins } from './builtins.ts';
import { contextOf } from './context.ts';
import { complain } from './errors.ts';
import { expandPattern, expandText, expandWords, type Values } from './expand.ts';
import { FileError } from './files.ts';
import { beginJob } from './jobs.ts';
import { patternOf } from './patterns.ts';
import { runPiped } from './pipeline.ts';
import { redirect } from './redirections.ts';
import { scriptAt } from './scripts.ts';
import { copyOf, Leave, repeat, type ShellParts, type State, type Streams, type World } from './state.ts';
import { parseShell, ShellSyntaxError } from './syntax/parse.ts';
import type { Command, Item, List, Pipeline } from './syntax/tree.ts';
import { valuesOf } from './values.ts';

/** How deep commands may call themselves before it is believed that they never end. */
const DEEPEST = 200;

/** A shell: reads commands and runs them with the programs and files of its world. */
export class Shell implements ShellParts {
  readonly world: World;
  readonly state: State;
  readonly #depth: number;

  constructor(world: World, state: State, depth = 0) {
    this.world = world;
    this.state = state;
    this.#depth = depth;
  }

  /**
   * Runs a text of commands; gives the exit code. Never throws: what is wrong is written to `errors`.
   * @param onLeave is told when `exit` ends it.
   */
  async run(text: string, streams: Streams, onLeave?: (problem: Leave) => void): Promise<number> {
    let list: List;
    try {
      list = parseShell(text, this.state.isInteractive ? this.state.aliases : undefined);
    } catch (problem) {
      if (!(problem instanceof ShellSyntaxError)) throw problem;
      complain(this, streams, problem.message);
      return 2;
    }
    return this.#finish(() => this.list(list, streams), streams, onLeave);
  }

  async #finish(
    action: () => Promise<number>,
    streams: Streams,
    onLeave: (problem: Leave) => void = () => {},
  ): Promise<number> {
    try {
      const code = await action();
      if (streams.signal.aborted) return code;
      this.state.code = code;
    } catch (problem) {
      if (problem instanceof Leave) {
        this.state.code = problem.code;
        onLeave(problem);
      } else if (problem instanceof ShellSyntaxError) {
        complain(this, streams, problem.message);
        this.state.code = 1;
      } else throw problem;
    }
    return this.state.code;
  }

  /** Runs commands one after the other. */
  async list(list: List, streams: Streams): Promise<number> {
    let isSkipped = false;
    for (let index = 0; index < list.length; index++) {
      const item = list[index] as Item;
      if (streams.signal.aborted) return this.state.code;
      if (!isSkipped) {
        if (item.isBackground) index = this.#background(list, index, streams);
        else {
          const code = await this.#pipeline(item.pipeline, streams);
          // What was stopped may end later than others begin.
          if (streams.signal.aborted) return code;
          this.state.code = code;
          if (code !== 0 && this.state.endsOnFailure && item.next === ';' && !item.pipeline.isNegated)
            throw new Leave('exit', code);
        }
      }
      const { next } = list[index] as Item;
      if (next === '&&') isSkipped = this.state.code !== 0;
      else if (next === '||') isSkipped = this.state.code === 0;
      else isSkipped = false;
    }
    return this.state.code;
  }

  /** Sends commands to the background: those that hang together by `&&` and `||`. Gives the place of the last one. */
  #background(list: List, from: number, streams: Streams): number {
    let to = from;
    while (to + 1 < list.length && (list[to] as Item).next !== ';') to++;
    const items = list.slice(from, to + 1).map((item) => ({ ...item, isBackground: false }));
    const text = items.map((item, index) => item.text + (index < items.length - 1 ? ` ${item.next} ` : '')).join('');
    const job = beginJob(this, text, streams, (state, inner) => {
      const shell = new Shell(this.world, state, this.#depth + 1);
      return shell.#finish(() => shell.list(items, inner), inner);
    });
    if (this.state.terminal) streams.errors.write(`[${job.number}] ${job.id}\n`);
    this.state.code = 0;
    return to;
  }

  async #pipeline({ commands, isNegated }: Pipeline, streams: Streams): Promise<number> {
    const codes =
      commands.length === 1
        ? [await this.#command(commands[0] as Command, streams)]
        : await this.#piped(commands, streams);
    const last = codes.at(-1) ?? 0;
    const code = this.state.countsAllOfPipe ? (codes.findLast((one) => one !== 0) ?? 0) : last;
    return isNegated ? (code === 0 ? 1 : 0) : code;
  }

  #piped(commands: readonly Command[], streams: Streams): Promise<number[]> {
    return runPiped(commands.length, streams, (index, inner) => {
      const shell = new Shell(this.world, copyOf(this.state), this.#depth + 1);
      return shell.#finish(() => shell.#command(commands[index] as Command, inner), inner);
    });
  }

  async #command(command: Command, streams: Streams): Promise<number> {
    if (this.#depth > DEEPEST) {
      complain(this, streams, 'maximum function nesting level exceeded');
      throw new Leave('exit', 1);
    }
    const redirected = await redirect(command.redirections, streams, this, (word) =>
      expandText(word, this.#values(streams)),
    );
    if (!redirected) return 1;
    switch (command.kind) {
      case 'simple':
        return this.#simple(command, redirected);
      case 'group': {
        if (!command.isSubshell) return this.list(command.list, redirected);
        const shell = new Shell(this.world, copyOf(this.state), this.#depth + 1);
        return shell.#finish(() => shell.list(command.list, redirected), redirected);
      }
      case 'if':
        for (const { condition, body } of command.branches)
          if ((await this.#condition(condition, redirected)) === 0) return this.list(body, redirected);
        return command.otherwise ? this.list(command.otherwise, redirected) : 0;
      case 'loop': {
        let code = 0;
        await repeat(async () => {
          if (
            redirected.signal.aborted ||
            ((await this.#condition(command.condition, redirected)) === 0) === command.isUntil
          )
            return false;
          code = await this.list(command.body, redirected);
          return true;
        });
        return code;
      }
      case 'for': {
        const words = command.words
          ? await expandWords(command.words, this.#values(redirected))
          : [...this.state.positional];
        let code = 0;
        await repeat(async () => {
          const word = words.shift();
          if (word === undefined || redirected.signal.aborted) return false;
          this.state.variables.set(command.name, word);
          code = await this.list(command.body, redirected);
          return true;
        });
        return code;
      }
      case 'case': {
        const text = await expandText(command.word, this.#values(redirected));
        for (const { patterns, body } of command.branches)
          for (const pattern of patterns)
            if (patternOf(await expandPattern(pattern, this.#values(redirected))).test(text))
              return this.list(body, redirected);
        return 0;
      }
      case 'function':
        this.state.functions.set(command.name, command.body);
        return 0;
    }
  }

  async #condition(list: List, streams: Streams): Promise<number> {
    const { endsOnFailure } = this.state;
    this.state.endsOnFailure = false;
    const code = await this.list(list, streams);
    this.state.endsOnFailure = endsOnFailure;
    return code;
  }

  async #simple(command: Extract<Command, { kind: 'simple' }>, streams: Streams): Promise<number> {
    const values = this.#values(streams);
    this.state.line = command.line;
    this.state.variables.delete('?sub');
    const words = await expandWords(command.words, values);
    const assigned: [string, string][] = [];
    for (const { name, value } of command.assignments) assigned.push([name, await expandText(value, values)]);
    if (words.length === 0) {
      for (const [name, value] of assigned) this.state.variables.set(name, value);
      return Number(this.state.variables.get('?sub') ?? 0);
    }
    return this.execute(words, streams, Object.fromEntries(assigned));
  }

  /** Runs a function, a builtin, a program or a script by its name. */
  async execute(
    words: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const [name = '', ...rest] = words;
    const body = this.state.functions.get(name);
    if (body) return this.#call(body, rest, streams);
    const builtin = builtins[name];
    if (builtin) return builtin({ shell: this, name, words: rest, streams, environment });
    const program = name.includes('/') ? undefined : this.world.programs.get(name);
    if (program) {
      try {
        return await program(contextOf(this, name, rest, streams, environment));
      } catch (problem) {
        if (!(problem instanceof FileError)) throw problem;
        streams.errors.write(`${name}: ${problem.message}\n`);
        return 1;
      }
    }
    return this.#script(name, rest, streams, environment);
  }

  async #call(body: Command, positional: readonly string[], streams: Streams): Promise<number> {
    const before = this.state.positional;
    this.state.positional = positional;
    try {
      return await new Shell(this.world, this.state, this.#depth + 1).#command(body, streams);
    } catch (problem) {
      if (problem instanceof Leave && problem.what === 'return') return problem.code;
      throw problem;
    } finally {
      this.state.positional = before;
    }
  }

  async #script(
    name: string,
    positional: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>>,
  ): Promise<number> {
    const script = scriptAt(name, this.world.files, this.state.folder);
    if ('why' in script) {
      complain(this, streams, `${name}: ${script.why}`);
      return script.code;
    }
    return this.subshell(script.text, name, positional, streams, environment);
  }

  /** Runs a text in a shell of its own: scripts, `sh -c`. */
  subshell(
    text: string,
    name: string,
    positional: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<number> {
    const state = copyOf(this.state);
    state.positional = positional;
    state.isInteractive = false;
    state.endsOnFailure = false;
    state.variables = new Map([...state.variables].filter(([one]) => state.exported.has(one)));
    for (const [one, value] of Object.entries({ ...environment, '0': name })) {
      state.variables.set(one, value);
      state.exported.add(one);
    }
    return new Shell(this.world, state, this.#depth + 1).run(text, streams);
  }

  #values(streams: Streams): Values {
    return valuesOf(this.world, this.state, async (list, output) => {
      const shell = new Shell(this.world, copyOf(this.state), this.#depth + 1);
      return shell.#finish(() => shell.list(list, { ...streams, output }), streams);
    });
  }
}
