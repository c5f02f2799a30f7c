import type { APIRoute } from 'astro';
import { paths } from '../site.ts';

export const GET: APIRoute = () =>
  new Response(`User-agent: *\nAllow: /\n\nSitemap: ${paths.absolute(paths.page('sitemap-index.xml'))}\n`);
