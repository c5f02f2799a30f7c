import { describe, expect, test } from 'vitest';
import { promqlProblems } from '../../src/languages/promql/problems.ts';

const said = (query: string): string[] =>
  promqlProblems(query).map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a query that Prometheus takes', () => {
  test.each([
    'x > 5.',
    'histogram_quantile(5./6., sum by (le) (rate(b[5m])))',
    'min_of(3, 5) + max_of(1, 2)',
    'a[5m + STEP()] offset -STEP()',
    'rate(a[min_of(step(), 5m)])',
    'label_join(a, "b", ",", "c", "d", "e")',
    'label_join(a, "b", ",")',
    'hour() + hour(vector(0)) + time()',
    '-a @ 100 + metric{job="1"} @ 100',
    'a[-5m+35m]',
    'max_over_time((a + b)[5m:1m] offset 5m)',
    'sum by (job) (a) / on(job) group_left(x) b',
    'count_values without (x) ("v", a)',
    '{__name__=~"a|b"} or {job=~".+"} or {"http.server.duration"}',
    'info(a, {job="b"}) + info(a)',
    '1 == bool 2',
    '$__rate + a{job="$job"}',
  ])('%s', (query) => {
    expect(said(query)).toEqual([]);
  });
});

describe('a query that Prometheus refuses', () => {
  test.each([
    ['floor(1)', '1:7 floor needs an instant vector here, but 1 is a number.'],
    ['floor()', '1:1 floor takes 1 argument, but gets 0.'],
    ['hour(a, b, c)', '1:1 hour takes 0 to 1 arguments, but gets 3.'],
    ['label_replace(a, "b", "c")', '1:1 label_replace takes 5 arguments, but gets 3.'],
    ['topk(a)', '1:1 topk takes 2 arguments, but gets 1.'],
    ['topk(a, b)', '1:6 topk needs a number here, but a is an instant vector.'],
    ['sum(a[5m])', '1:5 sum needs an instant vector here, but a[5m] is a range vector.'],
    ['rate(a)', '1:6 rate needs a range of time, but a is a value at one moment.'],
    ['rate(sum(a))', '1:6 rate needs a range of time, but sum(a) is an instant vector.'],
    ['a + "b"', '1:5 An operator stands between numbers and instant vectors, but "b" is a string.'],
    ['1 > 2', '1:3 Two numbers are compared without "bool".'],
    ['a and 1', '1:3 "and" stands between two vectors only.'],
    ['a + bool b', '1:5 "bool" goes only with a comparison.'],
    ['a == on(x) 1', '1:6 Labels are matched only between two vectors.'],
    ['a and on(x) group_left(y) b', '1:7 "and" takes no group_left and no group_right.'],
    ['a + on(x) group_left(x) b', '1:5 The label "x" is in "on" and in the group at once.'],
    ['{job=~".*"}', '1:1 {job=~".*"} would select every series that there is.'],
    ['a{__name__="b"}', '1:1 The name of the metric is given twice in a{__name__="b"}.'],
    ['rate(a[5m]) offset 5m', '1:12 "offset" goes only with a selector or a subquery, not with rate(a[5m]).'],
    ['a[0m]', '1:5 A range of time must be more than nothing, but is 0m.'],
    ['-a[5m]', '1:1 A sign cannot stand before a range of time.'],
    ['label_replace(a, "b", "\\c", "d", "e")', '1:24 PromQL does not know this backslash.'],
  ])('%s', (query, message) => {
    expect(said(query)).toEqual([message]);
  });
});
