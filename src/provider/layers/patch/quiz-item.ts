import { isMap, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import { readYaml } from '../../../findings/yaml.ts';

/** A quiz item where it is written. */
export interface WrittenItem {
  id: string;
  /** As data, its id included. */
  data: Readonly<Record<string, unknown>>;
  /** Offsets of the file. */
  start: number;
  end: number;
  /** Column at which its keys begin, from 0. */
  indentation: number;
  /** Whether it is written in braces. */
  inBraces: boolean;
}

/** The items of a quiz.yaml as far as it can be read; what cannot is reported where the quiz is read. */
export function writtenItems(text: string): WrittenItem[] {
  // Data that refers to itself has been refused, too.
  if (readYaml('quiz.yaml', text).findings.length > 0) return [];
  const document = parseDocument(text, { logLevel: 'silent' });
  const items: unknown = isMap(document.contents) ? document.get('items', true) : undefined;
  if (!isSeq(items)) return [];
  return items.items.flatMap((node) => {
    const data: unknown = isMap(node) ? node.toJS(document) : undefined;
    const range = isMap(node) ? node.range : undefined;
    if (!range || data === null || typeof data !== 'object') return [];
    const [start, valueEnd] = range;
    return [
      {
        id: String((data as Record<string, unknown>).id),
        data: data as Record<string, unknown>,
        start,
        end: start + text.slice(start, valueEnd).trimEnd().length,
        indentation: start - (text.lastIndexOf('\n', start - 1) + 1),
        inBraces: (node as YAMLMap).flow === true || items.flow === true,
      },
    ];
  });
}

/** An item as it is written in place of another one. */
export function itemText(item: Readonly<Record<string, unknown>>, { inBraces, indentation }: WrittenItem): string {
  if (inBraces) return JSON.stringify(item);
  return stringify(item, { lineWidth: 0 })
    .trimEnd()
    .split('\n')
    .map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(indentation) + line))
    .join('\n');
}
