import type { APIRoute } from 'astro';
import { getCurriculum } from '../site/site.ts';
import { socialCard } from '../social/card.ts';

/** Social image of every page that has none of its own. */
export const GET: APIRoute = async () => {
  const { identity } = getCurriculum();
  const png = await socialCard({
    label: identity.name,
    title: identity.tagline,
    imprint: `${new URL(identity.url).hostname} · ${identity.licence.spdx}`,
  });
  return new Response(png as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/png' } });
};
