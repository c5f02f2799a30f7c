import { closest } from '../../../findings/suggest.ts';
import { YamlError } from '../../yaml/characters.ts';
import { parseDocument, type YamlNode } from '../../yaml/parser.ts';
import { quote } from '../promql/format.ts';
import { parseDuration } from '../promql/parse/literals.ts';

/** What is wrong in a file, with its line (from 1). */
export interface ConfigProblem {
  line: number;
  message: string;
}

/** The line on which a node begins. */
export function lineOf(node: YamlNode): number {
  if (node.kind === 'text') return node.line + 1;
  if (node.kind === 'alias') return lineOf(node.to);
  const [first] = node.items;
  if (first === undefined) return 1;
  return lineOf(Array.isArray(first) ? first[0] : first);
}

const resolved = (node: YamlNode): YamlNode => (node.kind === 'alias' ? resolved(node.to) : node);
const isNull = (node: YamlNode): boolean =>
  node.kind === 'text' && node.isPlain && ['', '~', 'null', 'Null', 'NULL'].includes(node.value);

/** A map of a configuration, whose fields are asked for by name; what is wrong with them is gathered in `problems`. */
export class Fields {
  readonly line: number;
  readonly problems: ConfigProblem[];
  private readonly entries = new Map<string, { node: YamlNode; line: number }>();
  private readonly asked = new Set<string>();

  constructor(node: YamlNode, problems: ConfigProblem[], what: string, line = lineOf(node)) {
    this.line = line;
    this.problems = problems;
    const map = resolved(node);
    if (isNull(map)) return;
    if (map.kind !== 'map') {
      this.say(`${what} has to be a map: fields with a colon, one in each line.`);
      return;
    }
    for (const [key, value] of map.items) {
      const name = key.kind === 'text' ? key.value : '';
      if (this.entries.has(name)) this.say(`The field ${name} is there twice. Keep one of them.`, lineOf(key));
      else this.entries.set(name, { node: resolved(value), line: lineOf(key) });
    }
  }

  /** Reports a problem at a line, or at the beginning of the map. */
  say(message: string, line = this.line): void {
    this.problems.push({ line, message });
  }

  /** The line of a field; that of the map if the field is not there. */
  lineOf(name: string): number {
    return this.entries.get(name)?.line ?? this.line;
  }

  /** Names of all fields that are there. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  private node(name: string): { node: YamlNode; line: number } | undefined {
    this.asked.add(name);
    const entry = this.entries.get(name);
    return entry && !isNull(entry.node) ? entry : undefined;
  }

  has(name: string): boolean {
    return this.node(name) !== undefined;
  }

  /** A text, or a number as it is written. */
  text(name: string): string | undefined {
    const entry = this.node(name);
    if (!entry) return undefined;
    if (entry.node.kind === 'text') return entry.node.value;
    this.say(`${name} has to be a text.`, entry.line);
    return undefined;
  }

  /** A duration in milliseconds. */
  duration(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const seconds = parseDuration(text);
    if (seconds !== undefined) return Math.round(seconds * 1000);
    this.say(
      `${name}: not a valid duration string: ${quote(text)}. Write one such as 30s, 5m or 1h30m.`,
      this.lineOf(name),
    );
    return undefined;
  }

  number(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
    if (/^[+-]?\.inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    if (/^\.?nan$/i.test(text)) return Number.NaN;
    this.say(`${name} has to be a number, and ${quote(text)} is none.`, this.lineOf(name));
    return undefined;
  }

  boolean(name: string): boolean | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^(?:true|yes|on)$/i.test(text)) return true;
    if (/^(?:false|no|off)$/i.test(text)) return false;
    this.say(`${name} has to be true or false.`, this.lineOf(name));
    return undefined;
  }

  /** A text, a number or a truth, as YAML tells them apart. */
  scalar(name: string): string | number | boolean | undefined {
    const entry = this.node(name);
    const text = this.text(name);
    if (text === undefined || entry?.node.kind !== 'text' || !entry.node.isPlain) return text;
    if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
    return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : text;
  }

  /** The entries of a list, each a text or a map. */
  entriesOf(name: string): { text?: string; map?: Fields; line: number }[] {
    return this.list(name).map(({ node, line }) =>
      node.kind === 'text'
        ? { text: node.value, line }
        : { map: new Fields(node, this.problems, `Each entry of ${name}`, line), line },
    );
  }

  /** The map below a field; one without fields where nothing stands behind the colon. */
  mapOrNone(name: string): Fields {
    const none: YamlNode = { kind: 'text', value: '', tag: '', isPlain: true, line: 0 };
    return this.map(name) ?? new Fields(none, this.problems, name, this.lineOf(name));
  }

  /** A list of texts. */
  texts(name: string): string[] {
    return this.list(name).flatMap(({ node, line }) => {
      if (node.kind === 'text') return [node.value];
      this.say(`Each entry of ${name} has to be a text.`, line);
      return [];
    });
  }

  /** A map of texts, such as labels. */
  pairs(name: string): [string, string][] {
    const entry = this.node(name);
    if (!entry) return [];
    const inner = new Fields(entry.node, this.problems, name, entry.line);
    return [...inner.entries.keys()].map((key) => [key, inner.text(key) ?? '']);
  }

  /** One map below a field. */
  map(name: string): Fields | undefined {
    const entry = this.node(name);
    return entry && new Fields(entry.node, this.problems, name, entry.line);
  }

  /** The maps of a list. */
  maps(name: string): Fields[] {
    return this.list(name).map(({ node, line }) => new Fields(node, this.problems, `Each entry of ${name}`, line));
  }

  private list(name: string): { node: YamlNode; line: number }[] {
    const entry = this.node(name);
    if (!entry) return [];
    if (entry.node.kind === 'list')
      return entry.node.items.map((item) => ({
        node: resolved(item),
        line: item.kind === 'text' || ('items' in item && item.items.length > 0) ? lineOf(item) : entry.line,
      }));
    this.say(`${name} has to be a list: entries that begin with "- ".`, entry.line);
    return [];
  }

  /** Reports each field that nobody asked for. @param known more names that may be there */
  finish(what: string, known: readonly string[] = []): this {
    for (const [name, { line }] of this.entries) {
      if (this.asked.has(name) || known.includes(name)) continue;
      const near = closest(name, [...this.asked, ...known]);
      this.say(`field ${name} not found in ${what}.${near === undefined ? '' : ` Is ${near} meant?`}`, line);
    }
    return this;
  }
}

/** The map that a YAML file is; undefined if it cannot be read, or is empty. */
export function readConfig(text: string, what: string, problems: ConfigProblem[]): Fields | undefined {
  try {
    const node = parseDocument(text);
    return node && new Fields(node, problems, what);
  } catch (problem) {
    if (!(problem instanceof YamlError)) throw problem;
    const line = Number(/line (\d+)/.exec(problem.message)?.[1] ?? 1);
    problems.push({ line, message: problem.message });
    return undefined;
  }
}
