import type { APIRoute, GetStaticPaths } from 'astro';
import { reportedOf } from '../../../../lab/runner/script/reported.ts';
import { scriptedLessons } from '../../../labs/scripted.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  scriptedLessons().map(({ id }) => ({ params: { lesson: id } }))) satisfies GetStaticPaths;

/** What the codes are read with that `check.sh` prints. */
export const GET: APIRoute = ({ params }) => {
  const lesson = getCurriculum().lessons.get(params.lesson ?? '');
  if (!lesson?.lab) throw new Error(`The lesson "${params.lesson}" has no lab.`);
  return Response.json(reportedOf({ lesson: lesson.id, lab: lesson.lab }));
};
