import { z } from 'zod';
import { idSchema, markdownSchema, textSchema } from './common.ts';
import { conditionSchema, startSchema } from './lab-cluster.ts';

/** How learners can tell that a task is done; `state` conditions are written for a machine to evaluate. */
const checkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('command'),
    run: textSchema.describe('Command to run.'),
    expect: textSchema.describe('Its output; "..." stands for what varies.'),
  }),
  z.strictObject({
    kind: z.literal('answer'),
    answer: markdownSchema.describe('The answer to compare with, hidden until asked for.'),
  }),
  z
    .strictObject({
      kind: z.literal('state'),
      resource: textSchema.describe('Kind of the object, such as Deployment.'),
      name: textSchema.optional().describe('Name of the object; or use selector.'),
      selector: textSchema.optional().describe('Label selector; the condition must hold for every match.'),
      namespace: textSchema.default('default').describe('Namespace of the object.'),
      path: textSchema.describe('JSONPath into the object, such as {.status.readyReplicas}.'),
      expected: z.string().describe('The value, as text.'),
    })
    .refine((check) => (check.name === undefined) !== (check.selector === undefined), {
      error: 'either "name" or "selector", and not both',
    }),
  z.strictObject({
    kind: z.literal('conditions'),
    conditions: z.array(conditionSchema).min(1).max(12).describe('What holds when the task is done; all of it.'),
  }),
]);

const taskSchema = z.strictObject({
  id: idSchema.describe('Id of the task, unique within the lab.'),
  title: textSchema.describe('What to do, as a short imperative.'),
  text: markdownSchema.describe('What to do, in Markdown; not how.'),
  objectives: z.array(idSchema).default([]).describe('Objectives of the lesson that the task practices.'),
  check: checkSchema.describe('How to tell that the task is done.'),
  hints: z.array(markdownSchema).default([]).describe('Hints, from a nudge to nearly the answer.'),
  solution: markdownSchema.describe('The reference solution, in Markdown.'),
});

/** A `lab.yaml`. */
export const labSchema = z.strictObject({
  title: textSchema.describe('Title of the lab.'),
  goal: textSchema.describe('What the learner will have done, in one sentence.'),
  environment: z.enum(['none', 'shell', 'cluster']).describe('What it needs: nothing, a shell, or a cluster.'),
  minutes: z.int().min(1).max(480).describe('Minutes; equals minutes.lab of the lesson.'),
  start: markdownSchema.describe('What is needed and the state to start from, in Markdown.'),
  cluster: startSchema.optional().describe('The state in which the lab begins in the practice cluster, as data.'),
  tasks: z.array(taskSchema).min(1).max(12).describe('The tasks, in order.'),
});

export type Lab = z.infer<typeof labSchema>;
export type LabTask = Lab['tasks'][number];
