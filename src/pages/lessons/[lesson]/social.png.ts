import type { APIRoute, GetStaticPaths } from 'astro';
import { getCurriculum, t } from '../../../site/site.ts';
import { socialCard } from '../../../social/card.ts';

export const getStaticPaths: GetStaticPaths = () =>
  [...getCurriculum().lessons.keys()].map((lesson) => ({ params: { lesson } }));

/** Social image of a lesson. */
export const GET: APIRoute = async ({ params }) => {
  const { lessons, positions, identity } = getCurriculum();
  const id = params.lesson ?? '';
  const lesson = lessons.get(id);
  const position = positions.get(id);
  if (!lesson || !position) return new Response(null, { status: 404 });
  const place = `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`;
  const png = await socialCard({
    label: `${position.course.title} · ${place}`,
    title: lesson.title,
    imprint: `${identity.name} · ${identity.licence.spdx}`,
  });
  return new Response(png as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/png' } });
};
