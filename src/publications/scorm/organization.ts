import type { Module } from '../../curriculum/model.ts';
import { type Contents, type PackedLesson, SHARED_PATHS } from '../player/package.ts';
import { type Markup, xml } from '../xml.ts';

/** What versions of SCORM say in different ways. */
export interface Dialect {
  /** Name of the attribute that says whether a resource is tracked. */
  scormType: string;
  /** What an item of a lesson has behind its title. */
  ofItem(lesson: PackedLesson): readonly Markup[];
  /** What an item of a module, and the organization, have behind their items. */
  ofGroup(): readonly Markup[];
  /** What a resource has before its files. */
  ofResource(lesson: PackedLesson): readonly Markup[];
}

/** Ids are names of XML: they begin with a letter. */
const itemId = (id: string): string => `item-${id}`;
const resourceId = (id: string): string => `lesson-${id}`;
const SHARED = 'shared';

function lessonItem(lesson: PackedLesson, dialect: Dialect): Markup {
  const { id, title } = lesson.published.lesson;
  const attributes = { identifier: itemId(id), identifierref: resourceId(id), isvisible: 'true' };
  return xml('item', attributes, [xml('title', {}, [title]), ...dialect.ofItem(lesson)]);
}

function moduleItem(module: Module, lessons: readonly PackedLesson[], dialect: Dialect): Markup {
  const items = lessons.filter(({ published }) => published.lesson.moduleId === module.id);
  return xml('item', { identifier: `module-${module.id}`, isvisible: 'true' }, [
    xml('title', {}, [module.title]),
    ...items.map((lesson) => lessonItem(lesson, dialect)),
    ...dialect.ofGroup(),
  ]);
}

/** The contents as a platform shows them: modules with their lessons, or one lesson. */
export function organizations(
  contents: Contents,
  attributes: Readonly<Record<string, string>>,
  dialect: Dialect,
): Markup {
  const { id, title, isLesson, lessons, source } = contents;
  const items = isLesson
    ? lessons.map((lesson) => lessonItem(lesson, dialect))
    : source.course.modules
        .filter((module) => module.lessons.length > 0)
        .map((module) => moduleItem(module, lessons, dialect));
  const identifier = `contents-${id}`;
  return xml('organizations', { default: identifier }, [
    xml('organization', { identifier, ...attributes }, [xml('title', {}, [title]), ...items, ...dialect.ofGroup()]),
  ]);
}

/** All files: a resource for each lesson, and one for what they share. Addresses in it are as in the archive, of ASCII only. */
export function resources({ lessons }: Contents, dialect: Dialect): Markup {
  const fileOf = (href: string): Markup => xml('file', { href });
  const own = lessons.map((lesson) => {
    const identifier = resourceId(lesson.published.lesson.id);
    return xml('resource', { identifier, type: 'webcontent', [dialect.scormType]: 'sco', href: lesson.page }, [
      ...dialect.ofResource(lesson),
      ...lesson.paths.map(fileOf),
      xml('dependency', { identifierref: SHARED }),
    ]);
  });
  const shared = { identifier: SHARED, type: 'webcontent', [dialect.scormType]: 'asset', href: SHARED_PATHS[0] };
  return xml('resources', {}, [...own, xml('resource', shared, SHARED_PATHS.map(fileOf))]);
}
