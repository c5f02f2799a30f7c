import type { Place } from '../findings/finding.ts';

/** Something in a piece of code that its language does not allow. Line and column are 1-based, within the code. */
export interface CodeProblem extends Place {
  message: string;
  remedy: string;
}

/** Place of an offset in a text; offsets beyond its end give the end. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(0, offset));
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}

/** A problem at an offset of the text. */
export function problemAt(text: string, offset: number, message: string, remedy: string): CodeProblem {
  return { ...placeAt(text, offset), message, remedy };
}

/** What stands at an offset, for messages: "near `word`", "at the end of the line". Undefined behind the last word. */
export function whatStandsAt(text: string, offset: number): string | undefined {
  if (text.slice(offset).trim() === '') return undefined;
  const rest = text.slice(offset).split('\n')[0]?.trim() ?? '';
  if (rest === '') return 'at the end of the line';
  return `near \`${/^(?:[\p{L}\p{N}_]+|.)/u.exec(rest)?.[0] ?? rest}\``;
}
