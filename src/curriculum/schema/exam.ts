import { z } from 'zod';
import { competencyIdSchema, dateSchema, textSchema, urlSchema } from './common.ts';

/** `content/exams/source.yaml`: where the blueprints were taken from, and the credit that their license asks for. */
export const examSourceSchema = z.strictObject({
  repository: urlSchema.describe('Where the blueprints are published.'),
  snapshot_commit: z.string().describe('Commit that was read.'),
  snapshot_date: dateSchema.describe('Date of that commit.'),
  licence: z.string().describe('SPDX id of the license of the blueprints.'),
  licence_statement: textSchema.describe('The license statement of the source, quoted.'),
  attribution: textSchema.describe('The credit line for the blueprints.'),
  changes: textSchema.describe('What was changed when the blueprints became data.'),
});

const competencySchema = z.strictObject({
  id: competencyIdSchema,
  text: textSchema.describe('The competency, verbatim from the blueprint.'),
  sic: z.boolean().default(false).describe('True if the text keeps an error of the source.'),
});

const domainSchema = z.strictObject({
  id: z.string().describe('Domain id, such as KCNA-FUN.'),
  name: textSchema.describe('Name of the domain, verbatim.'),
  weight: z.number().min(0).max(100).describe('Share of the exam, in percent.'),
  competencies: z.array(competencySchema).min(1).describe('The competencies, in the order of the blueprint.'),
});

/** One exam blueprint, `content/exams/<id>.yaml`. */
export const examSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z]+$/, 'capital letters, such as "KCNA"')
    .describe('Id of the exam.'),
  name: textSchema.describe('Full name of the exam.'),
  format: z.enum(['performance-based', 'multiple-choice']).describe('How the exam is held.'),
  curriculum_version: z.string().describe('Version of the blueprint.'),
  file: textSchema.describe('File name of the blueprint at its source.'),
  file_commit: z.string().describe('Commit that last changed that file.'),
  file_date: dateSchema.describe('Date of that commit.'),
  url: urlSchema.describe('Official page of the exam.'),
  notes: textSchema.optional().describe('Remarks for maintainers on this version.'),
  readme_conflict: textSchema.optional().describe('Where the source contradicts itself, and what was taken.'),
  domains: z.array(domainSchema).min(1).describe('The domains, in the order of the blueprint.'),
});

export type Exam = z.infer<typeof examSchema>;
export type ExamSource = z.infer<typeof examSourceSchema>;
export type Competency = z.infer<typeof competencySchema>;
