import { escapeHtml } from '../strings/html.ts';

/** Changes in the normal form of diff: "3,4c5". The lines behind begin with "<" and ">". */
const NORMAL = /^\d+(?:,\d+)?[acd]\d+(?:,\d+)?$/m;

/** What a line of a difference is, by its beginning (POSIX.1-2024, diff, output). */
function markOf(line: string, isNormal: boolean): 'ins' | 'del' | 'c' | 'k' | undefined {
  if (isNormal) return /^>/.test(line) ? 'ins' : /^</.test(line) ? 'del' : /^\d|^---/.test(line) ? 'c' : undefined;
  if (/^(?:\+\+\+|---)(?: |\t|$)|^(?:diff|index|new file|deleted file|similarity|rename|Only in) /.test(line))
    return 'k';
  if (/^@@|^\*{3}|^\\ /.test(line)) return 'c';
  if (line.startsWith('+')) return 'ins';
  return line.startsWith('-') ? 'del' : undefined;
}

/** Each line of a difference as HTML: what was removed and added is marked as such, not by its color alone. */
export function diffLines(code: string): string[] {
  const isNormal = NORMAL.test(code);
  return code.split('\n').map((line) => {
    const mark = markOf(line, isNormal);
    const text = escapeHtml(line);
    if (mark === 'ins' || mark === 'del') return `<${mark}>${text}</${mark}>`;
    return mark === undefined ? text : `<i class="${mark}">${text}</i>`;
  });
}
