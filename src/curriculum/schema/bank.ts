import { z } from 'zod';
import { competencyIdSchema, dateSchema, idSchema, markdownSchema, textSchema, urlSchema } from './common.ts';

/** How hard the author guesses that an item is; results of learners tell (`npm run items`). */
export const DIFFICULTIES = ['easy', 'medium', 'hard'] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** What is said of how every exam is held. */
export const heldFields = {
  exam: z
    .string()
    .regex(/^[A-Z]+$/, 'capital letters, such as "KCNA"')
    .describe('Id of the exam in content/exams/.'),
  minutes: z.int().min(5).max(300).describe('How long it lasts.'),
  passing: z.int().min(1).max(100).describe('Which share of the score is needed to pass, in percent.'),
  source: urlSchema.describe('Where these figures are published.'),
  as_of: dateSchema.describe('When they were looked up.'),
} as const;

/** `content/practice/<exam>/exam.yaml` of an exam with questions: how it is held, for practice exams of the same form. */
export const examFormSchema = z.strictObject({
  kind: z.literal('questions').optional().describe('Questions are answered; so if it is left out.'),
  ...heldFields,
  items: z.int().min(10).max(200).describe('How many items a form has.'),
});

const optionSchema = z.strictObject({
  text: markdownSchema.describe('The option, in Markdown.'),
  correct: z.boolean().default(false).describe('True for a right answer.'),
  feedback: markdownSchema.describe('Why it is right, or why somebody would think so and what is really the case.'),
});

/** An item of the bank of an exam. */
export const bankItemSchema = z.strictObject({
  id: idSchema.describe('Id of the item, unique in the bank and never reused: results are stored under it.'),
  type: z.enum(['single', 'multiple']).default('single').describe('single: one right answer; multiple: two or more.'),
  competency: competencyIdSchema.describe('The competency that it tests.'),
  objective: z
    .string()
    .regex(/^[a-z0-9-]+#[a-z0-9-]+$/, 'a lesson and an objective of it, such as "pods#read-status"')
    .describe('What it is about, as an objective of a lesson: lesson#objective. The result leads there.'),
  difficulty: z.enum(DIFFICULTIES).describe('How hard it is, as a guess.'),
  question: markdownSchema.describe('The question, in Markdown.'),
  options: z.array(optionSchema).min(3).max(6).describe('Options; each form shuffles them.'),
  explanation: markdownSchema.describe('What everybody should know after answering, in Markdown.'),
  source: urlSchema.describe('Primary source of the right answer.'),
  review: z
    .strictObject({
      date: dateSchema.describe('When it was reviewed, by somebody else than its author.'),
      remark: textSchema.describe('What the review found and what was changed, in a sentence.'),
    })
    .optional()
    .describe('The review of the item by the rubric; without it the item is in no form.'),
});

/** `content/practice/<exam>/items/*.yaml`. */
export const bankFileSchema = z.strictObject({
  items: z.array(bankItemSchema).min(1).max(200).describe('Items; their order means nothing.'),
});

export type ExamForm = z.infer<typeof examFormSchema>;
export type BankItem = z.infer<typeof bankItemSchema>;
