import { posix } from 'node:path';
import { hereDocuments } from '../languages/commands/here-documents.ts';
import { languageOfFile } from '../rendering/language.ts';
import { placeInFile, type Snippet } from './snippets.ts';

/** Commands that read manifests from their standard input. */
const READS_MANIFESTS =
  /\b(?:kubectl|oc)\b[^|;&\n]*\s(?:-f|--filename)[= ]?-(?=[\s<|;&]|$)|\bkubectl\s+(?:apply|create|replace|delete|diff)\b[^|;&\n]*-f\s*\/dev\/stdin/;
/** Commands that read commands. */
const READS_COMMANDS = /(?:^|[|;&(]\s*)(?:sudo\s+)?(?:bash|sh|zsh|ssh\b[^|;&\n]*)\s*(?:-s\b[^|;&\n]*)?(?:<<|$)/;
/** Files that are written: `> name`, `tee name`, `of=name`. */
const WRITES = /(?:>{1,2}\s*|\btee\s+(?:-a\s+)?)["']?([\w./~${}-]+)["']?/;

/** The language of a here-document, by the line in which it begins; "here-document" if nothing tells. */
function languageOf(line: string, text: string): string {
  if (READS_MANIFESTS.test(line)) return 'yaml';
  const target = WRITES.exec(line)?.[1];
  if (target !== undefined) {
    const language = languageOfFile(posix.basename(target));
    if (language !== 'text') return language;
  }
  if (READS_COMMANDS.test(line)) return 'bash';
  return /^(?:apiVersion|kind):/m.test(text) ? 'yaml' : 'here-document';
}

/**
 * What the shell fills in, with something of the same length in its place that every reader takes for left open: "$NAME",
 * "${NAME}", "$(command)".
 */
function opened(text: string): string {
  return text
    .replace(/\\(?=[$`\\])/g, ' ')
    .replace(/(?<! )\$\([^()\n]*\)|(?<! )\$\{[^}\n]*\}|(?<! )\$[A-Za-z_]\w*|(?<! )`[^`\n]*`/g, (found) =>
      '…'.repeat(found.length),
    );
}

/** Here-documents of a shell text as snippets of their own languages, at their places in the file. */
export function hereDocumentsOf(snippet: Snippet): Snippet[] {
  const isSession = snippet.language === 'terminal' || /^\$ /m.test(snippet.text);
  return hereDocuments(snippet.text, isSession).map(({ line, text, firstLine, quoted }): Snippet => {
    const lines = text.split('\n');
    const prompt = isSession && (snippet.text.split('\n')[firstLine - 1] ?? '').startsWith('> ') ? 2 : 0;
    const place = placeInFile(snippet, { line: firstLine, column: 1 });
    return {
      language: languageOf(line, text),
      text: quoted ? text : opened(text),
      file: snippet.file,
      firstLine: place.line,
      indent: place.column - 1,
      lines: lines.map((_, index) => {
        const at = placeInFile(snippet, { line: firstLine + index, column: 1 });
        return { line: at.line, column: at.column + prompt };
      }),
      options: snippet.options,
      origin: 'here-document',
      target: WRITES.exec(line)?.[1],
    };
  });
}
