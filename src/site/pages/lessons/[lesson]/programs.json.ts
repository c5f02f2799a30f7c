import type { APIRoute, GetStaticPaths } from 'astro';
import { declaredImages, imagesOf } from '../../../../lab-host/declared-images.ts';
import { courseImages } from '../../../../lab-host/images.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() => {
  const declared = declaredImages(getCurriculum().courses);
  return [...getCurriculum().lessons.values()]
    .filter(({ lab }) => lab && imagesOf(lab).some((image) => declared.has(image)))
    .map(({ id }) => ({ params: { lesson: id } }));
}) satisfies GetStaticPaths;

/** The programs of a lab's own images, as texts in JSON: no host and no browser takes them for scripts, and they run in the sandbox alone. */
export const GET: APIRoute = async ({ params }) => {
  const { lessons, courses } = getCurriculum();
  const lab = lessons.get(params.lesson ?? '')?.lab;
  const images = lab && (await courseImages(imagesOf(lab), courses));
  if (!images) throw new Error(`The lab of the lesson "${params.lesson}" has no images of its course.`);
  return Response.json(images);
};
