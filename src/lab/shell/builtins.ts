import type { Builtin } from './builtins/builtin.ts';
import { jobBuiltins } from './builtins/jobs.ts';
import { typedBuiltins } from './builtins/typed.ts';
import { complain } from './errors.ts';
import { absolutePath, FileError } from './files.ts';
import { readAll } from './program.ts';
import { Leave, type ShellParts, type Streams } from './state.ts';
import { NO_INPUT } from './streams.ts';

const NAME = /^[A-Za-z_]\w*$/;

const exportNames: Builtin = ({ shell: outer, words, streams }) => {
  const { state } = outer;
  if (words.length === 0 || words[0] === '-p')
    for (const name of [...state.exported].sort())
      streams.output.write(`declare -x ${name}=${JSON.stringify(state.variables.get(name) ?? '')}\n`);
  for (const word of words.filter((one) => !one.startsWith('-'))) {
    const [name = '', ...value] = word.split('=');
    if (!NAME.test(name)) {
      complain(outer, streams, `export: \`${word}': not a valid identifier`);
      return 1;
    }
    if (word.includes('=')) state.variables.set(name, value.join('='));
    state.exported.add(name);
  }
  return 0;
};

const changeFolder: Builtin = ({ shell: outer, words, streams }) => {
  const { state, world } = outer;
  const target = words[0] === '-' ? state.variables.get('OLDPWD') : (words[0] ?? state.variables.get('HOME') ?? '/');
  const path = absolutePath(target ?? '/', state.folder);
  const kind = world.files.kind(path);
  if (kind !== 'folder') {
    complain(outer, streams, `cd: ${target}: ${kind === 'file' ? 'Not a directory' : 'No such file or directory'}`);
    return 1;
  }
  state.variables.set('OLDPWD', state.folder);
  state.folder = path;
  state.variables.set('PWD', path);
  if (words[0] === '-') streams.output.write(`${path}\n`);
  return 0;
};

const set: Builtin = ({ shell: { state }, words }) => {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--') {
      state.positional = words.slice(index + 1);
      return 0;
    }
    const isOn = word.startsWith('-');
    if (/^[-+][a-z]*e/.test(word)) state.endsOnFailure = isOn;
    if (/^[-+][a-z]*o$/.test(word) && words[index + 1] === 'pipefail') {
      state.countsAllOfPipe = isOn;
      index++;
    }
  }
  return 0;
};

const read: Builtin = async ({ shell: { state }, words, streams }) => {
  const names = words.filter((word) => !word.startsWith('-'));
  let text = '';
  for (let piece = await streams.input.read(); piece !== undefined; piece = await streams.input.read()) {
    text += piece;
    if (text.includes('\n')) break;
  }
  const end = text.indexOf('\n');
  // What follows the line is for the next one who reads.
  const rest = end < 0 ? '' : text.slice(end + 1);
  if (rest !== '') {
    const { input } = streams;
    const original = input.read.bind(input);
    input.read = () => {
      input.read = original;
      return Promise.resolve(rest);
    };
  }
  const fields = (end < 0 ? text : text.slice(0, end)).trim().split(/[ \t]+/);
  (names.length > 0 ? names : ['REPLY']).forEach((name, index, all) => {
    state.variables.set(name, index === all.length - 1 ? fields.slice(index).join(' ') : (fields[index] ?? ''));
  });
  return end < 0 && text === '' ? 1 : 0;
};

/** A shell that a person types into: a prompt before each line, until `exit` or the end of what is typed. */
async function converse(shell: ShellParts, streams: Streams): Promise<number> {
  let rest = '';
  for (;;) {
    const prompt = shell.state.variables.get('PS1') ?? '$ ';
    streams.output.write(prompt.replaceAll('\\w', () => shell.state.folder));
    while (!rest.includes('\n')) {
      const piece = streams.signal.aborted ? undefined : await streams.input.read();
      if (piece === undefined) return shell.state.code;
      rest += piece;
    }
    const line = rest.slice(0, rest.indexOf('\n'));
    rest = rest.slice(line.length + 1);
    const [isEnd, code] = /^\s*(?:exit|logout)(?:\s+(\d+))?\s*$/.exec(line) ?? [];
    if (isEnd !== undefined) return code === undefined ? shell.state.code : Number(code) & 255;
    await shell.run(line, { ...streams, input: NO_INPUT });
  }
}

const shell: Builtin = async ({ shell: outer, words, streams, environment }) => {
  const [first, second, ...rest] = words;
  if (first !== undefined && /^-[a-z]*c$/.test(first))
    return outer.subshell(second ?? '', rest[0] ?? 'bash', rest.slice(1), streams, environment);
  if (first === undefined || first === '-i') {
    if (outer.world.isTerminal) return converse(outer, streams);
    return outer.subshell(await readAll(streams.input), 'bash', [], streams, environment);
  }
  try {
    const text = outer.world.files.read(absolutePath(first, outer.state.folder));
    return outer.subshell(text, first, words.slice(1), streams, environment);
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    streams.errors.write(`bash: ${first}: No such file or directory\n`);
    return 127;
  }
};

const source: Builtin = ({ words, streams, shell: outer }) => {
  const { world, state } = outer;
  try {
    return outer.run(world.files.read(absolutePath(words[0] ?? '', state.folder)), streams);
  } catch (problem) {
    if (!(problem instanceof FileError)) throw problem;
    complain(outer, streams, `${words[0] ?? ''}: No such file or directory`);
    return 1;
  }
};

const describe: Builtin = ({ shell: { state, world }, words, streams }) => {
  let code = 0;
  for (const name of words.filter((word) => !word.startsWith('-'))) {
    if (state.functions.has(name) || builtins[name]) streams.output.write(`${name}\n`);
    else if (world.programs.has(name)) streams.output.write(`/usr/bin/${name}\n`);
    else code = 1;
  }
  return code;
};

const leave =
  (what: Leave['what']): Builtin =>
  ({ shell: { state }, words }) => {
    const number = Number(words[0] ?? (what === 'exit' || what === 'return' ? state.code : 1));
    throw new Leave(what, what === 'exit' || what === 'return' ? number & 255 : 0, number);
  };

/** What the shell does itself. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ...jobBuiltins,
  ...typedBuiltins,
  ':': () => 0,
  true: () => 0,
  false: () => 1,
  '.': source,
  source,
  bash: shell,
  break: leave('break'),
  cd: changeFolder,
  command: (call) =>
    /^-[vV]/.test(call.words[0] ?? '')
      ? describe(call)
      : call.shell.execute(call.words, call.streams, call.environment),
  continue: leave('continue'),
  eval: ({ shell: outer, words, streams }) => outer.run(words.join(' '), streams),
  exec: async (call) => {
    throw new Leave('exit', await call.shell.execute(call.words, call.streams, call.environment));
  },
  exit: leave('exit'),
  export: exportNames,
  local: ({ shell: { state }, words }) => {
    for (const word of words) {
      const [name = '', ...value] = word.split('=');
      state.variables.set(name, value.join('='));
    }
    return 0;
  },
  pwd: ({ shell: { state }, streams }) => {
    streams.output.write(`${state.folder}\n`);
    return 0;
  },
  read,
  return: leave('return'),
  set,
  sh: shell,
  shift: ({ shell: { state }, words }) => {
    state.positional = state.positional.slice(Number(words[0] ?? 1));
    return 0;
  },
  trap: () => 0,
  type: describe,
  unset: ({ shell: { state }, words }) => {
    for (const name of words) {
      state.variables.delete(name);
      state.exported.delete(name);
      state.functions.delete(name);
    }
    return 0;
  },
};
