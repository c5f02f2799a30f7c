import type { Lesson } from '../curriculum/model.ts';
import { isBinary } from '../curriculum/read.ts';
import { type TextFile, textsOf } from '../curriculum/text/read-text.ts';
import type { Place } from '../findings/finding.ts';
import { isSession } from '../languages/session.ts';
import { languageOfFile } from '../rendering/language.ts';

/** A piece of code that a lesson shows or offers: a fence in its text, its quiz or its lab, or a file. */
export interface Snippet {
  language: string;
  text: string;
  /** Path below the curriculum's root. */
  file: string;
  /** Line of the file on which the code begins, 1-based. */
  firstLine: number;
  /** Columns by which its first line is indented in the file. */
  indent: number;
  /** Where each of its lines begins in the file; undefined if each follows the one before, indented like the first. */
  lines: readonly Place[] | undefined;
  options: ReadonlyMap<string, string>;
  origin: 'fence' | 'file' | 'here-document';
  /** Of a here-document, the file that its reader writes it into. */
  target?: string | undefined;
}

/** Whether lines follow each other without being indented differently, so that the place of the first says everything. */
function areEven(lines: readonly Place[]): boolean {
  const [first] = lines;
  return lines.every(
    ({ line, column }, index) => line === (first?.line ?? 1) + index && column === (first?.column ?? 1),
  );
}

/** Code in a text. Fences of a lesson that are never closed are left out: renderers report them. */
function fencesIn({ file, text }: TextFile, lesson: Lesson): Snippet[] {
  return (text?.fences ?? []).flatMap(({ language, text: code, lines, options, closed }): Snippet[] => {
    if (!closed && file === lesson.path) return [];
    const [{ line, column }] = lines;
    return [
      {
        // Authors write sessions into fences of shells, too.
        language: isSession(language, code) ? 'terminal' : language,
        text: code,
        file,
        firstLine: line,
        indent: column - 1,
        lines: areEven(lines) ? undefined : lines,
        options,
        origin: 'fence',
      },
    ];
  });
}

const remembered = new WeakMap<Lesson, readonly Snippet[]>();

/**
 * Everything that a lesson shows as code, in its text, its data files and its `files/`. What cannot be parsed has none that
 * is known; `unreadFiles` names it.
 */
export function snippetsOf(lesson: Lesson): readonly Snippet[] {
  const known = remembered.get(lesson);
  if (known) return known;
  const inFiles = [...lesson.files.values()].flatMap(({ name, path, text }): Snippet[] => {
    if (isBinary(text)) return [];
    const language = languageOfFile(name);
    const rest = { firstLine: 1, indent: 0, lines: undefined, options: new Map(), origin: 'file' as const };
    return [{ language, text, file: path, ...rest }];
  });
  const all = [...textsOf(lesson).flatMap((file) => fencesIn(file, lesson)), ...inFiles];
  remembered.set(lesson, all);
  return all;
}

/** Place in the file of a place in a snippet. */
export function placeInFile(
  { firstLine, indent, lines }: Pick<Snippet, 'firstLine' | 'indent'> & { lines?: Snippet['lines'] },
  { line, column }: Place,
): Place {
  const start = lines?.[line - 1];
  if (start) return { line: start.line, column: start.column + column - 1 };
  return { line: firstLine + line - 1, column: indent + column };
}
