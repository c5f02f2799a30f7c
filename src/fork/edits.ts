import type { Edition } from '../assembly/edition.ts';
import type { ContentFiles } from '../curriculum/read.ts';
import type { Fork } from './layers.ts';
import { layerReferences, type Reference } from './references.ts';
import { findRenames, moduleNamed, modulesOf, type Renames } from './renames.ts';

/** A line of a layer that names what upstream has renamed, moved or removed. */
export interface Edit extends Reference {
  /** The present name, if there is one: then the edit can be made by a machine. */
  to: string | undefined;
  /** What to do, and why. */
  advice: string;
}

/** Two states of upstream, and how names differ between them. */
interface Between {
  before: Edition;
  after: Edition;
  renames: Renames;
}

const REMOVING: Readonly<Record<Reference['role'], string>> = {
  hide: 'remove it: there is nothing to hide any more',
  insert: 'name another neighbor, or a module',
  'order key': 'remove it with its list',
  order: 'remove it from the list',
  credit_withheld: 'remove it',
  edited: 'remove the entry; your text goes with the lesson, unless you keep it as a lesson of your own',
  'module list': 'remove it from the list',
  prerequisite: 'remove it, or name a lesson that teaches the same',
  link: 'lead to another lesson, or make it plain text',
  offering: 'name another course',
};

/** The lesson before a gone one, or the one behind it, that upstream still has in the same module. */
function neighbor({ before, after, renames }: Between, id: string): string | undefined {
  const module = [...modulesOf(before).values()].find(({ lessons }) => lessons.some((lesson) => lesson.id === id));
  const at = module?.lessons.findIndex((lesson) => lesson.id === id) ?? 0;
  const present = (other: string): string | undefined =>
    after.lessons.has(other) ? other : renames.lessons.get(other);
  const still = (others: readonly { id: string }[]): string | undefined =>
    others.map((other) => present(other.id)).find((other) => other !== undefined);
  const previous = still([...(module?.lessons ?? [])].slice(0, at).reverse());
  if (previous !== undefined) return `after: ${previous}`;
  const next = still((module?.lessons ?? []).slice(at + 1));
  return next === undefined ? undefined : `before: ${next}`;
}

/** The module in which a state of upstream has a lesson, as `course/module`. */
function homeOf(edition: Edition, id: string): string | undefined {
  return [...modulesOf(edition)].find(([, module]) => module.lessons.some((lesson) => lesson.id === id))?.[0];
}

function lessonEdit(between: Between, reference: Reference): Edit[] {
  const { before, after, renames } = between;
  const { name, role, within } = reference;
  const known = before.lessons.has(name) || before.aliases.has(name);
  if (!known && !renames.lessons.has(name)) return [];
  const renamed = renames.lessons.get(name);
  const id = after.lessons.has(name) ? name : renamed;
  if (id === undefined) {
    const proposal = role === 'insert' ? neighbor(between, name) : undefined;
    const advice = proposal === undefined ? REMOVING[role] : `such as "${proposal}"`;
    return [{ ...reference, to: undefined, advice: `upstream has removed the lesson: ${advice}` }];
  }
  const home = homeOf(after, id);
  if (role === 'order' && within !== undefined && home !== undefined) {
    const listed = moduleNamed(before, within);
    const stays = listed && (renames.modules.get(listed.reference) ?? listed.reference);
    if (stays !== undefined && home !== stays) {
      const advice = `upstream has moved the lesson to the module "${home}": remove it from this list, and name it under "${home}" if it is to come first there`;
      return [{ ...reference, to: undefined, advice }];
    }
  }
  return renamed === undefined || id === name
    ? []
    : [{ ...reference, to: id, advice: 'upstream has renamed the lesson' }];
}

function moduleEdit({ before, after, renames }: Between, reference: Reference): Edit[] {
  const { name, role } = reference;
  const known = moduleNamed(before, name);
  if (!known) return [];
  const present = modulesOf(after).has(known.reference) ? known.reference : renames.modules.get(known.reference);
  if (present === undefined)
    return [{ ...reference, to: undefined, advice: `upstream has removed the module: ${REMOVING[role]}` }];
  const [, id = ''] = present.split('/');
  const to = !name.includes('/') && moduleNamed(after, id)?.reference === present ? id : present;
  if (to === name || moduleNamed(after, name)?.reference === present) return [];
  const same = present === known.reference;
  const advice = same ? 'upstream has a second module of this name' : 'upstream has renamed the module';
  return [{ ...reference, to, advice }];
}

function courseEdit({ before, after, renames }: Between, reference: Reference): Edit[] {
  const { name, role } = reference;
  const has = (edition: Edition): boolean => edition.courses.some(({ id }) => id === name);
  if (!has(before) || has(after)) return [];
  const to = renames.courses.get(name);
  const advice =
    to === undefined ? `upstream has removed the course: ${REMOVING[role]}` : 'upstream has renamed the course';
  return [{ ...reference, to, advice }];
}

/** A module that stands in the list of a course under "order". */
function listedModuleEdit(between: Between, reference: Reference, course: string): Edit[] {
  return moduleEdit(between, { ...reference, name: `${course}/${reference.name}` }).map((edit) => {
    const [home = '', id = ''] = (edit.to ?? '').split('/');
    const moved = edit.to !== undefined && home !== (between.renames.courses.get(course) ?? course);
    return {
      ...edit,
      name: reference.name,
      to: edit.to === undefined || moved ? undefined : id,
      advice: moved ? `upstream has moved the module to the course "${home}": remove it from this list` : edit.advice,
    };
  });
}

function editOf(between: Between, reference: Reference): Edit[] {
  const isCourse = (name: string): boolean =>
    !moduleNamed(between.before, name) && between.before.courses.some(({ id }) => id === name);
  switch (reference.kind) {
    case 'course':
      return courseEdit(between, reference);
    case 'module':
      return moduleEdit(between, reference);
    case 'module or course':
      return isCourse(reference.name) ? courseEdit(between, reference) : moduleEdit(between, reference);
    case 'lesson':
      return reference.role === 'order' && reference.within !== undefined && isCourse(reference.within)
        ? listedModuleEdit(between, reference, reference.within)
        : lessonEdit(between, reference);
  }
}

/**
 * What has to be edited in a fork's own layer because upstream has renamed, moved or removed what it names.
 * @param files in which the layer lies.
 */
export function layerEdits(
  { folder }: Pick<Fork, 'folder'>,
  files: ContentFiles,
  before: Edition,
  after: Edition,
): Edit[] {
  const between = { before, after, renames: findRenames(before, after) };
  return layerReferences(files, folder).flatMap((reference) => editOf(between, reference));
}

/** Files after the edits that a machine can make; only those that change. */
export function editedFiles(files: ContentFiles, edits: readonly Edit[]): Map<string, string> {
  const changed = new Map<string, string>();
  for (const { file, start, end, to } of [...edits].sort((a, b) => b.start - a.start)) {
    if (to === undefined) continue;
    const text = changed.get(file) ?? files.get(file) ?? '';
    changed.set(file, text.slice(0, start) + to + text.slice(end));
  }
  return changed;
}

/** An edit as a line: `file:line: former -> present`. */
export function editText({ file, line, name, to, advice }: Edit): string {
  return to === undefined ? `${file}:${line}: ${name}: ${advice}` : `${file}:${line}: ${name} -> ${to} (${advice})`;
}
