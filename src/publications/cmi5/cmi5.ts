import { publishedPaths } from '../../curriculum/addresses.ts';
import { type Contents, type PackedLesson, packagesOf } from '../player/package.ts';
import { MASTERY } from '../player/page.ts';
import type { Format } from '../publication.ts';
import { describedContents, describedLesson } from '../scorm/described.ts';
import type { Described } from '../scorm/metadata.ts';
import { type Markup, xml, xmlDocument } from '../xml.ts';

const said = (name: string, language: string, text: string): Markup =>
  xml(name, {}, [xml('langstring', { lang: language }, [text])]);

/** Rights as extensions, which course structures may have at the end of a course and of a lesson (13.1). */
const rights = ({ creators, rights }: Described, licence: string | undefined): (Markup | undefined)[] => [
  ...creators.map((name) => xml('dcterms:creator', {}, [name])),
  licence === undefined ? undefined : xml('dcterms:license', {}, [licence]),
  xml('dcterms:rights', {}, [rights]),
];

function assignableUnit(lesson: PackedLesson, contents: Contents): Markup {
  const described = describedLesson(lesson, contents);
  const { quiz } = lesson.published.lesson;
  const attributes = {
    id: `${addressOf(contents, lesson.published.lesson.id)}#cmi5`,
    launchMethod: 'AnyWindow',
    moveOn: 'CompletedOrPassed',
    masteryScore: quiz.length > 0 ? MASTERY : undefined,
  };
  return xml('au', attributes, [
    said('title', described.language, described.title),
    said('description', described.language, described.summary),
    xml('url', {}, [lesson.page]),
    ...rights(described, lesson.published.credit.licence.url),
  ]);
}

/** Address of a lesson on this edition's site, whoever has made it. */
function addressOf({ source: { edition } }: Contents, id: string): string {
  const paths = publishedPaths(edition.identity);
  return paths.absolute(paths.lesson(id));
}

/** The course structure of a package (cmi5, 13): a block for each module, and a unit for each lesson; or one lesson. */
function courseStructure(contents: Contents): string {
  const { lessons, source, isLesson } = contents;
  const described = describedContents(contents);
  const { language } = described;
  const paths = publishedPaths(source.edition.identity);
  const course = paths.absolute(paths.course(source.course.id));
  const blocks = source.course.modules
    .filter((module) => module.lessons.length > 0)
    .map((module) =>
      xml('block', { id: `${course}#${module.id}` }, [
        said('title', language, module.title),
        said('description', language, module.summary),
        ...lessons
          .filter(({ published }) => published.lesson.moduleId === module.id)
          .map((lesson) => assignableUnit(lesson, contents)),
      ]),
    );
  const id = isLesson ? addressOf(contents, contents.id) : course;
  const namespaces = {
    xmlns: 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd',
    'xmlns:dcterms': 'http://purl.org/dc/terms/',
  };
  return xmlDocument(
    xml('courseStructure', namespaces, [
      xml('course', { id }, [
        said('title', language, contents.title),
        said('description', language, contents.summary),
        ...rights(described, undefined),
      ]),
      ...(isLesson ? lessons.map((lesson) => assignableUnit(lesson, contents)) : blocks),
    ]),
  );
}

/** Packages of cmi5. */
export const cmi5: Format = {
  id: 'cmi5',
  publish: (source) =>
    packagesOf(source, {
      protocol: 'cmi5',
      manifest: (contents) => new Map([['cmi5.xml', courseStructure(contents)]]),
    }),
};
