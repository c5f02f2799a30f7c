import type { APIRoute } from 'astro';
import { calendarFeed } from '../../../provider/offerings/calendar.ts';
import { classTitle, upcomingClasses } from '../../classes.ts';
import { getCurriculum } from '../../site.ts';
import { buildMoment } from '../../today.ts';

/** Only providers that offer classes have this feed. */
export function getStaticPaths() {
  return getCurriculum().offerings.length > 0 ? [{ params: { classes: 'classes' } }] : [];
}

/** Classes as an iCalendar feed. */
export const GET: APIRoute = () => {
  const { identity } = getCurriculum();
  const feed = calendarFeed(upcomingClasses(), {
    name: identity.name,
    domain: new URL(identity.url).hostname,
    title: classTitle,
    made: buildMoment(),
  });
  return new Response(feed, { headers: { 'content-type': 'text/calendar; charset=utf-8' } });
};
