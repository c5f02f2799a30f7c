import type { Call } from '../call.ts';
import { Exit, PlainError, usageError } from '../errors.ts';
import { clusterDump } from './cluster-dump.ts';
import type { Command } from './command.ts';
import { proxy } from './proxy.ts';

/** A command that works elsewhere, but cannot work here. */
function absent(why: string): Command {
  return {
    run: async () => {
      throw new PlainError(why);
    },
  };
}

const SHELLS = new Set(['bash', 'zsh', 'fish', 'powershell']);

const completion: Command = {
  async run({ words }) {
    const [shell, ...more] = words;
    if (shell === undefined) throw usageError('completion', 'Shell not specified.');
    if (more.length > 0) throw usageError('completion', 'Too many arguments. Expected only the shell type.');
    if (!SHELLS.has(shell)) throw usageError('completion', `Unsupported shell type ${JSON.stringify(shell)}.`);
    throw new PlainError(
      `The practice cluster's shell has no completion, so there is no script for it. On your own machine: source <(kubectl completion ${shell})`,
    );
  },
};

/** Programs in the search path whose names begin with `kubectl-`. */
function pluginsOf({ context }: Call): string[] {
  const folders = (context.environment.PATH ?? '').split(':').filter(Boolean);
  return [...new Set(folders)].flatMap((folder) =>
    context.files.kind(folder) === 'folder'
      ? context.files
          .list(folder)
          .filter((name) => name.startsWith('kubectl-'))
          .map((name) => `${folder}/${name}`)
      : [],
  );
}

const pluginList: Command = {
  async run(call) {
    const plugins = pluginsOf(call);
    if (plugins.length === 0) throw new Error('unable to find any kubectl plugins in your PATH');
    call.out('The following compatible plugins are available:\n\n');
    let warnings = 0;
    for (const path of plugins) {
      call.out(`${call.flags.is('name-only') ? path.slice(path.lastIndexOf('/') + 1) : path}\n`);
      if (call.files.isExecutable(path)) continue;
      call.note(`  - warning: ${path} identified as a kubectl plugin, but it is not executable`);
      warnings++;
    }
    if (warnings === 0) return;
    call.note(`error: ${warnings === 1 ? 'one plugin warning was found' : `${warnings} plugin warnings were found`}`);
    throw new Exit(1);
  },
};

/** Commands that reach beyond the practice cluster. */
export const edges: Readonly<Record<string, Command>> = {
  completion,
  'plugin list': pluginList,
  proxy,
  'kuberc view': absent(
    "The practice cluster's kubectl reads no kuberc, so there are no preferences to show. On your own machine they are in ~/.kube/kuberc.",
  ),
  'kuberc set': absent(
    "The practice cluster's kubectl reads no kuberc, so preferences would change nothing here. On your own machine kubectl kuberc set writes ~/.kube/kuberc.",
  ),
  'cluster-info dump': clusterDump,
};
