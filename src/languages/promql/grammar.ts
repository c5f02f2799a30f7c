import type { Tree } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

/**
 * The tree of a query in PromQL. Offsets in it are those of the query, from which all texts have to be read: for what the grammar does not
 * know, it is given something of the same form and length.
 */
export function promqlTree(query: string): Tree {
  return parser.parse(inOldWords(query));
}

/**
 * The query with what the grammar does not know, replaced by what it knows, of the same length: "5." by "5 ", STEP in capitals,
 * functions that came later by one of the same form.
 */
function inOldWords(query: string): string {
  return (
    query
      .replace(/(?<![\w.:])(\d+)\.(?![\d.\w])/g, '$1 ')
      .replace(/\b(?:step|range|start|end)(?=\s*\(\s*\))/gi, (word) => word.toLowerCase())
      // Between numbers alone; within brackets and behind "offset" the grammar knows them.
      .replace(/\b(?:min|max)_of(?=\s*\()/g, (word, at: number) => (isInDuration(query, at) ? word : 'vector'))
  );
}

/** Whether a place lies within the brackets of a range, or behind "offset". */
function isInDuration(query: string, at: number): boolean {
  const before = query.slice(0, at);
  return before.lastIndexOf('[') > before.lastIndexOf(']') || /\boffset\b[^{}[\]]*$/i.test(before);
}
