import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { findingsOf } from '../helpers/example.ts';

const input = {
  about: z.string().min(1),
  where: z.string().min(1),
  text: z.string(),
  with: z.record(z.string(), z.string()).default({}),
};
const unusualSchema = z.strictObject(input);
const mistakeSchema = z.strictObject({
  ...input,
  fixed: z.string(),
  expected: z
    .array(z.strictObject({ rule: z.string(), line: z.int(), column: z.int().optional(), message: z.string() }))
    .min(1),
});

/** Cases of a folder of test/fixtures/, by their names; each is a file of YAML. */
function casesOf<Schema extends z.ZodType>(
  folder: string,
  schema: Schema,
): (readonly [name: string, one: z.infer<Schema>])[] {
  const root = fileURLToPath(new URL(`../fixtures/${folder}/`, import.meta.url));
  return readdirSync(root).map(
    (file) => [file.replace(/\.yaml$/, ''), schema.parse(parse(readFileSync(root + file, 'utf8')))] as const,
  );
}

const mistakes = casesOf('mistakes', mistakeSchema);
const unusual = casesOf('unusual', unusualSchema);

test('many of both were tried', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(300);
  expect(unusual.length).toBeGreaterThanOrEqual(200);
});

describe.each(mistakes)('the mistake %s', (_, { where, text, fixed, expected, with: others }) => {
  test('is found, and nothing else', async () => {
    const found = await findingsOf(where, text, others);
    const named = found.map(({ rule, line, column, message }, index) =>
      expected[index]?.column === undefined ? { rule, line, message } : { rule, line, column, message },
    );
    expect(named).toEqual(expected);
  });

  test('is gone once it is mended', async () => {
    expect(await findingsOf(where, fixed, others)).toEqual([]);
  });
});

test.each(unusual)('nothing is wrong with %s', async (_, { where, text, with: others }) => {
  expect(await findingsOf(where, text, others)).toEqual([]);
});
