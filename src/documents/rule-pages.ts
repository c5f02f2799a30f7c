import type { Curriculum } from '../curriculum/model.ts';
import { publishedPaths } from '../site/address.ts';

const PATH = 'contribute/rules/';

/** Address below which the original curriculum explains each rule; forks publish no copy of those pages. */
export function publishedRules({ editions }: Curriculum): string {
  const { absolute, page } = publishedPaths(editions[0]);
  return absolute(page(PATH));
}

/** Address below which rules are explained for readers of this site. @param page makes a path within the site. */
export function rulePages(curriculum: Curriculum, page: (path: string) => string): string {
  return curriculum.layers.length > 0 ? publishedRules(curriculum) : page(PATH);
}
