/** What a bundler tells of a module: those that it imports at once, and not later. */
interface Module {
  importedIds: readonly string[];
}

/**
 * Puts all that the practice cluster needs up to its prompt into one file, for `output.codeSplitting.groups` of Rolldown: by itself it cuts out
 * every module that a later part uses as well, which makes twenty files of what always comes together, and 8 % more to load.
 * @param entry path of `src/lab/practice.ts`
 */
export function practiceChunk(entry: string): {
  name: (id: string, context: { getModuleInfo(id: string): Module | null }) => string | null;
} {
  let first: Set<string> | undefined;
  return {
    name(id, context) {
      if (!first) {
        first = new Set([entry]);
        // A set also gives what is added while one goes through it.
        for (const one of first)
          for (const imported of context.getModuleInfo(one)?.importedIds ?? []) first.add(imported);
      }
      return first.has(id) ? 'practice' : null;
    },
  };
}
