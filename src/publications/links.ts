import { type Links, publishedPaths } from '../curriculum/addresses.ts';

/** Addresses of a publication's own parts, and of the site for everything that it has no part for. */
export interface OwnParts {
  /** Where a lesson, or a heading in it, stands in the publication; undefined if it is not in it. */
  lesson?(id: string, heading?: string): string | undefined;
  /** Where a term is explained. */
  term?(id: string): string | undefined;
  /** A file of a lesson. */
  lessonFile?(lessonId: string, published: string): string | undefined;
}

/** Links for a publication: to its own parts, else to the published site, whose addresses are whole. */
export function publicationLinks(identity: { url: string }, own: OwnParts): Links {
  const paths = publishedPaths(identity);
  const { absolute } = paths;
  return {
    page: (path) => absolute(paths.page(path)),
    lesson: (id, heading) => own.lesson?.(id, heading) ?? absolute(paths.lesson(id, heading)),
    lessonFile: (id, name) => own.lessonFile?.(id, name) ?? absolute(paths.lessonFile(id, name)),
    ofLab: (id, name) => absolute(paths.ofLab(id, name)),
    term: (id) => own.term?.(id) ?? absolute(paths.term(id)),
    practiceCluster: absolute(paths.practiceCluster),
    setUp: (part) => absolute(paths.setUp(part)),
  };
}
