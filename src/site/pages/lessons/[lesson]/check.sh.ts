import type { APIRoute, GetStaticPaths } from 'astro';
import { checkText, scriptedLessons } from '../../../labs/scripted.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  scriptedLessons().map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** The script that judges the lab of a lesson on a cluster of one's own. No browser takes it for a page: it begins with `#!`. */
export const GET: APIRoute = ({ params }) => {
  const lesson = getCurriculum().lessons.get(params.lesson ?? '');
  if (!lesson) throw new Error(`There is no lesson "${params.lesson}".`);
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' };
  return new Response(checkText(lesson), { headers });
};
