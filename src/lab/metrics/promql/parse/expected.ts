/** What is wrong at the place where the grammar gave up, in Prometheus's words: in which part of a query, and what should stand there. */

const TOKEN = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|#[^\n]*|[a-zA-Z_:][\w:]*|[\d.][\w.]*|=~|!~|!=|==|>=|<=|\S/g;
const GROUPING = /^(?:by|without|on|ignoring|group_left|group_right)$/i;
const DURATIONS = 'number, duration, step(), or range()';

/** What stands before a place: the tokens, and the brackets that are open, each with the word before it. */
function before(query: string): { tokens: string[]; open: { bracket: string; word: string }[] } {
  const tokens: string[] = [];
  const open: { bracket: string; word: string }[] = [];
  for (const [token] of query.matchAll(TOKEN)) {
    if (token.startsWith('#')) continue;
    if (/^[({[]$/.test(token)) open.push({ bracket: token, word: tokens.at(-1) ?? '' });
    else if (/^[)}\]]$/.test(token)) open.pop();
    tokens.push(token);
  }
  return { tokens, open };
}

function inBraces(tokens: readonly string[]): string {
  const [two = '', last = ''] = tokens.slice(-2);
  const isString = /^["'`]/.test(last);
  if (/^(?:=|!=|=~|!~)$/.test(last)) return ' in label matching, expected string';
  if (last === '{' || last === ',') return ' in label matching, expected identifier or "}"';
  if (isString && /^(?:=|!=|=~|!~)$/.test(two)) return ' in label matching, expected "," or "}"';
  return isString ? ' in label matching, expected "," or "}"' : ' in label matching, expected label matching operator';
}

/** " in …, expected …", as far as it is known what belongs at an offset. */
export function contextAt(query: string, offset: number): string {
  const { tokens, open } = before(query.slice(0, offset));
  const last = tokens.at(-1) ?? '';
  const innermost = open.at(-1);
  if (innermost?.bracket === '{') return inBraces(tokens);
  if (GROUPING.test(last)) return ' in grouping opts, expected "("';
  if (innermost?.bracket === '(' && GROUPING.test(innermost.word))
    return last === '(' || last === ','
      ? ' in grouping opts, expected label'
      : ' in grouping opts, expected "," or ")"';
  if (/^offset$/i.test(last)) return ` in offset, expected ${DURATIONS}`;
  if (last === '@') return ' in @, expected timestamp';
  if (innermost?.bracket === '[' && last === '[') return ` in subquery or range selector, expected ${DURATIONS}`;
  return '';
}

/** What is wrong with the letter or the number at an offset, if it is the letters that are wrong, and where that begins. */
export function lexicalError(query: string, offset: number): { from: number; reason: string } | undefined {
  const at = (reason: string, from = offset): { from: number; reason: string } => ({ from, reason });
  const { tokens, open } = before(query.slice(0, offset));
  const letter = query[offset] ?? '';
  if (open.at(-1)?.bracket === '{' && /[^\s,="'`!~}a-zA-Z_]/.test(letter))
    return at(`unexpected character inside braces: '${letter}'`);
  const begun = /(?<![\w.])[\d.][\w.]*$/.exec(query.slice(0, offset))?.[0] ?? '';
  const run = begun + (/^[\w.]+/.exec(query.slice(offset))?.[0] ?? '');
  if (begun !== '' && run !== begun) {
    const isDuration = /^(?:\d+(?:ms|[smhdwy]))+$/.test(run);
    return at(
      `${isDuration ? 'not a valid duration string' : 'bad number or duration syntax'}: "${run}"`,
      offset - begun.length,
    );
  }
  if (run === '.') return at("unexpected character: '.'");
  if (letter === ')' && tokens.at(-1) === ',')
    return at('trailing commas not allowed in function call args', query.lastIndexOf(',', offset));
  return undefined;
}
