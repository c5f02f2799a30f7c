import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asRecord, asTexts, type Data, isRecord } from '../data.ts';
import { isInGoDuration, isPrometheusDuration, meantDuration } from '../durations.ts';
import { quantityValue } from '../formats.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';

/** What a value is, in the words of messages. */
function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  return typeof value === 'string' ? `the text "${value}"` : `the ${typeof value} ${String(value)}`;
}

const TYPES: Readonly<Record<string, [name: string, is: (value: unknown) => boolean]>> = {
  string: ['text', (value) => typeof value === 'string'],
  integer: ['a whole number', (value) => Number.isInteger(value)],
  number: ['a number', (value) => typeof value === 'number'],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  array: ['a list', Array.isArray],
  object: ['a group of fields', isRecord],
};

function typeProblem(value: unknown, schema: Data, path: DataPath): ObjectProblem | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (typeof value === 'string' || Number.isInteger(value)) return undefined;
    return problem(
      'type',
      path,
      `"${pathName(path)}" should be a whole number or text, but is ${show(value)}.`,
      'Write one of the two.',
    );
  }
  const [name, is] = TYPES[String(schema.type)] ?? ['', () => true];
  if (is(value)) return undefined;
  if (typeof value === 'number' && /duration/.test(String(schema.format))) {
    return problem(
      'type',
      path,
      `"${pathName(path)}" is ${value}, which has no unit of time.`,
      `Write ${value}s, or another unit.`,
    );
  }
  const quoted = name === 'text' && (typeof value === 'number' || typeof value === 'boolean');
  const bare = /number/.test(name) && typeof value === 'string' && /^-?\d+$/.test(value);
  return problem(
    'type',
    path,
    `"${pathName(path)}" should be ${name}, but is ${show(value)}.`,
    quoted
      ? `Write it in quotes: "${String(value)}".`
      : bare
        ? `Write it without quotes: ${value}.`
        : `Write ${name} there.`,
  );
}

/** Patterns of Go that are the same in JavaScript; undefined for others. */
function pattern(source: unknown): RegExp | undefined {
  if (typeof source !== 'string' || /\(\?[a-zA-Z]|\\[zAQE]|\[\[:/.test(source)) return undefined;
  try {
    return new RegExp(source, 'u');
  } catch {
    return undefined;
  }
}

const FORMATS: Readonly<Record<string, [name: string, is: (text: string) => boolean]>> = {
  'date-time': [
    'a time such as 2026-01-31T12:00:00Z',
    (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  ],
  duration: ['a duration such as 30s or 1h30m', isInGoDuration],
  'prometheus-duration': ['a duration such as 30s, 5m or 1d', isPrometheusDuration],
  quantity: ['a quantity such as 500m or 1Gi', (text) => quantityValue(text) !== undefined],
};

/** What is wrong with the size, the form or the choice of a plain value or a list. */
function valueProblems(value: unknown, schema: Data, path: DataPath): ObjectProblem[] {
  const where = `"${pathName(path)}"`;
  const found: ObjectProblem[] = [];
  const say = (message: string, remedy: string): void => void found.push(problem('value', path, message, remedy));
  const { enum: values, minimum, maximum, minItems, maxItems, minLength, maxLength, format } = schema;
  if (Array.isArray(values) && !values.includes(value)) {
    const suggestion = typeof value === 'string' ? didYouMean(value, asTexts(values)) : '';
    say(
      `${where} is ${JSON.stringify(value)}, which is not one of its values.${suggestion}`,
      `Use one of: ${values.map(String).join(', ')}.`,
    );
  }
  if (typeof value === 'number') {
    const low = schema.exclusiveMinimum === true ? value <= Number(minimum) : value < Number(minimum);
    const high = schema.exclusiveMaximum === true ? value >= Number(maximum) : value > Number(maximum);
    if (typeof minimum === 'number' && low)
      say(`${where} is ${value}; the least is ${minimum}.`, `Write ${minimum} or more.`);
    if (typeof maximum === 'number' && high)
      say(`${where} is ${value}; the most is ${maximum}.`, `Write ${maximum} or less.`);
  }
  if (Array.isArray(value)) {
    if (typeof minItems === 'number' && value.length < minItems)
      say(`${where} has ${value.length} items; ${minItems} are the least.`, 'Add what is missing.');
    if (typeof maxItems === 'number' && value.length > maxItems)
      say(`${where} has ${value.length} items; ${maxItems} are the most.`, 'Take some away.');
  }
  if (typeof value !== 'string') return found;
  if (typeof minLength === 'number' && value.length < minLength)
    say(`${where} is too short; ${minLength} characters are the least.`, 'Write more.');
  if (typeof maxLength === 'number' && value.length > maxLength)
    say(`${where} has ${value.length} characters; ${maxLength} are the most.`, 'Shorten it.');
  if (pattern(schema.pattern)?.test(value) === false)
    say(`${where} is "${value}", which does not have the form ${String(schema.pattern)}.`, 'Write it in that form.');
  const [name, isInFormat] = FORMATS[String(format)] ?? ['', () => true];
  if (!isInFormat(value)) {
    const meant = /duration/.test(String(format)) ? meantDuration(value) : undefined;
    say(`${where} is "${value}", which is not ${name}.`, `Write ${meant ?? name}.`);
  }
  return found;
}

function fieldProblems(value: Data, schema: Data, path: DataPath): ObjectProblem[] {
  const properties = asRecord(schema.properties);
  const additional = schema.additionalProperties;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || additional === true;
  const isMap = isRecord(additional);
  const where = path.length === 0 ? 'The object' : `"${pathName(path)}"`;
  // A schema that says nothing of fields says nothing against any.
  const closed = !open && !isMap && (schema.properties !== undefined || schema['x-strict'] === true);
  const known = Object.entries(value).flatMap(([key, item]): ObjectProblem[] => {
    const inside = [...path, key];
    if (Object.hasOwn(properties, key))
      return item === null ? [] : schemaProblems(item, asRecord(properties[key]), inside);
    if (isMap) return schemaProblems(item, additional, inside);
    if (!closed) return [];
    const suggestion = didYouMean(key, Object.keys(properties));
    return [
      problem(
        'unknown-field',
        inside,
        `${where} has no field "${key}".${suggestion}`,
        'Correct the name, or its indentation.',
      ),
    ];
  });
  // What has a default is filled in by the API server.
  const missing = asTexts(schema.required)
    .filter(
      (key) => (value[key] === undefined || value[key] === null) && asRecord(properties[key]).default === undefined,
    )
    // A field whose name is nearly right is one mistake, not two.
    .filter((key) => !known.some(({ message }) => message.endsWith(`Did you mean "${key}"?`)))
    .map((key) => problem('missing-field', path, `${where} lacks the field "${key}".`, `Add "${key}".`));
  return [...known, ...missing];
}

/** Everything that a schema in the form of CustomResourceDefinitions (OpenAPI v3) does not allow in a value. */
export function schemaProblems(value: unknown, schema: Data, path: DataPath = []): ObjectProblem[] {
  if (value === null && schema.nullable === true) return [];
  const wrong = typeProblem(value, schema, path);
  if (wrong) return [wrong];
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => schemaProblems(item, asRecord(schema.items), [...path, index]))
    : isRecord(value)
      ? fieldProblems(value, schema, path)
      : [];
  return [...valueProblems(value, schema, path), ...inside];
}
