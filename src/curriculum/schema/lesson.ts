import { z } from 'zod';
import { competencyIdSchema, dateSchema, idSchema, sha256Schema, textSchema, urlSchema } from './common.ts';

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

/** A finding that is right in general and wrong here. */
const exceptionSchema = z.strictObject({
  rule: textSchema.describe('Name of the rule, such as prose/forbidden-word.'),
  quote: textSchema.optional().describe('Text of the line that is meant; without it the whole lesson is.'),
  reason: textSchema.describe('Why the rule is wrong here, in a sentence.'),
});

/** What was changed in an adapted lesson: the indication of changes of CC BY 4.0, section 3(a)(1)(B). */
export const changesSchema = z
  .array(
    z.strictObject({
      date: dateSchema.describe('Day of the change.'),
      text: textSchema.describe('What was changed, in one sentence.'),
    }),
  )
  .describe('What was changed, the newest first. Readers see it in the colophon.');

const publisherSchema = z.strictObject({
  name: textSchema.describe('Name as it is shown.'),
  url: urlSchema.describe('Home page.'),
});

/** A state of the original that the adapter has looked at, and of which they took nothing over. */
const declinedSchema = z.strictObject({
  sha256: sha256Schema.describe('Hash of the lesson that was looked at.'),
  version: z.string().describe('Its version.'),
  reason: textSchema.describe('Why nothing of it was taken over.'),
});

const adaptsSchema = z
  .strictObject({
    id: idSchema.optional().describe('Its id, which tells where to look for it.'),
    sha256: sha256Schema.describe('Hash of the lesson that was adapted.'),
    version: z.string().describe('Version of the lesson that was adapted.'),
    title: textSchema.describe('Its title.'),
    creators: textSchema.describe('Its creators, as they wish to be credited.'),
    publisher: publisherSchema.describe('Who published it.'),
    source: urlSchema.describe('Its address.'),
    licence: publisherSchema.describe('Its license: name and address.'),
    copyright: textSchema.describe('Its copyright notice.'),
    commit: z.string().optional().describe('Commit of your repository that held it, so that differences can be shown.'),
    declined: declinedSchema.optional().describe('A later state of it that was looked at and not taken over.'),
  })
  .describe('The lesson that this one was adapted from. Written by "npm run adapt"; keep it.');

/** A work of somebody else that a lesson uses. */
const sourceSchema = z
  .strictObject({
    title: textSchema.describe('Title of the work.'),
    creators: textSchema.describe('Its creators, as they wish to be credited.'),
    source: urlSchema.describe('Where it is.'),
    licence: textSchema.describe('SPDX id of its license, such as CC-BY-SA-4.0; CC-PDM-1.0 for the public domain.'),
    copyright: textSchema.optional().describe('Its copyright notice, if it has one.'),
    part: textSchema.optional().describe('Which part of the lesson uses it; without this, all of it does.'),
    changes: textSchema.describe('What was taken and what was changed, in one sentence.'),
  })
  .describe('A work of somebody else that the lesson uses. Readers see it in the colophon.');

/** One hop of a lesson's way: who adapted it, from what, and what they changed. */
const hopSchema = z.strictObject({
  by: publisherSchema.describe('Who adapted it.'),
  adapts: adaptsSchema.partial({ sha256: true }),
  changes: changesSchema,
});

/** Frontmatter of a `lesson.mdx`. Order, neighbors and durations of modules are computed, never written here. */
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
  exceptions: z
    .array(exceptionSchema)
    .default([])
    .describe(
      'Findings of "npm run check" that do not hold here, each with the reason. Those not needed are findings.',
    ),
  licence: textSchema
    .optional()
    .describe('SPDX id of the license of this lesson, such as CC-BY-SA-4.0, if it is not that of the curriculum.'),
  based_on: z
    .array(sourceSchema)
    .default([])
    .describe('Works of others that the lesson uses, wherever they come from; not what "npm run adapt" copied.'),
  adapts: adaptsSchema.optional(),
  adapted_by: publisherSchema
    .optional()
    .describe('Who adapted it. Needed only when an adapted lesson leaves the layer of its provider.'),
  changes: changesSchema.optional(),
  lineage: z.array(hopSchema).default([]).describe('Earlier adaptations, the newest first. Kept for good.'),
});

export type LessonFrontmatter = z.infer<typeof lessonSchema>;
export type Adapted = z.infer<typeof adaptsSchema>;
export type BasedOn = z.infer<typeof sourceSchema>;
export type Changes = z.infer<typeof changesSchema>;
export type Hop = z.infer<typeof hopSchema>;
export type Objective = z.infer<typeof objectiveSchema>;
