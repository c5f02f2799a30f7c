import { z } from 'zod';
import { dateSchema, idSchema, textSchema, urlSchema } from '../../curriculum/schema/common.ts';

const amountSchema = z.number().min(0).multipleOf(0.01).describe('Amount in the currency of the offering.');

/** `provider/offerings.yaml`: classes on sale. */
export const offeringsSchema = z.strictObject({
  offerings: z
    .array(
      z.strictObject({
        id: idSchema.describe('Id of the class, unique among your offerings; calendars know it by this.'),
        course: idSchema.describe('Id of the course that is taught.'),
        title: textSchema.optional().describe('Title, if it is not that of the course.'),
        starts: dateSchema.describe('First day.'),
        ends: dateSchema.describe('Last day.'),
        hours: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, 'times such as "09:00-17:00"')
          .refine((hours) => hours.slice(0, 5) < hours.slice(6), 'times of which the second is later')
          .optional()
          .describe('Daily hours in the time zone, such as "09:00-17:00".'),
        time_zone: textSchema
          .refine((zone) => isTimeZone(zone), 'a time zone such as Europe/Berlin')
          .describe('IANA time zone, such as Europe/Berlin.'),
        mode: z.enum(['online', 'onsite', 'blended']).describe('Online, at a place, or both.'),
        place: textSchema.optional().describe('Address, for onsite and blended classes.'),
        language: textSchema.describe('BCP 47 tag of the language of instruction, such as de.'),
        instructors: z.array(textSchema).default([]).describe('Names of the instructors.'),
        price: amountSchema,
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/, 'a currency such as EUR')
          .describe('ISO 4217 code.'),
        tax: z
          .enum(['included', 'excluded'])
          .optional()
          .describe('Whether the price includes tax; nothing is said if it is left out.'),
        early: z
          .strictObject({ price: amountSchema, until: dateSchema.describe('Last day of the early price.') })
          .optional()
          .describe('Lower price until a day.'),
        seats: z.int().min(1).optional().describe('How many can take part.'),
        registration: urlSchema.describe('Where to register.'),
        status: z
          .enum(['open', 'few-seats', 'full', 'cancelled'])
          .default('open')
          .describe('Whether there are seats; cancelled classes stay listed until their last day.'),
      }),
    )
    .describe('Classes, in any order.'),
});

/** Whether the runtime knows a time zone. */
function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** One class on sale. */
export type Offering = z.infer<typeof offeringsSchema>['offerings'][number];
