import type { ParameterPart, Word } from './tree.ts';

const NAME = '[A-Za-z_]\\w*|\\d+|[@*#?$!-]';
const OPERATOR = ':?[-=+?]|%%?|##?|\\/[/#%]?|\\^\\^?|,,?|~~?|@[A-Za-z]|:';
const LENGTH = new RegExp(`^#(${NAME})(?:\\[(.*)\\])?$`, 's');
const KEYS = /^!([A-Za-z_]\w*)(?:\[([@*])\]|([@*]))$/;

/**
 * Reads what stands in `${…}`.
 * @param read reads a word: the index of an array, a pattern, or a value in the place of another
 */
export function readBraced(
  inner: string,
  isQuoted: boolean,
  read: (text: string, what: 'index' | 'pattern' | 'value') => Word,
): ParameterPart {
  const bad: ParameterPart = { kind: 'parameter', name: '', isQuoted, bad: `\${${inner}}` };
  const length = LENGTH.exec(inner);
  if (length && !(length[1] === '#' && inner !== '##')) {
    const [, name = '', index] = length;
    return {
      kind: 'parameter',
      name,
      isQuoted,
      isLength: true,
      ...(index === undefined ? {} : { index: read(index, 'index') }),
    };
  }
  const keys = KEYS.exec(inner);
  if (keys) {
    const [, name = '', index, prefix] = keys;
    return index === undefined
      ? { kind: 'parameter', name, isQuoted, isIndirect: true, operator: `prefix${prefix}` }
      : {
          kind: 'parameter',
          name,
          isQuoted,
          operator: 'keys',
          index: [{ kind: 'text', text: index, isQuoted: false }],
        };
  }
  const isIndirect = /^![A-Za-z_\d@*]/.test(inner);
  const text = isIndirect ? inner.slice(1) : inner;
  const name = new RegExp(`^(?:${NAME})`).exec(text)?.[0];
  if (name === undefined) return bad;
  let rest = text.slice(name.length);
  const part: ParameterPart = { kind: 'parameter', name, isQuoted, ...(isIndirect ? { isIndirect } : {}) };
  if (rest.startsWith('[')) {
    const end = indexEnd(rest);
    if (end < 0) return bad;
    part.index = read(rest.slice(1, end), 'index');
    rest = rest.slice(end + 1);
  }
  if (rest === '') return part;
  const operator = new RegExp(`^(?:${OPERATOR})`).exec(rest)?.[0];
  if (operator === undefined) return bad;
  if (operator.startsWith('@') && rest.length > 2) return bad;
  return {
    ...part,
    operator,
    argument: read(
      rest.slice(operator.length),
      operator === ':' ? 'index' : /[-=+?]$/.test(operator) ? 'value' : 'pattern',
    ),
  };
}

/** Where the index that begins with a bracket ends. */
export function indexEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '[') depth++;
    else if (text[at] === ']' && --depth === 0) return at;
  }
  return -1;
}
