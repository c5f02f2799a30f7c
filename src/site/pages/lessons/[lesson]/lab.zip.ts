import type { APIRoute, GetStaticPaths } from 'astro';
import { labArchive } from '../../../labs/archive.ts';
import { archivedLessons } from '../../../labs/scripted.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  archivedLessons().map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** Everything to do the lab of a lesson on a cluster of one's own. */
export const GET: APIRoute = ({ params }) => {
  const lesson = getCurriculum().lessons.get(params.lesson ?? '');
  if (!lesson) throw new Error(`There is no lesson "${params.lesson}".`);
  return new Response(labArchive(lesson), { headers: { 'content-type': 'application/zip' } });
};
