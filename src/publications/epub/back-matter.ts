import type { Element, ElementContent } from 'hast';
import { courseCredit } from '../../attribution/course-credit.ts';
import type { Term } from '../../curriculum/schema/registry.ts';
import { lessonAddress, type PublishedLesson } from '../lesson.ts';
import type { Source } from '../publication.ts';
import { classesOf, element, elements } from '../tree.ts';
import { lessonFile } from './lesson-chapter.ts';

/** Name of the file with the glossary. */
export const GLOSSARY = 'glossary.xhtml';

/** Terms that the lessons of a book link to, with these lessons, in the order of the alphabet. */
export interface UsedTerm {
  term: Term;
  lessons: readonly PublishedLesson[];
}

/** Finds the terms of a book, and those that their entries refer to. @param published lessons whose links to terms lead to GLOSSARY */
export function usedTerms(published: readonly PublishedLesson[], { edition }: Source): UsedTerm[] {
  const using = new Map<string, PublishedLesson[]>();
  for (const one of published) {
    for (const found of elements(one.tree)) {
      if (found.tagName !== 'a' || !classesOf(found).includes('term')) continue;
      const id = String(found.properties.href ?? '').split('#')[1] ?? '';
      const lessons = using.get(id) ?? [];
      if (lessons.at(-1) !== one) using.set(id, [...lessons, one]);
    }
  }
  return [...edition.terms.values()]
    .filter(({ id }) => using.has(id))
    .map((term) => ({ term, lessons: using.get(term.id) ?? [] }))
    .sort((one, other) => one.term.term.localeCompare(other.term.term, edition.identity.language));
}

const linked = (lessons: readonly PublishedLesson[]): (ElementContent | string)[] =>
  lessons.flatMap(({ lesson }, index) => [
    ...(index > 0 ? [', '] : []),
    element('a', { href: lessonFile(lesson.id) }, [lesson.title]),
  ]);

/** The glossary: what each term means, and where it is used. */
export function glossaryChapter(terms: readonly UsedTerm[], { t }: Source): ElementContent[] {
  const known = new Set(terms.map(({ term }) => term.id));
  const names = new Map(terms.map(({ term }) => [term.id, term.term]));
  const entries = terms.flatMap(({ term }): Element[] => {
    const see = term.see.filter((id) => known.has(id));
    const links = see.flatMap((id, index) => [
      ...(index > 0 ? [', '] : []),
      element('a', { href: `#${id}` }, [names.get(id) ?? id]),
    ]);
    return [
      element('dt', { id: term.id }, [term.term]),
      element('dd', {}, [
        element('p', {}, [term.definition]),
        ...(links.length > 0 ? [element('p', {}, [`${t('glossarySee')}: `, ...links])] : []),
      ]),
    ];
  });
  return [element('h1', {}, [t('navGlossary')]), element('dl', { className: ['glossary'] }, entries)];
}

/** The index: every term, and the lessons that use it. */
export function indexChapter(terms: readonly UsedTerm[], { t }: Source): ElementContent[] {
  // The vocabulary of indexes (EPUB Indexes 1.0, 4).
  const rows = terms.map(({ term, lessons }) =>
    element('li', { 'epub:type': 'index-entry' }, [
      element('a', { href: `${GLOSSARY}#${term.id}`, 'epub:type': 'index-term' }, [term.term]),
      ': ',
      ...linked(lessons),
    ]),
  );
  const list = element('ul', { className: ['index'], 'epub:type': 'index-entry-list' }, rows);
  return [element('h1', {}, [t('bookIndex')]), list];
}

/** Who made the book, under which licenses it is, and what was changed in its course. */
export function creditsChapter({ edition, course, t }: Source): ElementContent[] {
  const address = (id: string): string => {
    const lesson = edition.lessons.get(id);
    return lesson ? lessonAddress(edition, lesson) : edition.identity.url;
  };
  const { creators, notices, licences, basedOn, changes } = courseCredit(course, edition, {
    lessonAddress: address,
    t,
  });
  const { identity } = edition;
  const link = (href: string, text: string): Element => element('a', { href }, [text]);
  return [
    element('h1', {}, [t('bookCredits')]),
    element('p', {}, [
      link(identity.url, identity.name),
      ` · ${identity.version}${identity.released ? ` · ${identity.released}` : ''}`,
    ]),
    element('h2', {}, [t('bookAuthors')]),
    element(
      'ul',
      {},
      creators.map(({ name, url }) => element('li', {}, [url ? link(url, name) : name])),
    ),
    element('h2', {}, [t('colophonLicence')]),
    ...licences.map(({ licence }) => element('p', {}, [link(licence.url, licence.name)])),
    ...notices.map((notice) => element('p', {}, [notice])),
    element('p', {}, [link(identity.disclaimer_url, identity.disclaimer)]),
    ...(basedOn
      ? [element('p', {}, [t('bookBasedOn'), ' ', link(basedOn.address, basedOn.name), ` ${basedOn.version}`])]
      : []),
    ...changes.flatMap(({ statement }) => [
      element('p', {}, [statement.text]),
      element(
        'ul',
        {},
        statement.items.map((item) => element('li', {}, [item])),
      ),
    ]),
    element('p', {}, [t('bookCreditsLessons')]),
  ];
}
