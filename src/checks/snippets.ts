import { dataFile, type Lesson } from '../curriculum/model.ts';
import { isBinary } from '../curriculum/read.ts';
import type { Place } from '../findings/finding.ts';
import { parseFence } from '../rendering/fence.ts';
import { languageOfFile } from '../rendering/language.ts';

/** A piece of code that a lesson shows or offers: a fence in its text, its quiz or its lab, or a file. */
export interface Snippet {
  language: string;
  text: string;
  /** Path below the curriculum's root. */
  file: string;
  /** Line of the file on which the code begins, 1-based. */
  firstLine: number;
  /** Columns by which the code is indented in the file. */
  indent: number;
  options: ReadonlyMap<string, string>;
  origin: 'fence' | 'file';
}

const OPEN = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/;

/** Code fences of a text, with the lines on which their code begins. Works on Markdown, and on Markdown inside YAML. */
export function fencesOf(text: string, file: string, firstLine = 1): Snippet[] {
  const snippets: Snippet[] = [];
  let open: { indent: string; mark: string; snippet: Snippet; lines: string[] } | undefined;
  text.split('\n').forEach((line, index) => {
    if (open) {
      const trimmed = line.trim();
      if (trimmed.startsWith(open.mark) && trimmed.replace(/[`~]/g, '') === '') {
        open.snippet.text = `${open.lines.join('\n')}\n`;
        snippets.push(open.snippet);
        open = undefined;
      } else {
        open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line.trimStart());
      }
      return;
    }
    const match = OPEN.exec(line);
    if (!match) return;
    const [, indent = '', mark = '', language = '', meta = ''] = match;
    const { options } = parseFence(meta);
    const snippet: Snippet = {
      language: language.toLowerCase(),
      text: '',
      file,
      firstLine: firstLine + index + 1,
      indent: indent.length,
      options,
      origin: 'fence',
    };
    open = { indent, mark, snippet, lines: [] };
  });
  return snippets;
}

/** Everything that a lesson shows as code, in its text, its data files and its `files/`. */
export function snippetsOf(lesson: Lesson): Snippet[] {
  const inData = (['quiz.yaml', 'lab.yaml'] as const).flatMap((name) =>
    fencesOf(lesson.sources[name] ?? '', dataFile(lesson, name)),
  );
  const inFiles = [...lesson.files.values()].flatMap(({ name, path, text }): Snippet[] => {
    if (isBinary(text)) return [];
    return [
      { language: languageOfFile(name), text, file: path, firstLine: 1, indent: 0, options: new Map(), origin: 'file' },
    ];
  });
  return [...fencesOf(lesson.body, lesson.path, lesson.bodyLine), ...inData, ...inFiles];
}

/** Place in the file of a place in a snippet. */
export function placeInFile(snippet: Pick<Snippet, 'firstLine' | 'indent'>, { line, column }: Place): Place {
  return { line: snippet.firstLine + line - 1, column: snippet.indent + column };
}
