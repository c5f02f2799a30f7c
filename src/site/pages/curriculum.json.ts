import type { APIRoute } from 'astro';
import { curriculumJson, wholeAddresses } from '../../assembly/to-json.ts';
import { getCurriculum, paths } from '../site.ts';

/** The whole model, for machines. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(curriculumJson(getCurriculum(), wholeAddresses(paths))), {
    headers: { 'content-type': 'application/json' },
  });
