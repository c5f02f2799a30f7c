import { z } from 'zod';
import { competencyIdSchema, dateSchema, idSchema, textSchema, urlSchema } from './common.ts';

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export const statuses = ['draft', 'published', 'deprecated'] as const;

/** What a learner can do after a lesson. Quiz items and labs refer to it by id. */
export const objectiveSchema = z.strictObject({
  id: idSchema.describe('Id of the objective, unique within the lesson.'),
  text: textSchema.describe('What the learner will be able to do; begins with a measurable verb.'),
});

const watchSchema = z.strictObject({
  fact: textSchema.describe('The fact that will change one day.'),
  source: urlSchema.describe('Primary source that settled it.'),
  review: dateSchema.describe('Day on which a maintainer should look again.'),
});

/** Frontmatter of a `lesson.mdx`. Order, neighbours and durations of modules are computed, never written here. */
export const lessonSchema = z.strictObject({
  title: textSchema.describe('Title, in sentence case.'),
  summary: textSchema.max(200).describe('What the reader gets, in one sentence of at most 200 characters.'),
  minutes: z
    .strictObject({
      reading: z.int().min(1).max(240).describe('Minutes to read and answer the quiz.'),
      lab: z.int().min(0).max(480).describe('Minutes for the lab; 0 if there is none.'),
    })
    .describe('How long the lesson takes, in minutes; reading and lab apart.'),
  level: z.enum(levels).describe('How much the lesson assumes.'),
  objectives: z.array(objectiveSchema).min(2).max(4).describe('Two to four measurable objectives.'),
  competencies: z.array(competencyIdSchema).default([]).describe('Exam competencies that the lesson teaches.'),
  prerequisites: z.array(idSchema).default([]).describe('Ids of the lessons to read before this one.'),
  authors: z.array(idSchema).min(1).describe('Ids from content/people.yaml; the creators to be credited.'),
  reviewers: z
    .array(
      z.strictObject({
        person: idSchema.describe('Id from content/people.yaml.'),
        date: dateSchema.describe('Day of the review.'),
      }),
    )
    .default([])
    .describe('Who reviewed the lesson, and when.'),
  verified: z
    .strictObject({
      date: dateSchema.describe('Day on which commands and facts were last checked.'),
      versions: z
        .record(z.string(), z.string())
        .describe('Software the lesson was checked with: name to version, such as kubernetes: "1.36".'),
    })
    .describe('What the lesson was checked with, and when.'),
  terms: z.array(idSchema).default([]).describe('Ids of the glossary terms that this lesson introduces.'),
  status: z.enum(statuses).describe('Drafts are not shown to learners; deprecated lessons are, with a notice.'),
  aliases: z.array(idSchema).default([]).describe('Former ids; each becomes a redirect.'),
  watch: z.array(watchSchema).default([]).describe('Facts that will change; shown to maintainers only.'),
});

export type LessonFrontmatter = z.infer<typeof lessonSchema>;
export type Objective = z.infer<typeof objectiveSchema>;
