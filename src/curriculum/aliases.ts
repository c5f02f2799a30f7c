import type { DataPath } from '../findings/yaml.ts';
import type { Lesson } from './model.ts';
import type { Reader } from './reader.ts';
import type { CourseOutline } from './structure.ts';

/** A former id: who had it, and where that is said. */
interface Former {
  kind: 'lesson' | 'module' | 'course';
  alias: string;
  file: string;
  path: DataPath;
}

/** Reports a former id that something else has, or had. @param owner what else had it, if that has no present id. */
function reportTaken(reader: Reader, { kind, alias, file, path }: Former, owner: string | undefined): void {
  const present = owner === undefined;
  reader.report('id/alias-taken', file, reader.place(file, path), {
    message: present
      ? `The alias "${alias}" is the id of a ${kind}.`
      : `The alias "${alias}" is already used by the ${kind} "${owner}".`,
    why: 'An old address can lead to one place only.',
    remedy: present ? `Remove the alias, or rename that ${kind}.` : 'Remove the alias from one of the two.',
  });
}

/** Former ids of lessons to present ones. Reports those that lead to two places. */
export function lessonAliases(reader: Reader, lessons: ReadonlyMap<string, Lesson>): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const lesson of lessons.values()) {
    lesson.aliases.forEach((alias, index) => {
      const former: Former = { kind: 'lesson', alias, file: lesson.path, path: ['aliases', index] };
      if (lessons.has(alias)) reportTaken(reader, former, undefined);
      else if (aliases.has(alias)) reportTaken(reader, former, aliases.get(alias));
      aliases.set(alias, lesson.id);
    });
  }
  return aliases;
}

/** Former ids of courses to present ones. Reports those of courses and modules that lead to two places. */
export function courseAliases(reader: Reader, courses: readonly CourseOutline[]): Map<string, string> {
  const present = new Set(courses.map(({ id }) => id));
  const aliases = new Map<string, string>();
  for (const { id, path, data } of courses) {
    data.aliases.forEach((alias, index) => {
      const former: Former = { kind: 'course', alias, file: `${path}/course.yaml`, path: ['aliases', index] };
      if (present.has(alias)) reportTaken(reader, former, undefined);
      else if (aliases.has(alias)) reportTaken(reader, former, aliases.get(alias));
      aliases.set(alias, id);
    });
  }
  checkModuleAliases(reader, courses, aliases);
  return aliases;
}

/** A module is known by its id within its course, and so are its former ids. */
function checkModuleAliases(
  reader: Reader,
  courses: readonly CourseOutline[],
  renamed: ReadonlyMap<string, string>,
): void {
  const present = new Set(courses.flatMap((course) => course.modules.map(({ id }) => `${course.id}/${id}`)));
  const owners = new Map<string, string>();
  for (const course of courses) {
    for (const { id, path, data } of course.modules) {
      data.aliases.forEach((alias, index) => {
        const [first = '', second] = alias.split('/');
        const whole = second === undefined ? `${course.id}/${first}` : `${renamed.get(first) ?? first}/${second}`;
        const former: Former = { kind: 'module', alias, file: `${path}/module.yaml`, path: ['aliases', index] };
        if (present.has(whole)) reportTaken(reader, former, undefined);
        else if (owners.has(whole)) reportTaken(reader, former, owners.get(whole));
        owners.set(whole, id);
      });
    }
  }
}
