/** A text that is no JSON. */
export class JsonError extends Error {}

/** Where the JSON value that begins at `start` ends; undefined if it is not complete. */
function endOfValue(text: string, start: number): number | undefined {
  const first = text[start];
  if (first !== '{' && first !== '[' && first !== '"') {
    const end = /[\s,{}[\]":]/.exec(text.slice(start + 1));
    return end ? start + 1 + end.index : undefined;
  }
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (isText) {
      if (letter === '\\') at++;
      else if (letter === '"') {
        isText = false;
        if (depth === 0) return at + 1;
      }
    } else if (letter === '"') isText = true;
    else if (letter === '{' || letter === '[') depth++;
    else if ((letter === '}' || letter === ']') && --depth === 0) return at + 1;
  }
  return undefined;
}

/**
 * The values of a text that holds one JSON value after the other, and what is left of it.
 * @param isEnd whether nothing more follows: then what is not complete is wrong.
 * @throws JsonError
 */
export function parseJson(text: string, isEnd: boolean): { values: unknown[]; rest: string } {
  const values: unknown[] = [];
  let at = 0;
  for (;;) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return { values, rest: '' };
    const end = endOfValue(text, at) ?? (isEnd ? text.length : undefined);
    if (end === undefined) return { values, rest: text.slice(at) };
    const piece = text.slice(at, end);
    try {
      values.push(JSON.parse(piece));
    } catch {
      const line = text.slice(0, end).split('\n').length;
      throw new JsonError(
        /^[{["]/.test(piece) && endOfValue(text, at) === undefined
          ? `Unfinished JSON term at EOF at line ${line}, column 0`
          : `Invalid literal at line ${line}, column ${piece.length}`,
      );
    }
    at = end;
  }
}
