import type { APIRoute } from 'astro';
import { directoryFeed } from '../../../assembly/directory/feeds.ts';
import { directoryPaths, feeding, judgedProviders } from '../../directory.ts';

export const getStaticPaths = directoryPaths;

/** The directory as a JSON Feed. */
export const GET: APIRoute = () =>
  new Response(JSON.stringify(directoryFeed(judgedProviders, feeding)), {
    headers: { 'content-type': 'application/feed+json' },
  });
