import { isRecord } from '../../kubernetes/data.ts';
import { yamlText } from './write-text.ts';

function isLetter(character: string): boolean {
  return /\p{L}/u.test(character);
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && /\p{Nd}/u.test(character);
}

/** Order of keys as go-yaml sorts them: numbers inside of them by their value. */
export function compareKeys(first: string, second: string): number {
  const a = [...first];
  const b = [...second];
  for (let index = 0; index < a.length && index < b.length; index++) {
    const x = a[index] as string;
    const y = b[index] as string;
    if (x === y) continue;
    const isLetterX = isLetter(x);
    const isLetterY = isLetter(y);
    if (isLetterX && isLetterY) return x < y ? -1 : 1;
    if (isLetterX || isLetterY) return isLetterY ? -1 : 1;
    let numberX = 0;
    let numberY = 0;
    if (x === '0' || y === '0') {
      for (let before = index - 1; before >= 0 && isDigit(a[before]); before--) {
        if (a[before] !== '0') {
          numberX = 1;
          numberY = 1;
          break;
        }
      }
    }
    let endX = index;
    for (; isDigit(a[endX]); endX++) numberX = numberX * 10 + Number(a[endX]);
    let endY = index;
    for (; isDigit(b[endY]); endY++) numberY = numberY * 10 + Number(b[endY]);
    if (numberX !== numberY) return numberX < numberY ? -1 : 1;
    if (endX !== endY) return endX < endY ? -1 : 1;
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}

function number(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return String(value);
  return String(value).replace(/e([-+])(\d)$/, 'e$10$2');
}

function scalar(value: unknown, column: number, indent: string): string {
  if (typeof value === 'string') return yamlText(value, column, indent);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return String(value);
  return 'null';
}

function isCollection(value: unknown): value is readonly unknown[] | Record<string, unknown> {
  return Array.isArray(value) || isRecord(value);
}

function isEmpty(value: readonly unknown[] | Record<string, unknown>): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.values(value).every((inner) => inner === undefined);
}

/** Lines of a collection, each with its indent; the first without if `isInline`. */
function write(value: readonly unknown[] | Record<string, unknown>, indent: string, isOrdered: boolean): string {
  if (Array.isArray(value)) {
    return value
      .map((item) => {
        if (isCollection(item) && !isEmpty(item)) {
          const inner = `${indent}  `;
          return `${indent}- ${write(item, inner, isOrdered).slice(inner.length)}`;
        }
        return `${indent}- ${isCollection(item) ? (Array.isArray(item) ? '[]' : '{}') : scalar(item, indent.length + 2, `${indent}  `)}`;
      })
      .join('\n');
  }
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record).filter((key) => record[key] !== undefined);
  if (!isOrdered) keys.sort(compareKeys);
  return keys
    .map((key) => {
      const name = yamlText(key, indent.length, indent, true);
      const inner = record[key];
      if (isCollection(inner) && !isEmpty(inner)) {
        return `${indent}${name}:\n${write(inner, Array.isArray(inner) ? indent : `${indent}  `, isOrdered)}`;
      }
      const text = isCollection(inner)
        ? Array.isArray(inner)
          ? '[]'
          : '{}'
        : scalar(inner, indent.length + name.length + 2, `${indent}  `);
      return `${indent}${name}: ${text}`;
    })
    .join('\n');
}

/** A value as sigs.k8s.io/yaml writes it: keys sorted, unless `isOrdered`. */
export function toYaml(value: unknown, isOrdered = false): string {
  if (!isCollection(value)) return `${scalar(value, 0, '')}\n`;
  if (isEmpty(value)) return Array.isArray(value) ? '[]\n' : '{}\n';
  return `${write(value, '', isOrdered)}\n`;
}
