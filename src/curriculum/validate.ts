import type { z } from 'zod';
import { type RefusedCharacter, refusedCharacter } from '../findings/characters.ts';
import { type Finding, type FindingText, finding } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { type DataPath, pathName, readYaml, type YamlSource } from '../findings/yaml.ts';
import { keysAt, valuesAt } from './schema/inspect.ts';

type Issue = z.core.$ZodIssue;

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'an empty value';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  return typeof value === 'string' ? `the text "${value}"` : `the ${typeof value} ${String(value)}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function valueAt(value: unknown, path: DataPath): unknown {
  return path.reduce<unknown>(
    (current, part) =>
      current !== null && typeof current === 'object' ? (current as Record<PropertyKey, unknown>)[part] : undefined,
    value,
  );
}

function fromUnknownKeys(
  file: string,
  source: YamlSource,
  schema: z.ZodType,
  issue: z.core.$ZodIssueUnrecognizedKeys,
): Finding[] {
  const known = keysAt(schema, issue.path, source.value);
  return issue.keys.map((key) =>
    finding('schema/unknown-key', file, source.keyPlace(issue.path, key), {
      message: `Unknown key "${pathName([...issue.path, key], 1)}".${didYouMean(key, known)}`,
      why: 'A key that nobody reads is lost in silence, together with what its author meant by it.',
      remedy: known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'Remove the key.',
    }),
  );
}

function sentence(issue: Issue, found: unknown, values: readonly string[]): { message: string; remedy: string } {
  const name = issue.path.length > 0 ? `"${pathName(issue.path, 1)}"` : 'The file';
  if (found === undefined && issue.path.length > 0) {
    return { message: `${name} is missing.`, remedy: `Add ${name}${expectation(issue, values)}.` };
  }
  switch (issue.code) {
    case 'invalid_type':
      return {
        message: `${name} should be ${TYPES[issue.expected] ?? issue.expected}, but is ${describe(found)}.`,
        remedy:
          issue.expected === 'string' && (typeof found === 'number' || typeof found === 'boolean')
            ? 'Put it in quotes, so that YAML reads it as text.'
            : issue.expected === 'string' && isGroup(found)
              ? 'If it is meant as text, put the whole of it in quotes: ": " makes a key and a value of it.'
              : `Write ${TYPES[issue.expected] ?? issue.expected} there.`,
      };
    case 'invalid_value':
      return {
        message: `${name} is ${describe(found)}, which is not one of its values.${didYouMean(String(found), issue.values.map(String))}`,
        remedy: `Use one of: ${issue.values.map(String).join(', ')}.`,
      };
    case 'too_small':
      return {
        message: `${name} is too short or too small: at least ${issue.minimum} expected.`,
        remedy: `Bring it to at least ${issue.minimum}.`,
      };
    case 'too_big':
      return {
        message: `${name} is too long or too large: at most ${issue.maximum} allowed.`,
        remedy: `Bring it to at most ${issue.maximum}.`,
      };
    case 'invalid_union':
      return {
        message: `${name} is ${describe(found)}, which is not one of its values.${didYouMean(String(found), values)}`,
        remedy: `Use one of: ${values.join(', ')}.`,
      };
    default:
      return {
        message: `${name} is ${describe(found)}, but should be ${issue.message}.`,
        remedy: `Write ${issue.message}.`,
      };
  }
}

function isGroup(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function expectation(issue: Issue, values: readonly string[]): string {
  if (issue.code === 'invalid_type') return `, ${TYPES[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `: one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_union') return `: one of ${values.join(', ')}`;
  return '';
}

/** Turns what Zod found into findings that name key, expectation, what was found, and the line. */
export function explainIssues(file: string, source: YamlSource, schema: z.ZodType, problem: z.ZodError): Finding[] {
  return problem.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return fromUnknownKeys(file, source, schema, issue);
    return [
      finding('schema/value', file, source.place(issue.path), {
        ...sentence(issue, valueAt(source.value, issue.path), valuesAt(schema, issue.path, source.value)),
        why: 'Pages, search and attribution are made from this data; it has to have the form they expect.',
      }),
    ];
  });
}

/** What is said of a character that may not stand in a text for people. */
export function characterText({ name }: RefusedCharacter): FindingText {
  return {
    message: `Here stands the character ${name}.`,
    why: 'Feeds and other files for machines cannot hold it, or it makes the text look other than it is.',
    remedy: 'Remove it; an editor that shows invisible characters finds it.',
  };
}

/** Characters in the keys and values of data that no page, feed or file for machines should have. @param text it as YAML */
function refusedCharacters(file: string, text: string, source: YamlSource): Finding[] {
  // Only after a backslash may YAML say a character that does not stand in it.
  if (!text.includes('\\') && !refusedCharacter(text)) return [];
  const findings: Finding[] = [];
  // Data may refer to itself.
  const seen = new Set<unknown>();
  const judge = (text: string, path: DataPath): void => {
    const refused = refusedCharacter(text);
    if (refused) findings.push(finding('file/character', file, source.place(path), characterText(refused)));
  };
  const look = (value: unknown, path: DataPath): void => {
    if (typeof value === 'string') judge(value, path);
    if (value === null || typeof value !== 'object' || seen.has(value)) return;
    seen.add(value);
    for (const [key, entry] of Object.entries(value)) {
      judge(key, path);
      look(entry, [...path, Array.isArray(value) ? Number(key) : key]);
    }
  };
  look(source.value, []);
  return findings;
}

/** The outcome of reading one data file: data, or findings that say why there is none. */
export interface Validated<T> {
  data: T | undefined;
  findings: Finding[];
}

/** Reads YAML text and checks it against a schema. */
export function validateYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
  firstLine = 1,
): Validated<z.infer<Schema>> {
  const source = readYaml(file, text, firstLine);
  if (source.findings.length > 0) return { data: undefined, findings: source.findings };
  const result = schema.safeParse(source.value);
  const refused = refusedCharacters(file, text, source);
  if (result.success) return { data: result.data, findings: refused };
  return { data: undefined, findings: [...explainIssues(file, source, schema, result.error), ...refused] };
}
