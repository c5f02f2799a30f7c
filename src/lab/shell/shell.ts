import { assignTo } from './assignments.ts';
import { builtins } from './builtins.ts';
import { commandOf } from './commands.ts';
import { contextOf } from './context.ts';
import { complain, complainSyntax, notFound, warn } from './errors.ts';
import { expandText, expandWords } from './expand.ts';
import type { Values } from './expansion.ts';
import { FileError } from './files.ts';
import { beginJob } from './jobs.ts';
import { spend, withShell } from './load.ts';
import { runPiped, timeText } from './pipeline.ts';
import { keepRedirected, redirect } from './redirections.ts';
import { scriptAt, scriptState } from './scripts.ts';
import { copyOf, Leave, type ShellParts, type State, type Streams, type World } from './state.ts';
import { parseLines, ShellSyntaxError } from './syntax/parse.ts';
import type { Command, Item, List, Pipeline } from './syntax/tree.ts';
import { heed, trapError } from './traps.ts';
import { valuesOf } from './values.ts';
import { ArithmeticError, assign, ExpansionError, extrasOf, restoreScope } from './variables.ts';

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
    state.began ??= world.clock.now();
  }

  /**
   * Runs a text of commands; gives the exit code. Never throws: what is wrong is written to `errors`.
   * @param onLeave is told when `exit` ends it.
   */
  async run(text: string, streams: Streams, onLeave?: (problem: Leave) => void): Promise<number> {
    const code = await this.#finish(() => this.lines(text, streams), streams, onLeave);
    return this.state.terminal ? code : this.#leave(code, streams);
  }

  /** Runs a text line by line: what stands before a mistake is run. */
  async lines(text: string, streams: Streams, origin = this.state.isCommand ? '-c: ' : ''): Promise<number> {
    let code = 0;
    try {
      for (const { list, warnings } of parseLines(text, this.state.isInteractive ? this.state.aliases : undefined)) {
        for (const warning of warnings) warn(this, streams, warning);
        code = await this.list(list, streams);
        if (streams.signal.aborted) return code;
      }
      return code;
    } catch (problem) {
      if (!(problem instanceof ShellSyntaxError)) throw problem;
      complainSyntax(this, streams, problem, origin);
      this.state.code = 2;
      return 2;
    }
  }

  /** What the trap of `EXIT` does at the end. */
  async #leave(code: number, streams: Streams): Promise<number> {
    this.state.extras?.deafen?.();
    const trap = this.state.extras?.traps.get('EXIT');
    if (trap === undefined || streams.signal.aborted) return code;
    this.state.extras?.traps.delete('EXIT');
    this.state.code = code;
    let left: number | undefined;
    await this.#finish(
      () => this.lines(trap, streams),
      streams,
      (problem) => {
        left = problem.code;
      },
    );
    return left ?? code;
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
      } else if (problem instanceof ExpansionError || problem instanceof ArithmeticError) {
        complain(this, streams, problem.message);
        this.state.code =
          problem instanceof ExpansionError &&
          !this.state.isInteractive &&
          !(problem.code === 127 && this.state.endsOnFailure)
            ? problem.code
            : 1;
      } else throw problem;
    }
    return this.state.code;
  }

  /** Runs something in a shell of its own, which changes nothing of this one. */
  #apart(action: (shell: Shell) => Promise<number>, streams: Streams, state = copyOf(this.state)): Promise<number> {
    const shell = new Shell(this.world, state, this.#depth + 1);
    const say = (): void => complain(this, streams, 'fork: retry: Resource temporarily unavailable');
    return withShell(this.world, say, async () =>
      shell.#leave(await shell.#finish(() => action(shell), streams), streams),
    );
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
          if (this.state.extras?.heard.length) await heed(this, streams);
          if (code !== 0 && item.next === ';' && !item.pipeline.isNegated) await trapError(this, streams);
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
    const job = beginJob(this, text, streams, (state, inner) =>
      this.#apart((shell) => shell.list(items, inner), inner, state),
    );
    if (this.state.terminal) streams.errors.write(`[${job.number}] ${job.id}\n`);
    this.state.code = 0;
    return to;
  }

  async #pipeline({ commands, isNegated, isTimed }: Pipeline, streams: Streams): Promise<number> {
    const began = this.world.clock.now();
    const codes =
      commands.length > 1
        ? await runPiped(commands.length, streams, (index, inner) =>
            this.#apart((shell) => shell.command(commands[index] as Command, inner), inner),
          )
        : commands.length === 1
          ? [await this.command(commands[0] as Command, streams)]
          : [0];
    if (isTimed) streams.errors.write(timeText(isTimed, this.world.clock.now() - began));
    const items = new Map(codes.map((code, index) => [String(index), String(code)]));
    extrasOf(this.state).arrays.set('PIPESTATUS', { isAssociative: false, items });
    const last = codes.at(-1) ?? 0;
    const code = this.state.countsAllOfPipe ? (codes.findLast((one) => one !== 0) ?? 0) : last;
    return isNegated ? (code === 0 ? 1 : 0) : code;
  }

  /** Runs one command. */
  async command(command: Command, streams: Streams): Promise<number> {
    if (this.#depth > DEEPEST) {
      complain(this, streams, 'maximum function nesting level exceeded');
      throw new Leave('exit', 1);
    }
    await spend(this.world, streams);
    if ('line' in command) this.state.line = command.line;
    const values = this.#values(streams);
    const redirected = await redirect(command.redirections, streams, this, (word) => expandText(word, values));
    if (!redirected) return 1;
    if (command.kind === 'simple') return this.#simple(command, redirected, streams);
    if (command.kind === 'group' && command.isSubshell)
      return this.#apart((shell) => shell.list(command.list, redirected), redirected);
    return commandOf(command, redirected, this, this.#values(redirected));
  }

  async #simple(command: Extract<Command, { kind: 'simple' }>, streams: Streams, before: Streams): Promise<number> {
    const values = this.#values(streams);
    const extras = extrasOf(this.state);
    extras.substituted = undefined;
    const words = await expandWords(command.words, values);
    if (words.length === 0) {
      for (const assignment of command.assignments) await assignTo(this.state, assignment, values);
      return extras.substituted ?? 0;
    }
    if (extras.options.has('x')) streams.errors.write(`+ ${words.join(' ')}\n`);
    if (command.assignments.some(({ items }) => items)) {
      // `declare -A m=(…)`: first what kind of variable it is.
      const code = await this.execute(words, streams);
      for (const assignment of command.assignments) await assignTo(this.state, assignment, values);
      return code;
    }
    if (words[0] === 'exec' && words.length === 1) {
      keepRedirected(this, before, streams, command.redirections);
      return 0;
    }
    const environment: Record<string, string> = {};
    for (const { name, value } of command.assignments) environment[name] = await expandText(value, values);
    return this.execute(words, streams, environment);
  }

  /** Runs a function, a builtin, a program or a script by its name. */
  async execute(
    words: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>> = {},
    { skipsFunctions = false } = {},
  ): Promise<number> {
    const [name = '', ...rest] = words;
    const body = skipsFunctions ? undefined : this.state.functions.get(name);
    if (body) return this.#call(name, body, rest, streams, environment);
    const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
    if (builtin) return builtin({ shell: this, name, words: rest, streams, environment });
    const path = /^\/(?:usr\/)?(?:local\/)?s?bin\/([\w.[-]+)$/.exec(name)?.[1];
    const program = this.world.programs.get(path ?? name);
    if (program && (path !== undefined || !name.includes('/'))) {
      try {
        return await program(contextOf(this, name, rest, streams, environment));
      } catch (problem) {
        if (!(problem instanceof FileError)) throw problem;
        streams.errors.write(`${name}: ${problem.message}\n`);
        return 1;
      }
    }
    const script = scriptAt(name, this.world.files, this.state.folder);
    if ('text' in script) return this.subshell(script.text, name, rest, streams, environment);
    if (script.code === 127 && !name.includes('/')) notFound(this, streams, name);
    else complain(this, streams, `${name}: ${script.why}`);
    return script.code;
  }

  async #call(
    name: string,
    body: Command,
    positional: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>>,
  ): Promise<number> {
    const { state } = this;
    const before = state.positional;
    const extras = extrasOf(state);
    state.positional = positional;
    extras.scopes.push(new Map());
    extras.functionNames.push(name);
    try {
      for (const [one, value] of Object.entries(environment)) assign(state, one, value);
      return await new Shell(this.world, state, this.#depth + 1).command(body, streams);
    } catch (problem) {
      if (problem instanceof Leave && problem.what === 'return') return problem.code;
      throw problem;
    } finally {
      state.positional = before;
      extras.functionNames.pop();
      restoreScope(state);
    }
  }

  bare(words: readonly string[], streams: Streams, environment: Readonly<Record<string, string>>): Promise<number> {
    const state = { ...copyOf(this.state), variables: new Map(Object.entries(environment)) };
    state.exported = new Set(state.variables.keys());
    return this.#apart((shell) => shell.execute(words, streams), streams, state);
  }

  /** Runs a text in a shell of its own: scripts, `sh -c`. */
  subshell(
    text: string,
    name: string,
    positional: readonly string[],
    streams: Streams,
    environment: Readonly<Record<string, string>> = {},
    { isCommand = false, letters = '' } = {},
  ): Promise<number> {
    const state = scriptState(this.state, { name, positional, environment, isCommand, letters });
    return this.#apart((shell) => shell.lines(text, streams), streams, state);
  }

  #values(streams: Streams): Values {
    return valuesOf(this.world, this.state, (list, output) => {
      const inner = { ...streams, output };
      return this.#apart((shell) => shell.list(list, inner), inner);
    });
  }
}
