import type { Builtin } from './builtins/builtin.ts';
import { jobBuiltins } from './builtins/jobs.ts';
import { optionBuiltins } from './builtins/options.ts';
import { placeBuiltins } from './builtins/places.ts';
import { printfBuiltin } from './builtins/printf.ts';
import { typedBuiltins } from './builtins/typed.ts';
import { variableBuiltins } from './builtins/variables.ts';
import { complain } from './errors.ts';
import { absolutePath, FileError } from './files.ts';
import { readLine } from './lines.ts';
import { readAll } from './program.ts';
import { Leave, type ShellParts, type Streams } from './state.ts';
import { NO_INPUT } from './streams.ts';

/** A shell that a person types into: a prompt before each line, until `exit` or the end of what is typed. */
async function converse(shell: ShellParts, streams: Streams): Promise<number> {
  shell.state.isInteractive = true;
  for (;;) {
    const prompt = shell.state.variables.get('PS1') ?? '$ ';
    streams.output.write(prompt.replaceAll('\\w', () => shell.state.folder));
    const line = streams.signal.aborted ? undefined : await readLine(streams.input);
    if (line === undefined) return shell.state.code;
    const [isEnd, code] = /^\s*(?:exit|logout)(?:\s+(\d+))?\s*$/.exec(line) ?? [];
    if (isEnd !== undefined) return code === undefined ? shell.state.code : Number(code) & 255;
    await shell.run(line, { ...streams, input: NO_INPUT });
  }
}

const shell: Builtin = async ({ shell: outer, name, words, streams, environment }) => {
  let at = 0;
  let letters = '';
  while (/^-/.test(words[at] ?? '')) {
    const word = words[at++] as string;
    if (word === '-o') at++;
    else if (/^-[a-z]+$/.test(word)) letters += word.slice(1);
  }
  const rest = words.slice(at);
  if (letters.includes('c')) {
    if (rest.length === 0) {
      streams.errors.write(`${name}: -c: option requires an argument\n`);
      return 2;
    }
    const [text = '', zero = name, ...positional] = rest;
    return outer.subshell(text, zero, positional, streams, environment, { isCommand: true, letters });
  }
  const [first] = rest;
  if (first === undefined || letters.includes('s')) {
    if (outer.world.isTerminal && !letters.includes('s')) return converse(outer, streams);
    return outer.subshell(await readAll(streams.input), name, rest, streams, environment, { letters });
  }
  try {
    const text = outer.world.files.read(absolutePath(first, outer.state.folder));
    return outer.subshell(text, first, rest.slice(1), streams, environment, { letters });
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    const isFolder = problem.code === 'EISDIR';
    streams.errors.write(`${name}: ${first}: ${isFolder ? 'Is a directory' : 'No such file or directory'}\n`);
    return isFolder ? 126 : 127;
  }
};

const source: Builtin = async ({ shell: outer, name, words, streams }) => {
  const { world, state } = outer;
  const [path, ...rest] = words;
  if (path === undefined) {
    complain(outer, streams, `${name}: filename argument required`);
    streams.errors.write(`${name}: usage: ${name} filename [arguments]\n`);
    return 2;
  }
  let text: string;
  try {
    text = world.files.read(absolutePath(path, state.folder));
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    complain(
      outer,
      streams,
      problem.code === 'EISDIR' ? `${name}: ${path}: is a directory` : `${path}: No such file or directory`,
    );
    return 1;
  }
  const before = { name: state.name, positional: state.positional, isInteractive: state.isInteractive };
  state.name = path;
  state.isInteractive = false;
  if (rest.length > 0) state.positional = rest;
  try {
    return await outer.lines(text, streams, '');
  } catch (problem) {
    if (problem instanceof Leave && problem.what === 'return') return problem.code;
    throw problem;
  } finally {
    if (before.name === undefined) delete state.name;
    else state.name = before.name;
    if (rest.length > 0) state.positional = before.positional;
    if (before.isInteractive !== undefined) state.isInteractive = before.isInteractive;
  }
};

