import { z } from 'zod';
import { courseCredit } from '../attribution/course-credit.ts';
import { type Credit, creditFor } from '../attribution/credit.ts';
import type { Paths } from '../curriculum/addresses.ts';
import { isoDuration } from '../curriculum/durations.ts';
import type { Course, Lesson } from '../curriculum/model.ts';
import { dateSchema, languageSchema, textSchema, urlSchema } from '../curriculum/schema/common.ts';
import { translator } from '../strings/index.ts';
import type { Edition } from './edition.ts';

/** Version of the form of catalog.json; it grows by one when a key changes its meaning or goes. */
const FORMAT = 1;

const recordSchema = z.strictObject({
  identifier: urlSchema.describe('Address of its page, which stays.'),
  datestamp: dateSchema.describe('Day on which it was changed or checked last.'),
  set: z.enum(['course', 'lesson']),
  title: textSchema,
  description: textSchema,
  creators: z.array(textSchema),
  publisher: textSchema,
  rights: z.array(z.strictObject({ name: textSchema, url: urlSchema })).describe('Licenses.'),
  copyright: textSchema,
  language: languageSchema,
  type: z.literal('LearningResource'),
  level: z.string().nullable().describe('How much it assumes; null for a course.'),
  duration: z.string().describe('Time to read and to do the labs (ISO 8601).'),
  objectives: z.array(textSchema).describe('What learners will be able to do.'),
  alignments: z
    .array(z.strictObject({ id: z.string(), text: textSchema, url: urlSchema }))
    .describe('Competencies of exams.'),
  isPartOf: urlSchema.nullable().describe('The course of a lesson.'),
  basedOn: z.array(urlSchema).describe('What it was made from.'),
});

/** What catalog.json holds: a record for every course and lesson, for those who collect what there is to learn from, as with OAI-PMH. */
export const catalogSchema = z
  .strictObject({
    format: z.literal(FORMAT).describe('Grows by one when a key changes its meaning or goes.'),
    repositoryName: textSchema,
    baseUrl: urlSchema,
    earliestDatestamp: dateSchema.nullable(),
    records: z.array(recordSchema),
  })
  .describe('A catalog for harvesters, as every site publishes it as catalog.json.');

type Catalog = z.infer<typeof catalogSchema>;
type CatalogRecord = Catalog['records'][number];

function lessonRecord(lesson: Lesson, credit: Credit, curriculum: Edition, paths: Paths): CatalogRecord {
  return {
    identifier: paths.absolute(paths.lesson(lesson.id)),
    datestamp: credit.modified,
    set: 'lesson',
    title: lesson.title,
    description: lesson.summary,
    creators: credit.creators.map(({ name }) => name),
    publisher: curriculum.identity.name,
    rights: [{ name: credit.licence.name, url: credit.licence.url }],
    copyright: credit.copyright,
    language: curriculum.identity.language,
    type: 'LearningResource',
    level: lesson.level,
    duration: isoDuration(lesson.minutes),
    objectives: lesson.objectives.map(({ text }) => text),
    alignments: lesson.competencies.flatMap((id) => {
      const found = curriculum.competencies.get(id);
      return found ? [{ id, text: found.text, url: paths.absolute(paths.competency(found.examId, id)) }] : [];
    }),
    isPartOf: paths.absolute(paths.course(lesson.courseId)),
    basedOn: credit.basedOn ? [credit.basedOn.source] : [],
  };
}

function courseRecord(
  course: Course,
  lessons: readonly CatalogRecord[],
  curriculum: Edition,
  paths: Paths,
): CatalogRecord {
  const t = translator(curriculum.identity.language);
  const lessonAddress = (id: string): string => paths.absolute(paths.lesson(id));
  const { creators, notices, licences, basedOn } = courseCredit(course, curriculum, { lessonAddress, t });
  const days = lessons.map(({ datestamp }) => datestamp).sort();
  return {
    identifier: paths.absolute(paths.course(course.id)),
    datestamp: days.at(-1) ?? curriculum.identity.released,
    set: 'course',
    title: course.title,
    description: course.summary,
    creators: creators.map(({ name }) => name),
    publisher: curriculum.identity.name,
    rights: licences.map(({ licence: { name, url } }) => ({ name, url })),
    copyright: notices.join(' · '),
    language: curriculum.identity.language,
    type: 'LearningResource',
    level: null,
    duration: isoDuration(course.minutes),
    objectives: [],
    alignments: [],
    isPartOf: null,
    basedOn: basedOn ? [basedOn.address] : [],
  };
}

/** The catalog of a site: its courses, each followed by its lessons in reading order. */
export function catalogOf(curriculum: Edition, paths: Paths): Catalog {
  const records = curriculum.courses.flatMap((course): CatalogRecord[] => {
    const lessons = course.modules
      .flatMap((module) => module.lessons)
      .map((lesson) => {
        const credit = creditFor(lesson, curriculum, paths.absolute(paths.lesson(lesson.id)));
        return lessonRecord(lesson, credit, curriculum, paths);
      });
    return lessons.length === 0 ? [] : [courseRecord(course, lessons, curriculum, paths), ...lessons];
  });
  return {
    format: FORMAT,
    repositoryName: curriculum.identity.name,
    baseUrl: paths.absolute(paths.page('')),
    earliestDatestamp: records.map(({ datestamp }) => datestamp).sort()[0] ?? null,
    records,
  };
}
