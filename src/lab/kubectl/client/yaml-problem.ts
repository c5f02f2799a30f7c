/** A problem of YAML as go-yaml says it: its line as it prints it (none for the first), and the sentence. */
export interface YamlProblem {
  line: number;
  sentence: string;
}

/** A block collection that is open: where it stands, and what it is. */
interface Block {
  column: number;
  kind: 'map' | 'list';
  /** Whether its last key, or entry, has no value yet. */
  isWaiting: boolean;
}

const KEY = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#{}[\],&*!|>'"%@`-][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;
const BLOCK_TEXT = /(?:^|\s)[|>][-+\d]*\s*(?:#.*)?$/;

/** What stands open in flow form at the end of a text: `{`, `[`. Quotes are jumped over. */
function openBrackets(text: string): string[] {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"' || character === "'") {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return open;
      at = end;
    } else if (character === '{' || character === '[') open.push(character);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at);
      if (end < 0) return open;
      at = end;
    }
  }
  return open;
}

/** Problems of what stands in `{}` or `[]` and is not closed; the parser counts lines from 0. */
function flowProblem(lines: readonly string[], start: number, value: string): YamlProblem | undefined {
  let text = value;
  let line = start;
  while (openBrackets(text).length > 0) {
    line++;
    const next = lines[line];
    const open = openBrackets(text).at(-1);
    const closing = `did not find expected ',' or '${open === '{' ? '}' : ']'}'`;
    if (next === undefined) {
      const isEmpty = /[{[,]\s*$/.test(text);
      return { line, sentence: isEmpty ? 'did not find expected node content' : closing };
    }
    if (KEY.test(next.trim()) && !/[{[,]\s*$/.test(text)) return { line, sentence: closing };
    text += `\n${next}`;
  }
  return undefined;
}

/** Goes through the lines of a document as go-yaml's scanner does, as far as its blocks go. */
class Walk {
  readonly #lines: readonly string[];
  readonly #open: Block[] = [];

  constructor(text: string) {
    this.#lines = text.replace(/\n$/, '').split('\n');
  }

  /** The first problem of the blocks; undefined if none is seen. */
  problem(): YamlProblem | undefined {
    for (let at = 0; at < this.#lines.length; at++) {
      const line = this.#lines[at] as string;
      if (/^\s*(#.*)?$/.test(line) || /^(---|\.\.\.|%)/.test(line)) continue;
      let column = line.length - line.trimStart().length;
      if (/^\s*\t/.test(line.slice(0, column))) {
        if (this.#open.at(-1)?.isWaiting !== false) return undefined;
        return { line: at + 1, sentence: 'found a tab character that violates indentation' };
      }
      let rest = line.slice(column);
      for (; /^-(\s|$)/.test(rest); rest = line.slice(column)) {
        const found = this.#enter({ column, kind: 'list', isWaiting: true }, at);
        if (found) return found;
        column += 1 + (/^-(\s*)/.exec(rest)?.[1] ?? '').length;
      }
      const key = KEY.exec(rest)?.[0];
      if (key !== undefined) {
        const found = this.#enter({ column, kind: 'map', isWaiting: true }, at);
        if (found) return found;
      }
      const isLone = key === undefined && column === line.length - line.trimStart().length;
      // A word where a key must be: the scanner sees it when the next line has begun.
      if (isLone && /^[\w./]/.test(rest) && this.#isKeyWanted(column))
        return { line: at + 2, sentence: "could not find expected ':'" };
      const value = rest.slice(key?.length ?? 0).trim();
      const last = this.#open.at(-1);
      if (last && value !== '' && !value.startsWith('#')) last.isWaiting = false;
      if (/^[{[]/.test(value)) {
        const found = flowProblem(this.#lines, at, value);
        if (found) return found;
        while (openBrackets(this.#lines.slice(at, at + 1).join('')).length > 0 && at + 1 < this.#lines.length) at++;
      } else if (key !== undefined && /^[^"'].*:\s/.test(value) && !BLOCK_TEXT.test(value)) {
        return { line: at === 0 ? 0 : at + 1, sentence: 'mapping values are not allowed in this context' };
      }
      if (BLOCK_TEXT.test(value)) at = this.#afterText(at, last?.column ?? 0);
    }
    return undefined;
  }

  /** The last line of a text in block form. */
  #afterText(start: number, column: number): number {
    let at = start;
    while (at + 1 < this.#lines.length) {
      const next = this.#lines[at + 1] as string;
      if (next.trim() !== '' && next.length - next.trimStart().length <= column) break;
      at++;
    }
    return at;
  }

  #enter(block: Block, at: number): YamlProblem | undefined {
    const { column, kind } = block;
    let hasClosed = false;
    while ((this.#open.at(-1)?.column ?? -1) > column) {
      this.#open.pop();
      hasClosed = true;
    }
    const top = this.#open.at(-1);
    const expected = (open: Block): YamlProblem => ({
      line: at,
      sentence: open.kind === 'list' ? "did not find expected '-' indicator" : 'did not find expected key',
    });
    if (!top) {
      if (hasClosed) return { line: at, sentence: 'did not find expected <document start>' };
      this.#open.push(block);
      return undefined;
    }
    if (top.column === column) {
      if (top.kind === kind) top.isWaiting = true;
      // A list may stand under its key without being moved to the right.
      else if (top.kind === 'list' || !(top.isWaiting || this.#hasList(at, column))) return expected(top);
      return undefined;
    }
    if (top.isWaiting && !hasClosed) {
      this.#open.push(block);
      return undefined;
    }
    if (hasClosed) return expected(top);
    // What stands further to the right goes on with the text before.
    return kind === 'map' ? { line: at + 1, sentence: 'mapping values are not allowed in this context' } : undefined;
  }

  /** Whether a line at a column goes on with a map there. */
  #isKeyWanted(column: number): boolean {
    const block = this.#open.findLast((one) => one.column <= column);
    return block?.column === column && block.kind === 'map';
  }

  /** Whether the lines before belong to a list at the same column. */
  #hasList(at: number, column: number): boolean {
    for (let before = at - 1; before >= 0; before--) {
      const line = this.#lines[before] as string;
      const own = line.length - line.trimStart().length;
      if (line.trim() === '' || own > column) continue;
      return own === column && /^-(\s|$)/.test(line.slice(own));
    }
    return false;
  }
}

/** What is wrong with the blocks of a text that is no YAML, as go-yaml would say it; undefined if that is not seen. */
export function yamlProblem(text: string): YamlProblem | undefined {
  return new Walk(text).problem();
}
