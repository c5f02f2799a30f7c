import type { APIRoute, GetStaticPaths } from 'astro';
import { getCurriculum } from '../../../site.ts';
import { tracingData } from '../../../tracing-data.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.values()]
    .filter(({ lab }) => lab?.tracing !== undefined)
    .map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** What a page needs of a lab on tracing. */
export const GET: APIRoute = ({ params }) => {
  const lesson = getCurriculum().lessons.get(params.lesson ?? '');
  const data = lesson && tracingData(lesson);
  if (!data) throw new Error(`The lesson "${params.lesson}" has no lab on tracing.`);
  return Response.json(data);
};
