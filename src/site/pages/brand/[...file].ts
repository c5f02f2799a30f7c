import type { APIRoute } from 'astro';
import { bytesOf, isBinary } from '../../../curriculum/read.ts';
import { brandCss, siteBrand } from '../../brand.ts';

const STYLESHEET = 'brand.css';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  woff2: 'font/woff2',
  js: 'text/javascript',
};

/** The provider's files and style sheet; none in the original. */
export function getStaticPaths() {
  if (!siteBrand) return [];
  return [STYLESHEET, ...siteBrand.layer.assets.keys()].map((file) => ({ params: { file } }));
}

export const GET: APIRoute = ({ params }) => {
  const file = params.file ?? '';
  if (!siteBrand) return new Response(null, { status: 404 });
  const type = TYPES[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  const headers = { 'content-type': type };
  if (file === STYLESHEET) return new Response(brandCss(siteBrand), { headers });
  const content = siteBrand.layer.assets.get(file) ?? '';
  return new Response(isBinary(content) ? new Uint8Array(bytesOf(content)) : content, { headers });
};
