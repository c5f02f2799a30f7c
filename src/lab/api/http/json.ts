/** What is wrong with a JSON text, in Go's words. */
export class JsonError extends Error {}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads JSON as Go does: with the same sentences for mistakes, and with the paths of fields that stand twice in one group (the last one counts).
 * @throws JsonError
 * @see https://pkg.go.dev/encoding/json
 */
export function parseJson(text: string): { data: unknown; duplicates: string[] } {
  const duplicates: string[] = [];
  let at = 0;
  const skip = (): void => {
    SPACE.lastIndex = at;
    SPACE.exec(text);
    at = SPACE.lastIndex;
  };
  const fail = (looking: string): never => {
    if (at >= text.length) throw new JsonError('unexpected end of JSON input');
    throw new JsonError(`invalid character ${quoted(text[at] as string)} ${looking}`);
  };
  const string = (): string => {
    const start = at++;
    for (; text[at] !== '"'; at++) {
      if (at >= text.length) throw new JsonError('unexpected end of JSON input');
      if ((text[at] as string) < ' ') fail('in string literal');
      if (text[at] === '\\') {
        at++;
        if (at < text.length && !/["\\/bfnrtu]/.test(text[at] as string)) fail('in string escape code');
      }
    }
    at++;
    try {
      return JSON.parse(text.slice(start, at)) as string;
    } catch {
      throw new JsonError('invalid character in \\u hexadecimal character escape');
    }
  };
  const value = (path: string): unknown => {
    skip();
    const letter = text[at];
    if (letter === '{') {
      const made: Record<string, unknown> = {};
      at++;
      skip();
      if (text[at] === '}') {
        at++;
        return made;
      }
      for (;;) {
        skip();
        if (text[at] !== '"') fail('looking for beginning of object key string');
        const key = string();
        const inner = path === '' ? key : `${path}.${key}`;
        skip();
        if (text[at] !== ':') fail('after object key');
        at++;
        const read = value(inner);
        if (Object.hasOwn(made, key)) duplicates.push(inner);
        Object.defineProperty(made, key, { value: read, enumerable: true, configurable: true, writable: true });
        skip();
        if (text[at] === '}') break;
        if (text[at] !== ',') fail('after object key:value pair');
        at++;
      }
      at++;
      return made;
    }
    if (letter === '[') {
      const made: unknown[] = [];
      at++;
      skip();
      if (text[at] === ']') {
        at++;
        return made;
      }
      for (;;) {
        made.push(value(`${path}[${made.length}]`));
        skip();
        if (text[at] === ']') break;
        if (text[at] !== ',') fail('after array element');
        at++;
      }
      at++;
      return made;
    }
    if (letter === '"') return string();
    for (const [word, meaning] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (!text.startsWith(word[0] as string, at)) continue;
      for (let index = 0; index < word.length; index++, at++)
        if (text[at] !== word[index]) fail(`in literal ${word} (expecting ${quoted(word[index] as string)})`);
      return meaning;
    }
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text);
    if (!number) return fail('looking for beginning of value');
    at = NUMBER.lastIndex;
    return Number(number[0]);
  };
  const data = value('');
  skip();
  if (at < text.length) fail('after top-level value');
  return { data, duplicates };
}

const quoted = (letter: string): string =>
  letter === "'" ? `'\\''` : letter === '"' ? `'"'` : `'${letter === '\n' ? '\\n' : letter === '\t' ? '\\t' : letter}'`;
