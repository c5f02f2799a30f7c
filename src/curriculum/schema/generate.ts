import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CODE_OWNERS, codeOwners } from '../../authoring/code-owners.ts';
import { brandSchema } from '../../brand/schema.ts';
import { explainedRules, explanationSchema } from '../../checks/explanation.ts';
import { offeringsSchema } from '../../offerings/schema.ts';
import { layerSchema, upstreamSchema } from '../layers/schema.ts';
import { readContent } from '../read.ts';
import { courseSchema, moduleSchema } from './course.ts';
import { examSchema, examSourceSchema } from './exam.ts';
import { labSchema } from './lab.ts';
import { lessonSchema } from './lesson.ts';
import { quizSchema } from './quiz.ts';
import { glossarySchema, identitySchema, peopleSchema, versionsSchema } from './registry.ts';

/** Schema of each kind of content file, by the name of its JSON Schema. */
export const contentSchemas = {
  lesson: lessonSchema,
  quiz: quizSchema,
  lab: labSchema,
  course: courseSchema,
  module: moduleSchema,
  exam: examSchema,
  'exam-source': examSourceSchema,
  people: peopleSchema,
  glossary: glossarySchema,
  identity: identitySchema,
  versions: versionsSchema,
  brand: brandSchema,
  layer: layerSchema,
  offerings: offeringsSchema,
  upstream: upstreamSchema,
  explanation: explanationSchema,
} as const;

/** Files derived from schemas, strings, explanations and content, path to text: JSON Schemas for editors, keys of strings, names of rules, owners. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of Object.entries(contentSchemas)) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    files.set(`schemas/${name}.schema.json`, `${JSON.stringify({ $id: `${name}.schema.json`, ...json }, null, 2)}\n`);
  }
  const keys = Object.keys(parse(readFileSync('src/strings/en.yaml', 'utf8')) as object);
  files.set(
    'src/strings/keys.ts',
    `// Generated from en.yaml by "npm run schemas".\n\n/** A key of src/strings/<locale>.yaml. */\nexport type StringKey =\n${keys.map((key) => `  | '${key}'`).join('\n')};\n`,
  );
  files.set(
    'src/checks/rule-names.ts',
    `// Generated from src/docs/rules/ by "npm run schemas".\n\n/** Names of all rules of the check, in alphabetical order. */\nexport const ruleNames: readonly string[] = [\n${explainedRules()
      .map((rule) => `  '${rule}',`)
      .join('\n')}\n];\n`,
  );
  files.set(CODE_OWNERS, codeOwners(readContent('.')));
  return files;
}
