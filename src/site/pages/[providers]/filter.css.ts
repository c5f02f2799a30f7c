import type { APIRoute } from 'astro';
import { filterSheet } from '../../../assembly/directory/filter.ts';
import { directoryPaths, filters } from '../../directory.ts';

export const getStaticPaths = directoryPaths;

/** The rules by which the list is filtered without any script. */
export const GET: APIRoute = () => new Response(filterSheet(filters), { headers: { 'content-type': 'text/css' } });
