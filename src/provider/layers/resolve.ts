import { parse } from 'yaml';
import { splitLesson } from '../../curriculum/frontmatter.ts';
import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { CourseOutline, ModuleOutline } from '../../curriculum/structure.ts';

/** All lesson folders of an outline, in order. */
export function foldersOf(outlines: readonly CourseOutline[]): LessonFolder[] {
  return outlines.flatMap((course) => course.modules.flatMap((module) => module.lessons));
}

/** Frontmatter of the lesson in a folder, unchecked: only what decides where it belongs is looked at before it is read. */
export function peek(reader: Reader, folder: string): Record<string, unknown> {
  const path = `${folder}/lesson.mdx`;
  try {
    const data: unknown = parse(splitLesson(path, reader.text(path) ?? '').frontmatter);
    return data !== null && typeof data === 'object' ? (data as Record<string, unknown>) : {};
  } catch {
    return {}; // reported when the lesson is read
  }
}

/** Former ids of a lesson: those that it names, and those of the lessons that it was adapted from. */
export function aliasesOf(reader: Reader, folder: LessonFolder): string[] {
  const found: string[] = [];
  for (let step: LessonFolder | undefined = folder; step; step = step.base) {
    const { aliases } = peek(reader, step.path);
    if (Array.isArray(aliases)) found.push(...aliases.map(String));
  }
  return [...new Set(found)].filter((alias) => alias !== folder.id);
}

/** Finds lessons, modules and courses by id; former ids lead to the present ones. */
export class Resolver {
  readonly outlines: readonly CourseOutline[];
  private readonly reader: Reader;
  private readonly folders: ReadonlyMap<string, LessonFolder>;
  private aliases: Map<string, string> | undefined;

  constructor(reader: Reader, outlines: readonly CourseOutline[]) {
    this.reader = reader;
    this.outlines = outlines;
    this.folders = new Map(foldersOf(outlines).map((folder) => [folder.id, folder]));
  }

  /** Ids of all lessons, for suggestions. */
  get ids(): Iterable<string> {
    return this.folders.keys();
  }

  /** Whether an id is the present one of a lesson. */
  has(id: string): boolean {
    return this.folders.has(id);
  }

  /** The folder of a lesson by its present or a former id. */
  lesson(id: string): LessonFolder | undefined {
    return this.folders.get(id) ?? this.folders.get(this.former(id) ?? '');
  }

  /** The present id behind a former one. Lessons are searched for aliases only when an id is not known otherwise. */
  private former(id: string): string | undefined {
    this.aliases ??= new Map(
      [...this.folders.values()].flatMap((folder) =>
        aliasesOf(this.reader, folder).map((alias) => [alias, folder.id] as const),
      ),
    );
    return this.aliases.get(id);
  }

  /** The course with an id, or else the one that had it. */
  course(id: string): CourseOutline | undefined {
    return (
      this.outlines.find((course) => course.id === id) ?? this.outlines.find(({ data }) => data.aliases.includes(id))
    );
  }

  /** The modules that a reference may mean: those with that id, or course/module; if there are none, those that had it. */
  modulesFor(reference: string): ModuleOutline[] {
    const [first = '', second] = reference.split('/');
    const all = this.outlines.flatMap((course) => course.modules);
    if (second === undefined) {
      const present = all.filter((module) => module.id === first);
      if (present.length > 0) return present;
      return all.filter(({ data }) => data.aliases.some((alias) => alias.split('/').at(-1) === first));
    }
    const inCourse = this.course(first)?.modules ?? [];
    const present = inCourse.find((module) => module.id === second) ?? moduleBefore(inCourse, second);
    if (present) return [present];
    return all.filter(({ data }) =>
      data.aliases.some((alias) => {
        const [course, module] = alias.split('/');
        return module === second && (course === first || (course !== undefined && this.course(course)?.id === first));
      }),
    );
  }

  /** The module that a reference means. Undefined if there is none, or more than one. */
  module(reference: string): ModuleOutline | undefined {
    const found = this.modulesFor(reference);
    return found.length === 1 ? found[0] : undefined;
  }

  /** References that name a module each. */
  get modules(): string[] {
    return this.outlines.flatMap((course) => course.modules.map((module) => module.id));
  }
}

/** The module of a course that had an id before. */
export function moduleBefore(modules: readonly ModuleOutline[], id: string): ModuleOutline | undefined {
  return modules.find(({ data }) => data.aliases.includes(id));
}
