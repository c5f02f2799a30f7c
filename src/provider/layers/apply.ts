import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { Hidden } from '../../curriculum/references.ts';
import { type CourseOutline, readStructure } from '../../curriculum/structure.ts';
import { finding } from '../../findings/finding.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { insertLessons } from './insert.ts';
import type { Layer } from './layer.ts';
import { foldersOf, moduleBefore, peek, Resolver } from './resolve.ts';
import type { LayerFile } from './schema.ts';
import { SettingsReferences, withPresentIds } from './settings.ts';

/** The outlines as a layer makes them. */
export interface Applied {
  outlines: CourseOutline[];
  hidden: Hidden[];
  /** The layer's settings, with present ids in place of former ones. */
  settings: LayerFile;
}

/** Paths of the files of each lesson in a layer's `lessons/`, by id. */
function layerLessons(reader: Reader, layer: Layer): Map<string, string[]> {
  const root = `${layer.folder}lessons/`;
  const lessons = new Map<string, string[]>();
  for (const path of reader.files.keys()) {
    if (!path.startsWith(root)) continue;
    const [id = '', ...rest] = path.slice(root.length).split('/');
    if (rest.length > 0) lessons.set(id, [...(lessons.get(id) ?? []), path]);
  }
  for (const [id, paths] of lessons) {
    const path = `${root}${id}/lesson.mdx`;
    if (paths.includes(path)) continue;
    reader.report('layer/no-lesson', path, undefined, {
      message: `The folder ${root}${id} has no lesson.mdx.`,
      why: 'Without it nothing in the folder is published.',
      remedy: `Copy the lesson there with "npm run adapt ${id}", or remove the folder.`,
    });
    lessons.delete(id);
  }
  return lessons;
}

/** Lays a provider's layer over the outlines below it: adapted lessons take their places, own ones are inserted, hidden ones go. */
export function applyLayer(reader: Reader, below: readonly CourseOutline[], layer: Layer): Applied {
  const resolver = new Resolver(reader, below);
  const own = new Map<string, LessonFolder>();
  const adapted = new Map<string, LessonFolder>();
  const lessons = layerLessons(reader, layer);
  // Of two copies the one under the present id stays, so that it is told which of them goes.
  const hasCopy = (id: string): boolean => lessons.has(id);
  const inOrder = [...lessons].sort(([a], [b]) => Number(resolver.has(b)) - Number(resolver.has(a)));
  for (const [id, paths] of inOrder) {
    const path = `${layer.folder}lessons/${id}`;
    const base = resolver.lesson(id);
    const frontmatter = peek(reader, path);
    const other = base && adapted.get(base.id);
    if (other) {
      reportTwoCopies(reader, other.path, path);
      continue;
    }
    if (base && frontmatter.adapts === undefined) reportCollision(reader, path, id, base);
    else if (base && base.id !== id && !hasCopy(base.id)) reportRenamed(reader, path, id, base.id);
    if (base) adapted.set(base.id, { ...base, path, paths, layer: layer.depth, base });
    else own.set(id, { id, courseId: '', moduleId: '', path, paths, layer: layer.depth, base: undefined });
  }
  const taken = new Set<string>();
  const elsewhere = (id: string): LessonFolder | undefined => {
    const folder = own.get(id) ?? adapted.get(id) ?? resolver.lesson(id);
    if (folder) taken.add(folder.id);
    return folder;
  };
  const courses = readStructure(reader, { root: `${layer.folder}courses`, layer: layer.depth, elsewhere });
  for (const course of courses) {
    if (!below.some((other) => other.id === course.id)) continue;
    reader.report('layer/id-collision', `${course.path}/course.yaml`, undefined, {
      message: `The course "${course.id}" is in the curriculum already.`,
      why: 'Links and progress know a course by its id.',
      remedy: `Rename the folder ${course.path}; to change the course itself, use hide, insert and order in ${layer.folder}curriculum.yaml.`,
    });
  }
  const replaced = below.map((course) => ({
    ...course,
    modules: course.modules.map((module) => ({
      ...module,
      // What upstream plans, its forks do not promise.
      data: { ...module.data, planned: [] },
      lessons: module.lessons.filter(({ id }) => !taken.has(id)).map((folder) => adapted.get(folder.id) ?? folder),
    })),
  }));
  const outlines = [...replaced, ...courses];
  insertLessons(reader, layer, { outlines, own, placed: taken });
  const named = new SettingsReferences(reader, `${layer.folder}curriculum.yaml`, outlines);
  const settings = withPresentIds(layer.settings, named);
  const hidden = hide(reader, layer, outlines);
  reorder(reader, layer, outlines);
  return { outlines, hidden, settings };
}

