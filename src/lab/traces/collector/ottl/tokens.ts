/** A piece of OTTL. */
export interface Token {
  kind: 'name' | 'text' | 'number' | 'sign' | 'end';
  value: string;
}

/** A mistake in a statement or a condition. */
export class OttlProblem extends Error {}

const PATTERN =
  /\s*(?:(?<text>"(?:\\.|[^"\\])*")|(?<number>-?\d+(?:\.\d+)?)|(?<name>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>==|!=|<=|>=|[<>()[\],.]))/y;

/** Cuts a text of OTTL into pieces. @see https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/pkg/ottl/LANGUAGE.md @throws OttlProblem */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PATTERN.lastIndex = at;
    const found = PATTERN.exec(text);
    if (!found) throw new OttlProblem(`"${text.slice(at).trim().slice(0, 20)}" is not understood here`);
    at = PATTERN.lastIndex;
    const { text: quoted, number, name, sign = '' } = found.groups ?? {};
    if (quoted !== undefined) tokens.push({ kind: 'text', value: unquoted(quoted) });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else tokens.push(name === undefined ? { kind: 'sign', value: sign } : { kind: 'name', value: name });
  }
  return [...tokens, { kind: 'end', value: '' }];
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ({ n: '\n', t: '\t' })[letter] ?? letter);
}
