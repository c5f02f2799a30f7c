import { z } from 'zod';
import { textSchema } from './common.ts';

/** The state in which a lab on tracing begins. */
export const tracingSchema = z.strictObject({
  files: z
    .array(textSchema)
    .min(1)
    .describe(
      'Files of the lesson that lie in the learner’s folder. Services of the shop are JavaScript modules of these names: web.js, api.js, stock.js, payment.js; collector.yaml configures the Collector.',
    ),
  scenarios: z
    .array(
      z.strictObject({
        name: textSchema.describe('Name of the scenario, such as checkout.'),
        title: textSchema.describe('What it does, for its button.'),
        requests: z.int().min(1).max(500).default(1).describe('How many requests the shop gets.'),
        to: textSchema.default('web').describe('The service that gets them.'),
        request: z
          .string()
          .regex(/^(GET|POST|PUT|DELETE) \/\S*$/, { error: 'a method and a path, such as GET /checkout' })
          .default('GET /checkout')
          .describe('Method and path of each request; the query says who buys what: ?user=…&item=…&payment=….'),
        headers: z.record(z.string(), z.string()).default({}).describe('Headers that each request brings.'),
        every: z.int().min(0).max(60_000).default(50).describe('Milliseconds from one request to the next.'),
        fails: textSchema.optional().describe('A service whose work (shop.work) fails in it.'),
        slow: textSchema.optional().describe('A service whose work (shop.work) takes twenty times as long in it.'),
        share: z
          .number()
          .min(0)
          .max(1)
          .default(1)
          .describe('In which share of the requests it fails, and in which share it is slow.'),
        backend: z
          .enum(['down', 'slow'])
          .optional()
          .describe('What is wrong with the places to which the Collector sends.'),
      }),
    )
    .min(1)
    .describe('Requests that the learner can send.'),
});

const message = textSchema.describe('What is to be seen, as one sentence to the learner.');
const scenario = textSchema
  .optional()
  .describe(
    'It holds in the last run of this scenario; without it, in the last run of all. Runs from before the last change of a .js file or of collector.yaml do not count.',
  );
/** A regular expression of JavaScript; ^ and $ stand for ends of lines. */
const pattern = z.string().refine(
  (text) => {
    try {
      return Boolean(new RegExp(text, 'm'));
    } catch {
      return false;
    }
  },
  { error: 'a regular expression of JavaScript' },
);
const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** Which span it is about. */
const span = {
  service: textSchema.optional().describe('The service that made it.'),
  name: textSchema.optional().describe('Its name.'),
  scenario,
};

/** One thing that holds when a task of a lab on tracing is done. */
export const tracingConditionSchema = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('span'),
      ...span,
      spanKind: z.enum(['internal', 'server', 'client', 'producer', 'consumer']).optional(),
      parent: z
        .strictObject({ service: textSchema.optional(), name: textSchema.optional() })
        .optional()
        .describe('What its parent is.'),
      isRoot: z.boolean().optional().describe('It has no parent.'),
      attributes: attributes.default({}).describe('Attributes that it has.'),
      resource: attributes.default({}).describe('Attributes that its resource has, such as service.version.'),
      absent: z.array(textSchema).default([]).describe('Attributes that it does not have.'),
      status: z.enum(['unset', 'ok', 'error']).optional(),
      event: textSchema.optional().describe('Name of an event in it.'),
      links: z.int().min(0).optional().describe('How many links it has.'),
      atLeast: z.int().min(0).default(1).describe('The least number of such spans.'),
      atMost: z.int().min(0).optional().describe('The greatest number of such spans.'),
      message,
    })
    .describe(
      'There is a span of this kind among those that the services have sent, whatever the Collector does with them.',
    ),
  z
    .strictObject({
      kind: z.literal('trace'),
      scenario,
      services: z.array(textSchema).min(1).describe('Services that have spans in it.'),
      isWhole: z.boolean().default(true).describe('Each span but one has its parent in the trace.'),
      atLeast: z.int().min(0).default(1),
      atMost: z.int().min(0).optional(),
      message,
    })
    .describe('Traces that arrived.'),
  z
    .strictObject({
      kind: z.literal('header'),
      scenario,
      from: textSchema.describe('The service that asks.'),
      to: textSchema.describe('The service that is asked.'),
      name: textSchema.describe('The header, in small letters.'),
      matches: pattern.default('').describe('A regular expression that its value matches somewhere.'),
      isAbsent: z.boolean().default(false).describe('No request has such a header.'),
      message,
    })
    .describe('A header on the wire.'),
  z.strictObject({
    kind: z.literal('printed'),
    scenario,
    service: textSchema.optional().describe('The service that wrote it.'),
    matches: pattern.describe('A regular expression that a line of the console matches.'),
    message,
  }),
  z
    .strictObject({
      kind: z.literal('exported'),
      exporter: textSchema.describe('An exporter of collector.yaml.'),
      ...span,
      attributes: attributes.default({}).describe('Attributes that a span has there.'),
      absent: z.array(textSchema).default([]).describe('Attributes that no such span has there.'),
      atLeast: z.int().min(0).default(1),
      atMost: z.int().min(0).optional(),
      message,
    })
    .describe('What the Collector has sent through an exporter.'),
  z
    .strictObject({
      kind: z.literal('counter'),
      scenario,
      name: textSchema.describe('A counter of the Collector, such as otelcol_exporter_send_failed_spans.'),
      component: textSchema.optional().describe('Of this receiver, processor or exporter; of all if it is left out.'),
      atLeast: z.number().min(0).default(1),
      atMost: z.number().min(0).optional(),
      message,
    })
    .describe('What the Collector counts of itself.'),
  z.strictObject({
    kind: z.literal('file'),
    file: textSchema.describe('A file of the learner’s folder.'),
    matches: pattern.describe('A regular expression that it matches somewhere.'),
    isAbsent: z.boolean().default(false).describe('Nothing in it may match.'),
    message,
  }),
]);

export type TracingStart = z.infer<typeof tracingSchema>;
export type TracingCondition = z.infer<typeof tracingConditionSchema>;
