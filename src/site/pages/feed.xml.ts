import type { APIRoute } from 'astro';
import { escapeHtml } from '../../strings/html.ts';
import { getCurriculum, paths } from '../site.ts';

/** Newest lessons in the feed. */
const ENTRIES = 50;

/** RSS 2.0 of new and changed lessons: the newest verification dates first. */
export const GET: APIRoute = () => {
  const { identity, lessons } = getCurriculum();
  const newest = [...lessons.values()].sort((a, b) => b.verified.date.localeCompare(a.verified.date)).slice(0, ENTRIES);
  const items = newest.map((lesson) => {
    const address = paths.absolute(paths.lesson(lesson.id));
    return `<item><title>${escapeHtml(lesson.title)}</title><link>${address}</link><guid isPermaLink="false">${lesson.id}@${lesson.verified.date}</guid><pubDate>${new Date(lesson.verified.date).toUTCString()}</pubDate><description>${escapeHtml(lesson.summary)}</description></item>`;
  });
  const self = paths.absolute(paths.page('feed.xml'));
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>${escapeHtml(identity.name)}</title><link>${paths.absolute(paths.page(''))}</link><atom:link href="${self}" rel="self" type="application/rss+xml"/><description>${escapeHtml(identity.tagline)}</description><language>${identity.language}</language><copyright>${escapeHtml(`${identity.copyright}, ${identity.licence.spdx}`)}</copyright>${items.join('')}</channel></rss>
`;
  return new Response(xml, { headers: { 'content-type': 'application/rss+xml' } });
};
