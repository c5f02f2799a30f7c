import type { Edition } from '../assembly/edition.ts';
import { publishedPaths } from '../curriculum/addresses.ts';

const PATH = 'contribute/rules/';

/** Address below which the original curriculum explains each rule; forks publish no copy of those pages. */
export function publishedRules({ editions }: Edition): string {
  const { absolute, page } = publishedPaths(editions[0]);
  return absolute(page(PATH));
}

/** Address below which rules are explained for readers of this site. @param page makes a path within the site. */
export function rulePages(curriculum: Edition, page: (path: string) => string): string {
  return curriculum.layers.length > 0 ? publishedRules(curriculum) : page(PATH);
}
