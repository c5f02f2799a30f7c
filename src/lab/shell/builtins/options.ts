import { complain } from '../errors.ts';
import { Leave } from '../state.ts';
import { listen } from '../traps.ts';
import { SHELL_PROCESS } from '../values.ts';
import { extrasOf } from '../variables.ts';
import type { Builtin } from './builtin.ts';
import { listVariables } from './variables.ts';

const LONG: Readonly<Record<string, string>> = {
  allexport: 'a',
  errexit: 'e',
  noclobber: 'C',
  noglob: 'f',
  nounset: 'u',
  verbose: 'v',
  xtrace: 'x',
};
/** Options that are taken and change nothing here. */
const TAKEN =
  /^(emacs|vi|history|monitor|posix|noexec|physical|hashall|braceexpand|errtrace|functrace|ignoreeof|interactive-comments|keyword|nolog|notify|onecmd|privileged|histexpand)$/;

const set: Builtin = ({ shell, words, streams }) => {
  const { state } = shell;
  const extras = extrasOf(state);
  if (words.length === 0) streams.output.write(listVariables(shell));
  const turn = (letter: string, isOn: boolean): void => {
    if (letter === 'e') state.endsOnFailure = isOn;
    else if (isOn) extras.options.add(letter);
    else extras.options.delete(letter);
  };
  for (let index = 0; index < words.length; index++) {
    const word = words[index] as string;
    if (word === '--' || !/^[-+]./.test(word)) {
      state.positional = words.slice(word === '--' ? index + 1 : index);
      return 0;
    }
    const isOn = word.startsWith('-');
    for (const letter of word.slice(1)) {
      if (letter === 'o') {
        const name = words[++index] ?? '';
        if (name === 'pipefail') state.countsAllOfPipe = isOn;
        else if (LONG[name]) turn(LONG[name], isOn);
        else if (!TAKEN.test(name) && name !== '') {
          complain(shell, streams, `set: ${name}: invalid option name`);
          return 2;
        }
      } else if (/[aefuxvCbhkmnptBEHPT]/.test(letter)) turn(letter, isOn);
      else {
        complain(shell, streams, `set: ${word}: invalid option`);
        streams.errors.write('set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n');
        return 2;
      }
    }
  }
  return 0;
};

const shift: Builtin = ({ shell, words, streams }) => {
  const { state } = shell;
  const count = Number(words[0] ?? 1);
  if (Number.isNaN(count)) {
    complain(shell, streams, `shift: ${words[0]}: numeric argument required`);
    return 1;
  }
  if (count > state.positional.length) return 1;
  state.positional = state.positional.slice(count);
  return 0;
};

const signalName = (text: string): string => {
  const name = text.toUpperCase().replace(/^SIG/, '');
  return { '0': 'EXIT', '1': 'HUP', '2': 'INT', '15': 'TERM' }[name] ?? name;
};

const trap: Builtin = ({ shell, words, streams }) => {
  const { traps } = extrasOf(shell.state);
  const given = words.filter((word) => word !== '--');
  if (given.length === 0 || given[0] === '-p') {
    for (const [name, action] of traps)
      streams.output.write(`trap -- '${action.replaceAll("'", "'\\''")}' ${name === 'EXIT' ? name : `SIG${name}`}\n`);
    return 0;
  }
  const [action = '', ...names] = given;
  if (names.length === 0 || action === '-') {
    for (const name of names.length === 0 ? [action] : names) traps.delete(signalName(name));
    return 0;
  }
  for (const name of names) traps.set(signalName(name), action);
  if (names.some((name) => !/^(?:EXIT|ERR|DEBUG|RETURN)$/.test(signalName(name)))) listen(shell);
  return 0;
};

/** What a signal does that a shell sends to itself; undefined if it is for somebody else. */
export async function signalSelf(
  call: Parameters<Builtin>[0],
  target: string,
  signal: string,
): Promise<number | undefined> {
  if (target !== SHELL_PROCESS) return undefined;
  const action = call.shell.state.extras?.traps.get(signal);
  if (action !== undefined) {
    const extras = extrasOf(call.shell.state);
    // As long as a trap runs, its signal waits.
    if (action === '' || extras.trapping.has(signal)) return 0;
    extras.trapping.add(signal);
    try {
      return await call.shell.lines(action, call.streams, '');
    } finally {
      extras.trapping.delete(signal);
    }
  }
  throw new Leave('exit', 128 + ({ HUP: 1, INT: 2, KILL: 9, TERM: 15 }[signal] ?? 15));
}

/** Builtins about how the shell goes on. */
export const optionBuiltins: Readonly<Record<string, Builtin>> = {
  hash: () => 0,
  set,
  shift,
  shopt: ({ words }) => (words.includes('-q') ? 1 : 0),
  times: ({ streams }) => {
    streams.output.write('0m0.000s 0m0.000s\n0m0.000s 0m0.000s\n');
    return 0;
  },
  trap,
  ulimit: ({ streams }) => {
    streams.output.write('unlimited\n');
    return 0;
  },
  umask: ({ streams, words }) => {
    if (words.length === 0) streams.output.write('0022\n');
    return 0;
  },
};
