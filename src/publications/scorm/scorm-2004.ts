import { type Contents, type PackedLesson, packagesOf } from '../player/package.ts';
import { MASTERY } from '../player/page.ts';
import type { Format } from '../publication.ts';
import { type Markup, xml, xmlDocument } from '../xml.ts';
import { describedContents, describedLesson } from './described.ts';
import { metadata2004 } from './metadata.ts';
import { type Dialect, organizations, resources } from './organization.ts';

/** How a lesson is judged: by its score, if it has questions; what the lesson says of itself counts (SN 3.10, 3.13). */
function lessonSequencing({ published }: PackedLesson): Markup {
  const judged = xml('imsss:objectives', {}, [
    xml('imsss:primaryObjective', { objectiveID: 'quiz', satisfiedByMeasure: 'true' }, [
      xml('imsss:minNormalizedMeasure', {}, [String(MASTERY)]),
    ]),
  ]);
  return xml('imsss:sequencing', {}, [
    ...(published.lesson.quiz.length > 0 ? [judged] : []),
    xml('imsss:deliveryControls', { completionSetByContent: 'true', objectiveSetByContent: 'true' }),
  ]);
}

/** The manifest of a package of SCORM 2004 4th edition (Content Aggregation Model, 3.4). As with SCORM 1.2, no schemas are named. */
function manifest2004(contents: Contents): string {
  const dialect: Dialect = {
    scormType: 'adlcp:scormType',
    ofItem: (lesson) => [lessonSequencing(lesson)],
    // Learners may choose any lesson, and go on to the next one.
    ofGroup: () => [xml('imsss:sequencing', {}, [xml('imsss:controlMode', { choice: 'true', flow: 'true' })])],
    ofResource: (lesson) => [xml('metadata', {}, [metadata2004(describedLesson(lesson, contents))])],
  };
  const namespaces = {
    xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_v1p3',
    'xmlns:adlseq': 'http://www.adlnet.org/xsd/adlseq_v1p3',
    'xmlns:imsss': 'http://www.imsglobal.org/xsd/imsss',
    'xmlns:lom': 'http://ltsc.ieee.org/xsd/LOM',
  };
  const { version } = contents.source.edition.identity;
  return xmlDocument(
    xml('manifest', { identifier: `package-${contents.id}`, version, ...namespaces }, [
      xml('metadata', {}, [
        xml('schema', {}, ['ADL SCORM']),
        xml('schemaversion', {}, ['2004 4th Edition']),
        metadata2004(describedContents(contents)),
      ]),
      organizations(contents, { 'adlseq:objectivesGlobalToSystem': 'false' }, dialect),
      resources(contents, dialect),
    ]),
  );
}

/** Packages of SCORM 2004 4th edition. */
export const scorm2004: Format = {
  id: 'scorm-2004',
  publish: (source) =>
    packagesOf(source, {
      protocol: 'scorm-2004',
      manifest: (contents) => new Map([['imsmanifest.xml', manifest2004(contents)]]),
    }),
};
