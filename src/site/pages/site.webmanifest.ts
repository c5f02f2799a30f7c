import type { APIRoute } from 'astro';
import { directionOf } from '../../strings/direction.ts';
import { pageColors, siteBrand } from '../brand.ts';
import { getCurriculum, paths } from '../site.ts';

/** Web app manifest: name and icons for a learner's home screen. */
export const GET: APIRoute = () => {
  const { identity } = getCurriculum();
  const icon = (name: string, sizes: string, purpose: string) => ({
    src: paths.page(name),
    sizes,
    type: 'image/png',
    purpose,
  });
  const manifest = {
    lang: identity.language,
    dir: directionOf(identity.language),
    name: identity.name,
    short_name: siteBrand?.brand.short_name ?? identity.name,
    description: identity.tagline,
    start_url: paths.page(''),
    scope: paths.page(''),
    display: 'minimal-ui',
    background_color: pageColors.light,
    theme_color: pageColors.light,
    icons: [
      icon('icon-192.png', '192x192', 'any'),
      icon('icon-512.png', '512x512', 'any'),
      icon('icon-maskable-512.png', '512x512', 'maskable'),
    ],
  };
  return new Response(JSON.stringify(manifest), { headers: { 'content-type': 'application/manifest+json' } });
};
