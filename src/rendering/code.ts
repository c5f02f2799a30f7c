import { attributes, escapeHtml } from '../strings/html.ts';
import type { Translate } from '../strings/index.ts';
import { highlightLines, plainLines } from './highlight.ts';

/** What a code block shows. */
export interface CodeBlock {
  code: string;
  language: string;
  title?: string | undefined;
  /** Numbers of the lines to mark, 1-based. */
  marked?: ReadonlySet<number> | undefined;
  /** Where the whole file can be downloaded, and the name under which it is saved. */
  download?: { address: string; name: string } | undefined;
  /** Whether it has colors: it does, unless nobody will see it. */
  isColored?: boolean;
}

/** No code block is longer. */
const MOST_LINES = 10_000;

/** `3-5,9` as line numbers; undefined if the text is not of that form. */
export function parseLines(text: string): Set<number> | undefined {
  const lines = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < 1 || to < from || to > MOST_LINES) return undefined;
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines;
}

/** The first marked line that the code does not have, with the number of lines that it has. */
export function firstBeyond(
  marked: ReadonlySet<number> | undefined,
  code: string,
): { line: number; count: number } | undefined {
  const count = code.replace(/\n$/, '').split('\n').length;
  const line = marked && [...marked].find((number) => number > count);
  return line === undefined ? undefined : { line, count };
}

/** A code block: caption with title, language and download, and the colored code. */
export function renderCode(block: CodeBlock, t: Translate): string {
  const code = block.code.replace(/\n$/, '');
  const lines = block.isColored === false ? plainLines(code) : highlightLines(code, block.language);
  const marked = block.marked;
  const body = marked
    ? lines.map((line, index) => (marked.has(index + 1) ? `<mark>${line}\n</mark>` : `${line}\n`)).join('')
    : lines.join('\n');
  const title = block.title === undefined ? '' : `<b>${escapeHtml(block.title)}</b>`;
  const download =
    block.download === undefined
      ? ''
      : `<a${attributes({ href: block.download.address, download: block.download.name })}>${t('download')}</a>`;
  return `<figure class="code"><figcaption>${title}<span>${escapeHtml(block.language)}</span>${download}</figcaption><pre tabindex="0"><code>${body}</code></pre></figure>`;
}
