import { z } from 'zod';
import { bankFileSchema } from '../curriculum/schema/bank.ts';
import { courseSchema, moduleSchema } from '../curriculum/schema/course.ts';
import { examSchema, examSourceSchema } from '../curriculum/schema/exam.ts';
import { examFileSchema, formSchema } from '../curriculum/schema/hands-on.ts';
import { labSchema } from '../curriculum/schema/lab.ts';
import { lessonSchema } from '../curriculum/schema/lesson.ts';
import {
  programmeSchema,
  providerSchema,
  releasesSchema,
  verificationsSchema,
} from '../curriculum/schema/programme.ts';
import { quizSchema } from '../curriculum/schema/quiz.ts';
import { glossarySchema, identitySchema, peopleSchema, versionsSchema } from '../curriculum/schema/registry.ts';
import { badgeSchema, issuerSchema, revocationsSchema } from '../provider/badges/schema.ts';
import { brandSchema } from '../provider/brand/schema.ts';
import { editionsSchema } from '../provider/editions/schema.ts';
import { layerGlossarySchema, patchSchema } from '../provider/layers/patch/schema.ts';
import { layerSchema, upstreamSchema } from '../provider/layers/schema.ts';
import { offeringsSchema } from '../provider/offerings/schema.ts';

/** Schema of each kind of content file, by the name of its JSON Schema. */
export const contentSchemas = {
  lesson: lessonSchema,
  quiz: quizSchema,
  lab: labSchema,
  course: courseSchema,
  module: moduleSchema,
  exam: examSchema,
  'exam-source': examSourceSchema,
  'exam-form': examFileSchema,
  'hands-on-form': formSchema,
  'exam-items': bankFileSchema,
  people: peopleSchema,
  programme: programmeSchema,
  provider: providerSchema,
  releases: releasesSchema,
  verifications: verificationsSchema,
  glossary: glossarySchema,
  identity: identitySchema,
  versions: versionsSchema,
  badge: badgeSchema,
  'badge-issuer': issuerSchema,
  'badge-revocations': revocationsSchema,
  brand: brandSchema,
  editions: editionsSchema,
  layer: layerSchema,
  'layer-glossary': layerGlossarySchema,
  offerings: offeringsSchema,
  patch: patchSchema,
  upstream: upstreamSchema,
} as const;

/** A schema as a JSON Schema for editors: path below the root to text. */
export function jsonSchemaFile(name: string, schema: z.ZodType): [path: string, text: string] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return [`schemas/${name}.schema.json`, `${JSON.stringify({ $id: `${name}.schema.json`, ...json }, null, 2)}\n`];
}
