import type { Links } from '../../curriculum/addresses.ts';
import { publicationLinks } from '../links.ts';
import type { Source } from '../publication.ts';
import { elements } from '../tree.ts';
import type { Unit } from './units.ts';

/** Id of the unit with the glossary. */
export const GLOSSARY = 'glossary';

/** Beginning of an address in the course, as long as it is not known which unit a heading is in. */
const LESSON = 'lesson-in-course:';

/** A file's name in `static/`, which has no folders, and letters that every storage takes. */
export function staticName(lessonId: string, name: string): string {
  return `${lessonId}-${name.replaceAll('/', '--').replace(/[^A-Za-z0-9._-]/g, (letter) => `_${letter.codePointAt(0)?.toString(16)}`)}`;
}

/** Links within a course, which `inCourse` completes. @param used takes the ids of terms that are linked */
export function olxLinks({ edition, lessons }: Source, used: Set<string>): Links {
  const ids = new Set(lessons.map(({ id }) => id));
  return publicationLinks(edition.identity, {
    lesson: (id, heading) => (ids.has(id) ? `${LESSON}${id}${heading === undefined ? '' : `#${heading}`}` : undefined),
    lessonFile: (id, name) => (ids.has(id) ? `/static/${staticName(id, name)}` : undefined),
    term: (id) => {
      used.add(id);
      return `/jump_to_id/${GLOSSARY}#${id}`;
    },
  });
}

/** Address of a unit, which platforms complete (Open edX documentation, "Adding a link to a course unit"). */
function unitAddress(units: readonly Unit[] | undefined, anchor: string | undefined): string {
  const [first] = units ?? [];
  const unit = units?.find(({ anchors }) => anchor !== undefined && anchors.has(anchor)) ?? first;
  return `/jump_to_id/${unit?.id ?? ''}`;
}

/** HTML with whole links into the course. */
export function inCourse(html: string, units: ReadonlyMap<string, readonly Unit[]>): string {
  return html.replace(/lesson-in-course:([a-z0-9-]+)(?:#([^"]*))?/g, (_, id: string, anchor?: string) =>
    unitAddress(units.get(id), anchor),
  );
}

/** Completes the links of a unit: within it they stay as they are, all others lead to the unit that has their heading. */
export function completeLinks(lessonId: string, unit: Unit, units: ReadonlyMap<string, readonly Unit[]>): void {
  for (const node of unit.content) {
    for (const { properties } of elements(node)) {
      const href = String(properties.href ?? '');
      const [, id = lessonId, anchor] = /^(?:lesson-in-course:([a-z0-9-]+))?(?:#(.*))?$/.exec(href) ?? [];
      if (!href.startsWith(LESSON) && !href.startsWith('#')) continue;
      const isHere = id === lessonId && anchor !== undefined && unit.anchors.has(anchor);
      properties.href = isHere ? `#${anchor}` : unitAddress(units.get(id), anchor);
    }
  }
}
