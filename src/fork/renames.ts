import type { Edition } from '../assembly/edition.ts';
import type { Module } from '../curriculum/model.ts';

/** What became of names between two states of upstream: former to present. What is not in here has kept its name, or is gone. */
export interface Renames {
  /** Ids of lessons. */
  lessons: ReadonlyMap<string, string>;
  /** Modules, as `course/module`. */
  modules: ReadonlyMap<string, string>;
  /** Ids of courses. */
  courses: ReadonlyMap<string, string>;
}

/** A module with its whole name. */
export interface NamedModule {
  reference: string;
  module: Module;
}

/** The modules of an edition, by `course/module`. */
export function modulesOf({ courses }: Edition): Map<string, Module> {
  return new Map(
    courses.flatMap((course) => course.modules.map((module) => [`${course.id}/${module.id}`, module] as const)),
  );
}

/** The module that a reference means, `module` or `course/module`; undefined if there is none, or more than one. */
export function moduleNamed(edition: Edition, reference: string): NamedModule | undefined {
  const found = [...modulesOf(edition)].filter(([name, module]) => reference === name || reference === module.id);
  const [only] = found;
  return found.length === 1 && only ? { reference: only[0], module: only[1] } : undefined;
}

/** A group of lessons: a module or a course. */
type Groups = ReadonlyMap<string, readonly string[]>;

/** Groups that have another name: the new one holds more of the former's lessons than any other, and at least half of them. */
function renamedGroups(
  before: Groups,
  after: Groups,
  present: (lesson: string) => string | undefined,
): Map<string, string> {
  const added = [...after].filter(([name]) => !before.has(name));
  const renamed = new Map<string, string>();
  for (const [name, lessons] of before) {
    if (after.has(name)) continue;
    const now = new Set(lessons.flatMap((id) => present(id) ?? []));
    const ranked = added
      .map(([candidate, others]) => ({ candidate, shared: others.filter((id) => now.has(id)).length }))
      .sort((a, b) => b.shared - a.shared);
    const [best, second] = ranked;
    if (best && best.shared > 0 && best.shared * 2 >= lessons.length && best.shared !== second?.shared)
      renamed.set(name, best.candidate);
  }
  return renamed;
}

/** Compares the names of two states of upstream. Lessons are followed by their aliases, modules and courses by their lessons. */
export function findRenames(before: Edition, after: Edition): Renames {
  const present = (id: string): string | undefined => (after.lessons.has(id) ? id : after.aliases.get(id));
  const lessons = new Map([...after.aliases].filter(([former]) => !after.lessons.has(former)));
  for (const [former, id] of before.aliases) {
    const now = present(id);
    if (now !== undefined && now !== former && present(former) === undefined) lessons.set(former, now);
  }
  const ids = (modules: readonly Module[]): string[] => modules.flatMap((module) => module.lessons.map(({ id }) => id));
  const coursesOf = (edition: Edition): Groups => new Map(edition.courses.map(({ id, modules }) => [id, ids(modules)]));
  const groupsOf = (edition: Edition): Groups =>
    new Map([...modulesOf(edition)].map(([name, module]) => [name, ids([module])]));
  return {
    lessons,
    modules: renamedGroups(groupsOf(before), groupsOf(after), present),
    courses: renamedGroups(coursesOf(before), coursesOf(after), present),
  };
}
