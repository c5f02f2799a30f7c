import { z } from 'zod';
import { RECORD_VERSION } from '../record/work-record.ts';
import { dateSchema, textSchema, urlSchema } from './common.ts';

const countSchema = z.int().min(0);
const shareSchema = z.strictObject({ done: countSchema, total: countSchema });
const answersSchema = z.strictObject({
  total: countSchema.describe('Questions that there are.'),
  right: countSchema.describe('Answered rightly by now.'),
  firstTry: countSchema.describe('Of those, how many at the first try.'),
  tried: countSchema.describe('How many were tried at all.'),
});

/** The file that the summary of a course saves: what somebody did in it, as their browser has kept it. Nobody has verified it. */
export const workRecordSchema = z.strictObject({
  kind: z.literal('work-record'),
  version: z.literal(RECORD_VERSION).describe('Version of this form.'),
  verified: z.literal(false).describe('Always false: nobody has verified it. A signed badge is what was verified.'),
  statement: textSchema.describe('The same as a sentence.'),
  date: dateSchema.describe('Day on which it was saved.'),
  name: textSchema.optional().describe('Name that somebody has typed.'),
  course: z.strictObject({
    id: textSchema,
    title: textSchema,
    url: urlSchema.describe('Address of the course.'),
    version: textSchema.describe('Version of the edition.'),
  }),
  totals: z.strictObject({
    lessons: shareSchema,
    tasks: shareSchema.describe('Tasks of labs that are not optional.'),
    items: answersSchema.describe('Questions of the quizzes.'),
    estimatedMinutes: countSchema.describe('Of what is done, as the authors estimate it. Nobody has measured it.'),
  }),
  lessons: z.array(
    z.strictObject({
      id: textSchema,
      title: textSchema,
      completed: dateSchema.optional().describe('Day on which it was marked as done.'),
      tasks: shareSchema,
      items: answersSchema,
    }),
  ),
  competencies: z.array(
    z.strictObject({
      id: textSchema,
      text: textSchema,
      exam: textSchema,
      items: answersSchema,
      isWeak: z.boolean().describe('Whether fewer than two in three of those tried were right at the first try.'),
    }),
  ),
});
