import type { APIRoute, GetStaticPaths } from 'astro';
import { formData, formOf, formRoutes } from '../../../../hands-on-data.ts';

export const getStaticPaths = (() => formRoutes()) satisfies GetStaticPaths;

/** The tasks of a form, with what its page says of them at the end. */
export const GET: APIRoute<{ id: string; number: number }> = ({ props: { id, number } }) => {
  const { exam, form } = formOf(id, number);
  return Response.json(formData(exam, form));
};
