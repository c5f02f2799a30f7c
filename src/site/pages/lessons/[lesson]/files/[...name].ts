import type { APIRoute, GetStaticPaths } from 'astro';
import { creditFor } from '../../../../../attribution/credit.ts';
import { noticeText } from '../../../../../attribution/notice.ts';
import { type PublishedFile, publishedFiles } from '../../../../../rendering/published-files.ts';
import { getCurriculum, paths } from '../../../../site.ts';

interface Props {
  content: PublishedFile['content'];
}

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.values()].flatMap((lesson) => {
    if (lesson.files.size === 0) return [];
    const curriculum = getCurriculum();
    const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
    const notice = noticeText(lesson, credit, curriculum);
    return [...lesson.files.values()]
      .flatMap((file) => publishedFiles(file, notice))
      .map(({ name, content }) => ({ params: { lesson: lesson.id, name }, props: { content } }));
  })) satisfies GetStaticPaths;

/** The development server's answers; of a built site the host says the type, and the name decides (published-files.ts). */
const TYPES: Readonly<Record<string, string>> = {
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
};

/** A file of a lesson as it is downloaded or shown: whatever it is, it runs nowhere. */
export const GET: APIRoute<Props> = ({ params, props }) => {
  const ending = params.name?.slice(params.name.lastIndexOf('.') + 1).toLowerCase() ?? '';
  const headers = { 'content-type': TYPES[ending] ?? 'application/octet-stream', 'x-content-type-options': 'nosniff' };
  return new Response(props.content, { headers });
};
