import { complain } from '../errors.ts';
import { absolutePath } from '../files.ts';
import type { ShellParts, Streams } from '../state.ts';
import { extrasOf } from '../variables.ts';
import type { Builtin } from './builtin.ts';

/** Goes to a folder; false if it cannot, which is said. */
function goTo(shell: ShellParts, streams: Streams, target: string, name: string): boolean {
  const { state, world } = shell;
  const path = absolutePath(target, state.folder);
  const kind = world.files.kind(path);
  if (kind !== 'folder') {
    const why = kind === 'file' ? 'Not a directory' : 'No such file or directory';
    const { shell: which = 'bash' } = world;
    complain(
      shell,
      streams,
      which === 'bash'
        ? `${name}: ${target}: ${why}`
        : `cd: can't cd to ${target}${which === 'busybox' ? `: ${why}` : ''}`,
    );
    return false;
  }
  state.variables.set('OLDPWD', state.folder);
  state.folder = path;
  state.variables.set('PWD', path);
  return true;
}

const changeFolder: Builtin = ({ shell, words, streams }) => {
  const { state } = shell;
  const given = words.filter((word) => !/^-[LPe]+$/.test(word) && word !== '--');
  if (given.length > 1) {
    complain(shell, streams, 'cd: too many arguments');
    return 1;
  }
  const [target = state.variables.get('HOME')] = given;
  if (target === undefined) {
    complain(shell, streams, 'cd: HOME not set');
    return 1;
  }
  const real = target === '-' ? state.variables.get('OLDPWD') : target;
  if (real === undefined) {
    complain(shell, streams, 'cd: OLDPWD not set');
    return 1;
  }
  if (real === '') return 0;
  if (!goTo(shell, streams, real, 'cd')) return 1;
  if (target === '-') streams.output.write(`${state.folder}\n`);
  return 0;
};

function showFolders({ state }: ShellParts, { output }: Streams): void {
  const home = state.variables.get('HOME') ?? '';
  const shown = [state.folder, ...[...extrasOf(state).folders].reverse()].map((folder) =>
    home !== '' && (folder === home || folder.startsWith(`${home}/`)) ? `~${folder.slice(home.length)}` : folder,
  );
  output.write(`${shown.join(' ')}\n`);
}

const pushFolder: Builtin = ({ shell, words, streams }) => {
  const { folders } = extrasOf(shell.state);
  const before = shell.state.folder;
  const target = words[0] ?? folders.at(-1);
  if (target === undefined) {
    complain(shell, streams, 'pushd: no other directory');
    return 1;
  }
  if (!goTo(shell, streams, target, 'pushd')) return 1;
  if (words[0] === undefined) folders.pop();
  folders.push(before);
  showFolders(shell, streams);
  return 0;
};

const popFolder: Builtin = ({ shell, streams }) => {
  const target = extrasOf(shell.state).folders.pop();
  if (target === undefined) {
    complain(shell, streams, 'popd: directory stack empty');
    return 1;
  }
  if (!goTo(shell, streams, target, 'popd')) return 1;
  showFolders(shell, streams);
  return 0;
};

/** Builtins about the folder of the shell. */
export const placeBuiltins: Readonly<Record<string, Builtin>> = {
  cd: changeFolder,
  dirs: ({ shell, streams }) => {
    showFolders(shell, streams);
    return 0;
  },
  popd: popFolder,
  pushd: pushFolder,
  pwd: ({ shell: { state }, streams }) => {
    streams.output.write(`${state.folder}\n`);
    return 0;
  },
};
