import type { APIRoute, GetStaticPaths } from 'astro';
import { formName, formOf, formRoutes } from '../../../../hands-on-data.ts';
import { formPractice } from '../../../../practice-data.ts';
import { getCurriculum } from '../../../../site.ts';

export const getStaticPaths = (() => formRoutes()) satisfies GetStaticPaths;

/** What the practice cluster needs of a form. */
export const GET: APIRoute<{ id: string; number: number }> = ({ props: { id, number } }) => {
  const { exam, form } = formOf(id, number);
  return Response.json(formPractice(formName(exam, form), form, getCurriculum().courses));
};
