import type { APIRoute } from 'astro';
import { expiringCalendar } from '../../../assembly/directory/feeds.ts';
import { directoryPaths, expiringSoon, feeding } from '../../directory.ts';

export const getStaticPaths = directoryPaths;

/** What expires soon, as an iCalendar feed. */
export const GET: APIRoute = () =>
  new Response(expiringCalendar(expiringSoon(), feeding), {
    headers: { 'content-type': 'text/calendar; charset=utf-8' },
  });
