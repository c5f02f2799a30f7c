import { parseDocument, type YamlNode } from './parser.ts';

/**
 * Keys that a mapping of a document holds more than once, each with its lines, as go-yaml names them to those who ask it to.
 * @throws YamlError in go-yaml's words
 */
export function repeatedKeys(text: string): string[] {
  const node = parseDocument(text);
  return node === undefined ? [] : [...repeatedIn(node)];
}

function* repeatedIn(node: YamlNode): Generator<string> {
  if (node.kind === 'list') for (const item of node.items) yield* repeatedIn(item);
  if (node.kind !== 'map') return;
  const keys = node.items.flatMap(([key]) => (key.kind === 'text' ? [key] : []));
  for (const [index, { value, line }] of keys.entries())
    for (const later of keys.slice(index + 1))
      if (later.value === value)
        yield `line ${later.line + 1}: mapping key ${JSON.stringify(value)} already defined at line ${line + 1}`;
  for (const [, item] of node.items) yield* repeatedIn(item);
}
