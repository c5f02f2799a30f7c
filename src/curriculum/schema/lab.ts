import { z } from 'zod';
import { competencyIdSchema, idSchema, markdownSchema, textSchema } from './common.ts';
import { conditionSchema, startSchema } from './lab-cluster.ts';
import { monitoringConditionSchema, monitoringSchema } from './lab-monitoring.ts';
import { stepSchema } from './lab-steps.ts';
import { tracingConditionSchema, tracingSchema } from './lab-tracing.ts';

/** Conditions that the practice cluster judges. */
export const conditionsCheckSchema = z.strictObject({
  kind: z.literal('conditions'),
  conditions: z.array(conditionSchema).min(1).max(12).describe('What holds when the task is done; all of it.'),
});

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
  conditionsCheckSchema,
  z.strictObject({
    kind: z.literal('monitoring'),
    conditions: z
      .array(monitoringConditionSchema)
      .min(1)
      .max(12)
      .describe('What holds when the task is done; all of it.'),
  }),
  z.strictObject({
    kind: z.literal('tracing'),
    conditions: z.array(tracingConditionSchema).min(1).max(12).describe('What holds when the task is done; all of it.'),
  }),
]);

/** A way to go at a task: what is typed in a cluster, or the steps in a lab on monitoring or tracing. */
const waySchema = z
  .strictObject({
    name: textSchema.describe('What is special about it, in a few words.'),
    run: z
      .array(z.string().min(1))
      .default([])
      .describe('Command lines; the practice cluster comes to rest after each. Only what it can run.'),
    steps: z.array(stepSchema).default([]).describe('What is done, in a lab on monitoring or tracing.'),
  })
  .refine(({ run, steps }) => (run.length === 0) !== (steps.length === 0), {
    error: 'either "run", or "steps"',
  });

/** A recorded session of the lesson, and the state in which it begins; or why it cannot be played in the practice cluster. */
const sessionSchema = z
  .strictObject({
    file: textSchema.describe('The recorded session, in files/; the lesson shows it with ran="real-cluster".'),
    cluster: startSchema.optional().describe('The state of the cluster before it; that of the lab if it is left out.'),
    before: z
      .array(z.string().min(1))
      .default([])
      .describe('Command lines that are typed before the session begins: none of them is shown.'),
    pauses: z
      .array(z.number().min(0).max(3600))
      .default([])
      .describe('Seconds of the cluster that pass before the first command of the session, the second, and so on.'),
    unplayed: textSchema
      .optional()
      .describe(
        'Why the practice cluster cannot play it, as a sentence; only in place of "cluster", "before" and "pauses".',
      ),
  })
  .refine(
    ({ unplayed, cluster, before, pauses }) =>
      unplayed === undefined || (!cluster && before.length + pauses.length === 0),
    {
      error: 'either "unplayed", or the state in which it begins',
    },
  );

/** A task of a lab. */
export const taskSchema = z.strictObject({
  id: idSchema.describe('Id of the task, unique within the lab.'),
  title: textSchema.describe('What to do, as a short imperative.'),
  text: markdownSchema.describe('What to do, in Markdown; not how.'),
  objectives: z.array(idSchema).default([]).describe('Objectives of the lesson that the task practices.'),
  competencies: z.array(competencyIdSchema).default([]).describe('Competencies of exams that the task practices.'),
  check: checkSchema.describe('How to tell that the task is done.'),
  hints: z.array(markdownSchema).default([]).describe('Hints, from a nudge to nearly the answer.'),
  solution: markdownSchema.describe('The reference solution, in Markdown.'),
  steps: z
    .array(stepSchema)
    .default([])
    .describe('The steps of the reference solution, in a lab on monitoring or tracing; the page shows them with it.'),
  isOptional: z.boolean().default(false).describe('The lab is done without it.'),
  after: z.array(idSchema).default([]).describe('Earlier tasks with whose results it begins.'),
  alternatives: z
    .array(waySchema)
    .default([])
    .describe('Other right ways: "npm run check" tries that the task is done by each.'),
  mistakes: z
    .array(waySchema)
    .default([])
    .describe('Plausible wrong ways, and cheap ones: "npm run check" tries that none of them does the task.'),
});

/** Labs that the page has all of: the key that describes where they begin, and the kind of check that their tasks have, are named alike. */
const IN_PAGE = ['monitoring', 'tracing'] as const;

/** A `lab.yaml`. */
export const labSchema = z
  .strictObject({
    title: textSchema.describe('Title of the lab.'),
    goal: textSchema.describe('What the learner will have done, in one sentence.'),
    environment: z
      .enum(['none', 'shell', 'cluster', 'monitoring', 'tracing'])
      .describe('What it needs: nothing, a shell, a cluster, or what the page has for monitoring or tracing.'),
    minutes: z.int().min(1).max(480).describe('Minutes; equals minutes.lab of the lesson.'),
    start: markdownSchema.describe('What is needed and the state to start from, in Markdown.'),
    cluster: startSchema.optional().describe('The state in which the lab begins in the practice cluster, as data.'),
    monitoring: monitoringSchema.optional().describe('The state in which a lab on monitoring begins.'),
    tracing: tracingSchema.optional().describe('The state in which a lab on tracing begins.'),
    tasks: z.array(taskSchema).min(1).max(12).describe('The tasks, in order.'),
    sessions: z
      .array(sessionSchema)
      .default([])
      .describe(
        'How the sessions of the lesson begin that were recorded in a cluster; each is played again by "npm run check".',
      ),
  })
  .superRefine((lab, context) => {
    for (const kind of IN_PAGE) {
      const isOf = lab.environment === kind;
      if (isOf !== (lab[kind] !== undefined))
        context.addIssue({
          code: 'custom',
          path: [isOf ? 'environment' : kind],
          message: `"environment: ${kind}" and the key "${kind}" belong together`,
        });
      if (isOf) continue;
      for (const [index, { check }] of lab.tasks.entries())
        if (check.kind === kind)
          context.addIssue({
            code: 'custom',
            path: ['tasks', index, 'check', 'kind'],
            message: `a check of this kind needs "environment: ${kind}"`,
          });
    }
  });

export type Lab = z.infer<typeof labSchema>;
export type LabTask = Lab['tasks'][number];
export type LabSession = Lab['sessions'][number];
