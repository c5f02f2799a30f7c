import type { APIRoute, GetStaticPaths } from 'astro';
import { declaredImages, imagesOf } from '../../../../../lab-host/declared-images.ts';
import { courseImages } from '../../../../../lab-host/images.ts';
import { formOf, formRoutes } from '../../../../hands-on-data.ts';
import { getCurriculum } from '../../../../site.ts';

export const getStaticPaths = (() => {
  const declared = declaredImages(getCurriculum().courses);
  return formRoutes().filter(({ props: { id, number } }) =>
    imagesOf(formOf(id, number).form.lab).some((image) => declared.has(image)),
  );
}) satisfies GetStaticPaths;

/** The programs of images of courses that a form uses, as texts in JSON: they run in the sandbox alone. */
export const GET: APIRoute<{ id: string; number: number }> = async ({ props: { id, number } }) => {
  const images = await courseImages(imagesOf(formOf(id, number).form.lab), getCurriculum().courses);
  if (!images) throw new Error(`The form ${number} of "${id}" has no images of a course.`);
  return Response.json(images);
};
