/**
 * In this room: the Astro project: pages, their prose, layouts, components, client, styles, integrations, and its
 * glue.
 */

import { pathsOf } from '../assembly/addresses.ts';
import { translator } from '../strings/index.ts';
import { getCurriculum } from './curriculum.ts';

const curriculum = getCurriculum();

/** Paths of this site. */
export const paths = pathsOf(curriculum.identity);

/** Words of the interface in the language of the curriculum. */
export const t = translator(curriculum.identity.language);

export { getCurriculum };
