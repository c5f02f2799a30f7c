import type { APIRoute, GetStaticPaths } from 'astro';
import { bankData, lacking } from '../../../exam-bank.ts';
import { getCurriculum } from '../../../site.ts';

export const getStaticPaths = (() =>
  [...getCurriculum().banks.values()]
    .filter((bank) => lacking(bank).length === 0)
    .map(({ exam }) => ({ params: { exam: exam.id.toLowerCase() }, props: { id: exam.id } }))) satisfies GetStaticPaths;

/** The items from which the page of a practice exam draws its forms. */
export const GET: APIRoute<{ id: string }> = ({ props }) => {
  const bank = getCurriculum().banks.get(props.id);
  if (!bank) throw new Error(`There is no bank of items for "${props.id}".`);
  return Response.json(bankData(bank));
};
