import type { APIRoute, GetStaticPaths } from 'astro';
import { monitoringData } from '../../../monitoring-data.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.values()]
    .filter(({ lab }) => lab?.monitoring !== undefined)
    .map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** What the page needs of a lab on monitoring. */
export const GET: APIRoute = ({ params }) => {
  const lesson = getCurriculum().lessons.get(params.lesson ?? '');
  const data = lesson && monitoringData(lesson);
  if (!data) throw new Error(`The lesson "${params.lesson}" has no lab on monitoring.`);
  return Response.json(data);
};
