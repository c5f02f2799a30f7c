/** What keeps a text from being read, in words for people who write lessons. */
export interface SyntaxProblem {
  /** A clause without a period. */
  what: string;
  remedy: string;
}

const REMEDY = 'Close the component; or, if you mean the character itself, write \\< or \\{, or put it in backticks.';

/** Beginnings of what the parser says, and what an author can do with. */
const KNOWN: readonly [RegExp, string, string][] = [
  [
    /^Could not parse expression/,
    '"{" begins an expression, and what follows is none',
    'If you mean the braces themselves, put the passage in backticks or write \\{; for a comment write {/* … */}.',
  ],
  [/^Unexpected end of file in expression/, 'an expression that begins with "{" is not closed', REMEDY],
  [/create a comment in MDX/, 'a comment in HTML has no place here', 'Write comments as {/* … */}.'],
  [
    /^Unexpected character after `<`/,
    '"<" begins a component, and what follows is none',
    'If you mean the character itself, write \\< or put it in backticks. Write props as name="value", and addresses as [text](https://…).',
  ],
];

/** Puts what the parser of MDX says of a text in words; what is not known here stays as it is, without its positions in the body. */
export function syntaxProblem(said: string): SyntaxProblem {
  const known = KNOWN.find(([pattern]) => pattern.test(said));
  if (known) return { what: known[1], remedy: known[2] };
  return { what: said.replace(/ \(\d+:\d+\)/g, '').replace(/ before the end of `\w+`/, ''), remedy: REMEDY };
}
