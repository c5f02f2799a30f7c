import { type Contents, packagesOf } from '../player/package.ts';
import { MASTERY } from '../player/page.ts';
import type { Format } from '../publication.ts';
import { xml, xmlDocument } from '../xml.ts';
import { describedContents, describedLesson } from './described.ts';
import { metadata12 } from './metadata.ts';
import { type Dialect, organizations, resources } from './organization.ts';

/** The manifest of a package of SCORM 1.2 (Content Aggregation Model, 2.3). No schemas are named: their terms do not say that everybody may hand them on. */
function manifest12(contents: Contents): string {
  const dialect: Dialect = {
    scormType: 'adlcp:scormtype',
    ofItem: ({ published }) =>
      published.lesson.quiz.length > 0 ? [xml('adlcp:masteryscore', {}, [String(MASTERY * 100)])] : [],
    ofGroup: () => [],
    ofResource: (lesson) => [xml('metadata', {}, [metadata12(describedLesson(lesson, contents))])],
  };
  const namespaces = {
    xmlns: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
    'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_rootv1p2',
    'xmlns:imsmd': 'http://www.imsglobal.org/xsd/imsmd_rootv1p2p1',
  };
  const { version } = contents.source.edition.identity;
  return xmlDocument(
    xml('manifest', { identifier: `package-${contents.id}`, version, ...namespaces }, [
      xml('metadata', {}, [
        xml('schema', {}, ['ADL SCORM']),
        xml('schemaversion', {}, ['1.2']),
        metadata12(describedContents(contents)),
      ]),
      organizations(contents, {}, dialect),
      resources(contents, dialect),
    ]),
  );
}

/** Packages of SCORM 1.2. */
export const scorm12: Format = {
  id: 'scorm-1.2',
  publish: (source) =>
    packagesOf(source, {
      protocol: 'scorm-1.2',
      manifest: (contents) => new Map([['imsmanifest.xml', manifest12(contents)]]),
    }),
};
