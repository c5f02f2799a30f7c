import type { DocumentLinks } from '../docs/document.ts';
import { siteBrand } from './brand.ts';
import { getCurriculum, paths } from './site.ts';

const { identity } = getCurriculum();

/** Links of the repository's documents as this site has them. */
export const documentLinks: DocumentLinks = { page: paths.page, forge: identity.forge };

/** Whether this site has the pages for contributors. Forks refer to those of the original instead of publishing copies. */
export const hasDocuments = siteBrand === undefined;

/** How much a word on these pages counts in searches, where 1 is a lesson: they are for contributors, who are few. */
export const SEARCH_WEIGHT = 0.1;
