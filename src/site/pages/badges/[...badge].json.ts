import type { APIRoute, GetStaticPaths } from 'astro';
import { achievementDocument } from '../../../assembly/achievements.ts';
import { siteBadges } from '../../badges.ts';

export const getStaticPaths = (() =>
  siteBadges().map(({ id }) => ({ params: { badge: id } }))) satisfies GetStaticPaths;

/** A badge as Open Badges 3.0 has it: an achievement in JSON-LD. */
export const GET: APIRoute = ({ params }) => {
  const badge = siteBadges().find(({ id }) => id === params.badge);
  if (!badge) return new Response(null, { status: 404 });
  return new Response(JSON.stringify(achievementDocument(badge), null, 2), {
    headers: { 'content-type': 'application/ld+json' },
  });
};
