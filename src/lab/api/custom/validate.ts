import { environment, inPlainCel, seen } from '../../../kubernetes/custom/validations.ts';
import { asList, asRecord, asTexts, type Data, isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from '../core/errors.ts';
import { duplicate, required, shown, unsupported } from '../core/field-errors.ts';

/** What the messages call a kind of value. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (isRecord(value)) return 'object';
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value;
}

const fits = (value: unknown, type: unknown): boolean => {
  const kind = kindOf(value);
  return kind === type || (type === 'number' && kind === 'integer');
};

const wrong = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}: ${why}`,
  field,
});

/** Forms of texts, as far as definitions use them. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  duration: /^([-+]?\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+$/,
  email: /^[^@\s]+@[^@\s]+$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  uuid: /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
};

/** The first thing that is wrong with a text: the real validator looks no further. */
function textCauses(value: string, schema: Data, path: string): Cause[] {
  const length = [...value].length;
  if (typeof schema.maxLength === 'number' && length > schema.maxLength)
    return [
      { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${schema.maxLength} bytes`, field: path },
    ];
  if (typeof schema.minLength === 'number' && length < schema.minLength)
    return [wrong(path, value, `${path} in body should be at least ${schema.minLength} chars long`)];
  if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern).test(value))
    return [wrong(path, value, `${path} in body should match '${schema.pattern}'`)];
  const format = typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
  if (format && !format.test(value))
    return [wrong(path, value, `${path} in body must be of type ${String(schema.format)}: ${JSON.stringify(value)}`)];
  return [];
}

function numberCauses(value: number, schema: Data, path: string): Cause[] {
  const causes: Cause[] = [];
  const { maximum, minimum, multipleOf, exclusiveMaximum, exclusiveMinimum } = schema;
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum))
    causes.push(
      wrong(
        path,
        value,
        `${path} in body should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`,
      ),
    );
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum))
    causes.push(
      wrong(
        path,
        value,
        `${path} in body should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`,
      ),
    );
  if (typeof multipleOf === 'number' && value % multipleOf !== 0)
    causes.push(wrong(path, value, `${path} in body should be a multiple of ${multipleOf}`));
  return causes;
}

/** What is wrong with a value by its schema, in the words of the real validator. @see https://pkg.go.dev/k8s.io/kube-openapi/pkg/validation/validate */
export function schemaCauses(value: unknown, schema: Data, path = ''): Cause[] {
  if (value === null && schema.nullable === true) return [];
  if (schema['x-kubernetes-int-or-string'] === true)
    return typeof value === 'string' || Number.isInteger(value) ? [] : [typeCause(value, 'integer,string', path)];
  if (schema.type !== undefined && !fits(value, schema.type)) return [typeCause(value, String(schema.type), path)];
  const causes: Cause[] = [];
  if (typeof value === 'string') causes.push(...textCauses(value, schema, path));
  if (typeof value === 'number') causes.push(...numberCauses(value, schema, path));
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      causes.push(...schemaCauses(item, asRecord(schema.items), `${path}[${index}]`));
    if (typeof schema.maxItems === 'number' && value.length > schema.maxItems)
      causes.push({
        reason: 'FieldValueTooMany',
        message: `Too many: ${value.length}: must have at most ${schema.maxItems} items`,
        field: path,
      });
    if (typeof schema.minItems === 'number' && value.length < schema.minItems)
      causes.push(wrong(path, value.length, `${path} in body should have at least ${schema.minItems} items`));
    causes.push(...listCauses(value, schema, path));
  }
  if (isRecord(value)) causes.push(...groupCauses(value, schema, path));
  if (Array.isArray(schema.enum) && !schema.enum.some((one) => JSON.stringify(one) === JSON.stringify(value)))
    causes.push(unsupported(path, value, schema.enum.map(String)));
  return causes;
}

function typeCause(value: unknown, type: string, path: string): Cause {
  const kind = kindOf(value);
  return {
    reason: 'FieldValueTypeInvalid',
    message: `Invalid value: ${JSON.stringify(kind)}: ${path === '' ? '' : `${path} `}in body must be of type ${type}: ${JSON.stringify(kind)}`,
    field: path,
  };
}

function listCauses(value: readonly unknown[], schema: Data, path: string): Cause[] {
  const type = schema['x-kubernetes-list-type'];
  if (type !== 'set' && type !== 'map') return [];
  const keys = asTexts(schema['x-kubernetes-list-map-keys']);
  const met = new Set<string>();
  return value.flatMap((item, index) => {
    const id = type === 'set' ? item : Object.fromEntries(keys.map((key) => [key, asRecord(item)[key]]));
    const text = JSON.stringify(id);
    if (met.has(text)) return [duplicate(`${path}[${index}]`, id)];
    met.add(text);
    return [];
  });
}

function groupCauses(value: Record<string, unknown>, schema: Data, path: string): Cause[] {
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  const properties = asRecord(schema.properties);
  const causes: Cause[] = asTexts(schema.required)
    .filter((key) => value[key] === undefined)
    .map((key) => required(at(key), ''));
  for (const key of Object.keys(value).sort()) {
    if (Object.hasOwn(properties, key)) causes.push(...schemaCauses(value[key], asRecord(properties[key]), at(key)));
    else if (isRecord(schema.additionalProperties))
      causes.push(...schemaCauses(value[key], schema.additionalProperties, at(key)));
  }
  if (typeof schema.maxProperties === 'number' && Object.keys(value).length > schema.maxProperties)
    causes.push({
      reason: 'FieldValueTooMany',
      message: `Too many: ${Object.keys(value).length}: must have at most ${schema.maxProperties} items`,
      field: path,
    });
  if (typeof schema.minProperties === 'number' && Object.keys(value).length < schema.minProperties)
    causes.push(
      wrong(path, Object.keys(value).length, `${path} in body should have at least ${schema.minProperties} properties`),
    );
  return causes;
}

const compiled = new Map<string, ReturnType<typeof environment.parse> | undefined>();

/** What a rule says: whether it holds, which field it looked for in vain, or nothing that can be told here. */
function judge(rule: string, self: unknown, oldSelf: unknown): boolean | { missing: string } | undefined {
  if (!compiled.has(rule)) {
    try {
      compiled.set(rule, environment.parse(inPlainCel(rule)));
    } catch {
      compiled.set(rule, undefined);
    }
  }
  try {
    const result: unknown = compiled.get(rule)?.({ self, oldSelf });
    return typeof result === 'boolean' ? result : undefined;
  } catch (problem) {
    const missing = /no such key: (\w+)/i.exec(problem instanceof Error ? problem.message : '')?.[1];
    return missing === undefined ? undefined : { missing };
  }
}

/** Reasons of rules as causes have them. */
const REASONS: Readonly<Record<string, [reason: string, words: string]>> = {
  FieldValueForbidden: ['FieldValueForbidden', 'Forbidden'],
  FieldValueRequired: ['FieldValueRequired', 'Required value'],
  FieldValueDuplicate: ['FieldValueDuplicate', 'Duplicate value'],
};

/** Whether messages show a value: groups and lists they do not. */
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** What rules in CEL (`x-kubernetes-validations`) do not allow. Those about the state before hold only for what was there. */
export function ruleCauses(value: unknown, old: unknown, schema: Data, path = ''): Cause[] {
  const causes: Cause[] = [];
  for (const { rule, message, messageExpression, fieldPath, reason } of asList(schema['x-kubernetes-validations'])) {
    const needsOld = /\boldSelf\b/.test(String(rule));
    if (needsOld && old === undefined) continue;
    const verdict = judge(String(rule), seen(value, schema), seen(old, schema));
    if (typeof verdict === 'object') {
      const said = `no such key: ${verdict.missing} evaluating rule: ${String(message ?? rule)}`;
      causes.push({ reason: 'FieldValueInvalid', message: `Invalid value: "object": ${said}`, field: path || '<nil>' });
      continue;
    }
    if (verdict !== false) continue;
    const text =
      messageExpression === undefined
        ? String(message ?? `failed rule: ${String(rule)}`)
        : (evaluateText(String(messageExpression), seen(value, schema), seen(old, schema)) ??
          String(message ?? `failed rule: ${String(rule)}`));
    const field = `${path}${typeof fieldPath === 'string' ? fieldPath : ''}`.replace(/^\./, '');
    const special = REASONS[String(reason)];
    if (special) causes.push({ reason: special[0], message: `${special[1]}: ${text}`, field });
    else
      causes.push({
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${isPlain(value) ? `${shown(value)}: ` : ''}${text}`,
        field: field === '' ? '<nil>' : field,
      });
  }
  if (Array.isArray(value)) {
    const keys = asTexts(schema['x-kubernetes-list-map-keys']);
    value.forEach((item, index) => {
      const before =
        keys.length > 0 && Array.isArray(old)
          ? old.find((one) => keys.every((key) => asRecord(one)[key] === asRecord(item)[key]))
          : undefined;
      causes.push(...ruleCauses(item, before, asRecord(schema.items), `${path}[${index}]`));
    });
  } else if (isRecord(value)) {
    const properties = asRecord(schema.properties);
    for (const key of Object.keys(value).sort()) {
      const inner = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
      if (isRecord(inner))
        causes.push(
          ...ruleCauses(value[key], isRecord(old) ? old[key] : undefined, inner, path === '' ? key : `${path}.${key}`),
        );
    }
  }
  return causes;
}

