import type { Quoted } from './fence-options.ts';

const NAME = /<\s*[\w.:$-]*/y;
const ATTRIBUTE = /\s+(?:([A-Za-z_$][\w.:$-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{)))?|(\{))/y;

const IN_BRACES = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[{}]/gs;

/** Offset behind the braces that open before `at`; undefined if they do not close. */
function behindBraces(text: string, at: number): number | undefined {
  let depth = 1;
  IN_BRACES.lastIndex = at;
  for (let match = IN_BRACES.exec(text); match; match = IN_BRACES.exec(text)) {
    if (match[0] === '{') depth++;
    if (match[0] === '}' && --depth === 0) return IN_BRACES.lastIndex;
  }
  return undefined;
}

/** Where the values in quotes of a component's attributes stand, by their names. The parser does not say it. @param start offset of its "<". */
export function attributePlaces(text: string, start: number): Map<string, Quoted> {
  const places = new Map<string, Quoted>();
  NAME.lastIndex = start;
  if (!NAME.test(text)) return places;
  let at = NAME.lastIndex;
  for (;;) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (!match) return places;
    at = ATTRIBUTE.lastIndex;
    const [, name, double, single, value, spread] = match;
    if (value !== undefined || spread !== undefined) {
      const behind = behindBraces(text, at);
      if (behind === undefined) return places;
      at = behind;
      continue;
    }
    const quoted = double ?? single;
    if (name !== undefined && quoted !== undefined) places.set(name, { value: quoted, start: at - 1 - quoted.length });
  }
}
