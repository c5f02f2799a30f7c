/** A pattern of file names (`*`, `?`, `[…]`) as a regular expression for a whole text. Letters after a backslash stand for themselves. */
export function patternOf(pattern: string, { crossesFolders = true } = {}): RegExp {
  const any = crossesFolders ? '[\\s\\S]' : '[^/]';
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] as string;
    if (letter === '*') source += `${any}*`;
    else if (letter === '?') source += any;
    else if (letter === '\\' && at + 1 < pattern.length) source += literal(pattern[++at] as string);
    else if (letter === '[') {
      const set = /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at));
      if (!set) source += '\\[';
      else {
        source += `[${set[1] === '' ? '' : '^'}${(set[2] as string).replace(/\[:(\w+):\]/g, (_, name: string) => CLASSES[name] ?? '').replace(/[\\\]]/g, '\\$&')}]`;
        at += set[0].length - 1;
      }
    } else source += literal(letter);
  }
  return new RegExp(`^(?:${source})$`);
}

/** Classes of letters, as in `[[:space:]]`. */
export const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: ' \\t\\n\\r\\f\\v',
  blank: ' \\t',
  punct: '!-/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
};

/** A letter as a regular expression that matches nothing else. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
