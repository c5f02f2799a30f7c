import type { ElementContent } from 'hast';
import { jsonForScript, lessonJsonLd } from '../../attribution/json-ld.ts';
import { publishedPaths } from '../../curriculum/addresses.ts';
import { formatMinutes } from '../../curriculum/durations.ts';
import { directionOf } from '../../strings/direction.ts';
import { colophon } from '../colophon.ts';
import type { PublishedLesson } from '../lesson.ts';
import { lessonAddress } from '../lesson.ts';
import type { Source } from '../publication.ts';
import { element, elements, htmlOf } from '../tree.ts';
import { openElsewhere } from './carried.ts';

/** The score from which a lesson is passed, 0 to 1; a platform may ask for another one. */
export const MASTERY = 0.8;

/** Addresses of what all lessons of a package share, from the folder of the lessons. */
const SHARED = { style: '../shared/lesson.css', script: '../shared/lesson.js' } as const;

/** What stands above the text: where the lesson belongs, its title, what it is about and what it gives. */
function titleBlock({ lesson, position }: PublishedLesson, t: Source['t']): ElementContent {
  const takes = [
    t('lessonTakes', { time: formatMinutes(lesson.minutes.reading) }),
    ...(lesson.minutes.lab > 0 ? [t('lessonTakesLab', { time: formatMinutes(lesson.minutes.lab) })] : []),
  ].join(' · ');
  const place = `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`;
  const objectives = lesson.objectives.map(({ text }) => element('li', {}, [text]));
  return element('header', { className: ['title-block'] }, [
    element('p', { className: ['label'] }, [
      element('span', {}, [position.course.title]),
      element('span', {}, [place]),
    ]),
    element('h1', {}, [lesson.title]),
    element('p', { className: ['summary'] }, [lesson.summary]),
    ...(lesson.status === 'deprecated' ? [element('p', { className: ['deprecated'] }, [t('lessonDeprecated')])] : []),
    element('p', { className: ['label'] }, [t('lessonObjectives')]),
    element('ul', {}, objectives),
    element('p', { className: ['takes'] }, [takes]),
  ]);
}

/** A lesson as a page of its own. Without its script it can be read as a whole. */
export function lessonPage(published: PublishedLesson, { edition, t }: Pick<Source, 'edition' | 't'>): string {
  const { lesson, credit, tree } = published;
  const { language } = edition.identity;
  const address = lessonAddress(edition, lesson);
  const paths = publishedPaths(edition.identity);
  const courseUrl = paths.absolute(paths.course(lesson.courseId));
  const data = jsonForScript(lessonJsonLd(lesson, { curriculum: edition, credit, page: address, courseUrl }));
  const credits = colophon(credit, t);
  for (const node of elements(credits)) if (node.tagName === 'a') openElsewhere(node);
  const body = element('body', { className: ['player'], dataAddress: address, dataMastery: MASTERY }, [
    titleBlock(published, t),
    element('p', { className: ['notice'], role: 'status', hidden: true }),
    element('main', { className: ['prose'] }, tree.children as ElementContent[]),
    element('section', { className: ['result'], ariaLabelledBy: ['resultTitle'], hidden: true }, [
      element('h2', { id: 'resultTitle' }, [t('playerResult')]),
    ]),
    credits,
    element('p', { className: ['unsaved'], role: 'alert', hidden: true }),
  ]);
  const head = element('head', {}, [
    element('meta', { charSet: 'utf-8' }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, [lesson.title]),
    element('meta', { name: 'description', content: lesson.summary }),
    element('meta', { name: 'author', content: credit.creators.map(({ name }) => name).join(', ') }),
    element('link', { rel: ['license'], href: credit.licence.url }),
    element('link', { rel: ['icon'], href: 'data:,' }),
    element('link', { rel: ['stylesheet'], href: SHARED.style }),
    element('script', { src: SHARED.script, defer: true }),
    element('script', { type: 'application/ld+json' }, [data]),
  ]);
  const html = element('html', { lang: language, dir: directionOf(language) }, [head, body]);
  return `<!doctype html>\n${htmlOf(html)}\n`;
}
