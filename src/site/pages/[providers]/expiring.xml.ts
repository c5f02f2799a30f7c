import type { APIRoute } from 'astro';
import { expiringRss } from '../../../assembly/directory/feeds.ts';
import { directoryPaths, expiringSoon, feeding } from '../../directory.ts';

export const getStaticPaths = directoryPaths;

/** What expires soon, as RSS 2.0. */
export const GET: APIRoute = () =>
  new Response(expiringRss(expiringSoon(), feeding), { headers: { 'content-type': 'application/rss+xml' } });
