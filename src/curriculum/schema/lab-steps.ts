import { z } from 'zod';
import { textSchema } from './common.ts';

const file = textSchema.describe('Path in the learner’s folder.');

/** How long something lasts, as Prometheus writes it. @see https://prometheus.io/docs/concepts/ */
export const spanSchema = z
  .string()
  .regex(/^(\d+d)?(\d+h)?(\d+m)?(\d+s)?$/, { error: 'a duration such as 90s, 10m or 1h30m' })
  .min(2);

/** One thing that a learner does in a lab that has no shell: on monitoring, or on tracing. */
export const stepSchema = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('query'),
    expr: textSchema.describe('PromQL that is typed into the query box and run.'),
  }),
  z.strictObject({
    do: z.literal('write'),
    file,
    content: z.string().describe('All of the file, as it is saved in the editor.'),
  }),
  z.strictObject({
    do: z.literal('replace'),
    file,
    text: z.string().min(1).describe('Text that stands in the file once.'),
    by: z.string().describe('What stands there instead.'),
  }),
  z.strictObject({ do: z.literal('remove'), file }),
  z.strictObject({ do: z.literal('wait'), for: spanSchema.describe('How far the clock is pushed.') }),
  z.strictObject({
    do: z.literal('fault'),
    name: textSchema.describe('A fault of the shop.'),
    isOn: z.boolean().default(true).describe('Whether it is switched on, or off.'),
  }),
  z.strictObject({
    do: z.literal('silence'),
    matchers: z.array(textSchema).min(1).describe('Matchers of Alertmanager, such as severity="page".'),
    for: spanSchema.describe('How long it mutes.'),
  }),
  z.strictObject({
    do: z.literal('expire'),
    matchers: z.array(textSchema).min(1).describe('The matchers of the silence that ends, as it was made with.'),
  }),
  z.strictObject({
    do: z.literal('run'),
    scenario: textSchema.describe('A scenario of the lab: requests that the learner sends.'),
  }),
]);

export type LabStep = z.infer<typeof stepSchema>;
