import type { Edition } from '../assembly/edition.ts';
import type { Course } from '../curriculum/model.ts';

/**
 * Shards that courses are distributed to, at most: with more of them less is indexed again after a change. But each costs those who search a chunk
 * of words, and one without a word gives pages with words that begin alike, which come before good pages of another shard.
 */
const MOST = 4;
/** So many lessons are indexed in a moment: fewer stay together. */
const LESSONS = 150;

/** The shard with what is listed last: exams, guides, and pages for contributors. It is searched when somebody has come to the end of the rest. */
export const LAST_SHARD = 'others';

const shardName = (number: number): string => `courses-${number + 1}`;

/** Folder of the shard that a course is searched in, by its id: in reading order, each in turn where there are many lessons. Courses without lessons have none. */
export function courseShards({ courses }: Edition): ReadonlyMap<string, string> {
  const lessonsOf = ({ modules }: Course): number => modules.reduce((sum, { lessons }) => sum + lessons.length, 0);
  const searched = courses.filter((course) => lessonsOf(course) > 0);
  const shards = Math.ceil(searched.reduce((sum, course) => sum + lessonsOf(course), 0) / LESSONS);
  return new Map(searched.map(({ id }, index) => [id, shardName(index % Math.min(MOST, shards))]));
}

/** Folders of the shards that are searched at once, besides the first, which has the engine. */
export function firstShards(edition: Edition): string[] {
  return [...new Set(courseShards(edition).values())];
}
