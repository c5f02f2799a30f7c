import { shownFolderHash } from '../../attribution/patched.ts';
import type { LessonFolder } from '../../curriculum/lesson.ts';
import { dataFile, type Lesson } from '../../curriculum/model.ts';
import type { Reader } from '../../curriculum/reader.ts';
import { finding } from '../../findings/finding.ts';
import { oneLine } from './patch/anchor.ts';
import { writtenItems } from './patch/quiz-item.ts';
import { aliasesOf } from './resolve.ts';

/**
 * A lesson with what it inherits from the one that it was adapted from: all of its former ids. Redirects and links hang on
 * them, and a copy knows only those that there were when it was made.
 */
export function withInherited(reader: Reader, lesson: Lesson, folder: LessonFolder): Lesson {
  if (!folder.base) return lesson;
  checkItemIds(reader, lesson, folder.base);
  const own = new Set(lesson.aliases);
  const inherited = aliasesOf(reader, folder).filter((alias) => !own.has(alias));
  return inherited.length === 0 ? lesson : { ...lesson, aliases: [...lesson.aliases, ...inherited] };
}

/**
 * Warns of quiz items to which a copy has given another id. Only where the copy was made from what the lesson below is now:
 * otherwise it may have been that one which has changed its id, and the learners of the copy know the former one.
 */
function checkItemIds(reader: Reader, lesson: Lesson, base: LessonFolder): void {
  if (lesson.adapts?.sha256 !== shownFolderHash(reader, base)) return;
  const below = writtenItems(reader.text(`${base.path}/quiz.yaml`) ?? '');
  const own = new Set(lesson.quiz.map(({ id }) => id));
  const known = new Set(below.map(({ id }) => id));
  const lost = new Map(
    below.filter(({ id }) => !own.has(id)).map(({ id, data }) => [oneLine(String(data.question)), id]),
  );
  lesson.quiz.forEach(({ id, question }, index) => {
    const former = known.has(id) ? undefined : lost.get(oneLine(question));
    if (former === undefined) return;
    const file = dataFile(lesson, 'quiz.yaml');
    reader.findings.push(
      finding('layer/item-renamed', file, reader.place(file, ['items', index, 'id']), {
        message: `The quiz item "${id}" asks what "${former}" asks upstream.`,
        why: 'Results of learners are stored under the id: whoever has answered it would be asked again.',
        remedy: `Give it its id back: "id: ${former}".`,
      }),
    );
  });
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
