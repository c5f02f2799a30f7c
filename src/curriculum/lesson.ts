import { splitLesson } from './frontmatter.ts';
import type { Lesson, LessonFile } from './model.ts';
import { checkQuiz } from './quiz.ts';
import type { Reader } from './reader.ts';
import { labSchema } from './schema/lab.ts';
import { lessonSchema } from './schema/lesson.ts';
import { quizSchema } from './schema/quiz.ts';
import { validateYaml } from './validate.ts';

const OWN_FILES = new Set(['lesson.mdx', 'quiz.yaml', 'lab.yaml']);

/** Everything in the folder of one lesson, or undefined if its frontmatter cannot be used. */
export function readLesson(reader: Reader, folder: LessonFolder): Lesson | undefined {
  const { id, courseId, moduleId, paths } = folder;
  const path = `${folder.path}/lesson.mdx`;
  const split = splitLesson(path, reader.files.get(path) ?? '');
  reader.findings.push(...split.findings);
  if (split.findings.length > 0) return undefined;
  const { data, findings } = validateYaml(path, split.frontmatter, lessonSchema, 2);
  reader.findings.push(...findings);
  const quiz = reader.yaml(`${folder.path}/quiz.yaml`, quizSchema, 'optional');
  const lab = reader.yaml(`${folder.path}/lab.yaml`, labSchema, 'optional');
  if (!data) return undefined;
  const lesson: Lesson = {
    ...data,
    id,
    courseId,
    moduleId,
    path,
    body: split.body,
    bodyLine: split.bodyLine,
    quiz: quiz?.items ?? [],
    lab,
    files: lessonFiles(reader, folder.path, paths),
  };
  checkQuiz(reader, lesson);
  checkLab(reader, lesson);
  return lesson;
}

/** Where a lesson lies, and the paths of all files in its folder. */
export interface LessonFolder {
  id: string;
  courseId: string;
  moduleId: string;
  path: string;
  paths: readonly string[];
}

function lessonFiles(reader: Reader, folder: string, paths: readonly string[]): Map<string, LessonFile> {
  const files = new Map<string, LessonFile>();
  for (const path of paths) {
    const relative = path.slice(folder.length + 1);
    if (relative.startsWith('files/')) {
      const name = relative.slice('files/'.length);
      files.set(name, { name, path, text: reader.files.get(path) ?? '' });
    } else if (!OWN_FILES.has(relative)) {
      reader.report(
        'lesson/stray-file',
        path,
        undefined,
        `"${relative}" is not a file that a lesson has.`,
        'It would be published nowhere, and nobody would notice.',
        `Move it to files/, if the lesson shows it; a lesson's own files are ${[...OWN_FILES].join(', ')}.`,
      );
    }
  }
  return files;
}

function checkLab(reader: Reader, lesson: Lesson): void {
  if (lesson.lab && lesson.lab.minutes !== lesson.minutes.lab) {
    reader.report(
      'lab/minutes',
      lesson.path,
      reader.place(lesson.path, ['minutes', 'lab']),
      `The lesson says its lab takes ${lesson.minutes.lab} minutes, lab.yaml says ${lesson.lab.minutes}.`,
      'Durations of modules and courses are added up from the lesson.',
      'Write the same number in both places.',
    );
  }
}
