import { zip } from '../archive.ts';
import { kinds } from '../kinds.ts';
import { lomOf } from '../lom.ts';
import type { Format, Loss, Published, Source } from '../publication.ts';
import { xmlDocument } from '../xml.ts';
import { type LessonQuestions, lessonsWithQuestions, lossesOf } from './bank.ts';
import { type QtiDialect, qti21, qti30 } from './qti-dialect.ts';
import { publishQtiExam } from './qti-exam.ts';
import { qtiItem } from './qti-item.ts';
import { itemPath, type QtiPackage, qtiManifest, TEST_PATH } from './qti-manifest.ts';

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

/** What the package of a course holds. */
function packageOf({ course, edition }: Source, lessons: readonly LessonQuestions[]): QtiPackage {
  const items = lessons.flatMap(({ questions, credit }) =>
    questions.map((question) => {
      const title = `${credit.title}: ${question.item.id}`;
      return { question, resource: { ...lomOf(credit, edition.identity.language), title } };
    }),
  );
  return { name: course.id, items };
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
        ['imsmanifest.xml', qtiManifest(packageOf(source, lessons), dialect)],
        [TEST_PATH, qtiTest(source, lessons, dialect)],
        ...lessons.flatMap(({ questions, credit }) =>
          questions.map((question): [string, string] => [
            itemPath(question.id),
            qtiItem(question, credit, dialect, language, source.t),
          ]),
        ),
      ]);
      return [{ name: kinds[dialect.id].course(source.course.id), content: zip(files), losses: losses(lessons) }];
    },
    publishExam: async (exam) => publishQtiExam(exam, dialect),
  };
}

/** Questions as a package of QTI 2.1 (IMS QTI 2.1 Implementation Guide, Integration Guide): items, and a test of all of them. */
export const qti2: Format = format(qti21);

/** Questions as a package of QTI 3.0 (1EdTech QTI 3.0, Best Practices and Implementation Guide): items, and a test of all of them. */
export const qti3: Format = format(qti30);
