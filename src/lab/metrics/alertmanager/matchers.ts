import { quote } from '../promql/format.ts';
import { acceptsAll, Matcher, type MatchOperator } from '../promql/matchers.ts';
import { ExpressionError } from '../promql/regular-expression.ts';

export { acceptsAll, Matcher };

/** A matcher that cannot be read. */
export class MatcherError extends Error {
  override name = 'MatcherError';
}

const ONE = /^\s*(?:([^\s{}!=~,\\"'`]+)|"((?:\\.|[^"\\])*)")\s*(=~|!~|!=|=)\s*([\s\S]*?)\s*$/;

function unescaped(text: string): string {
  return text.replace(/\\([\\n"])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}

function matcherValue(written: string, all: string): string {
  if (/^"(?:\\[\s\S]|[^"\\])*"$/.test(written)) return unescaped(written.slice(1, -1));
  if (/(?<!\\)"/.test(written)) throw new MatcherError(`matcher value contains unescaped double quote: ${all.trim()}`);
  return unescaped(written);
}

/** One matcher, such as severity=~"page|ticket". @throws MatcherError if it cannot be read */
export function parseMatcher(text: string): Matcher {
  const [, plain, quoted, operator, value = ''] = ONE.exec(text) ?? [];
  const name = plain ?? (quoted === undefined ? undefined : unescaped(quoted));
  if (name === undefined || operator === undefined) throw new MatcherError(`bad matcher format: ${text}`);
  try {
    return new Matcher(name, operator as MatchOperator, matcherValue(value, text));
  } catch (problem) {
    if (problem instanceof ExpressionError) throw new MatcherError(problem.message);
    throw problem;
  }
}

/** Parts of a text that commas divide, but for those in quotes; nothing has to follow the last comma. */
function parts(text: string): string[] {
  const found = [...text.matchAll(/((?:"(?:\\[\s\S]|[^"\\])*"|[^,])*)(?:,|$)/g)].map(([, part = '']) => part);
  return found.at(-1)?.trim() === '' ? found.slice(0, -1) : found;
}

/**
 * One or more matchers: a="1", or {a="1",b!="2"}.
 * Source: https://prometheus.io/docs/alerting/latest/configuration/#matcher and pkg/labels/parse.go of Alertmanager.
 * @throws MatcherError if they cannot be read
 */
export function parseMatchers(text: string): Matcher[] {
  const inside = text.trim().replace(/^\{/, '').replace(/\}$/, '');
  return parts(inside.trim()).map(parseMatcher);
}

/** A matcher as Alertmanager writes it. */
export function matcherText({ name, operator, value }: Matcher): string {
  return `${/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : quote(name)}${operator}${quote(value)}`;
}
