import { describe, expect, test } from 'vitest';
import { type ConfigProblem, readConfig } from '../../../src/lab/metrics/config/fields.ts';
import { Labels } from '../../../src/lab/metrics/promql/labels.ts';
import { readRelabelRules, relabel } from '../../../src/lab/metrics/scrape/relabel.ts';

/** Written as @1 in the rules below. */
const BRACED = ['$', '{1}'].join('');

function relabeled(labels: Record<string, string>, yaml: string): Record<string, string> | undefined {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(`rules:\n${yaml.replace('@1', () => BRACED)}`, 'test', problems);
  const rules = fields ? readRelabelRules(fields, 'rules') : [];
  expect(problems).toEqual([]);
  const result = relabel(Labels.of(Object.entries(labels)), rules);
  return result && Object.fromEntries(result.pairs());
}

describe('relabeling', () => {
  // Results of Prometheus's own tests (model/relabel/relabel_test.go) where numbers of hashes are concerned.
  test.each([
    [
      { a: 'foo', b: 'bar' },
      '- {source_labels: [a, b], regex: "f(.*);(.*)r", target_label: d, replacement: "ch@1-$2"}',
      { a: 'foo', b: 'bar', d: 'choo-ba' },
    ],
    [{ a: 'boo' }, '- {source_labels: [a], regex: ".*o.*", action: drop}', undefined],
    [{ a: 'boo' }, '- {source_labels: [a], regex: "o", action: drop}', { a: 'boo' }],
    [{ a: 'boo' }, '- {source_labels: [a], regex: "no", action: keep}', undefined],
    [{ a: 'boo' }, '- {source_labels: [a], regex: "b.*", action: keep}', { a: 'boo' }],
    [{ a: 'foo' }, '- {source_labels: [a], target_label: a, replacement: ""}', {}],
    [{ a: 'foo' }, '- {source_labels: [none], target_label: d, replacement: x}', { a: 'foo', d: 'x' }],
    [
      { a: 'foo' },
      '- {source_labels: [a], regex: (f).*, target_label: "@1_x", replacement: y}',
      { a: 'foo', f_x: 'y' },
    ],
    [
      { a: 'foo', b: 'bar', c: 'baz' },
      '- {source_labels: [c], target_label: d, modulus: 1000, action: hashmod}',
      { a: 'foo', b: 'bar', c: 'baz', d: '976' },
    ],
    [
      { a: 'foo\nbar' },
      '- {source_labels: [a], target_label: b, modulus: 1000, action: hashmod}',
      { a: 'foo\nbar', b: '734' },
    ],
    [
      { __meta_x_1: 'one', a: 'two' },
      '- {regex: "__meta_(x.*)", action: labelmap, replacement: "m_$1"}',
      { __meta_x_1: 'one', a: 'two', m_x_1: 'one' },
    ],
    [{ a: '1', b1: '2' }, '- {regex: "b.*", action: labeldrop}', { a: '1' }],
    [{ a: '1', b1: '2' }, '- {regex: "b.*", action: labelkeep}', { b1: '2' }],
    [
      { a: 'BaR' },
      '- {source_labels: [a], target_label: u, action: uppercase}\n- {source_labels: [a], target_label: l, action: Lowercase}',
      { a: 'BaR', u: 'BAR', l: 'bar' },
    ],
    [{ p: '80', a: '80' }, '- {source_labels: [p], target_label: a, action: keepequal}', { p: '80', a: '80' }],
    [{ p: '80', a: '81' }, '- {source_labels: [p], target_label: a, action: keepequal}', undefined],
    [{ p: '80', a: '80' }, '- {source_labels: [p], target_label: a, action: dropequal}', undefined],
    [{ p: '80', a: '81' }, '- {source_labels: [p], target_label: a, action: dropequal}', { p: '80', a: '81' }],
  ])('%j by %s is %j', (labels, yaml, expected) => expect(relabeled(labels, yaml)).toEqual(expected));
});

test('rules that cannot be are reported with their lines, and the others are used', () => {
  const problems: ConfigProblem[] = [];
  const fields = readConfig(
    `rules:
  - action: hashmod
    target_label: a
  - action: labeldrop
    source_labels: [a]
  - action: keepequals
  - target_labels: a
    source_labels: [b]
  - regex: "(a"
    target_label: a
  - action: lowercase
    source_labels: [b]
    target_label: a
`,
    'test',
    problems,
  );
  expect(fields && readRelabelRules(fields, 'rules').map(({ action }) => action)).toEqual(['lowercase']);
  expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
    '2: relabel configuration for hashmod requires non-zero modulus',
    "4: labeldrop action requires only 'regex', and no other fields",
    expect.stringMatching(/^6: unknown relabel action "keepequals"\. Write one of: replace, keep/),
    '7: field target_labels not found in type relabel.plain. Is target_label meant?',
    "7: relabel configuration for replace action requires 'target_label' value",
    '9: error parsing regexp: missing closing ): `(a`',
  ]);
});
