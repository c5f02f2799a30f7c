import { describe, expect, test } from 'vitest';
import { childrenOf, type Node } from '../../../src/lab/metrics/promql/parse/ast.ts';
import { parsePromql } from '../../../src/lab/metrics/promql/parse/parse.ts';
import { ParseError } from '../../../src/lab/metrics/promql/problem.ts';

function errorOf(query: string): string {
  try {
    parsePromql(query);
  } catch (problem) {
    if (problem instanceof ParseError) return problem.message.replace('parse error: ', '');
    throw problem;
  }
  return 'no error';
}

describe('errors of queries are worded as Prometheus words them', () => {
  test.each([
    ['', '1:1: no expression found in input'],
    ['# nothing', '1:1: no expression found in input'],
    ['sum(up', '1:7: unclosed left parenthesis'],
    ['sum(up))', "1:8: unexpected right parenthesis ')'"],
    ['up{job="shop"', '1:14: unexpected end of input inside braces'],
    ['up{job=shop}', '1:8: unexpected identifier "shop" in label matching, expected string'],
    ['up{job}', '1:7: unexpected "}" in label matching, expected label matching operator'],
    ['up{job="a" zone="b"}', '1:12: unexpected identifier "zone" in label matching, expected "," or "}"'],
    ['up{job>"a"}', "1:7: unexpected character inside braces: '>'"],
    ['up{job="a}', '1:8: unterminated quoted string'],
    ['up{job="\\d"}', "1:8: unknown escape sequence U+0064 'd'"],
    ['up{job=~"("}', '1:4: error parsing regexp: missing closing ): `(`'],
    ['{}', '1:1: vector selector must contain at least one non-empty matcher'],
    ['{job=~".*"}', '1:1: vector selector must contain at least one non-empty matcher'],
    ['up{__name__="down"}', '1:1: metric name must not be set twice: "up" or "down"'],
    ['raet(up[5m])', '1:1: unknown function with name "raet"'],
    ['rate(up)', '1:6: expected type range vector in call to function "rate", got instant vector'],
    ['abs(up[5m])', '1:5: expected type instant vector in call to function "abs", got range vector'],
    ['rate(up[5m], 1)', '1:1: expected 1 argument(s) in call to "rate", got 2'],
    ['round()', '1:1: expected at least 1 argument(s) in call to "round", got 0'],
    ['sum()', '1:1: no arguments for aggregate expression provided'],
    ['topk(up)', '1:1: wrong number of arguments for aggregate expression provided, expected 2, got 1'],
    ['sum(up) by job', '1:12: unexpected identifier "job" in grouping opts, expected "("'],
    ['sum by (job,,zone) (up)', '1:13: unexpected "," in grouping opts, expected label'],
    ['up[5]m', '1:6: unexpected identifier "m"'],
    ['up[5mm]', '1:4: bad number or duration syntax: "5mm"'],
    ['up[5m1h]', '1:4: not a valid duration string: "5m1h"'],
    ['up[]', '1:4: unexpected "]" in subquery or range selector, expected number, duration, step(), or range()'],
    ['up[0s]', '1:4: duration must be greater than 0'],
    ['sum(up)[5m]', '1:8: ranges only allowed for vector selectors'],
    ['up offset 1m [5m]', '1:14: no offset modifiers allowed before range'],
    ['up offset', '1:10: unexpected end of input in offset, expected number, duration, step(), or range()'],
    ['up offset 1m offset 2m', '1:1: offset may not be set multiple times'],
    [
      'sum(up) offset 1m',
      '1:1: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery',
    ],
    ['up @', '1:5: unexpected end of input in @, expected timestamp'],
    ['up[5m] + up', '1:1: binary expression must contain only scalar and instant vector types'],
    ['1 == 1', '1:3: comparisons between scalars must use BOOL modifier'],
    ['up + bool up', '1:4: bool modifier can only be used on comparison operators'],
    ['1 and up', '1:1: set operator "and" not allowed in binary scalar expression'],
    ['up and on(job) group_left down', '1:1: no grouping allowed for "and" operation'],
    ['up + on(job) group_left(job) down', '1:4: label "job" must not occur in ON and GROUP clause at once'],
    ['up + on(job) 1', '1:1: vector matching only allowed between instant vectors'],
    ['max_over_time(1[5m:])', '1:15: subquery is only allowed on instant vector, got scalar instead'],
    ['-"text"', '1:1: unary expression only allowed on expressions of type scalar or instant vector, got "string"'],
    ['up +\n  abs(5', '2:8: unclosed left parenthesis'],
    ['"ä" + up{job}', '1:14: unexpected "}" in label matching, expected label matching operator'],
  ])('%s: %s', (query, message) => expect(errorOf(query)).toBe(message));
});

/** A query with all operations in parentheses. */
function shape(node: Node): string {
  const inside = childrenOf(node).map(shape);
  switch (node.kind) {
    case 'number':
      return String(node.value);
    case 'selector':
      return `${node.name}${node.at === undefined ? '' : `@${node.at}`}${node.offset ? ' offset' : ''}`;
    case 'binary':
      return `(${inside[0]} ${node.operator} ${inside[1]})`;
    case 'unary':
      return `(${node.operator}${inside[0]})`;
    default:
      return `${node.kind}(${inside.join(', ')})`;
  }
}

test.each([
  ['1 + 2 * 3 ^ 2', '(1 + (2 * (3 ^ 2)))'],
  ['-2 ^ 2', '(-(2 ^ 2))'],
  ['2 ^ -1', '(2 ^ -1)'],
  ['-a * b', '((-a) * b)'],
  ['a or b and c', '(a or (b and c))'],
  ['a - b - c', '((a - b) - c)'],
  ['a + b @ 10', '(a + b@10000)'],
  ['-a offset 5m', '(-a offset)'],
  ['a / b offset 5m > c @ end()', '((a / b offset) > c@end)'],
  ['a[5m:1m] @ 10 offset 1m', 'subquery(a)'],
])('%s is read as %s', (query, read) => expect(shape(parsePromql(query))).toBe(read));
