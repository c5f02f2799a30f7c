import { zip } from '../archive.ts';
import { kinds } from '../kinds.ts';
import { lom, lomOf } from '../lom.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { type Markup, xml, xmlDocument } from '../xml.ts';
import { type LessonQuestions, lessonsWithQuestions, lossesOf } from './bank.ts';
import { type QtiDialect, qti21, qti30 } from './qti-dialect.ts';
import { interactionOf, qtiItem } from './qti-item.ts';

const itemPath = (id: string): string => `items/${id}.xml`;
const TEST = 'test.xml';

/** All questions as a test, a section for each lesson, each of them with its feedback. */
function qtiTest({ course }: Source, lessons: readonly LessonQuestions[], dialect: QtiDialect): string {
  const { el } = dialect;
  const sections = lessons.map(({ lesson, questions }) =>
    el(
      'assessmentSection',
      { identifier: `lesson-${lesson.id}`, title: lesson.title, visible: true },
      ...questions.map(({ id }) => el('assessmentItemRef', { identifier: `ref-${id}`, href: itemPath(id) })),
    ),
  );
  const control = el('itemSessionControl', { maxAttempts: 0, showFeedback: true });
  const part = { identifier: 'part', navigationMode: 'nonlinear', submissionMode: 'individual' };
  return xmlDocument(
    el(
      'assessmentTest',
      { ...dialect.root, identifier: `test-${course.id}`, title: course.title },
      el('testPart', part, control, ...sections),
    ),
  );
}

/** The manifest of the package: a resource per item with its metadata, and the test that needs them all. */
function manifest({ course, edition }: Source, lessons: readonly LessonQuestions[], dialect: QtiDialect): string {
  const { language } = edition.identity;
  const binding = dialect.id === 'qti-3.0' ? 'ieee' : 'ims';
  const [schema, version] = dialect.schema;
  const items = lessons.flatMap(({ questions, credit }) => questions.map((question) => ({ question, credit })));
  const metadata = (...names: string[]): Markup =>
    xml(
      'imsqti:qtiMetadata',
      {},
      ...names.map((name) => xml('imsqti:interactionType', {}, name)),
      xml('imsqti:feedbackType', {}, 'nonadaptive'),
      xml('imsqti:solutionAvailable', {}, 'true'),
    );
  const resources = items.map(({ question, credit }) => {
    const resource = { ...lomOf(credit, language), title: `${credit.title}: ${question.item.id}` };
    return xml(
      'resource',
      { identifier: `item-${question.id}`, type: dialect.itemType, href: itemPath(question.id) },
      xml('metadata', {}, ...inOrder(dialect, lom(resource, binding, 'imsmd:'), metadata(interactionOf(question)))),
      xml('file', { href: itemPath(question.id) }),
    );
  });
  const test = xml(
    'resource',
    { identifier: `test-${course.id}`, type: dialect.testType, href: TEST },
    xml('file', { href: TEST }),
    ...items.map(({ question }) => xml('dependency', { identifierref: `item-${question.id}` })),
  );
  return xmlDocument(
    xml(
      'manifest',
      { ...dialect.manifest, identifier: `bank-${course.id}` },
      xml('metadata', {}, xml('schema', {}, schema), xml('schemaversion', {}, version)),
      xml('organizations', {}),
      xml('resources', {}, test, ...resources),
    ),
  );
}

/** Metadata in the order that the schema of the package wants. */
function inOrder({ id }: QtiDialect, about: Markup, qti: Markup): Markup[] {
  return id === 'qti-3.0' ? [qti, about] : [about, qti];
}

/** What items carry in another way than the site. */
function losses(lessons: readonly LessonQuestions[]): Loss[] {
  const typed = 'what people type is compared as the site does it';
  return lossesOf(lessons, ['text'], typed, 'usual forms (quotes, hyphens, a period) are mapped; case does not count');
}

function format(dialect: QtiDialect): Format {
  return {
    id: dialect.id,
    async publish(source: Source): Promise<readonly Published[]> {
      const lessons = lessonsWithQuestions(source);
      if (lessons.length === 0) return [];
      const { language } = source.edition.identity;
      const files = new Map<string, string>([
        ['imsmanifest.xml', manifest(source, lessons, dialect)],
        [TEST, qtiTest(source, lessons, dialect)],
        ...lessons.flatMap(({ questions, credit }) =>
          questions.map((question): [string, string] => [
            itemPath(question.id),
            qtiItem(question, credit, dialect, language, source.t),
          ]),
        ),
      ]);
      return [{ name: kinds[dialect.id].course(source.course.id), content: zip(files), losses: losses(lessons) }];
    },
  };
}

/** Questions as a package of QTI 2.1 (IMS QTI 2.1 Implementation Guide, Integration Guide): items, and a test of all of them. */
export const qti2: Format = format(qti21);

/** Questions as a package of QTI 3.0 (1EdTech QTI 3.0, Best Practices and Implementation Guide): items, and a test of all of them. */
export const qti3: Format = format(qti30);
