import type { APIRoute, GetStaticPaths } from 'astro';
import { bytesOf, isBinary } from '../../../../../curriculum/read.ts';
import { withoutMarkers } from '../../../../../rendering/region.ts';
import { getCurriculum } from '../../../../site.ts';

export const getStaticPaths: GetStaticPaths = () =>
  [...getCurriculum().lessons.values()].flatMap((lesson) =>
    [...lesson.files.keys()].map((name) => ({ params: { lesson: lesson.id, name } })),
  );

const TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml', json: 'application/json' };

/** A file that a lesson shows, as it is downloaded: without region markers. */
export const GET: APIRoute = ({ params }) => {
  const name = params.name ?? '';
  const file = getCurriculum()
    .lessons.get(params.lesson ?? '')
    ?.files.get(name);
  if (!file) return new Response(null, { status: 404 });
  if (isBinary(file.text)) return new Response(new Uint8Array(bytesOf(file.text)));
  const type = TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'text/plain; charset=utf-8';
  return new Response(withoutMarkers(file.text), { headers: { 'content-type': type } });
};
