import type { APIRoute } from 'astro';
import { lessonFeed } from '../../attribution/feed.ts';
import { getCurriculum, paths } from '../site.ts';

/** RSS 2.0 of new and changed lessons. */
export const GET: APIRoute = () =>
  new Response(lessonFeed(getCurriculum(), paths), { headers: { 'content-type': 'application/rss+xml' } });
