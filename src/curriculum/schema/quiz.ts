import { z } from 'zod';
import { competencyIdSchema, idSchema, markdownSchema, textSchema } from './common.ts';

const itemBase = {
  id: idSchema.describe('Id of the item, unique within the lesson and never reused: results are stored under it.'),
  objective: idSchema.describe('Id of the objective that the item tests.'),
  competencies: z.array(competencyIdSchema).default([]).describe('Competencies that the item tests.'),
  question: markdownSchema.describe('The question, in Markdown.'),
  explanation: markdownSchema.describe('What everybody should know after answering, in Markdown.'),
};

const optionSchema = z.strictObject({
  text: markdownSchema.describe('The option, in Markdown.'),
  correct: z.boolean().default(false).describe('True for a right answer.'),
  feedback: markdownSchema.optional().describe('What choosing it teaches; required for a wrong option.'),
});

const options = z.array(optionSchema).min(2).max(6).describe('Two to six options, shown in this order.');

const choiceSchema = z.strictObject({
  ...itemBase,
  type: z.enum(['single', 'multiple']).describe('single: one right answer; multiple: one or more.'),
  options,
});

const numericSchema = z.strictObject({
  ...itemBase,
  type: z.literal('numeric'),
  answer: z.number().describe('The right number.'),
  tolerance: z.number().min(0).default(0).describe('How far an accepted number may be from the answer.'),
  unit: textSchema.optional().describe('Unit, shown behind the field.'),
  feedback: z
    .array(z.strictObject({ value: z.number(), text: markdownSchema }))
    .default([])
    .describe('What typical wrong numbers teach.'),
});

const shortTextSchema = z.strictObject({
  ...itemBase,
  type: z.literal('text'),
  accepted: z
    .array(textSchema)
    .min(1)
    .describe(
      'Accepted answers; the first one is shown. Case, spaces and the shapes of quotes and hyphens do not count.',
    ),
  feedback: z
    .array(z.strictObject({ value: textSchema, text: markdownSchema }))
    .default([])
    .describe('What typical wrong answers teach.'),
});

const orderingSchema = z.strictObject({
  ...itemBase,
  type: z.literal('ordering'),
  steps: z.array(markdownSchema).min(3).max(8).describe('The steps in the right order; shown shuffled.'),
  feedback: markdownSchema.describe('What the order depends on; shown after a wrong answer.'),
});

/** One quiz item; `type` decides which further keys it takes. */
export const quizItemSchema = z.discriminatedUnion('type', [
  choiceSchema,
  numericSchema,
  shortTextSchema,
  orderingSchema,
]);

/** A `quiz.yaml`. */
export const quizSchema = z.strictObject({
  items: z.array(quizItemSchema).min(1).max(20).describe('The items, in the order in which they are shown.'),
});

export type QuizItem = z.infer<typeof quizItemSchema>;
export type ChoiceItem = z.infer<typeof choiceSchema>;
export type NumericItem = z.infer<typeof numericSchema>;
export type ShortTextItem = z.infer<typeof shortTextSchema>;
export type OrderingItem = z.infer<typeof orderingSchema>;
