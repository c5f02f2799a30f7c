import { describe, expect, test } from 'vitest';
import { manifestFindings } from '../../src/lab/view/manifest-findings.ts';

const nothing = (): boolean => false;
const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n    - name: web\n      image: nginx\n';

describe('what an editor finds in a manifest', () => {
  test.each([
    ['nothing in a right one', POD, []],
    ['nothing in an empty one', '', []],
    ['a field that is not there', POD.replace('image:', 'imagee:'), [[7, /imagee/]]],
    ['a wrong type in the second document', `${POD}---\n${POD.replace('name: web}', 'name: 7}')}`, [[11, /name/]]],
    ['broken YAML', 'a: [', [[1, /./]]],
    ['a kind that nobody knows', 'apiVersion: v1\nkind: Podd\nmetadata: {name: a}\n', [[2, /Podd/]]],
  ] as const)('%s', (_, text, expected) => {
    const found = manifestFindings(text, nothing);
    expect(found.map(({ line }) => line).slice(0, expected.length)).toEqual(expected.map(([line]) => line));
    for (const [index, [, pattern]] of expected.entries()) expect(found[index]?.message).toMatch(pattern);
    if (expected.length === 0) expect(found).toEqual([]);
  });

  test('leaves kinds to the cluster that has them', () => {
    const text = 'apiVersion: shops.example.com/v1\nkind: Shop\nmetadata: {name: a}\n';
    expect(manifestFindings(text, nothing)).not.toEqual([]);
    expect(
      manifestFindings(text, (apiVersion, kind) => apiVersion === 'shops.example.com/v1' && kind === 'Shop'),
    ).toEqual([]);
  });
});
