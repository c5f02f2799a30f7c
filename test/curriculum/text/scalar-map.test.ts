import { describe, expect, test } from 'vitest';
import { isScalar, parseDocument, Scalar, stringify, visit } from 'yaml';
import { random } from '../../../scripts/bench/synthetic.ts';
import { mapScalar } from '../../../src/curriculum/text/scalar-map.ts';

/** Characters of a value in YAML whose places do not lead to them, with what stands there. */
function astray(source: string): string[] {
  const wrong: string[] = [];
  visit(parseDocument(source), {
    Scalar(key, node) {
      if (key !== 'value' || !isScalar(node) || typeof node.value !== 'string' || !node.range) return;
      const { value, type, range } = node;
      const at = mapScalar(value, type, source.slice(range[0], range[1]), range[0]);
      let last = -1;
      value.split('').forEach((character, index) => {
        const place = at(index);
        const there = source[place];
        const isSame = character === there || (/\s/.test(character) && (there === undefined || /[\sntr]/.test(there)));
        const isEscaped = type === 'QUOTE_DOUBLE' && source[place] === '\\';
        if ((!isSame && !isEscaped) || place < last) wrong.push(`${index} ${character} → ${place} ${there}`);
        last = place;
      });
    },
  });
  return wrong;
}

describe('the way from a value to its source', () => {
  test.each([
    'a: plain\n',
    'a: plain over\n  lines\n\n  and paragraphs # comment\n',
    "a: 'it''s\n  quoted'\n",
    'a: "es\\"caped\\n\\tand \\u00e9 \\U0001F600 \\x41\n  folded \\\n    joined"\n',
    'a: |\n  block\n    indented\n\n  again\n',
    'a: |2-\n    indented by two more\n  end\n',
    'a: >- # comment\n  folded\n  lines\n\n  paragraph\n\n    more\n      indented\n\n  end\n',
    'a: >+\n\n  begins empty\n\n\nb: x\n',
    'a: &anchor !!str tagged\n',
    'a: |\n  😀 漢\n  字\n',
  ])('leads to each character: %j', (source) => {
    expect(astray(source)).toEqual([]);
  });

  test('also for texts of every form that nobody would write', () => {
    const next = random(20261128);
    const pieces = [
      'a',
      ' ',
      '\n',
      'word ',
      '  ',
      "'",
      '"',
      '\\',
      '# ',
      '- ',
      ': ',
      '😀',
      '\n\n',
      '\t',
      '```\n',
      '漢字 ',
    ];
    const forms = [
      Scalar.PLAIN,
      Scalar.QUOTE_DOUBLE,
      Scalar.QUOTE_SINGLE,
      Scalar.BLOCK_FOLDED,
      Scalar.BLOCK_LITERAL,
    ] as const;
    for (let count = 0; count < 3000; count++) {
      const value = Array.from(
        { length: 1 + Math.floor(next() * 30) },
        () => pieces[Math.floor(next() * pieces.length)],
      ).join('');
      const form = forms[count % forms.length] ?? Scalar.PLAIN;
      const source = stringify({ a: value }, { lineWidth: 20, defaultStringType: form, defaultKeyType: 'PLAIN' });
      expect({ source, astray: astray(source) }).toEqual({ source, astray: [] });
    }
  });
});