function evaluateText(expression: string, self: unknown, oldSelf: unknown): string | undefined {
  try {
    const result: unknown = environment.parse(inPlainCel(expression))({ self, oldSelf });
    return typeof result === 'string' ? result : undefined;
  } catch {
    return undefined;
  }
}

/** Mistakes after which rules are not asked any more. */
const BLOCKING: ReadonlySet<string> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
]);

/** Everything that is wrong with a custom object: first its form, then its rules. */
export function customCauses(object: Data, old: Data | undefined, schema: Data): Cause[] {
  const { apiVersion: _, kind: __, metadata: ___, ...content } = object;
  const { metadata: ____, ...properties } = asRecord(schema.properties);
  const own = { ...schema, properties };
  const causes = schemaCauses(content, own);
  if (causes.length > 0) {
    const hasRules = /x-kubernetes-validations/.test(JSON.stringify(schema));
    const isForm = causes.some(({ reason }) => BLOCKING.has(reason));
    return hasRules && isForm
      ? [
          ...causes,
          {
            reason: 'FieldValueInvalid',
            message:
              'Invalid value: null: some validation rules were not checked because the object was invalid; correct the existing errors to complete validation',
            field: '<nil>',
          },
        ]
      : [...causes, ...(hasRules ? ruleCauses(object, old, schema) : [])];
  }
  return ruleCauses(object, old, schema);
}
