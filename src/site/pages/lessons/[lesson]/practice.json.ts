import type { APIRoute, GetStaticPaths } from 'astro';
import { practiceData } from '../../../practice-data.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.values()]
    .filter(({ lab }) => lab?.cluster !== undefined)
    .map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** What the practice cluster needs of a lab. */
export const GET: APIRoute = ({ params }) => {
  const { lessons, courses } = getCurriculum();
  const lesson = lessons.get(params.lesson ?? '');
  const data = lesson && practiceData(lesson, courses);
  if (!data) throw new Error(`The lesson "${params.lesson}" has no lab in the practice cluster.`);
  return Response.json(data);
};
