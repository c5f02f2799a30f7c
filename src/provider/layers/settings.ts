import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { CourseOutline, ModuleOutline } from '../../curriculum/structure.ts';
import { finding } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { Resolver } from './resolve.ts';
import type { LayerFile } from './schema.ts';

type Kind = 'lesson' | 'module' | 'course';

/** Something that a line of a layer's curriculum.yaml means. */
interface Reference {
  kind: Kind;
  id: string;
  path: DataPath;
}

/** What ids in the curriculum.yaml of a layer mean. Those that mean nothing are reported, and those that are former ones. */
export class SettingsReferences {
  readonly resolver: Resolver;
  private readonly reader: Reader;
  private readonly file: string;

  constructor(reader: Reader, file: string, outlines: readonly CourseOutline[]) {
    this.reader = reader;
    this.file = file;
    this.resolver = new Resolver(reader, outlines);
  }

  lesson(id: string, path: DataPath): LessonFolder | undefined {
    const found = this.resolver.lesson(id);
    if (!found) this.unknown({ kind: 'lesson', id, path }, this.resolver.ids);
    else if (found.id !== id) this.renamed({ kind: 'lesson', id, path }, found.id);
    return found;
  }

  module(id: string, path: DataPath): ModuleOutline | undefined {
    const found = this.resolver.modulesFor(id);
    const [only] = found;
    if (!only) this.unknown({ kind: 'module', id, path }, this.resolver.modules);
    else if (found.length > 1) this.ambiguous({ kind: 'module', id, path }, found);
    else {
      const present = id.includes('/') ? `${only.courseId}/${only.id}` : only.id;
      if (present !== id) this.renamed({ kind: 'module', id, path }, present);
    }
    return found.length === 1 ? only : undefined;
  }

  course(id: string, path: DataPath): CourseOutline | undefined {
    const found = this.resolver.course(id);
    const candidates = this.resolver.outlines.map((course) => course.id);
    if (!found) this.unknown({ kind: 'course', id, path }, candidates);
    else if (found.id !== id) this.renamed({ kind: 'course', id, path }, found.id);
    return found;
  }

  /** Reports an id that nothing has. @param where what it should stand in, such as ` in "mooring"`. */
  unknown({ kind, id, path }: Reference, candidates: Iterable<string>, where = ''): void {
    this.reader.report(`layer/unknown-${kind}`, this.file, this.reader.place(this.file, path), {
      message: `There is no ${kind} "${id}"${where}.${didYouMean(id, candidates)}`,
      why: 'What this line is meant to do would not happen, and nobody would notice. Upstream may have removed or renamed it.',
      remedy: `Correct the id, or remove the line. "npm run upstream" says what was renamed or removed.`,
    });
  }

  /** Warns that a line still says a former id. */
  renamed({ kind, id, path }: Reference, present: string): void {
    this.reader.findings.push(
      finding('layer/renamed', this.file, this.reader.place(this.file, path), {
        message: `The ${kind} "${id}" is called "${present}" now; this line has followed it.`,
        why: 'The former id works as long as upstream keeps it as an alias.',
        remedy: `Write "${present}" here when it suits you.`,
      }),
    );
  }

  private ambiguous({ kind, id, path }: Reference, found: readonly ModuleOutline[]): void {
    const names = found.map((module) => `${module.courseId}/${module.id}`);
    this.reader.report(`layer/unknown-${kind}`, this.file, this.reader.place(this.file, path), {
      message: `${names.length} modules are called "${id}": ${names.join(', ')}.`,
      why: 'Nobody can tell which of them this line means.',
      remedy: `Write one of: ${names.join(', ')}.`,
    });
  }
}

/** The settings of a layer with present ids where lessons are only named, so that whoever looks one up finds it. */
export function withPresentIds(settings: LayerFile, references: SettingsReferences): LayerFile {
  return {
    ...settings,
    credit_withheld: settings.credit_withheld.map(
      (id, index) => references.lesson(id, ['credit_withheld', index])?.id ?? id,
    ),
    edited: settings.edited.map((entry, index) => ({
      ...entry,
      lesson: references.lesson(entry.lesson, ['edited', index, 'lesson'])?.id ?? entry.lesson,
    })),
  };
}
