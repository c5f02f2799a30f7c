import { isRecord } from '../../../kubernetes/data.ts';
import { goText } from './go-text.ts';
import { sortedKeys } from './json.ts';

/** A value as Go writes it with `%#v`, for data as JSON has it. */
export function goSyntax(value: unknown): string {
  if (value === null || value === undefined) return 'interface {}(nil)';
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (isRecord(value)) {
    const fields = sortedKeys(value).map((key) => `${JSON.stringify(key)}:${goSyntax(value[key])}`);
    return `map[string]interface {}{${fields.join(', ')}}`;
  }
  return String(value);
}

function pad(text: string, flags: string, width: string): string {
  if (width === '') return text;
  if (flags.includes('-')) return text.padEnd(Number(width));
  return flags.includes('0') && /^-?\d/.test(text) ? text.padStart(Number(width), '0') : text.padStart(Number(width));
}

/** Text of a format as Go's fmt has it, for the verbs that templates use. */
export function sprintf(format: string, values: readonly unknown[]): string {
  let at = 0;
  const text = format.replace(
    /%([-+# 0]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, flags: string, width: string, precision: string | undefined, verb: string) => {
      if (verb === '%') return '%';
      if (at >= values.length) return `%!${verb}(MISSING)`;
      const value = values[at++];
      const type =
        typeof value === 'string'
          ? 'string'
          : typeof value === 'number'
            ? Number.isInteger(value)
              ? 'int64'
              : 'float64'
            : typeof value === 'boolean'
              ? 'bool'
              : '<nil>';
      const wrong = `%!${verb}(${type}=${goText(value)})`;
      switch (verb) {
        case 'v':
          return pad(
            flags.includes('#') ? goSyntax(value) : typeof value === 'symbol' ? '<no value>' : goText(value),
            flags,
            width,
          );
        case 's':
          return pad(
            typeof value === 'number' || typeof value === 'boolean'
              ? wrong
              : typeof value === 'symbol'
                ? '%!s(<nil>)'
                : precision
                  ? goText(value).slice(0, Number(precision))
                  : goText(value),
            flags,
            width,
          );
        case 'q':
          return pad(typeof value === 'string' ? JSON.stringify(value) : wrong, flags, width);
        case 'd':
          return pad(
            typeof value === 'number' && Number.isInteger(value)
              ? `${flags.includes('+') && value >= 0 ? '+' : ''}${value}`
              : wrong,
            flags,
            width,
          );
        case 'x':
          return pad(
            typeof value === 'number'
              ? value.toString(16)
              : typeof value === 'string'
                ? [...new TextEncoder().encode(value)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
                : wrong,
            flags,
            width,
          );
        case 'f':
          return pad(
            typeof value === 'number' && !Number.isInteger(value)
              ? value.toFixed(precision ? Number(precision) : 6)
              : wrong,
            flags,
            width,
          );
        case 't':
          return pad(typeof value === 'boolean' ? String(value) : wrong, flags, width);
        case 'T':
          return type;
        default:
          return wrong;
      }
    },
  );
  const rest = values.slice(at).map((value) => `${typeof value}=${goText(value)}`);
  return rest.length > 0 ? `${text}%!(EXTRA ${rest.join(', ')})` : text;
}
