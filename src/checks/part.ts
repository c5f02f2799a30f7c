import type { Snippet } from './snippets.ts';

/** A line that stands for lines which were left out. */
const LEFT_OUT =
  /^(\s*)(?:-\s+)?(?:#\s*)?(?:\.{2,}|…|\[\s*(?:\.{3}|…)\s*\]|<(?:snip|truncated|omitted)>)(?:\s*(?:#.*)?)$/i;
/** What the first line of a file says of itself. */
const MARK = /^#\s*Part:\s*(patch|shortened)\b/i;

/** How a fence or a file says that it shows a part of an object: `part="patch"`, or "# Part: shortened" in the first line of a file. */
export const PARTS: readonly string[] = ['patch', 'shortened'];

/** A text of which something may have been left out. */
export interface Part {
  /** The text without what stands for something left out, every line in its place. */
  text: string;
  /** Whether something was left out, or its author says so. */
  isShortened: boolean;
  /** 1-based line on which something was left out first. */
  leftOut: number | undefined;
}

/** Reads a snippet of which something may have been left out. */
export function readPart(snippet: Snippet): Part {
  const { text, options } = snippet;
  const marked = PARTS.includes(options.get('part') ?? '') || MARK.test(text);
  let leftOut: number | undefined;
  const json = snippet.language.startsWith('json');
  // Readers of YAML take a tab for a mistake that JSON allows.
  const lines = (json ? text.replaceAll('\t', ' ') : text).split('\n');
  const kept = lines.map((line, index) => {
    if (!LEFT_OUT.test(line)) return line;
    // Dots in the first column also end a document: then nothing was left out, unless text follows that is no new one.
    const next = lines.slice(index + 1).find((other) => other.trim() !== '');
    if (/^\.\.\.\s*$/.test(line) && (next === undefined || /^(---|%|#)/.test(next)) && !marked) return line;
    leftOut ??= index + 1;
    return '';
  });
  const found = leftOut !== undefined;
  return { text: found ? kept.join('\n') : lines.join('\n'), isShortened: marked || found, leftOut };
}

/** What learners, or the shell, put in themselves: "<your-name>", "${NAME}", "$NAME", "…". */
const OPEN =
  /<[A-Za-z][^<>\n]*>|\$\{[^}\n]*\}|\$[A-Z][A-Z0-9_]*\b|\[\[[^[\]\n]+\]\]|\{\{[^{}\n]*\}\}|…|^\.{3}$|\.{3}$| \.{3} /;

/** Whether a value is left open, so that nobody can tell whether it is right. */
export function isLeftOpen(value: unknown): boolean {
  if (typeof value === 'string') return OPEN.test(value);
  if (Array.isArray(value)) return value.some((item) => item === '...' || item === '…');
  return value !== null && typeof value === 'object' && ('...' in value || '…' in value);
}
