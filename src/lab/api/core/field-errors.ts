import { isRecord } from '../../../kubernetes/data.ts';
import type { Cause } from './errors.ts';

/**
 * How messages show a value: texts in quotes, numbers and switches as they are, all else as JSON.
 * @see https://pkg.go.dev/k8s.io/apimachinery/pkg/util/validation/field#Error.ErrorBody
 */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return goQuoted(value);
  if (isRecord(value) || Array.isArray(value)) return JSON.stringify(value);
  return String(value);
}

/** A text in double quotes, as Go's `%q` writes it. */
export function goQuoted(text: string): string {
  return JSON.stringify(text).replace(/\\u00([01][0-9a-f])/g, (_, code: string) => {
    const short: Readonly<Record<string, string>> = { '07': '\\a', '0b': '\\v' };
    return short[code] ?? `\\x${code}`;
  });
}

/** A value that is not allowed. */
export const wrong = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${shown(value)}${why === '' ? '' : `: ${why}`}`,
  field,
});

/** A field that must be there. */
export const required = (field: string, why: string): Cause => ({
  reason: 'FieldValueRequired',
  message: `Required value${why === '' ? '' : `: ${why}`}`,
  field,
});

/** A field that may not be there, or not with other fields. */
export const refused = (field: string, why: string): Cause => ({
  reason: 'FieldValueForbidden',
  message: `Forbidden${why === '' ? '' : `: ${why}`}`,
  field,
});

/** A value that is none of those that the server knows. */
export const unsupported = (field: string, value: unknown, supported: readonly string[]): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value: ${shown(value)}: supported values: ${supported.map(goQuoted).join(', ')}`,
  field,
});

/** A value that is there twice. */
export const duplicate = (field: string, value: unknown): Cause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value: ${shown(value)}`,
  field,
});

/** A value that names what is not there. */
export const missing = (field: string, value: unknown): Cause => ({
  reason: 'FieldValueNotFound',
  message: `Not found: ${shown(value)}`,
  field,
});

/** A text that is too long. */
export const tooLong = (field: string, limit: number): Cause => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${limit} bytes`,
  field,
});

/** A list with too many items. */
export const tooMany = (field: string, actual: number, limit: number): Cause => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${actual}: must have at most ${limit} item${limit === 1 ? '' : 's'}`,
  field,
});
