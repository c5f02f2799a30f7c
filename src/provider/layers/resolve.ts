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
    const data: unknown = parse(splitLesson(path, reader.files.get(path) ?? '').frontmatter);
    return data !== null && typeof data === 'object' ? (data as Record<string, unknown>) : {};
  } catch {
    return {}; // reported when the lesson is read
  }
}

/** Finds lessons, modules and courses by id; former ids of lessons lead to the present one. */
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

  /** The folder of a lesson by its present or a former id. */
  lesson(id: string): LessonFolder | undefined {
    return this.folders.get(id) ?? this.folders.get(this.former(id) ?? '');
  }

  /** The present id behind a former one. Lessons are searched for aliases only when an id is not known otherwise. */
  private former(id: string): string | undefined {
    this.aliases ??= new Map(
      [...this.folders.values()].flatMap((folder) => {
        const { aliases } = peek(this.reader, folder.path);
        return Array.isArray(aliases) ? aliases.map((alias) => [String(alias), folder.id] as const) : [];
      }),
    );
    return this.aliases.get(id);
  }

  /** The module that a reference means: its id, or course/module. Undefined if there is none, or more than one. */
  module(reference: string): ModuleOutline | undefined {
    const [first = '', second] = reference.split('/');
    const found = this.outlines.flatMap((course) =>
      second === undefined
        ? course.modules.filter((module) => module.id === first)
        : course.modules.filter((module) => course.id === first && module.id === second),
    );
    return found.length === 1 ? found[0] : undefined;
  }

  /** References that name a module each. */
  get modules(): string[] {
    return this.outlines.flatMap((course) => course.modules.map((module) => module.id));
  }
}
