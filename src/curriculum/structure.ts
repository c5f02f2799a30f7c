import { didYouMean } from '../findings/suggest.ts';
import type { LessonFolder } from './lesson.ts';
import type { ContentFiles } from './read.ts';
import type { Reader } from './reader.ts';
import { type CourseFile, courseSchema, type ModuleFile, moduleSchema } from './schema/course.ts';

/** Module id to lesson id to the paths of the lesson's files. */
type ModuleFolders = Map<string, Map<string, string[]>>;

/** A course may carry the demo application of its lessons here; it is no module. */
const APP_FOLDER = 'app';

function findFolders(files: ContentFiles, root: string): Map<string, ModuleFolders> {
  const courses = new Map<string, ModuleFolders>();
  for (const path of files.keys()) {
    if (!path.startsWith(`${root}/`)) continue;
    const [courseId = '', moduleId = '', lessonId, ...rest] = path.slice(root.length + 1).split('/');
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
  /** Its folder. */
  path: string;
  data: ModuleFile;
  lessons: LessonFolder[];
}

/** A course as it stands in the files. */
export interface CourseOutline {
  id: string;
  /** 0 for a course below content/, else the depth of the layer. */
  layer: number;
  /** Its folder. */
  path: string;
  data: CourseFile;
  modules: ModuleOutline[];
}

/** Where courses are read from. */
export interface StructureSource {
  /** Folder of the courses. */
  root: string;
  /** 0 for content/, else the depth of the layer. */
  layer: number;
  /** A lesson that a module lists and that stands outside of the module's folder, as a provider's courses may. */
  elsewhere: (id: string) => LessonFolder | undefined;
}

const CONTENT: StructureSource = { root: 'content/courses', layer: 0, elsewhere: () => undefined };

/** Reads course.yaml and module.yaml and matches their lists with the folders that exist, both ways. */
export function readStructure(reader: Reader, source: StructureSource = CONTENT): CourseOutline[] {
  const { root, layer, elsewhere } = source;
  const outlines: CourseOutline[] = [];
  for (const [courseId, moduleFolders] of findFolders(reader.files, root)) {
    const path = `${root}/${courseId}`;
    const course = reader.yaml(`${path}/course.yaml`, courseSchema);
    if (!course) continue;
    matchFolders(reader, {
      file: `${path}/course.yaml`,
      key: 'modules',
      listed: course.modules,
      existing: [...moduleFolders.keys()],
      folder: path,
    });
    const modules = course.modules.flatMap((moduleId) => {
      const folder = `${path}/${moduleId}`;
      const lessonFolders = moduleFolders.get(moduleId);
      const data = lessonFolders && reader.yaml(`${folder}/module.yaml`, moduleSchema, 'optional');
      if (!data) return [];
      const existing = [...lessonFolders.keys()];
      const others = new Map(
        data.lessons
          .filter((id) => !lessonFolders.has(id))
          .flatMap((id) => {
            const found = elsewhere(id);
            return found ? [[id, found] as const] : [];
          }),
      );
      const inside = data.lessons.map((id) => (others.has(id) ? undefined : id));
      matchFolders(reader, { file: `${folder}/module.yaml`, key: 'lessons', listed: inside, existing, folder });
      const lessons = data.lessons.flatMap((id): LessonFolder[] => {
        const other = others.get(id);
        if (other) return [{ ...other, courseId, moduleId }];
        const paths = lessonFolders.get(id);
        return paths?.includes(`${folder}/${id}/lesson.mdx`)
          ? [{ id, courseId, moduleId, path: `${folder}/${id}`, paths, layer, base: undefined, patches: [] }]
          : [];
      });
      return [{ id: moduleId, courseId, path: folder, data, lessons }];
    });
    outlines.push({ id: courseId, layer, path, data: course, modules });
  }
  return outlines;
}

/** Reports ids in a list that have no folder, and folders that stand in no list. */
function matchFolders(
  reader: Reader,
  {
    file,
    key,
    listed,
    existing,
    folder,
  }: {
    file: string;
    key: 'modules' | 'lessons';
    listed: readonly (string | undefined)[];
    existing: readonly string[];
    folder: string;
  },
): void {
  const kind = key === 'modules' ? 'module' : 'lesson';
  const own = key === 'modules' ? 'module.yaml' : 'lesson.mdx';
  listed.forEach((id, index) => {
    const path = `${folder}/${id}/${own}`;
    if (id === undefined || reader.files.has(path)) return;
    reader.report(`structure/no-such-${kind}`, file, reader.place(file, [key, index]), {
      message: `The ${kind} "${id}" is listed, but ${path} does not exist.${didYouMean(
        id,
        existing.filter((name) => !listed.includes(name)),
      )}`,
      why: `The ${kind} would be missing without a word.`,
      remedy: `Correct the id, create ${path}, or remove "${id}" from "${key}".`,
    });
  });
  const seen = new Set<string>();
  listed.forEach((id, index) => {
    if (id === undefined) return;
    if (seen.has(id))
      reader.report('structure/listed-twice', file, reader.place(file, [key, index]), {
        message: `The ${kind} "${id}" is listed twice.`,
        why: 'Readers would meet it twice.',
        remedy: 'Remove one of the two lines.',
      });
    seen.add(id);
  });
  for (const id of existing) {
    if (seen.has(id)) continue;
    reader.report(`structure/unlisted-${kind}`, file, reader.place(file, [key]), {
      message: `The folder ${folder}/${id} is not listed under "${key}".`,
      why: `A ${kind} that is not listed is not published, and nobody would notice.`,
      remedy: `Add "- ${id}" at its place under "${key}"${kind === 'lesson' ? '; a lesson that is not ready gets "status: draft"' : ', or remove the folder'}.`,
    });
  }
}