function reportCollision(reader: Reader, path: string, id: string, base: LessonFolder): void {
  reader.report('layer/id-collision', `${path}/lesson.mdx`, undefined, {
    message: `The lesson "${id}" of your layer does not say what it adapts, and ${base.path} ${base.id === id ? 'has the same id' : 'had the same id before'}.`,
    why: 'Either you adapted that lesson, then readers must be told; or both of you chose the same id, then links cannot tell them apart.',
    remedy: `If yours is a lesson of its own, rename its folder: git mv ${path} ${path}-own, and write the new id wherever you refer to it, as under "insert". If you adapted the other one, run "npm run adapt ${id} -- --record".`,
  });
}

function reportTwoCopies(reader: Reader, kept: string, other: string): void {
  reader.report('layer/two-copies', `${other}/lesson.mdx`, undefined, {
    message: `${other} and ${kept} adapt the same lesson, which has been renamed.`,
    why: 'One of them would be shown, and what you wrote in the other would be lost without a word.',
    remedy: `Compare them (git diff --no-index ${other} ${kept}), keep in ${kept} what you want of both, and remove the other: git rm -r ${other}`,
  });
}

function reportRenamed(reader: Reader, path: string, id: string, present: string): void {
  reader.findings.push(
    finding('layer/renamed', `${path}/lesson.mdx`, undefined, {
      message: `The lesson "${id}" is called "${present}" upstream now; your adaptation has followed it.`,
      why: 'The former id works as long as upstream keeps it as an alias.',
      remedy: `Rename your folder when it suits you: git mv ${path} ${path.slice(0, -id.length)}${present}`,
    }),
  );
}

/** Takes away what a layer hides. */
function hide(reader: Reader, layer: Layer, outlines: CourseOutline[]): Hidden[] {
  const file = `${layer.folder}curriculum.yaml`;
  const { hide: lessons, hide_modules: modules, hide_courses: courses } = layer.settings;
  const references = new SettingsReferences(reader, file, outlines);
  const hidden = new Map<string, Hidden>();
  const add = (folders: readonly LessonFolder[], path: DataPath): void => {
    for (const { id } of folders) hidden.set(id, { id, file, path });
  };
  lessons.forEach((id, index) => {
    const folder = references.lesson(id, ['hide', index]);
    if (folder) add([folder], ['hide', index]);
  });
  modules.forEach((reference, index) => {
    add(references.module(reference, ['hide_modules', index])?.lessons ?? [], ['hide_modules', index]);
  });
  const hiddenCourses = new Set<CourseOutline>();
  courses.forEach((id, index) => {
    const course = references.course(id, ['hide_courses', index]);
    if (!course) return;
    hiddenCourses.add(course);
    add(foldersOf([course]), ['hide_courses', index]);
  });
  for (const course of outlines.splice(0)) {
    if (hiddenCourses.has(course)) continue;
    for (const module of course.modules) module.lessons = module.lessons.filter(({ id }) => !hidden.has(id));
    outlines.push(course);
  }
  return [...hidden.values()];
}

/** Puts what a layer names first; what it does not name follows in its former order, so that nothing new is lost. */
function reorder(reader: Reader, layer: Layer, outlines: readonly CourseOutline[]): void {
  const file = `${layer.folder}curriculum.yaml`;
  const references = new SettingsReferences(reader, file, outlines);
  const { resolver } = references;
  for (const [reference, ids] of Object.entries(layer.settings.order)) {
    const path = ['order', reference];
    const first = <T extends { id: string }>(
      items: readonly T[],
      kind: 'lesson' | 'module',
      present: (id: string) => string | undefined,
    ): T[] => {
      const named = ids.flatMap((id, index) => {
        const item = items.find((candidate) => candidate.id === present(id));
        const line = { kind, id, path: [...path, index] };
        if (!item) references.unknown(line, new Set(items.map((candidate) => candidate.id)), ` in "${reference}"`);
        else if (item.id !== id) references.renamed(line, item.id);
        return item ?? [];
      });
      return [...named, ...items.filter((item) => !named.includes(item))];
    };
    // Where a module and a course have the same name, the module is meant, as everywhere.
    const course = resolver.modulesFor(reference).length === 0 && resolver.course(reference);
    if (course) {
      references.course(reference, path);
      const ofCourse = course.modules;
      course.modules = first(
        ofCourse,
        'module',
        (id) => (ofCourse.find((module) => module.id === id) ?? moduleBefore(ofCourse, id))?.id,
      );
      continue;
    }
    const module = references.module(reference, path);
    if (module) module.lessons = first(module.lessons, 'lesson', (id) => resolver.lesson(id)?.id);
  }
}
