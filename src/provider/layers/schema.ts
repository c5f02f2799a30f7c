import { z } from 'zod';
import {
  dateSchema,
  idSchema,
  moduleRefSchema,
  sha256Schema,
  textSchema,
  urlSchema,
} from '../../curriculum/schema/common.ts';
import { changesSchema } from '../../curriculum/schema/lesson.ts';

const insertionSchema = z.strictObject({
  lesson: idSchema.describe('Id of your own lesson in provider/lessons/.'),
  after: idSchema.optional().describe('Id of the lesson it follows.'),
  before: idSchema.optional().describe('Id of the lesson it precedes.'),
  module: moduleRefSchema.optional().describe('Module at whose end it stands.'),
});

/** `provider/curriculum.yaml`: what a provider hides, inserts and reorders, all by id. */
export const layerSchema = z.strictObject({
  hide: z.array(idSchema).default([]).describe('Ids of lessons that your site does not show.'),
  hide_modules: z.array(moduleRefSchema).default([]).describe('Modules that your site does not show.'),
  hide_courses: z.array(idSchema).default([]).describe('Courses that your site does not show.'),
  insert: z.array(insertionSchema).default([]).describe('Where your own lessons stand.'),
  order: z
    .record(moduleRefSchema, z.array(idSchema).min(1))
    .default({})
    .describe('Id of a module (or course) to the ids of its lessons (or modules) that come first, in this order.'),
  credit_withheld: z
    .array(idSchema)
    .default([])
    .describe('Lessons whose creators asked you to remove their credit (CC BY 4.0, section 3(a)(3)).'),
  edited: z
    .array(
      z.strictObject({
        lesson: idSchema.describe('Id of a lesson below content/ that you edited in place.'),
        changes: changesSchema,
      }),
    )
    .default([])
    .describe('Lessons below content/ that you edited in place. Prefer "npm run adapt": it never conflicts.'),
});

/** `provider/upstream.yaml`: what was taken from upstream, and when. Written by commands, not by hand. */
export const upstreamSchema = z.strictObject({
  repository: urlSchema.or(textSchema).describe('Repository that updates come from.'),
  branch: textSchema.describe('Its branch.'),
  commit: z.string().describe('Commit that was taken.'),
  version: z.string().describe('Version of the curriculum at that commit.'),
  date: dateSchema.describe('Day on which it was taken.'),
  ahead: z
    .record(idSchema, sha256Schema)
    .default({})
    .describe('Lessons that upstream had changed since its last release, with the hash of what was taken.'),
});

export type LayerFile = z.infer<typeof layerSchema>;
export type UpstreamRecord = z.infer<typeof upstreamSchema>;
