import { absolutePath, type Files } from './files.ts';
import { copyOf, NOT_EXECUTABLE, NOT_FOUND, type State } from './state.ts';
import { extrasOf } from './variables.ts';

/** The text of a script that was called by its path, or why it cannot be run. */
export function scriptAt(name: string, files: Files, folder: string): { text: string } | { why: string; code: number } {
  const path = absolutePath(name, folder);
  const kind = name.includes('/') ? files.kind(path) : undefined;
  if (kind === undefined)
    return { why: name.includes('/') ? 'No such file or directory' : 'command not found', code: NOT_FOUND };
  if (kind === 'folder') return { why: 'Is a directory', code: NOT_EXECUTABLE };
  return files.isExecutable(path) ? { text: files.read(path) } : { why: 'Permission denied', code: NOT_EXECUTABLE };
}

/** How a script is called. */
interface ScriptCall {
  name: string;
  positional: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** Whether it stands after `-c`. */
  isCommand: boolean;
  /** Options of the shell that runs it: `e`, `x`. */
  letters: string;
}

/** The state in which a script begins: what is exported, and nothing else of the shell that calls it. */
export function scriptState(outer: State, { name, positional, environment, isCommand, letters }: ScriptCall): State {
  const state = copyOf(outer);
  const functions = [...state.functions].filter(([one]) => state.exported.has(`${one}()`));
  Object.assign(state, { positional, isInteractive: false, isCommand, name, line: 1, functions: new Map(functions) });
  state.endsOnFailure = letters.includes('e');
  state.countsAllOfPipe = false;
  delete state.extras;
  if (letters.includes('x')) extrasOf(state).options.add('x');
  state.variables = new Map([...state.variables].filter(([one]) => state.exported.has(one)));
  for (const [one, value] of Object.entries({ ...environment, '0': name })) {
    state.variables.set(one, value);
    if (one !== '0') state.exported.add(one);
  }
  return state;
}