const KEYWORDS = /^(if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|select|time|\{|\}|!|\[\[|\]\])$/;
/** Programs that bash does itself. */
const ALSO_BUILTIN = /^(echo|test|\[|printf|true|false)$/;

const describe: Builtin = ({ shell: outer, name: called, words, streams }) => {
  const { state, world } = outer;
  const isPlain = called !== 'type';
  const kinds = words.includes('-t');
  const onlyPath = words.includes('-p') || words.includes('-P');
  let found = 0;
  const names = words.filter((word) => !/^-[a-zA-Z]+$/.test(word));
  for (const name of names) {
    const write = (plain: string, long: string, kind: string): void => {
      found++;
      streams.output.write(`${isPlain && !words.includes('-V') ? plain : kinds ? kind : long}\n`);
    };
    const alias = state.aliases?.get(name);
    const path = `/usr/bin/${name}`;
    if (onlyPath) {
      if (world.programs.has(name)) write(path, path, path);
    } else if (alias !== undefined) write(`alias ${name}='${alias}'`, `${name} is aliased to \`${alias}'`, 'alias');
    else if (KEYWORDS.test(name)) write(name, `${name} is a shell keyword`, 'keyword');
    else if (state.functions.has(name)) write(name, `${name} is a function`, 'function');
    else if ((Object.hasOwn(builtins, name) && !/^(sh|bash)$/.test(name)) || ALSO_BUILTIN.test(name))
      write(name, `${name} is a shell builtin`, 'builtin');
    else if (world.programs.has(name) || /^(sh|bash)$/.test(name)) write(path, `${name} is ${path}`, 'file');
    else if (called === 'type' && !kinds) complain(outer, streams, `type: ${name}: not found`);
    else if (called === 'command' && words.includes('-V')) complain(outer, streams, `command: ${name}: not found`);
  }
  // `type` wants all of them, `command -v` any.
  return (called === 'type' ? found === names.length : found > 0 || names.length === 0) ? 0 : 1;
};

const leave =
  (what: Leave['what']): Builtin =>
  ({ shell: outer, words, streams }) => {
    const isEnd = what === 'exit' || what === 'return';
    const [word] = words;
    if (word !== undefined && !/^[-+]?\d+$/.test(word)) {
      complain(outer, streams, `${what}: ${word}: numeric argument required`);
      throw new Leave(isEnd ? what : 'exit', isEnd ? 2 : 128);
    }
    if (what === 'return' && !outer.state.extras?.functionNames.length && outer.state.name === undefined) {
      complain(outer, streams, "return: can only `return' from a function or sourced script");
      return 2;
    }
    if (!isEnd && !outer.state.extras?.loops) {
      complain(outer, streams, `${what}: only meaningful in a \`for', \`while', or \`until' loop`);
      return 0;
    }
    const number = Number(word ?? (isEnd ? outer.state.code : 1));
    throw new Leave(what, isEnd ? number & 255 : 0, number);
  };

const evaluate: Builtin = ({ shell: outer, words, streams }) => outer.lines(words.join(' '), streams, 'eval: ');

/** What the shell does itself. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ...jobBuiltins,
  ...optionBuiltins,
  ...placeBuiltins,
  ...typedBuiltins,
  ...variableBuiltins,
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  '.': source,
  source,
  bash: shell,
  break: leave('break'),
  builtin: (call) => call.shell.execute(call.words, call.streams, call.environment, { skipsFunctions: true }),
  command: (call) => {
    if (/^-[vV]/.test(call.words[0] ?? '')) return describe(call);
    const words = call.words[0] === '-p' ? call.words.slice(1) : call.words;
    return words.length === 0 ? 0 : call.shell.execute(words, call.streams, call.environment, { skipsFunctions: true });
  },
  continue: leave('continue'),
  eval: evaluate,
  exec: async (call) => {
    throw new Leave('exit', await call.shell.execute(call.words, call.streams, call.environment));
  },
  exit: leave('exit'),
  printf: printfBuiltin,
  return: leave('return'),
  sh: shell,
  type: describe,
};
