import { yamlProblem } from './yaml-problem.ts';

/** What go-yaml says where the `yaml` package says something else, by the package's code of the error. */
const SENTENCES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BAD_INDENT: 'did not find expected key',
  MISSING_CHAR: 'did not find expected node content',
  UNEXPECTED_TOKEN: 'did not find expected node content',
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
  IMPOSSIBLE: 'did not find expected node content',
  MULTILINE_IMPLICIT_KEY: "could not find expected ':'",
  BAD_SCALAR_START: 'found character that cannot start any token',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BAD_COLLECTION_TYPE: 'did not find expected node content',
  KEY_OVER_1024_CHARS: "could not find expected ':'",
};

/**
 * An error of the `yaml` package in the words of go-yaml: `yaml: line 3: mapping values are not allowed in this context`. The two name lines
 * in slightly different ways; where go-yaml counts from the token before, so does this.
 */
export function yamlMessage(error: unknown, source = ''): string {
  const problem = yamlProblem(source);
  if (problem) return `yaml: ${problem.line === 0 ? '' : `line ${problem.line}: `}${problem.sentence}`;
  const {
    code = '',
    linePos,
    message = '',
  } = error as { code?: string; linePos?: [{ line: number }]; message?: string };
  let sentence = SENTENCES[code] ?? message.split('\n')[0];
  let line = linePos?.[0].line ?? 1;
  if (/closing "quote|Missing closing/.test(message)) sentence = 'found unexpected end of stream';
  if (code === 'TAB_AS_INDENT' || code === 'BAD_INDENT') line = Math.max(1, line);
  // go-yaml's scanner names the line after the key that has no colon, and no line when it is the first.
  if (sentence === "could not find expected ':'") line++;
  if (line === 1 && /cannot start any token|unknown escape/.test(sentence ?? '')) return `yaml: ${sentence}`;
  return `yaml: line ${line}: ${sentence}`;
}
