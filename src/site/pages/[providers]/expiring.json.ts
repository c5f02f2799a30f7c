import type { APIRoute } from 'astro';
import { expiringJson } from '../../../assembly/directory/feeds.ts';
import { directoryPaths, expiringSoon, feeding } from '../../directory.ts';

export const getStaticPaths = directoryPaths;

/** What expires soon, as data. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(expiringJson(expiringSoon(), feeding)), {
    headers: { 'content-type': 'application/json' },
  });
