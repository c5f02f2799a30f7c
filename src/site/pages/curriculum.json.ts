import type { APIRoute } from 'astro';
import { curriculumJson } from '../../assembly/to-json.ts';
import { getCurriculum, paths } from '../site.ts';

/** The whole model, for machines. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(curriculumJson(getCurriculum(), (id) => paths.absolute(paths.lesson(id)))), {
    headers: { 'content-type': 'application/json' },
  });
