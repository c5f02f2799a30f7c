/** What a bundler tells of a module: those that it imports at once, and not later. */
interface Module {
  importedIds: readonly string[];
}

interface Context {
  getModuleInfo(id: string): Module | null;
}

/** A group for `output.codeSplitting.groups` of Rolldown: gives the name of the file that a module goes into; null for what is none of its business. */
interface Group {
  name: (id: string, context: Context) => string | null;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * Gives all that a module needs at once; nothing in a build that does not have it: each kind of worker is a build of its own, and all of them ask.
 * @param entry its path
 */
function closureOf(entry: string): (context: Context) => ReadonlySet<string> {
  let found: Set<string> | undefined;
  return (context) => {
    if (!context.getModuleInfo(entry)) return NOTHING;
    if (!found) {
      found = new Set([entry]);
      // A set also gives what is added while one goes through it.
      for (const one of found)
        for (const imported of context.getModuleInfo(one)?.importedIds ?? []) found.add(imported);
    }
    return found;
  };
}

/**
 * Puts all that the practice cluster needs up to its prompt into one file: by itself Rolldown cuts out every module that a later part uses as well,
 * which makes twenty files of what always comes together, and 8 % more to load.
 * @param entry path of `src/lab/practice.ts`, or of what begins a lab
 * @param figures path of what begins explorable figures: what both need comes in a file of its own, the engine
 */
export function practiceChunk(entry: string, figures?: string): Group {
  const ofLab = closureOf(entry);
  const ofFigures = figures === undefined ? () => new Set<string>() : closureOf(figures);
  return {
    name(id, context) {
      if (!ofLab(context).has(id)) return null;
      return ofFigures(context).has(id) ? 'engine' : 'practice';
    },
  };
}
