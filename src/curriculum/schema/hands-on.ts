import { z } from 'zod';
import { examFormSchema, heldFields } from './bank.ts';
import { competencyIdSchema, idSchema, markdownSchema, textSchema, urlSchema } from './common.ts';
import { conditionsCheckSchema, taskSchema } from './lab.ts';
import { startSchema } from './lab-cluster.ts';

const missingSchema = z.strictObject({
  competency: competencyIdSchema.describe('The competency that is not practiced, or not all of it.'),
  what: markdownSchema.describe('What the practice cluster cannot do, as one sentence.'),
  instead: markdownSchema.describe('How and where to practice it instead, in Markdown.'),
});

/** `content/practice/<exam>/exam.yaml` of a hands-on exam: how it is held, and what of it the practice cluster cannot do. */
export const handsOnExamSchema = z.strictObject({
  kind: z.literal('hands-on').describe('Tasks are done in clusters.'),
  ...heldFields,
  missing: z
    .array(missingSchema)
    .default([])
    .describe('What of the exam the practice cluster cannot do; lists and results say so.'),
});

/** An `exam.yaml`, of either kind. */
export const examFileSchema = z.discriminatedUnion('kind', [examFormSchema, handsOnExamSchema]);

const { title, text, hints, solution, alternatives, mistakes } = taskSchema.shape;

const formTaskSchema = z.strictObject({
  id: idSchema.describe('Id of the task, unique in the form and never reused: results are stored under it.'),
  title,
  weight: z
    .int()
    .min(1)
    .max(100)
    .describe('Its share of the score, in percent; all tasks of a form together have exactly 100.'),
  competency: competencyIdSchema.describe('The competency that it tests most; its weight counts for the domain of it.'),
  context: textSchema.describe(
    'Context of the cluster that it is about. Learners are told to switch to it; conditions are about it unless they name another one.',
  ),
  documentation: z
    .array(urlSchema)
    .default([])
    .describe('Pages of the documentation that may be open meanwhile, and that help.'),
  objectives: z
    .array(z.string().regex(/^[a-z0-9-]+#[a-z0-9-]+$/, 'a lesson and an objective of it, such as "pods#read-status"'))
    .default([])
    .describe('What is to be read again if it went wrong, as objectives of lessons: lesson#objective.'),
  text,
  check: conditionsCheckSchema.describe(
    'What holds when the task is done; each condition that did not hold before earns its part of the weight.',
  ),
  hints: hints.describe('Hints, from a nudge to nearly the answer; training alone shows them.'),
  solution,
  alternatives: alternatives.unwrap().min(1).describe('Other right ways; each is tried by "npm run check".'),
  mistakes: mistakes
    .unwrap()
    .min(2)
    .describe('Plausible wrong ways, and cheap ones; "npm run check" tries that none of them does the task.'),
});

/** `content/practice/<exam>/forms/<number>/form.yaml`: one form of a hands-on practice exam. */
export const formSchema = z.strictObject({
  title: textSchema.describe('What the form is about, in a few words.'),
  start: markdownSchema.describe('What learners find, in Markdown: the clusters, and what runs in them.'),
  cluster: startSchema.describe('The state of the clusters in which the form begins, as that of a lab.'),
  tasks: z.array(formTaskSchema).min(1).max(25).describe('The tasks, in order.'),
});

export type HandsOnExamFile = z.infer<typeof handsOnExamSchema>;
export type FormFile = z.infer<typeof formSchema>;
export type FormTask = FormFile['tasks'][number];
