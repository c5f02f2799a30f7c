/** What stands in brackets, from the bracket on. */
const BRACKETS = /\[\^?\]?(?:\[[:.=]\w+[:.=]\]|[^\]])*\]/y;

/**
 * Why a text is no regular expression that grep -E, wherever it comes from, and the page read in the same way; undefined if it is one.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap09.html
 */
export function posixProblem(pattern: string): string | undefined {
  if (/[\n\0]/.test(pattern)) return 'it is one line.';
  // The pattern with each set of letters and each escaped sign as one ordinary letter.
  let text = '';
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] as string;
    if (letter === '[') {
      BRACKETS.lastIndex = at;
      const [set] = BRACKETS.exec(pattern) ?? [];
      if (set === undefined) return 'a bracket is not closed.';
      if (set.includes('\\'))
        return 'a backslash in brackets stands for itself; write [[:digit:]], [[:space:]] and so on.';
      at += set.length - 1;
      text += 'x';
    } else if (letter === '\\') {
      const next = pattern[++at] ?? '';
      if (next === '') return 'it ends with a backslash.';
      if (/[A-Za-z0-9<>]/.test(next))
        return `it has no \\${next}; write [[:digit:]], [[:space:]], [[:alnum:]_] and so on.`;
      text += 'x';
    } else text += letter;
  }
  if (/\(\?/.test(text)) return 'it has no (?.';
  if (/[*+?}][*+?{]/.test(text)) return 'two of *, +, ? and {} do not follow one another.';
  if (/(?:^|[(|^])[*+?{]/.test(text)) return 'there is nothing before *, +, ? or { to be repeated.';
  if (/\(\)|\(\||\|\)|\|\||^\||\|$/.test(text)) return 'an alternative is empty.';
  if (/\{(?!\d+(?:,\d*)?\})|(?<!\{\d+(?:,\d*)?)\}/.test(text))
    return 'write \\{ and \\} where no number of repetitions is meant.';
  try {
    new RegExp(text);
    return undefined;
  } catch {
    return 'parentheses are not closed, or a repetition ends before it begins.';
  }
}
