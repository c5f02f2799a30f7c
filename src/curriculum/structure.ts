import type { LessonFolder } from './lesson.ts';
import type { ContentFiles } from './read.ts';
import type { Reader } from './reader.ts';
import { type CourseFile, courseSchema, type ModuleFile, moduleSchema } from './schema/course.ts';
import { didYouMean } from './suggest.ts';

const ROOT = 'content/courses';

/** Module id to lesson id to the paths of the lesson's files. */
type ModuleFolders = Map<string, Map<string, string[]>>;

/** A course may carry the demo application of its lessons here; it is no module. */
const APP_FOLDER = 'app';

function findFolders(files: ContentFiles): Map<string, ModuleFolders> {
  const courses = new Map<string, ModuleFolders>();
  for (const path of files.keys()) {
    if (!path.startsWith(`${ROOT}/`)) continue;
    const [, , courseId = '', moduleId = '', lessonId, ...rest] = path.split('/');
    const modules = courses.get(courseId) ?? new Map<string, Map<string, string[]>>();
    courses.set(courseId, modules);
    if (lessonId === undefined || moduleId === APP_FOLDER) continue;
    const lessons = modules.get(moduleId) ?? new Map<string, string[]>();
    modules.set(moduleId, lessons);
    if (rest.length === 0) continue;
    const paths = lessons.get(lessonId) ?? [];
    lessons.set(lessonId, paths);
    paths.push(path);
  }
  return courses;
}

/** A module as it stands in the files, its lessons in order and still unread. */
export interface ModuleOutline {
  id: string;
  courseId: string;
  data: ModuleFile;
  lessons: LessonFolder[];
}

/** A course as it stands in the files. */
export interface CourseOutline {
  id: string;
  data: CourseFile;
  modules: ModuleOutline[];
}

/** Reads course.yaml and module.yaml and matches their lists with the folders that exist, both ways. */
export function readStructure(reader: Reader): CourseOutline[] {
  const outlines: CourseOutline[] = [];
  for (const [courseId, moduleFolders] of findFolders(reader.files)) {
    const courseFile = `${ROOT}/${courseId}/course.yaml`;
    const course = reader.yaml(courseFile, courseSchema);
    if (!course) continue;
    matchFolders(reader, courseFile, 'modules', course.modules, [...moduleFolders.keys()], `${ROOT}/${courseId}`);
    const modules = course.modules.flatMap((moduleId) => {
      const moduleFile = `${ROOT}/${courseId}/${moduleId}/module.yaml`;
      const lessonFolders = moduleFolders.get(moduleId);
      const data = lessonFolders && reader.yaml(moduleFile, moduleSchema, 'optional');
      if (!data) return [];
      const folder = `${ROOT}/${courseId}/${moduleId}`;
      matchFolders(reader, moduleFile, 'lessons', data.lessons, [...lessonFolders.keys()], folder);
      const lessons = data.lessons.flatMap((id) => {
        const paths = lessonFolders.get(id);
        return paths?.includes(`${folder}/${id}/lesson.mdx`)
          ? [{ id, courseId, moduleId, path: `${folder}/${id}`, paths }]
          : [];
      });
      return [{ id: moduleId, courseId, data, lessons }];
    });
    outlines.push({ id: courseId, data: course, modules });
  }
  return outlines;
}

/** Reports ids in a list that have no folder, and folders that stand in no list. */
function matchFolders(
  reader: Reader,
  file: string,
  key: 'modules' | 'lessons',
  listed: readonly string[],
  existing: readonly string[],
  folder: string,
): void {
  const kind = key.slice(0, -1);
  const own = key === 'modules' ? 'module.yaml' : 'lesson.mdx';
  listed.forEach((id, index) => {
    const path = `${folder}/${id}/${own}`;
    if (reader.files.has(path)) return;
    reader.report(
      `structure/no-such-${kind}`,
      file,
      reader.place(file, [key, index]),
      `The ${kind} "${id}" is listed, but ${path} does not exist.${didYouMean(
        id,
        existing.filter((name) => !listed.includes(name)),
      )}`,
      `The ${kind} would be missing without a word.`,
      `Correct the id, create ${path}, or remove "${id}" from "${key}".`,
    );
  });
  const seen = new Set<string>();
  listed.forEach((id, index) => {
    if (seen.has(id))
      reader.report(
        'structure/listed-twice',
        file,
        reader.place(file, [key, index]),
        `The ${kind} "${id}" is listed twice.`,
        'Readers would meet it twice.',
        'Remove one of the two lines.',
      );
    seen.add(id);
  });
  for (const id of existing) {
    if (seen.has(id)) continue;
    reader.report(
      `structure/unlisted-${kind}`,
      file,
      reader.place(file, [key]),
      `The folder ${folder}/${id} is not listed under "${key}".`,
      `A ${kind} that is not listed is not published, and nobody would notice.`,
      `Add "- ${id}" at its place under "${key}"; a lesson that is not ready gets "status: draft".`,
    );
  }
}
