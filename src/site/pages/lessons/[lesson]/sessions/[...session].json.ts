import type { APIRoute, GetStaticPaths } from 'astro';
import { playedSessions, sessionData } from '../../../../practice-data.ts';
import { getCurriculum } from '../../../../site.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.values()].flatMap((lesson) =>
    playedSessions(lesson).map(({ file }) => ({ params: { lesson: lesson.id, session: file } })),
  )) satisfies GetStaticPaths;

/** What the practice cluster needs to begin where a session begins. */
export const GET: APIRoute = ({ params }) => {
  const { lessons, courses } = getCurriculum();
  const lesson = lessons.get(params.lesson ?? '');
  const session = lesson && playedSessions(lesson).find(({ file }) => file === params.session);
  if (!session) throw new Error(`The lesson "${params.lesson}" has no session "${params.session}" that is played.`);
  return Response.json(sessionData(lesson, session, courses));
};
