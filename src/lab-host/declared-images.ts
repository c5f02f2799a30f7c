import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { curriculumRoot } from '../cli/root.ts';
import { sourceDigest } from '../cli/source-digest.ts';
import { layerFolder } from '../curriculum/layer-folder.ts';
import type { Course } from '../curriculum/model.ts';
import type { Lab } from '../curriculum/schema/lab.ts';
import { statesOf } from '../curriculum/schema/lab-start.ts';

type Declared = Course['images'][number];

/** The images of all courses, by their names with tags; nothing is read of them yet. */
export function declaredImages(courses: Iterable<Course>): Map<string, { course: Course; declared: Declared }> {
  const found = new Map<string, { course: Course; declared: Declared }>();
  for (const course of courses)
    for (const declared of course.images)
      for (const tag of declared.tags) found.set(`${declared.name}:${tag}`, { course, declared });
  return found;
}

/** The folder of a course, from where commands are called. */
export const folderOf = ({ id, layer }: Course): string => join(curriculumRoot(), layerFolder(layer), 'courses', id);

/** Digest of all that the images of some names are made from; an empty text if none is an image of a course. */
export function imagesDigest(names: readonly string[], courses: Iterable<Course>): string {
  const declared = declaredImages(courses);
  const found = names.flatMap((name) => declared.get(name) ?? []);
  const contexts = found.map(({ course, declared: { containerfile } }) =>
    join(folderOf(course), posix.dirname(containerfile)),
  );
  const there = [...new Set(contexts)].filter((folder) => existsSync(folder));
  return found.length === 0 ? '' : `${JSON.stringify(found.map((one) => one.declared))} ${sourceDigest(there)}`;
}

/** The images that a lab and its sessions begin with, each once. */
export function imagesOf({ cluster, sessions }: Pick<Lab, 'cluster' | 'sessions'>): string[] {
  const starts = [cluster, ...sessions.map((session) => session.cluster)];
  return [...new Set(starts.flatMap((start) => (start ? statesOf(start) : []).flatMap(({ images }) => images)))];
}
