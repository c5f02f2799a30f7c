import { fixed } from '../numbers.ts';
import { AwkSyntaxError } from './tree.ts';

/** A value of awk. */
export type Value = string | number;

/** Texts that count as numbers. */
export const LOOK_LIKE_NUMBERS = /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/;

/** A value as a number: of a text, what it begins with. */
export function number(value: Value): number {
  return typeof value === 'number'
    ? value
    : Number(/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/.exec(value)?.[0] ?? 0);
}

/** A value as a text. */
export function text(value: Value): string {
  if (typeof value === 'string') return value;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** Whether a value counts as true. */
export function isTrue(value: Value): boolean {
  if (typeof value === 'number') return value !== 0;
  return value !== '' && !(LOOK_LIKE_NUMBERS.test(value) && Number(value) === 0);
}

/** The result of an operator. @throws AwkSyntaxError for a division by zero */
export function arithmetic(operator: string, a: number, b: number): number {
  if ((operator === '/' || operator === '%') && b === 0) throw new AwkSyntaxError('fatal: division by zero attempted');
  const results: Readonly<Record<string, () => number>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => a / b,
    '%': () => a % b,
    '^': () => a ** b,
  };
  return results[operator]?.() ?? 0;
}

/** What `printf` makes of its values. */
export function formatted(format: string, values: Value[]): string {
  return format.replace(
    /%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z%])/g,
    (_, marks: string, width: string, precision: string | undefined, kind: string) => {
      if (kind === '%') return '%';
      const value = values.shift() ?? '';
      const made = /[di]/.test(kind)
        ? String(Math.trunc(number(value)))
        : /[fF]/.test(kind)
          ? fixed(number(value), Number(precision ?? 6))
          : kind === 'x'
            ? number(value).toString(16)
            : kind === 'c'
              ? text(value).slice(0, 1)
              : precision === undefined
                ? text(value)
                : text(value).slice(0, Number(precision));
      if (marks.includes('-')) return made.padEnd(Number(width));
      return made.padStart(Number(width), marks.includes('0') && kind !== 's' ? '0' : ' ');
    },
  );
}
