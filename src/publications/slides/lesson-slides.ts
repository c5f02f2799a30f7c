import type { Element, ElementContent } from 'hast';
import { colophon } from '../colophon.ts';
import { lessonAddress, type PublishedLesson } from '../lesson.ts';
import type { Loss, Source } from '../publication.ts';
import { element, is, treeOf } from '../tree.ts';
import { tellBlocks } from './blocks.ts';
import { cleaned, items, unfolded } from './clean.ts';
import type { Slide } from './slide.ts';
import { Telling, words } from './telling.ts';

/** The slides of a lesson, and what they cannot carry. */
export interface LessonSlides {
  slides: readonly Slide[];
  losses: readonly Loss[];
}

/**
 * Makes slides of a lesson's own structure: headings, short lists, marked sentences, figures, tables, code and questions stand on
 * them, and all else goes into the notes of whoever presents them.
 * @param isForTeachers whether it has what authors say to teachers, which learners never get
 */
export function lessonSlides(source: Source, published: PublishedLesson, isForTeachers: boolean): LessonSlides {
  const { edition, t } = source;
  const { lesson, tree, credit } = published;
  const telling = new Telling(lesson, lessonAddress(edition, lesson), t);
  titleSlide(source, published, telling);
  const nodes = cleaned(tree, telling.address).children as ElementContent[];
  const first = nodes.find((node) => node.type === 'element');
  if (first && !is(first, 'h2')) telling.begin({ heading: undefined, label: '', title: [words(t('slidesProblem'))] });
  tellBlocks(nodes, telling);
  const count = telling.deck.slides.length;
  telling.begin({ heading: undefined, label: '', title: [words(t('slidesCredit'))] });
  telling.deck.current.kind = 'credit';
  for (const part of items(colophon(credit, t)).flatMap(entries)) telling.show(part);
  if (isForTeachers) authorNotes(published, telling.deck.slides.slice(1, count), telling.address);
  return { slides: telling.deck.finish(), losses: telling.losses };
}

function titleSlide({ course, t }: Source, { lesson, position }: PublishedLesson, { deck }: Telling): void {
  const leg = t('leg', { number: position.moduleNumber });
  const label = `${course.title} · ${leg}: ${position.module.title}`;
  const title = deck.begin({ kind: 'title', heading: undefined, label, title: [words(lesson.title)] });
  const aims = lesson.objectives.map(({ text }) => element('li', {}, [text]));
  title.body = [
    element('p', { className: ['lead'] }, [lesson.summary]),
    element('p', { className: ['aims'] }, [t('lessonObjectives')]),
    element('ul', {}, aims),
  ];
}

/** Adds what authors say to teachers to the first slide of the part in which they say it. */
function authorNotes({ notes }: PublishedLesson, slides: readonly Slide[], address: string): void {
  for (const { html, heading } of [...notes].reverse()) {
    const slide = slides.find((one) => one.heading === heading) ?? slides[0];
    const content = cleaned(treeOf(html), address).children as ElementContent[];
    slide?.notes.unshift(element('div', { className: ['of-author'] }, unfolded(content)));
  }
}

/** Lists of a colophon entry by entry, so that a long one goes on on the next slide. */
function entries(part: Element): Element[] {
  if (part.tagName !== 'dl') return [part];
  // Each entry is a term and what is said of it, in an element of their own.
  return items(part).map((entry) => element('dl', {}, entry.children));
}
