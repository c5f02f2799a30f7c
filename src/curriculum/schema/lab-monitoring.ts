import { z } from 'zod';
import { textSchema } from './common.ts';
import { spanSchema } from './lab-steps.ts';

/** What can go wrong in the shop of a lab on monitoring. */
export const FAULTS = [
  'latency',
  'errors',
  'leak',
  'dead-target',
  'restart',
  'surge',
  'full-disk',
  'late-backup',
] as const;

/** The state in which a lab on monitoring begins. */
export const monitoringSchema = z.strictObject({
  files: z
    .array(textSchema)
    .min(1)
    .describe(
      'Files of the lesson that lie in the learner’s folder: prometheus.yml is read by Prometheus, alertmanager.yml by Alertmanager; rule files are those that prometheus.yml names.',
    ),
  history: spanSchema.default('1h').describe('How long Prometheus has scraped the shop before the learner comes.'),
  faults: z
    .array(
      z.strictObject({
        name: z.enum(FAULTS).describe('What goes wrong.'),
        ago: spanSchema.default('0s').describe('How long before the learner comes it began.'),
        ended: spanSchema.optional().describe('How long before the learner comes it ended.'),
      }),
    )
    .default([])
    .describe('What has gone wrong already.'),
  offered: z.array(z.enum(FAULTS)).default([]).describe('Faults that the learner can switch on and off.'),
  views: z
    .array(z.enum(['query', 'targets', 'rules', 'alerts', 'routing', 'files']))
    .min(1)
    .default(['query', 'targets', 'files'])
    .describe('What the page shows beside the tasks, the first one first.'),
});

const message = textSchema.describe('What is to be seen, as one sentence to the learner.');
const labels = z.record(z.string(), z.string());

/** One thing that holds when a task of a lab on monitoring is done. */
export const monitoringConditionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('asked'),
      expr: textSchema.describe(
        'A right query. The task is done by any query of the learner that gives the same now, at several earlier times, and in a shop with other numbers.',
      ),
      tolerance: z.number().min(0).default(1e-6).describe('By which share values may differ.'),
      ignoring: z.array(textSchema).default([]).describe('Labels of the result that do not matter.'),
      isOrdered: z.boolean().default(false).describe('The order of the result matters, as after sort_desc.'),
      uses: z.array(textSchema).default([]).describe('Words that the query has to contain, such as "offset".'),
      message,
    })
    .describe('The learner has asked for something.'),
  z
    .strictObject({
      kind: z.literal('query'),
      expr: textSchema.describe('A query on the learner’s Prometheus. It holds if it has a result.'),
      isEmpty: z.boolean().default(false).describe('It holds if there is no result.'),
      equals: textSchema.optional().describe('A query that has to give the same.'),
      tolerance: z.number().min(0).default(1e-6).describe('By which share values may differ from those of "equals".'),
      message,
    })
    .describe('What the learner’s Prometheus knows, by its configuration and its rules.'),
  z
    .strictObject({
      kind: z.literal('alert'),
      name: textSchema.describe('Name of the alert.'),
      labels: labels.default({}).describe('Labels that it has, in addition to others.'),
      state: z.enum(['inactive', 'pending', 'firing']).describe('State in which it is.'),
      isPast: z
        .boolean()
        .default(false)
        .describe('It is enough that it was in this state once, since the learner came.'),
      message,
    })
    .describe('The state of an alert; "inactive" wants a rule of this name, too.'),
  z
    .strictObject({
      kind: z.literal('notification'),
      receiver: textSchema.describe('Name of the receiver.'),
      alert: textSchema.optional().describe('Name of an alert in it.'),
      status: z.enum(['firing', 'resolved']).optional(),
      alerts: z.int().min(1).optional().describe('The least number of alerts in one notification.'),
      atLeast: z.int().min(0).default(1).describe('The least number of notifications.'),
      atMost: z.int().min(0).optional().describe('The greatest number of notifications.'),
      message,
    })
    .describe('What a receiver of Alertmanager was sent since the learner came.'),
  z
    .strictObject({
      kind: z.literal('route'),
      labels: labels.describe('Labels of an alert.'),
      receivers: z.array(textSchema).min(1).describe('Who gets it by the routes of alertmanager.yml, in order.'),
      message,
    })
    .describe('To which receivers an alert is routed.'),
  z
    .strictObject({
      kind: z.literal('rule-tests'),
      tests: textSchema.describe(
        'A file of the lesson with unit tests of rules; its rule_files name files of the learner’s folder.',
      ),
      message,
    })
    .describe('The learner’s rules pass unit tests of the author, which are not shown.'),
  z
    .strictObject({
      kind: z.literal('own-tests'),
      tests: textSchema.describe('The learner’s file with unit tests of rules, in the learner’s folder.'),
      catches: z
        .array(textSchema)
        .default([])
        .describe(
          'Files of the lesson with rules that are wrong: the tests have to fail with each in place of the learner’s.',
        ),
      message,
    })
    .describe('The learner’s own unit tests pass, and notice rules that are wrong.'),
  z
    .strictObject({
      kind: z.literal('exposition'),
      file: textSchema.describe('A file of the learner’s folder in the text format.'),
      has: z
        .array(
          z.strictObject({
            name: textSchema.describe('Name of the metric.'),
            type: z.enum(['counter', 'gauge', 'histogram', 'summary', 'untyped']).optional(),
            labels: labels.default({}).describe('Labels that one of its samples has.'),
            value: z.number().optional().describe('The value of that sample.'),
          }),
        )
        .default([])
        .describe('What stands in it.'),
      message,
    })
    .describe('A text parses, and promtool would find nothing in it.'),
  z.strictObject({
    kind: z.literal('file'),
    file: textSchema.describe('A file of the learner’s folder.'),
    matches: textSchema.describe('A regular expression that it matches somewhere.'),
    isAbsent: z.boolean().default(false).describe('Nothing in it may match.'),
    message,
  }),
]);

export type MonitoringStart = z.infer<typeof monitoringSchema>;
export type MonitoringCondition = z.infer<typeof monitoringConditionSchema>;
export type Fault = (typeof FAULTS)[number];
