import { Environment } from '@marcbachmann/cel-js';
import type { DataPath } from '../../findings/data-path.ts';
import { pathName } from '../../findings/data-path.ts';
import { asList, asRecord, asTexts, type Data, isRecord } from '../data.ts';
import { isInGoDuration } from '../durations.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';

/** An address such as 10.0.0.1 or fd00::1, without brackets, zone or length of a prefix. */
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const IPV6 = /^(?=.*:)(?!.*::.*::)(?!.*:::)[\dA-Fa-f:]{2,39}(?:(?:\d{1,3}\.){3}\d{1,3})?$/;

const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  ns: 1e-6,
};

/** A duration in Go's form in milliseconds. */
const milliseconds = (text: string): number =>
  [...text.matchAll(/(\d+(?:\.\d*)?)(h|ms|us|µs|ns|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  ) * (text.startsWith('-') ? -1 : 1);

/** CEL with what the API server adds to it, as far as definitions use it: https://kubernetes.io/docs/reference/using-api/cel/ */
export const environment = new Environment({ unlistedVariablesAreDyn: true, enableOptionalTypes: true })
  .registerFunction('isIP(string): bool', (text: string) => IPV4.test(text) || IPV6.test(text))
  .registerFunction('isURL(string): bool', (text: string) => URL.canParse(text))
  .registerFunction('goDuration(string): double', (text: string) => {
    if (!isInGoDuration(text)) throw new Error('no duration');
    return milliseconds(text);
  });

/** What a rule says of a value; undefined if it cannot be told here: it has functions that nothing here knows. */
type Judge = (self: unknown) => boolean | undefined;
const judges = new Map<string, Judge>();

/** `duration(…)` is compared only: a number does the same. */
export const inPlainCel = (rule: string): string => rule.replace(/\bduration\(/g, 'goDuration(');

function judgeOf(rule: string): Judge {
  const known = judges.get(rule);
  if (known) return known;
  // What an object was before nobody knows here: such rules hold when it is made.
  const compiled = /\boldSelf\b/.test(rule) ? undefined : parsed(inPlainCel(rule));
  const judge: Judge = (self) => {
    try {
      const result: unknown = compiled?.({ self });
      return typeof result === 'boolean' ? result : undefined;
    } catch {
      return undefined;
    }
  };
  judges.set(rule, judge);
  return judge;
}

function parsed(rule: string): ReturnType<Environment['parse']> | undefined {
  try {
    return environment.parse(rule);
  } catch {
    return undefined;
  }
}

/** Words that CEL keeps for itself: fields of these names are written as `__namespace__`. */
const RESERVED =
  /^(?:true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;

/** Name of a field in rules. */
const inRules = (name: string): string =>
  RESERVED.test(name)
    ? `__${name}__`
    : name
        .replaceAll('__', '__underscores__')
        .replaceAll('.', '__dot__')
        .replaceAll('-', '__dash__')
        .replaceAll('/', '__slash__');

/** A value as the API server gives it to rules: with its defaults, and whole numbers as such. */
export function seen(value: unknown, schema: Data): unknown {
  if (Array.isArray(value)) return value.map((item) => seen(item, asRecord(schema.items)));
  if (isRecord(value)) {
    const properties = asRecord(schema.properties);
    const additional = asRecord(schema.additionalProperties);
    const own = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
    const given = own.map(([key, item]): [string, unknown] => [
      Object.hasOwn(properties, key) ? inRules(key) : key,
      seen(item, asRecord(properties[key] ?? additional)),
    ]);
    const defaults = Object.entries(properties).flatMap(([key, property]): [string, unknown][] => {
      const preset = asRecord(property).default;
      return preset === undefined || Object.hasOwn(value, key)
        ? []
        : [[inRules(key), seen(preset, asRecord(property))]];
    });
    return Object.fromEntries([...given, ...defaults]);
  }
  return typeof value === 'number' && Number.isInteger(value) && schema.type !== 'number' ? BigInt(value) : value;
}

/** Items of a list that are there twice, although its definition makes it a set, or names the fields that tell them apart. */
function repeated(value: unknown, schema: Data, path: DataPath): ObjectProblem[] {
  const type = schema['x-kubernetes-list-type'];
  if (!Array.isArray(value) || (type !== 'set' && type !== 'map')) return [];
  const keys = asTexts(schema['x-kubernetes-list-map-keys']);
  const properties = asRecord(asRecord(schema.items).properties);
  const nameOf = (item: unknown): string =>
    JSON.stringify(type === 'set' ? item : keys.map((key) => asRecord(item)[key] ?? asRecord(properties[key]).default));
  const names = value.map(nameOf);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          problem(
            'value',
            [...path, index],
            `"${pathName(path)}" has the item ${type === 'set' ? name : `with ${keys.map((key, at) => `${key} ${JSON.stringify((JSON.parse(name) as unknown[])[at])}`).join(' and ')}`} twice.`,
            'Keep one of the two.',
          ),
        ],
  );
}

/** What rules of a schema in CEL (x-kubernetes-validations) do not allow in a value whose form is right. */
export function validationProblems(value: unknown, schema: Data, path: DataPath = []): ObjectProblem[] {
  if (value === null || value === undefined) return [];
  const own = asList(schema['x-kubernetes-validations']).flatMap(({ rule, message }): ObjectProblem[] => {
    if (typeof rule !== 'string' || judgeOf(rule)(seen(value, schema)) !== false) return [];
    const where = path.length === 0 ? 'The object' : `"${pathName(path)}"`;
    const text = typeof message === 'string' ? message.trim().replace(/\s+/g, ' ') : `it does not hold: ${rule.trim()}`;
    return [
      problem(
        'value',
        path,
        `${where} breaks a rule of its definition: ${text.replace(/\.$/, '')}.`,
        'Write it so that the rule holds.',
      ),
    ];
  });
  own.push(...repeated(value, schema, path));
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => validationProblems(item, asRecord(schema.items), [...path, index]))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, item]) =>
          validationProblems(item, asRecord(asRecord(schema.properties)[key] ?? schema.additionalProperties), [
            ...path,
            key,
          ]),
        )
      : [];
  return [...own, ...inside];
}
