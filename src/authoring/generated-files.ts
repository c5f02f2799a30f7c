import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { catalogSchema } from '../assembly/catalog.ts';
import { CODE_OWNERS, codeOwners } from '../assembly/code-owners.ts';
import { curriculumJsonSchema } from '../assembly/curriculum-json-schema.ts';
import { contentSchemas, jsonSchemaFile } from '../assembly/json-schemas.ts';
import { explanationSchema } from '../checks/explanation.ts';
import { readContent } from '../curriculum/read.ts';
import { workRecordSchema } from '../curriculum/schema/work-record.ts';
import { STRINGS_FOLDER } from '../strings/index.ts';

const LONGEST_LINE = 120;

/** Texts as a union type, as many to a line as fit: a line for each would make a file that nobody looks through. */
function union(texts: readonly string[]): string {
  const lines = [''];
  for (const text of texts) {
    const entry = ` | '${text}'`;
    if ((lines.at(-1) ?? '').length + entry.length > LONGEST_LINE - 1) lines.push('');
    lines[lines.length - 1] += entry;
  }
  return lines.map((line) => ` ${line}`).join('\n');
}

/** Files derived from schemas, strings, explanations and content, path to text: JSON Schemas for editors, keys of strings, owners. */
export function generatedFiles(): Map<string, string> {
  const schemas = Object.entries({
    ...contentSchemas,
    explanation: explanationSchema,
    curriculum: curriculumJsonSchema,
    catalog: catalogSchema,
    'work-record': workRecordSchema,
  });
  const files = new Map(schemas.map(([name, schema]) => jsonSchemaFile(name, schema)));
  const keys = Object.keys(parse(readFileSync(`${STRINGS_FOLDER}/en.yaml`, 'utf8')) as object);
  files.set(
    `${STRINGS_FOLDER}/keys.ts`,
    `// Generated from en.yaml by "npm run schemas".\n\n/** A key of ${STRINGS_FOLDER}/<locale>.yaml. */\nexport type StringKey =\n${union(keys)};\n`,
  );
  files.set(CODE_OWNERS, codeOwners(readContent('.')));
  return files;
}
