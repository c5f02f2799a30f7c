import type { Edition } from '../assembly/edition.ts';

/** Shards that courses are distributed to: with more of them less is indexed again after a change, but each costs those who search a chunk of words. */
const MOST = 4;

/** The shard with what is listed last: exams, guides, and pages for contributors. It is searched when somebody has come to the end of the rest. */
export const LAST_SHARD = 'others';

const shardName = (number: number): string => `courses-${number + 1}`;

/** Folder of the shard that a course is searched in, by its id: in reading order, each in turn. Courses without lessons have none. */
export function courseShards({ courses }: Edition): ReadonlyMap<string, string> {
  const searched = courses.filter(({ modules }) => modules.some(({ lessons }) => lessons.length > 0));
  return new Map(searched.map(({ id }, index) => [id, shardName(index % MOST)]));
}

/** Folders of the shards that are searched at once, besides the first, which has the engine. */
export function firstShards(edition: Edition): string[] {
  return [...new Set(courseShards(edition).values())];
}
