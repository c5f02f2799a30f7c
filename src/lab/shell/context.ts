import { errorPrefix } from './errors.ts';
import type { Context } from './program.ts';
import type { ShellParts, Streams } from './state.ts';

/** What a program gets. */
export function contextOf(
  shell: ShellParts,
  name: string,
  words: readonly string[],
  streams: Streams,
  environment: Readonly<Record<string, string>>,
): Context {
  const { programs, ...world } = shell.world;
  const exported = [...shell.state.exported].map((one) => [one, shell.state.variables.get(one) ?? '']);
  return {
    ...world,
    prefix: errorPrefix(shell),
    get programNames() {
      return new Set(programs.keys());
    },
    ...streams,
    name,
    arguments: words,
    folder: shell.state.folder,
    environment: { ...(Object.fromEntries(exported) as Record<string, string>), ...environment },
    run: (command, more) => shell.subshell(command, 'sh', [], { ...streams, ...more }, environment),
    execute: (inner, { environment: given = {}, onlyEnvironment, ...more } = {}) => {
      if (!onlyEnvironment) return shell.execute(inner, { ...streams, ...more }, { ...environment, ...given });
      return shell.bare(inner, { ...streams, ...more }, given);
    },
  };
}
