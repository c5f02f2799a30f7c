import { describe, expect, test } from 'vitest';
import { codeMarkup } from '../../src/publications/print/code.ts';
import { breakable, call, labelOf, words } from '../../src/publications/print/typst.ts';
import { find, treeOf } from '../../src/publications/tree.ts';

const ROOM = { width: 200, sizes: [8, 7] };
/** Letters that fit in the smaller size. */
const MOST = Math.floor(200 / (7 * 0.632));

function linesOf(html: string): { size: number; lines: string[] } {
  const pre = find(treeOf(html), 'pre');
  if (!pre) throw new Error('no pre');
  const markup = codeMarkup(pre, ROOM);
  const size = Number(/^#listing\(size: ([\d.]+)/.exec(markup)?.[1]);
  const [, text = ''] = /size: [\d.]+, ("(?:[^"\\]|\\.)*")/s.exec(markup) ?? [];
  return { size, lines: (JSON.parse(text.replaceAll('\n', '\\n')) as string).split('\n') };
}

describe('code on paper', () => {
  test('has its usual size where it fits, and a smaller one where it does not', () => {
    expect(linesOf('<pre><code>short</code></pre>')).toEqual({ size: 8, lines: ['short'] });
    expect(linesOf(`<pre><code>${'x'.repeat(42)}</code></pre>`).size).toBe(7);
  });

  test('is broken behind a sign, with a mark, and nothing of it is lost', () => {
    const line = `kubectl get pods --selector=app=shop-web,tier=front ${'y'.repeat(100)} end`;
    const { lines } = linesOf(`<pre><code>${line}</code></pre>`);
    expect(lines.length).toBeGreaterThan(3);
    for (const part of lines) expect([...part].length).toBeLessThanOrEqual(MOST);
    for (const part of lines.slice(0, -1)) expect(part.endsWith(' ↩')).toBe(true);
    const joined = lines.map((part, index) => part.replace(/ ↩$/, '').slice(index === 0 ? 0 : 4)).join('');
    expect(joined).toBe(line);
  });

  test('tells what is typed from what is printed, and keeps prompts of other programs', () => {
    const html =
      '<pre><code><kbd>ls</kbd>\n<samp>a\nb\n</samp>\n<kbd data-prompt="&gt;&gt;&gt; ">1 + 1</kbd>\n<samp>2</samp></code></pre>';
    expect(linesOf(html).lines).toEqual(['$ ls', 'a', 'b', '>>> 1 + 1', '2']);
  });

  test('counts letters of other scripts as wider', () => {
    const { lines } = linesOf(`<pre><code>${'漢'.repeat(MOST)}</code></pre>`);
    expect(lines.length).toBeGreaterThan(1);
  });
});

describe('Typst source', () => {
  test('has texts as literals only', () => {
    expect(words('a "b" \\ #set [x] $y$')).toBe('#"a \\"b\\" \\\\ #set [x] $y$"');
    expect(call('f', { a: 'x"', b: [1, ['c']], d: undefined }, words('e'))).toBe(
      '#f(a: "x\\"", b: (1,("c",),), d: none)[#"e"]',
    );
  });

  test('has labels that differ where ids do', () => {
    expect(labelOf('a', 'b')).toBe('a--b');
    expect(new Set([labelOf('ä'), labelOf('ö'), labelOf('e4')]).size).toBe(3);
  });

  test('breaks long words of code, and none so that few letters are left', () => {
    const word = 'ghcr.io/commonhelm/shop-web:1.1';
    expect(breakable(word).replaceAll('\u200b', '')).toBe(word);
    expect(breakable(word).split('\u200b').at(-1)).toBe('web:1.1');
    expect(breakable('short/path')).toBe('short/path');
  });
});
