import type { APIRoute, GetStaticPaths } from 'astro';
import { siteIssuerFiles } from '../../badges.ts';

const FOLDER = 'issuer/';

/** Keys, and the list of revoked badges, of whoever signs badges here; none in the original. */
export const getStaticPaths = (() =>
  [...siteIssuerFiles().keys()]
    .filter((path) => path.startsWith(FOLDER))
    .map((path) => ({ params: { file: path.slice(FOLDER.length) } }))) satisfies GetStaticPaths;

export const GET: APIRoute = ({ params }) => {
  const value = siteIssuerFiles().get(FOLDER + params.file);
  return value === undefined
    ? new Response(null, { status: 404 })
    : new Response(JSON.stringify(value, null, 2), { headers: { 'content-type': 'application/json' } });
};
