import type { Values } from './expansion.ts';
import { bytesOfText } from './files.ts';
import type { Output } from './program.ts';
import type { State, World } from './state.ts';
import { Collector } from './streams.ts';
import type { List } from './syntax/tree.ts';
import { ExpansionError, extrasOf, LONGEST } from './variables.ts';

/** Collects what commands in `$( … )` print, as much as a shell can hold. */
class Limited extends Collector {
  override write(text: string): void {
    if (this.text.length + text.length > LONGEST) throw new ExpansionError('cannot allocate memory', 2);
    super.write(text);
  }
}

/** What words are computed from in a shell. @param inSubshell runs commands apart and gives their exit code */
export function valuesOf(
  world: World,
  state: State,
  inSubshell: (list: List, output: Output) => Promise<number>,
): Values {
  return {
    files: world.files,
    state,
    special: (name) => specialValue(name, world, state),
    output: async (list) => {
      const collector = new Limited();
      const read = readsFile(list);
      const code = read ? await inSubshell(read, collector) : await inSubshell(list, collector);
      state.code = code;
      extrasOf(state).substituted = code;
      return collector.text.replaceAll('\0', '');
    },
    file: async (list) => {
      const collector = new Limited();
      await inSubshell(list, collector);
      const path = `/dev/fd/${63 - (world.files.kind('/dev/fd') ? world.files.list('/dev/fd').length : 0)}`;
      world.files.makeFolder('/dev/fd');
      world.files.write(path, bytesOfText(collector.text));
      return path;
    },
  };
}

/** `$(<file)` is the text of the file: a command for it. */
function readsFile(list: List): List | undefined {
  const [item] = list;
  const command = item?.pipeline.commands[0];
  if (list.length !== 1 || item?.pipeline.commands.length !== 1 || command?.kind !== 'simple') return undefined;
  if (command.words.length > 0 || command.assignments.length > 0 || command.redirections[0]?.operator !== '<')
    return undefined;
  const reading = { ...command, words: [[{ kind: 'text' as const, text: 'cat', isQuoted: false }]] };
  return [{ ...item, pipeline: { ...item.pipeline, commands: [reading] } }];
}

/** The process of the shell. */
export const SHELL_PROCESS = '1000';

function specialValue(name: string, { random, clock }: World, state: State): string | undefined {
  switch (name) {
    case '?':
      return String(state.code);
    case '#':
      return String(state.positional.length);
    case '$':
    case 'BASHPID':
      return SHELL_PROCESS;
    case '0':
      return state.variables.get('0') ?? state.name ?? 'bash';
    case '-':
      return `${state.endsOnFailure ? 'e' : ''}${[...(state.extras?.options ?? [])].join('')}hB${state.isInteractive ? 'i' : 'c'}`;
    case 'RANDOM':
      return String(Math.floor(random() * 32768));
    case 'SECONDS':
      return String(Math.floor((clock.now() - (state.began ?? clock.now())) / 1000));
    case 'EPOCHSECONDS':
      return String(Math.floor(clock.now() / 1000));
    case 'LINENO':
      return String(state.line ?? 1);
    case 'FUNCNAME':
      return state.extras?.functionNames.at(-1);
    case 'BASH_VERSION':
      return '5.2.15(1)-release';
    case 'HOSTNAME':
      return state.variables.get('HOSTNAME') ?? 'practice';
    case 'UID':
    case 'EUID':
      return '1000';
    case 'PPID':
      return '1';
    case 'OSTYPE':
      return 'linux-gnu';
    default:
      return undefined;
  }
}
