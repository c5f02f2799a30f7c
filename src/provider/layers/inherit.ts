import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Lesson } from '../../curriculum/model.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { finding } from '../../findings/finding.ts';
import { aliasesOf } from './resolve.ts';

/**
 * A lesson with what it inherits from the one that it was adapted from: all of its former ids. Redirects and links hang on
 * them, and a copy knows only those that there were when it was made.
 */
export function withInherited(reader: Reader, lesson: Lesson, folder: LessonFolder): Lesson {
  if (!folder.base) return lesson;
  const own = new Set(lesson.aliases);
  const inherited = aliasesOf(reader, folder).filter((alias) => !own.has(alias));
  return inherited.length === 0 ? lesson : { ...lesson, aliases: [...lesson.aliases, ...inherited] };
}

/**
 * Lessons of layers with the present ids of their prerequisites, and a warning where they say a former one. The original
 * itself has to say present ones.
 */
export function withPresentPrerequisites(
  reader: Reader,
  lessons: ReadonlyMap<string, Lesson>,
  aliases: ReadonlyMap<string, string>,
): Map<string, Lesson> {
  const present = (lesson: Lesson, id: string, index: number): string => {
    const now = lessons.has(id) ? undefined : aliases.get(id);
    if (now === undefined) return id;
    reader.findings.push(
      finding('layer/renamed', lesson.path, reader.place(lesson.path, ['prerequisites', index]), {
        message: `The lesson "${id}" is called "${now}" now; this prerequisite has followed it.`,
        why: 'The former id works as long as upstream keeps it as an alias.',
        remedy: `Write "${now}" here when it suits you.`,
      }),
    );
    return now;
  };
  return new Map(
    [...lessons].map(([key, lesson]) => {
      const renamed = lesson.layer > 0 && lesson.prerequisites.some((id) => !lessons.has(id) && aliases.has(id));
      if (!renamed) return [key, lesson];
      const prerequisites = lesson.prerequisites.map((id, index) => present(lesson, id, index));
      return [key, { ...lesson, prerequisites: [...new Set(prerequisites)] }];
    }),
  );
}
