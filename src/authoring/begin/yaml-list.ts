import { Document, isCollection, isNode, isScalar, isSeq, parseDocument, type ToStringOptions, visit } from 'yaml';

/** How everything is written that commands add to YAML files: as the files of this curriculum are written by hand. */
const WIDTH = 110;
const STYLE: ToStringOptions = { lineWidth: WIDTH, flowCollectionPadding: false };

/** Keys whose value is written in brackets, on one line. */
const FLOW = new Set(['authors', 'competencies', 'exams', 'maintainers', 'minutes', 'prerequisites', 'roles']);

/** Data as YAML. @param lineWidth width at which long texts are folded; 0 for never. */
function stringify(data: unknown, lineWidth: number): string {
  const document = new Document(data, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      if (isScalar(key) && FLOW.has(String(key.value)) && isCollection(value)) value.flow = true;
    },
  });
  return document.toString({ ...STYLE, lineWidth });
}

/** A list of lines with dashes at the top level of a YAML file, with the places of its entries in the text. */
interface List {
  /** Offsets of the line on which each entry begins, and of the line after it. */
  entries: { start: number; end: number }[];
  /** Spaces before the dash. */
  indent: number;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** The places of a list's entries; undefined if it is written in brackets, is empty, or is not there. */
function readList(text: string, key: string): List | undefined {
  const node = parseDocument(text, { keepSourceTokens: true }).get(key, true);
  if (!isSeq(node) || node.srcToken?.type !== 'block-seq') return undefined;
  const entries = node.srcToken.items.flatMap(({ start }, index) => {
    const dash = start.find(({ type }) => type === 'seq-item-ind')?.offset;
    const item = node.items[index];
    if (dash === undefined) return [];
    const last = isNode(item) && item.range ? text.slice(0, item.range[1]).trimEnd().length - 1 : dash;
    return [{ start: lineStart(text, dash), end: lineEnd(text, Math.max(dash, last)) }];
  });
  return entries.length > 0 ? { entries, indent: node.srcToken.indent } : undefined;
}

/** An entry as lines with a dash. */
function entryText(entry: unknown, indent: number): string {
  return stringify([entry], WIDTH)
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line))
    .join('\n');
}

/** The text with the list in whole lines, where it was written in brackets or was empty. */
function rewritten(text: string, key: string, edit: (entries: unknown[]) => unknown[]): string {
  const document = parseDocument(text);
  const present: unknown = document.toJS();
  const entries =
    present !== null && typeof present === 'object' ? (present as Record<string, unknown>)[key] : undefined;
  const node = document.createNode(edit(Array.isArray(entries) ? entries : []));
  if (isCollection(node)) node.flow = false;
  document.set(key, node);
  return document.toString(STYLE);
}

/**
 * The text of a YAML file with one entry more in a list at its top level. Everything else stays as it is, to the letter,
 * unless the list was empty or written in brackets.
 * @param index 0-based place of the new entry; at the end unless given.
 */
export function withEntry(text: string, key: string, entry: unknown, index?: number): string {
  const list = readList(text, key);
  const first = list?.entries[0];
  if (!list || !first) {
    return rewritten(text, key, (entries) => entries.toSpliced(index ?? entries.length, 0, entry));
  }
  const { entries, indent } = list;
  const added = entryText(entry, indent);
  const previous = entries[Math.min(index ?? entries.length, entries.length) - 1];
  const gap = entries.length > 1 && text.startsWith('\n', first.end);
  if (!previous) return text.slice(0, first.start) + added + (gap ? '\n' : '') + text.slice(first.start);
  const before = text.slice(0, previous.end);
  return `${before}${before.endsWith('\n') ? '' : '\n'}${gap ? '\n' : ''}${added}${text.slice(previous.end)}`;
}

/** The text of a YAML file without an entry of a list at its top level; without the list, if that was its last entry. */
export function withoutEntry(text: string, key: string, index: number): string {
  const list = readList(text, key);
  const entry = list?.entries[index];
  if (!list || !entry) return rewritten(text, key, (entries) => entries.toSpliced(index, 1));
  if (list.entries.length > 1) return text.slice(0, entry.start) + text.slice(entry.end);
  const keyStart = `\n${text}`.lastIndexOf(`\n${key}:`, entry.start);
  return text.slice(0, keyStart) + text.slice(entry.end);
}

/** A YAML text from data, as the files of this curriculum are written by hand. */
export function yamlText(data: Readonly<Record<string, unknown>>): string {
  return stringify(data, 0);
}
