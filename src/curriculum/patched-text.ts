import type { Finding } from '../findings/finding.ts';

/** A line of a file. */
export interface FileLine {
  file: string;
  /** 1-based. */
  line: number;
}

/** A text that a layer made of another one by changing parts of it. It stands in no file as a whole. */
export interface PatchedText {
  text: string;
  /** Where each of its lines is written; a text that is none has one. */
  lines: readonly FileLine[];
}

/** A text as its file has it. */
export function unpatched(file: string, text: string): PatchedText {
  return { text, lines: text.split('\n').map((_, index) => ({ file, line: index + 1 })) };
}

/** A part of a text that something else takes the place of. */
export interface Replacement {
  /** Offsets of what goes. */
  start: number;
  end: number;
  text: string;
  /** Where a line of the new text is written, counted from 0. */
  origin(line: number): FileLine;
}

/** A text with parts replaced, which must not overlap. */
export function replaceParts(below: PatchedText, replacements: readonly Replacement[]): PatchedText {
  const lines: FileLine[] = [];
  let text = '';
  // A line belongs to whoever wrote something new on it, else to whoever wrote its beginning.
  const add = (part: string, origin: (line: number) => FileLine | undefined, isNew: boolean): void => {
    const first = text === '' ? 0 : text.split('\n').length - 1;
    part.split('\n').forEach((_, index) => {
      const at = origin(index);
      if (at && (isNew || lines[first + index] === undefined)) lines[first + index] = at;
    });
    text += part;
  };
  const lineAt = (offset: number): number => below.text.slice(0, offset).split('\n').length - 1;
  const keep = (start: number, end: number): void => {
    const from = lineAt(start);
    add(below.text.slice(start, end), (line) => below.lines[from + line], false);
  };
  let done = 0;
  for (const { start, end, text: part, origin } of [...replacements].sort((a, b) => a.start - b.start)) {
    keep(done, start);
    add(part, origin, true);
    done = end;
  }
  keep(done, below.text.length);
  return { text, lines };
}

/** A finding at the file in which its line is written, if it was found in a text that a layer has patched. */
export function relocated(patched: ReadonlyMap<string, PatchedText>, finding: Finding): Finding {
  const lines = patched.get(finding.file)?.lines;
  const at = lines?.[Math.min(finding.line, lines.length) - 1];
  return at ? { ...finding, file: at.file, line: at.line } : finding;
}
