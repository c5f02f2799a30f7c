import type { Reader } from './reader.ts';

/** How deep brackets may stand in each other. */
const DEEPEST = 500;

/** The text up to the bracket that closes; brackets and quotes inside belong together. @param line where a missing bracket is told, if not at the end */
export function balanced(reader: Reader, open = '(', close = ')', line?: number): string {
  const start = reader.at;
  let depth = 1;
  for (; !reader.isAtEnd(); reader.at++) {
    const { letter } = reader;
    if (letter === '\\') reader.at++;
    else if (letter === "'") {
      const end = reader.text.indexOf("'", reader.at + 1);
      if (end < 0) break;
      reader.at = end;
    } else if (letter === '"') skipDouble(reader);
    else if (letter === '`') {
      for (reader.at++; !reader.isAtEnd() && reader.letter !== '`'; reader.at++)
        if (reader.letter === '\\') reader.at++;
    } else if (close === ')' && letter === '#' && /\s/.test(reader.text[reader.at - 1] ?? '')) {
      const end = reader.text.indexOf('\n', reader.at);
      if (end < 0) break;
      reader.at = end - 1;
    } else if (letter === open) {
      if (++depth > DEEPEST) break;
    } else if (letter === close && --depth === 0) return reader.text.slice(start, reader.at++);
  }
  reader.at = reader.text.length;
  throw reader.unmatched(close, line ?? reader.unfinished().line);
}

/** Goes to the end of a double-quoted text, over what is substituted in it. */
function skipDouble(reader: Reader, depth = 0): void {
  for (reader.at++; !reader.isAtEnd() && reader.letter !== '"'; reader.at++) {
    if (reader.letter === '\\') reader.at++;
    else if (reader.startsWith('$(') && depth < 50) {
      reader.at += 2;
      balanced(reader);
      reader.at--;
    }
  }
}

/** The text between this mark and the next one like it. */
export function until(reader: Reader, mark: string): string {
  const end = reader.text.indexOf(mark, reader.at + 1);
  if (end < 0) throw reader.unmatched(mark, reader.line);
  const text = reader.text.slice(reader.at + 1, end);
  reader.at = end + 1;
  return text;
}
