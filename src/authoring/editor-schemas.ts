import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../cli/write-atomically.ts';
import type { Curriculum } from '../curriculum/model.ts';
import { lessonSchema } from '../curriculum/schema/lesson.ts';

/** Where the schemas lie that .vscode/settings.json names. They are made again and again, and are not in the repository. */
const FOLDER = resolve('.cache/schemas');

/** Ids that an editor proposes at a place. They are proposals: whether an id is right the check says, and says why. */
type Proposed = { anyOf: [{ enum: readonly string[] }, { type: 'string' }] };

const proposed = (ids: Iterable<string>): Proposed => ({ anyOf: [{ enum: [...ids].sort() }, { type: 'string' }] });
const list = (items: unknown): object => ({ type: 'array', items });
const keys = (properties: Readonly<Record<string, unknown>>): object => ({ type: 'object', properties });

/** JSON Schemas that hold nothing but the ids of a curriculum, at the places where they belong, by file name. */
export function editorSchemas(curriculum: Curriculum): ReadonlyMap<string, object> {
  const { lessons, competencies, people, terms, exams, courses } = curriculum;
  const lessonIds = proposed(lessons.keys());
  const competencyIds = list(proposed(competencies.keys()));
  const moduleIds = proposed(courses.flatMap(({ modules }) => modules.map(({ id }) => id)));
  return new Map([
    ['quiz.json', keys({ items: list(keys({ competencies: competencyIds })) })],
    [
      'module.json',
      keys({
        lessons: list(lessonIds),
        maintainers: list(proposed(people.keys())),
        planned: list(keys({ competencies: competencyIds })),
      }),
    ],
    ['course.json', keys({ exams: list(proposed(exams.map(({ id }) => id))), modules: list(moduleIds) })],
    ['glossary.json', keys({ terms: list(keys({ see: list(proposed(terms.keys())) })) })],
    [
      'layer.json',
      keys({ hide: list(lessonIds), insert: list(keys({ lesson: lessonIds, after: lessonIds, module: moduleIds })) }),
    ],
  ]);
}

/** Writes the schemas with the ids of a curriculum to where editors look for them. */
export function writeEditorSchemas(curriculum: Curriculum): void {
  for (const [name, schema] of editorSchemas(curriculum)) {
    const path = join(FOLDER, name);
    const text = `${JSON.stringify(schema)}\n`;
    // Editors read a schema again whenever it is written.
    if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeAtomically(path, text);
  }
}

/** Frontmatter of a lesson as editors complete it: the form of lessonSchema, with the ids of a curriculum proposed. */
export function lessonEditorSchema({
  lessons,
  competencies,
  people,
  terms,
}: Pick<Curriculum, 'lessons' | 'competencies' | 'people' | 'terms'>) {
  const ids = (known: Iterable<string>) => z.array(z.union([z.enum([...known].sort()), z.string()]));
  return lessonSchema.extend({
    authors: ids(people.keys()).describe(lessonSchema.shape.authors.description ?? ''),
    competencies: ids(competencies.keys()).default([]),
    prerequisites: ids(lessons.keys()).default([]),
    terms: ids(terms.keys()).default([]),
  });
}
