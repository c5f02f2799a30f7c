import { isRecord } from '../../../kubernetes/data.ts';
import { byBytes } from '../../../kubernetes/structs/encode.ts';

/** A text as Go's encoding/json writes it: with `<`, `>` and `&` escaped. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(/[<>&\u2028\u2029\u007f]/g, (character) =>
    character === '\u007f' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return jsonText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return 'null';
}

/** The keys of an object in the order in which Go writes a map. */
export function sortedKeys(value: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort(byBytes);
}

/** JSON on one line as Go writes it; keys are sorted unless `isOrdered`. */
export function compactJson(value: unknown, isOrdered = false): string {
  if (Array.isArray(value)) return `[${value.map((item) => compactJson(item, isOrdered)).join(',')}]`;
  if (!isRecord(value)) return scalar(value);
  const keys = isOrdered ? Object.keys(value).filter((key) => value[key] !== undefined) : sortedKeys(value);
  return `{${keys.map((key) => `${jsonText(key)}:${compactJson(value[key], isOrdered)}`).join(',')}}`;
}

/** JSON with line breaks as Go writes it (`json.MarshalIndent`); keys are sorted unless `isOrdered`. */
export function indentedJson(value: unknown, step = '    ', isOrdered = false, indent = ''): string {
  const inner = indent + step;
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[\n${value.map((item) => inner + indentedJson(item, step, isOrdered, inner)).join(',\n')}\n${indent}]`;
  }
  if (!isRecord(value)) return scalar(value);
  const keys = isOrdered ? Object.keys(value).filter((key) => value[key] !== undefined) : sortedKeys(value);
  if (keys.length === 0) return '{}';
  const lines = keys.map((key) => `${inner}${jsonText(key)}: ${indentedJson(value[key], step, isOrdered, inner)}`);
  return `{\n${lines.join(',\n')}\n${indent}}`;
}
