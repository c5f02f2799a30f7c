import { refusedCharacter } from '../findings/characters.ts';
import type { Place } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { nameProblem } from './file-names.ts';
import { splitLesson } from './frontmatter.ts';
import { checkLabReferences } from './lab-references.ts';
import { dataFile, type Lesson, type LessonFile, type Patch } from './model.ts';
import { checkQuiz } from './quiz.ts';
import type { Reader } from './reader.ts';
import { labSchema } from './schema/lab.ts';
import { lessonSchema } from './schema/lesson.ts';
import { quizSchema } from './schema/quiz.ts';
import { reportTwins } from './twins.ts';
import { characterText, validateYaml } from './validate.ts';

const OWN_FILES = new Set(['lesson.mdx', 'quiz.yaml', 'lab.yaml']);

/** Everything in the folder of one lesson, or undefined if its frontmatter cannot be used. */
export function readLesson(reader: Reader, folder: LessonFolder): Lesson | undefined {
  const { id, courseId, moduleId, layer } = folder;
  const path = `${folder.path}/lesson.mdx`;
  if (reader.refused.has(path)) {
    reader.unread.add(id);
    return undefined;
  }
  const text = reader.text(path) ?? '';
  const split = splitLesson(path, text);
  reader.findings.push(...split.findings);
  if (split.findings.length > 0) {
    reader.unread.add(id);
    return undefined;
  }
  const { data, findings } = validateYaml(path, split.frontmatter, lessonSchema, 2);
  reader.findings.push(...findings);
  const quiz = reader.yaml(`${folder.path}/quiz.yaml`, quizSchema, 'optional');
  const lab = reader.yaml(`${folder.path}/lab.yaml`, labSchema, 'optional');
  if (!data) {
    reader.unread.add(id);
    return undefined;
  }
  const lesson: Lesson = {
    ...data,
    id,
    courseId,
    moduleId,
    layer,
    folder: folder.path,
    path,
    text,
    body: split.body,
    bodyLine: split.bodyLine,
    quiz: quiz?.items ?? [],
    lab,
    files: lessonFiles(reader, folder.path, pathsOf(folder)),
    patches: folder.patches,
    sources: {
      'lesson.mdx': split.frontmatter,
      'quiz.yaml': reader.text(`${folder.path}/quiz.yaml`),
      'lab.yaml': reader.text(`${folder.path}/lab.yaml`),
    },
  };
  checkCharacters(reader, lesson);
  checkQuiz(reader, lesson);
  checkLab(reader, lesson);
  return lesson;
}

/** Reports the first character of each line of the text that may not stand there; YAML is looked at when it is read. */
function checkCharacters(reader: Reader, { path, body, bodyLine }: Lesson): void {
  if (!refusedCharacter(body)) return;
  body.split('\n').forEach((line, index) => {
    const refused = refusedCharacter(line);
    if (!refused) return;
    reader.report(
      'file/character',
      path,
      { line: bodyLine + index, column: refused.index + 1 },
      characterText(refused),
    );
  });
}

/** Where a lesson lies, and the paths of all files in its folder. */
export interface LessonFolder {
  id: string;
  courseId: string;
  moduleId: string;
  path: string;
  paths: readonly string[];
  /** 0 for a lesson below content/, else the depth of the layer that it belongs to. */
  layer: number;
  /** The lesson of the curriculum below that an adapted one takes the place of. */
  base: LessonFolder | undefined;
  /** What layers have changed in it without copying it, the lowest layer first. */
  patches: readonly Patch[];
}

/** Paths of all files of a lesson, with those that layers have added. */
export function pathsOf({ paths, patches }: LessonFolder): string[] {
  return [...paths, ...patches.flatMap(({ added }) => added)];
}

function lessonFiles(reader: Reader, folder: string, paths: readonly string[]): Map<string, LessonFile> {
  const files = new Map<string, LessonFile>();
  for (const path of paths) {
    const relative = path.slice(folder.length + 1);
    // What has been refused by its length or its name has been reported.
    if (reader.refused.has(path) || relative.split('/').some((part) => nameProblem(part) !== undefined)) continue;
    if (relative.startsWith('files/')) {
      const name = relative.slice('files/'.length);
      files.set(name, { name, path, text: reader.text(path) ?? '' });
    } else if (!OWN_FILES.has(relative)) {
      reader.report('lesson/stray-file', path, undefined, {
        message: `"${relative}" is not a file that a lesson has.${didYouMean(relative, OWN_FILES)}`,
        why: 'It would be published nowhere, and nobody would notice.',
        remedy: `Move it to files/ if the lesson shows it, or correct its name; a lesson's own files are ${[...OWN_FILES].join(', ')}.`,
      });
    }
  }
  return files;
}

function checkLab(reader: Reader, lesson: Lesson): void {
  const why = 'Durations of modules and courses are added up from the lesson.';
  const place = (): Place => reader.place(lesson.path, ['minutes', 'lab']);
  const { lab, minutes } = lesson;
  if (lab && lab.minutes !== minutes.lab) {
    reader.report('lab/minutes', lesson.path, place(), {
      message: `The lesson says its lab takes ${minutes.lab} minutes, lab.yaml says ${lab.minutes}.`,
      why,
      remedy: 'Write the same number in both places.',
    });
  }
  if (!lab && minutes.lab > 0 && !reader.unread.has(dataFile(lesson, 'lab.yaml'))) {
    reader.report('lab/minutes', lesson.path, place(), {
      message: `The lesson says its lab takes ${minutes.lab} minutes, but it has no lab.yaml.`,
      why,
      remedy: 'Write lab.yaml, or "lab: 0".',
    });
  }
  checkLabReferences(reader, lesson);
  reportTwins(reader, {
    file: dataFile(lesson, 'lab.yaml'),
    kind: 'task',
    entries: lab?.tasks ?? [],
    path: (index) => ['tasks', index, 'id'],
  });
  reportTwins(reader, {
    file: lesson.path,
    kind: 'objective',
    entries: lesson.objectives,
    path: (index) => ['objectives', index, 'id'],
  });
}
