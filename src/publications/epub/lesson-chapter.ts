import type { Element, ElementContent } from 'hast';
import { formatMinutes } from '../../curriculum/durations.ts';
import { colophon } from '../colophon.ts';
import type { PublishedLesson } from '../lesson.ts';
import type { Source } from '../publication.ts';
import type { ReadingForm } from '../reading.ts';
import { element } from '../tree.ts';

/** Name of the file of a lesson in a book. */
export const lessonFile = (id: string): string => `lesson-${id}.xhtml`;
/** Name of the file with the answers to a lesson. */
export const answersFile = (id: string): string => `answers-${id}.xhtml`;

/** What stands in the chapter of a lesson: its title, what it is about, its text, and its credit. */
export function lessonChapter(
  { lesson, position, credit }: PublishedLesson,
  { text }: ReadingForm,
  { t, edition, lessons }: Source,
): ElementContent[] {
  const { objectives, minutes } = lesson;
  const before = lesson.prerequisites.flatMap((id) => edition.lessons.get(id) ?? []);
  const inBook = new Set(lessons.map(({ id }) => id));
  const takes = [
    t('lessonTakes', { time: formatMinutes(minutes.reading) }),
    ...(minutes.lab > 0 ? [t('lessonTakesLab', { time: formatMinutes(minutes.lab) })] : []),
  ];
  const prerequisites = before.flatMap(({ id, title }, index) => [
    ...(index > 0 ? [', '] : []),
    inBook.has(id) ? element('a', { href: lessonFile(id) }, [title]) : title,
  ]);
  return [
    element('header', { className: ['title-block'] }, [
      element('p', { className: ['label'] }, [
        `${t('leg', { number: position.moduleNumber })} · ${t('waypoint', { number: position.lessonNumber })}`,
      ]),
      element('h1', {}, [lesson.title]),
      element('p', { className: ['summary'] }, [lesson.summary]),
      element('p', { className: ['label'] }, [t('lessonObjectives')]),
      element(
        'ul',
        {},
        objectives.map((objective) => element('li', {}, [objective.text])),
      ),
      element('p', { className: ['label'] }, [takes.join(' · ')]),
      ...(prerequisites.length > 0
        ? [element('p', { className: ['label'] }, [`${t('lessonPrerequisites')}: `, ...prerequisites])]
        : []),
    ]),
    ...(text.children as ElementContent[]),
    colophon(credit, t),
  ];
}

/** What stands in the answers to a lesson. */
export function answersChapter(
  { lesson }: PublishedLesson,
  answers: readonly Element[],
  { t }: Source,
): ElementContent[] {
  const link = element('a', { href: lessonFile(lesson.id) }, [lesson.title]);
  return [element('p', { className: ['label'] }, [t('bookAnswers')]), element('h2', {}, [link]), ...answers];
}
