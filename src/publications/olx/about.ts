import type { Term } from '../../curriculum/schema/registry.ts';
import type { Translate } from '../../strings/index.ts';
import { courseResource } from '../course-resource.ts';
import type { Source } from '../publication.ts';
import { element, htmlOf } from '../tree.ts';
import type { OlxLesson } from './lesson.ts';

/** What the course is about: summary, for whom, its modules with their lessons, and the credit of all. */
export function overviewHtml(source: Source): string {
  const { course, lessons, t } = source;
  const modules = course.modules.flatMap(({ id, title, summary }) => {
    const own = lessons.filter(({ moduleId }) => moduleId === id);
    if (own.length === 0) return [];
    return [
      element('h3', {}, [title]),
      element('p', {}, [summary]),
      element(
        'ul',
        {},
        own.map((lesson) => element('li', {}, [lesson.title])),
      ),
    ];
  });
  const { rights } = courseResource(source);
  return htmlOf(
    element('section', { className: ['about'] }, [
      element('h2', {}, [course.title]),
      element('p', {}, [course.summary]),
      element('h2', {}, [t('courseAudience')]),
      element('p', {}, [course.audience]),
      element('h2', {}, [t('courseSyllabus')]),
      ...modules,
      element('h2', {}, [t('colophon')]),
      element('p', {}, [rights]),
    ]),
  );
}

/** The terms that the lessons of a course link, with what they mean and where they are introduced. */
export function glossaryHtml(
  terms: readonly Term[],
  lessons: readonly OlxLesson[],
  language: string,
  t: Translate,
): string {
  const known = new Map(terms.map((term) => [term.id, term.term]));
  const sorted = [...terms].sort((one, other) => one.term.localeCompare(other.term, language));
  const introducing = new Map(
    lessons.flatMap(({ lesson, units }) => lesson.terms.map((id) => [id, { lesson, units }])),
  );
  const entries = sorted.flatMap(({ id, term, definition, see, source }) => {
    const first = introducing.get(id);
    const unit = first?.units[0];
    const others = see.filter((other) => known.has(other));
    return [
      element('h3', { id }, [term]),
      element('p', {}, [definition]),
      ...(first && unit
        ? [
            element('p', { className: ['label'] }, [
              `${t('glossaryLessons')} `,
              element('a', { href: `/jump_to_id/${unit.id}` }, [first.lesson.title]),
            ]),
          ]
        : []),
      ...(others.length > 0
        ? [
            element('p', { className: ['label'] }, [
              `${t('glossarySee')} `,
              ...others.flatMap((other, index) => [
                index === 0 ? '' : ', ',
                element('a', { href: `#${other}` }, [known.get(other) ?? other]),
              ]),
            ]),
          ]
        : []),
      ...(source === undefined
        ? []
        : [
            element('p', { className: ['label'] }, [
              element('a', { href: source, target: '_blank', rel: ['noopener'] }, [t('glossarySource')]),
            ]),
          ]),
    ];
  });
  return htmlOf(element('div', {}, entries));
}
