import type { Values } from './expand.ts';
import { bytesOfText } from './files.ts';
import type { Output } from './program.ts';
import type { State, World } from './state.ts';
import { Collector } from './streams.ts';
import type { List } from './syntax/tree.ts';

/** What words are computed from in a shell. @param inSubshell runs commands apart and gives their exit code */
export function valuesOf(
  world: World,
  state: State,
  inSubshell: (list: List, output: Output) => Promise<number>,
): Values {
  return {
    files: world.files,
    folder: state.folder,
    positional: state.positional,
    get: (name) => (name === '?' ? String(state.code) : name === '$' ? '1000' : state.variables.get(name)),
    set: (name, value) => state.variables.set(name, value),
    output: async (list) => {
      const collector = new Collector();
      const code = await inSubshell(list, collector);
      state.code = code;
      state.variables.set('?sub', String(code));
      return collector.text;
    },
    file: async (list) => {
      const collector = new Collector();
      await inSubshell(list, collector);
      const path = `/dev/fd/${63 - (world.files.kind('/dev/fd') ? world.files.list('/dev/fd').length : 0)}`;
      world.files.makeFolder('/dev/fd');
      world.files.write(path, bytesOfText(collector.text));
      return path;
    },
  };
}
