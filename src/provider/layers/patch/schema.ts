import { z } from 'zod';
import { idSchema, sha256Schema, textSchema } from '../../../curriculum/schema/common.ts';
import { changesSchema } from '../../../curriculum/schema/lesson.ts';
import { glossarySchema } from '../../../curriculum/schema/registry.ts';

/** A list that may be left empty: who removes the last edit leaves the key behind. */
const listOf = <Schema extends z.ZodType>(entry: Schema) =>
  z
    .array(entry)
    .nullable()
    .default([])
    .transform((list) => list ?? []);

const replaces = sha256Schema.describe('Hash of what it replaces. Written by "npm run adapt", not by hand.');

/** `provider/lessons/<id>/patch.yaml`: what a provider changes in a lesson of the curriculum below without copying it. */
export const patchSchema = z.strictObject({
  blocks: listOf(
    z.strictObject({
      begins: textSchema.describe('First words of what is replaced, so that people find it.'),
      replaces,
      nth: z.int().min(1).optional().describe('Which one of several blocks that are the same, counted from 1.'),
      text: z.string().describe('What stands there instead, as it would in lesson.mdx; empty to remove it.'),
      changes: changesSchema,
    }),
  ).describe('Paragraphs, headings, lists, figures, code and other blocks of the text that are replaced.'),
  quiz_items: listOf(
    z.strictObject({
      id: idSchema.describe('Id of the item. It stays as it is, and with it what learners have answered.'),
      replaces,
      item: z.record(z.string(), z.unknown()).describe('The item as it would stand in quiz.yaml, without its id.'),
      changes: changesSchema,
    }),
  ).describe('Quiz items that are replaced.'),
  files: listOf(
    z.strictObject({
      name: textSchema.describe('Name below files/ of the lesson; yours lies in files/ beside this patch.yaml.'),
      replaces: replaces.optional().describe('Hash of the file that it replaces; without it the file is a new one.'),
      changes: changesSchema,
    }),
  ).describe('Files that are replaced or added.'),
});

/** `provider/glossary.yaml`: terms of a provider's own, and those of the curriculum below that are explained otherwise. */
export const layerGlossarySchema = z.strictObject({
  terms: listOf(glossarySchema.shape.terms.element).describe('Terms of your own.'),
  edits: listOf(
    z.strictObject({
      id: idSchema.describe('Id of a term of the curriculum below.'),
      replaces,
      ...glossarySchema.shape.terms.element.omit({ id: true }).partial().shape,
      see: z.array(idSchema).optional().describe('Ids of related terms.'),
      changes: changesSchema,
    }),
  ).describe('Terms of the curriculum below that you word otherwise; what you leave out stays as it is.'),
});

export type PatchFile = z.infer<typeof patchSchema>;
export type BlockEdit = PatchFile['blocks'][number];
export type ItemEdit = PatchFile['quiz_items'][number];
export type FileEdit = PatchFile['files'][number];
export type TermEdit = z.infer<typeof layerGlossarySchema>['edits'][number];
