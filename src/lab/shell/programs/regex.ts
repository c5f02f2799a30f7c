import { CLASSES } from '../patterns.ts';

/**
 * A POSIX regular expression as one of JavaScript.
 * @param isExtended `grep -E`, `sed -E`, awk: `+ ? | ( ) { }` have a meaning of their own without a backslash.
 */
export function posixRegex(pattern: string, isExtended: boolean, flags = ''): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] as string;
    if (letter === '[') {
      const set = /^\[(\^?)(\]?(?:\[:\w+:\]|[^\]])*)\]/.exec(pattern.slice(at));
      if (!set) throw new SyntaxError('Unmatched [, [^, [:, [., or [=');
      const inner = (set[2] as string)
        .replace(/[\\\]]/g, '\\$&')
        .replace(/\[:(\w+):\\\]/g, (_, name: string) => CLASSES[name] ?? '');
      source += `[${set[1]}${inner.replace(/\[/g, '\\[')}]`;
      at += set[0].length - 1;
    } else if (letter === '\\') {
      const next = pattern[++at] ?? '';
      if (/[wWsSbB]/.test(next)) source += `\\${next}`;
      else if (next === '<' || next === '>') source += '\\b';
      else if (/[1-9]/.test(next)) source += `\\${next}`;
      else if (next === 'n') source += '\\n';
      else if (next === 't') source += '\\t';
      else if (!isExtended && /[+?|(){}]/.test(next)) source += next;
      else source += next.replace(/[.*+?^${}()|[\]\\/]/, '\\$&');
    } else if (!isExtended && /[+?|(){}]/.test(letter)) source += `\\${letter}`;
    else if (!isExtended && letter === '*' && (source === '' || source === '^' || source.endsWith('(')))
      source += '\\*';
    else if (letter === '$' && !isExtended && at < pattern.length - 1 && !/^\\[)|]/.test(pattern.slice(at + 1)))
      source += '\\$';
    else if (letter === '^' && !isExtended && source !== '' && !/[(|]$/.test(source)) source += '\\^';
    else if (letter === '{' && isExtended && !/^\{\d*,?\d*\}/.test(pattern.slice(at))) source += '\\{';
    else if (letter === '}' && isExtended && !/\{\d*,?\d*$/.test(source)) source += '\\}';
    else source += letter === '/' ? '\\/' : letter;
  }
  return new RegExp(source, flags);
}
