import type { LessonFolder } from '../../curriculum/lesson.ts';
import type { Reader } from '../../curriculum/reader.ts';
import type { Hidden } from '../../curriculum/references.ts';
import { type CourseOutline, readStructure } from '../../curriculum/structure.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { insertLessons } from './insert.ts';
import type { Layer } from './layer.ts';
import { readOwnLessons } from './own-lessons.ts';
import { foldersOf, moduleBefore, Resolver } from './resolve.ts';
import type { LayerFile } from './schema.ts';
import { SettingsReferences, withPresentIds } from './settings.ts';

/** The outlines as a layer makes them. */
export interface Applied {
  outlines: CourseOutline[];
  hidden: Hidden[];
  /** The layer's settings, with present ids in place of former ones. */
  settings: LayerFile;
}

/** Lays a provider's layer over the outlines below it: adapted lessons take their places, own ones are inserted, hidden ones go. */
export function applyLayer(reader: Reader, below: readonly CourseOutline[], layer: Layer): Applied {
  const resolver = new Resolver(reader, below);
  const { own, changed } = readOwnLessons(reader, layer, resolver);
  const taken = new Set<string>();
  const elsewhere = (id: string): LessonFolder | undefined => {
    const folder = own.get(id) ?? resolver.lesson(id);
    if (folder) taken.add(folder.id);
    return folder && (changed.get(folder.id) ?? folder);
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
      lessons: module.lessons.filter(({ id }) => !taken.has(id)).map((folder) => changed.get(folder.id) ?? folder),
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
