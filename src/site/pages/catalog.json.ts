import type { APIRoute } from 'astro';
import { catalogOf } from '../../assembly/catalog.ts';
import { getCurriculum, paths } from '../site.ts';

/** A record for every course and lesson, for harvesters. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(catalogOf(getCurriculum(), paths)), { headers: { 'content-type': 'application/json' } });
