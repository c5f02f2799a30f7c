import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { sourcePaths } from '../cli/source-paths.ts';
import { markdownSchema, textSchema } from '../curriculum/schema/common.ts';
import { readYaml } from '../findings/yaml.ts';

/** A mistake and its remedy, small enough to be shown; each is tried out by the tests. */
const exampleSchema = z.strictObject({
  where: textSchema.describe(
    'Where it stands: "text" (at the end of a lesson\'s text), "frontmatter" (its keys), "quiz" (an item at the end of its quiz), a file of the lesson such as quiz.yaml or files/pod.yaml, a path that begins with content/ or provider/, or REUSE.toml. A file with an empty text is not there.',
  ),
  wrong: z.string().describe('What is wrong.'),
  right: z.string().describe('The same, mended.'),
  with: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Other files that the example needs, by the same kind of place; "adapted" is no file, but the id of a lesson that a provider has adapted, and "text" and "frontmatter" then are those of the adapted one. Of content/manifest.json the keys that matter are enough.',
    ),
  file: textSchema.optional().describe('File of the finding, if it is not the one of "where".'),
  line: z.int().min(1).describe('Line at which the finding points: of "wrong", or of "file".'),
  message: textSchema.describe('What the finding says, word for word.'),
});

/** Explanation of one rule, `src/checks/pages/<group>/<name>.yaml`. */
export const explanationSchema = z.strictObject({
  title: textSchema.describe('What is wrong, as a heading.'),
  cause: markdownSchema.describe('How people come to it, and why it matters.'),
  remedy: markdownSchema.describe('What to do.'),
  examples: z.array(exampleSchema).default([]),
  untried: textSchema.optional().describe('Why there is no example that the tests could try out.'),
});

export type Example = z.infer<typeof exampleSchema>;

/** A rule with its explanation. */
export interface Explanation extends z.infer<typeof explanationSchema> {
  /** Permanent name, such as manifest/unknown-field. */
  rule: string;
}

const FOLDER = resolve(sourcePaths.rulePages);

/** Names of the rules that are explained, in alphabetical order. */
export function explainedRules(): string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => path.replaceAll('\\', '/').replace(/\.yaml$/, ''))
    .sort();
}

/** Explanations of all rules, by name. @throws if one does not have the form of explanationSchema. */
export function readExplanations(): ReadonlyMap<string, Explanation> {
  return new Map(
    explainedRules().map((rule) => {
      const path = `${sourcePaths.rulePages}/${rule}.yaml`;
      const { value, findings } = readYaml(path, readFileSync(`${FOLDER}/${rule}.yaml`, 'utf8'));
      const [wrong] = findings;
      if (wrong) throw new Error(`${path}: ${wrong.message}`);
      const data = explanationSchema.safeParse(value);
      if (!data.success) throw new Error(`${path}: ${z.prettifyError(data.error)}`);
      return [rule, { rule, ...data.data }];
    }),
  );
}
