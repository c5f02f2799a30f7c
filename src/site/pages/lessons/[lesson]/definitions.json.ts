import type { APIRoute, GetStaticPaths } from 'astro';
import { definitionsOf } from '../../../definitions.ts';
import { renderedLesson } from '../../../rendered-lesson.ts';
import { getCurriculum, paths } from '../../../site.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().lessons.keys()].map((lesson) => ({ params: { lesson } }))) satisfies GetStaticPaths;

/** What is said of a lesson's terms while its reader is at them. */
export const GET: APIRoute = async ({ params }) => {
  const curriculum = getCurriculum();
  const id = params.lesson ?? '';
  const lesson = curriculum.lessons.get(id);
  const rendered = await renderedLesson(id);
  if (!lesson || !rendered) throw new Error(`The lesson "${id}" was loaded, but not rendered.`);
  return Response.json(definitionsOf(rendered.html, lesson, curriculum, paths));
};
