import { z } from 'zod';
import { dateSchema, idSchema, languageSchema, textSchema, urlSchema } from '../curriculum/schema/common.ts';
import { courseSchema, moduleSchema } from '../curriculum/schema/course.ts';
import { examSchema, examSourceSchema } from '../curriculum/schema/exam.ts';
import { lessonSchema } from '../curriculum/schema/lesson.ts';
import { providerSchema } from '../curriculum/schema/programme.ts';
import { glossarySchema, peopleSchema, versionsSchema } from '../curriculum/schema/registry.ts';

/** Version of the form of curriculum.json; it grows by one when a key changes its meaning or goes. */
export const CURRICULUM_FORMAT = 2;

const lesson = lessonSchema.shape;
const course = courseSchema.shape;
const module = moduleSchema.shape;
const exam = examSchema.shape;
const domain = exam.domains.element.shape;
const term = glossarySchema.shape.terms.element.shape;

const minutesSchema = z
  .strictObject({ reading: z.number().min(0), lab: z.number().min(0) })
  .describe('Minutes to read and answer the quiz, and minutes for labs.');
const namedSchema = z.strictObject({ name: textSchema, url: urlSchema.optional() });
const licenceSchema = z
  .strictObject({ spdx: z.string().optional(), name: textSchema, url: urlSchema })
  .describe('A license: SPDX id where it has one, name, address.');
const creatorSchema = namedSchema.extend({ kind: z.enum(['person', 'group']) });

const workSchema = z
  .strictObject({
    title: textSchema,
    creators: z.array(textSchema),
    publisher: namedSchema,
    source: urlSchema.describe('Address of the work.'),
    licence: licenceSchema,
    copyright: textSchema,
    version: textSchema,
  })
  .describe('A work that a lesson is, or is made from.');

const provenanceSchema = z.strictObject({
  state: z.enum(['original', 'verbatim', 'adapted', 'stale']).describe('What the publisher did with what was there.'),
  compared: z
    .union([
      z.strictObject({ commit: z.string(), repository: z.string() }),
      z.strictObject({ manifest: z.literal(true), why: textSchema }),
    ])
    .nullable()
    .describe('What the state was computed from; null for what is the publisher’s own.'),
  adaptedBy: z
    .array(namedSchema.extend({ changes: lesson.changes.unwrap() }))
    .describe('Who adapted it with what they changed, the last one first.'),
  basedOn: z.array(workSchema).describe('What it was made from, hop by hop, the nearest first.'),
  uses: z
    .array(
      z.strictObject({
        title: textSchema,
        creators: textSchema,
        source: urlSchema,
        licence: licenceSchema,
        copyright: textSchema.optional(),
        part: textSchema.optional(),
        changes: textSchema,
      }),
    )
    .describe('Works of others that it uses.'),
  statement: z.array(textSchema).describe('Whether and how it was modified, as its page says it.'),
});

const lessonJsonSchema = z.strictObject({
  id: idSchema,
  url: urlSchema.describe('Address of its page.'),
  path: textSchema.describe('Path of its text in the repository.'),
  title: lesson.title,
  summary: lesson.summary,
  status: z.enum(['draft', 'published', 'deprecated']),
  level: lesson.level,
  minutes: minutesSchema,
  objectives: lesson.objectives,
  competencies: z.array(z.string()).describe('Ids of the competencies that it teaches.'),
  prerequisites: z.array(idSchema),
  version: textSchema,
  licence: licenceSchema,
  copyright: textSchema,
  creators: z.array(creatorSchema),
  provenance: provenanceSchema,
  authors: z.array(idSchema),
  reviewers: z.array(z.strictObject({ person: idSchema, date: dateSchema })),
  verified: lesson.verified
    .nullable()
    .describe('Against what it was checked, and when; null if that was before it was changed.'),
  modified: dateSchema.describe('Day on which its text was changed or checked last.'),
  terms: z.array(idSchema).describe('Terms that it introduces.'),
  aliases: z.array(idSchema).describe('Its former ids.'),
  files: z.array(textSchema).describe('Files that it offers.'),
  quiz: z.array(
    z.strictObject({
      id: idSchema,
      type: z.enum(['single', 'multiple', 'numeric', 'text', 'ordering']),
      objective: idSchema,
      competencies: z.array(z.string()),
    }),
  ),
  lab: z.strictObject({ title: textSchema, environment: z.string(), tasks: z.array(idSchema) }).nullable(),
  previous: idSchema.nullable(),
  next: idSchema.nullable(),
});

const moduleJsonSchema = z.strictObject({
  id: idSchema,
  title: module.title,
  summary: module.summary,
  aliases: z.array(textSchema),
  minutes: minutesSchema,
  lessons: z.array(lessonJsonSchema).describe('Published lessons in reading order.'),
  planned: z
    .array(z.strictObject({ id: idSchema, title: textSchema, competencies: z.array(z.string()) }))
    .describe('Lessons that are not written yet.'),
});

