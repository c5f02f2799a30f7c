import type { APIRoute } from 'astro';
import { retiredWorkerText } from '../offline.ts';
import { paths } from '../site.ts';

/** The end of the build writes the service worker into its place, where there is one (integrations/offline-files.ts). */
export const GET: APIRoute = () =>
  new Response(retiredWorkerText(paths.page('')), { headers: { 'content-type': 'text/javascript' } });
