import { z } from 'zod';
import { dateSchema, textSchema } from '../../curriculum/schema/common.ts';

/** Form of an edition's id. It begins with a year, so that its path is that of no page of the site, now or later. */
export const EDITION_ID = /^\d{4}(-[a-z0-9]+)*$/;

/** An edition that stays as it was, for those who learn from it. */
const frozenEditionSchema = z.strictObject({
  id: z
    .string()
    .regex(EDITION_ID, 'a year and words with hyphens between them, such as 2027-spring')
    .describe('Name of the edition in its address: a year and words, such as 2027-spring.'),
  title: textSchema.max(60).describe('Name of the edition for readers, such as "Spring 2027".'),
  date: dateSchema.describe('Day on which it was frozen.'),
  commit: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'the whole name of a commit')
    .describe('Commit from which it is built, with the code of that commit.'),
});

/** `editions.yaml` of the publisher's layer, or of one of its brands; `content/editions.yaml` in the original. */
export const editionsSchema = z.strictObject({
  editions: z
    .array(frozenEditionSchema)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'ids of which none stands twice')
    .describe('Frozen editions. Written by "npm run freeze"; what stands here stays published.'),
});

/** A frozen edition as it is recorded. */
export type FrozenEdition = z.infer<typeof frozenEditionSchema>;

/** The newest of some editions: the last one of those with the latest day. Undefined if there is none. */
export function newestEdition(editions: readonly FrozenEdition[]): FrozenEdition | undefined {
  return editions.reduce<FrozenEdition | undefined>(
    (last, one) => (last && last.date > one.date ? last : one),
    undefined,
  );
}

/** What readers call an edition, made of its id: "Spring 2027" of 2027-spring. */
export function editionTitle(id: string): string {
  const [year = id, ...words] = id.split('-');
  return [...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)), year].join(' ');
}