const courseJsonSchema = z.strictObject({
  id: idSchema,
  title: course.title,
  summary: course.summary,
  audience: course.audience,
  exams: z.array(z.string()).describe('Ids of the exams that it leads to.'),
  aliases: z.array(idSchema).describe('Its former ids.'),
  minutes: minutesSchema,
  basedOn: namedSchema
    .extend({ address: urlSchema, version: textSchema })
    .nullable()
    .describe('In a fork: the course of the curriculum below.'),
  changes: z
    .array(z.strictObject({ by: namedSchema, text: textSchema }))
    .describe('What forks hid, added and adapted.'),
  modules: z.array(moduleJsonSchema),
});

const references = (what: string) => z.array(z.string().regex(/^[^/]+\/[^/]+$/)).describe(`${what}, as lesson/id.`);

const examJsonSchema = examSchema.extend({
  coverage: z
    .strictObject({ covered: z.int(), total: z.int() })
    .describe('How many of its competencies lessons teach.'),
  handsOn: z
    .strictObject({
      minutes: z.int(),
      passing: z.int().describe('Points of 100.'),
      forms: z.array(
        z.strictObject({
          number: z.int(),
          title: textSchema,
          tasks: z.array(
            z.strictObject({ id: z.string(), title: textSchema, weight: z.int(), competency: z.string() }),
          ),
        }),
      ),
      missing: z.array(z.string()).describe('Competencies that forms cannot test, or not all of them.'),
    })
    .nullable()
    .describe('Hands-on practice exams; null without.'),
  practice: z
    .strictObject({
      items: z.int().describe('How many items a form has.'),
      minutes: z.int(),
      passing: z.int().describe('Percent.'),
      bank: z.int().describe('How many items the bank has.'),
      reviewed: z.int().describe('How many of them were reviewed, and so may be in a form.'),
    })
    .nullable()
    .describe('Practice exams; null where nobody says how the exam is held.'),
  domains: z.array(
    exam.domains.element.extend({
      competencies: z.array(
        domain.competencies.element.extend({
          lessons: z.array(idSchema).describe('Lessons that teach it.'),
          tasks: references('Tasks of labs that practice it'),
          items: references('Quiz items that ask about it'),
        }),
      ),
    }),
  ),
});

/** What curriculum.json holds: the whole model for machines. */
export const curriculumJsonSchema = z
  .strictObject({
    format: z.literal(CURRICULUM_FORMAT).describe('Grows by one when a key changes its meaning or goes.'),
    name: textSchema.describe('Who publishes it.'),
    version: textSchema,
    released: dateSchema.nullable().describe('Day of that version; null if it is none as it is.'),
    language: languageSchema,
    url: urlSchema,
    licences: z
      .array(licenceSchema.extend({ lessons: z.array(idSchema) }))
      .describe('Licenses, with what each covers.'),
    copyright: textSchema,
    editions: z
      .array(z.strictObject({ name: textSchema, url: urlSchema, copyright: textSchema, licence: licenceSchema }))
      .describe('The original, and every fork that led here.'),
    versions: versionsSchema,
    courses: z.array(courseJsonSchema),
    exams: z.array(examJsonSchema),
    examSource: examSourceSchema.nullable(),
    providers: z
      .array(
        z.strictObject({
          ...providerSchema.pick({ name: true, homepage: true, kinds: true, countries: true, languages: true }).shape,
          id: idSchema,
          url: urlSchema.describe('Address of its page, which says what it has shown.'),
          courses: z.array(idSchema).describe('Courses that it teaches.'),
        }),
      )
      .describe(
        'Providers of the directory. What they have shown depends on the day, and stands in providers/feed.json.',
      ),
    badges: z
      .array(
        z.strictObject({
          id: textSchema.describe('Path of the badge below badges/, without an ending.'),
          name: textSchema,
          url: urlSchema.describe('The badge as an achievement of Open Badges 3.0.'),
          course: idSchema.nullable().describe('Course that it is for, or that its module belongs to.'),
          module: idSchema.nullable(),
        }),
      )
      .describe('Badges of courses and modules, and the publisher’s own.'),
    people: peopleSchema.shape.people,
    terms: z.array(
      glossarySchema.shape.terms.element.extend({
        see: term.see,
        changedBy: z
          .array(z.looseObject({ by: z.string() }))
          .optional()
          .describe('Forks that word it otherwise.'),
      }),
    ),
    aliases: z.record(z.string(), z.string()).describe('Former ids of lessons, and the present ones.'),
  })
  .describe('The whole curriculum for machines, as every site publishes it as curriculum.json.');
