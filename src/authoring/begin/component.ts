import { SECTIONS } from './skeleton.ts';

const FENCE = /^\s*(```|~~~)/;

/** Index of the first line, outside of code, for which a condition holds; -1 if there is none. */
function findLine(lines: readonly string[], condition: (line: string) => boolean): number {
  let inCode = false;
  return lines.findIndex((line) => {
    if (FENCE.test(line)) inCode = !inCode;
    return !inCode && condition(line);
  });
}

/** Parts that come at the end of a lesson, in their order: a new one goes before whatever comes later. */
const LATER = {
  Quiz: [/^<KeyPoints/, /^## Further reading/],
  Lab: [/^<Quiz/, /^<KeyPoints/, /^## Further reading/],
} as const;

/** The text of a lesson that shows its quiz or lab: where it already does, nothing changes. */
export function withComponent(text: string, name: 'Quiz' | 'Lab'): string {
  const lines = text.trimEnd().split('\n');
  if (findLine(lines, (line) => line.trimStart().startsWith(`<${name}`)) >= 0) return text;
  const later = LATER[name].map((pattern) => findLine(lines, (line) => pattern.test(line))).find((line) => line >= 0);
  const at = later === undefined ? lines.length : headingBefore(lines, later);
  const section = [...(at === lines.length ? [''] : []), SECTIONS[name], ...(at === lines.length ? [] : [''])];
  return `${lines.toSpliced(at, 0, ...section).join('\n')}\n`;
}

/** The line of the heading that directly precedes a line, or the line itself. */
function headingBefore(lines: readonly string[], index: number): number {
  let before = index - 1;
  while (lines[before]?.trim() === '') before--;
  return /^#{2,}\s/.test(lines[before] ?? '') ? before : index;
}
