import { isScalar, parseDocument, stringify } from 'yaml';

/** A new value at a path of the data; undefined removes what is there. */
export interface Change {
  path: readonly (string | number)[];
  value: string | number | undefined;
}

/** YAML with other values at some paths. Where a value stands already, nothing but it is written anew. */
export function withValues(text: string, changes: readonly Change[]): string {
  const document = parseDocument(text);
  const pieces: { start: number; end: number; value: string }[] = [];
  const others: Change[] = [];
  for (const change of changes) {
    const node: unknown = document.getIn(change.path, true);
    const plain = isScalar(node) && node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED';
    if (change.value === undefined || !plain || !node.range) others.push(change);
    else pieces.push({ start: node.range[0], end: node.range[1], value: inFlow(change.value) });
  }
  let result = text;
  for (const { start, end, value } of pieces.sort((one, other) => other.start - one.start))
    result = result.slice(0, start) + value + result.slice(end);
  if (others.length === 0) return result;
  const rest = parseDocument(result);
  for (const { path, value } of others) {
    if (value === undefined) rest.deleteIn(path);
    else rest.setIn(path, value);
  }
  return rest.toString({ lineWidth: 0 });
}

/** A scalar as it may stand anywhere, in braces, too. */
function inFlow(value: string | number): string {
  return stringify([value], { lineWidth: 0, collectionStyle: 'flow', flowCollectionPadding: false })
    .trim()
    .slice(1, -1);
}
