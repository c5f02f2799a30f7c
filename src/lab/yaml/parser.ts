import { YamlError, yamlError } from './characters.ts';
import { Scanner } from './scanner.ts';
import type { Token, TokenKind } from './token.ts';

/** A part of a document, before it is known what it means. */
export type YamlNode =
  | { kind: 'text'; value: string; tag: string; isPlain: boolean; line: number }
  | { kind: 'list'; items: YamlNode[]; tag: string }
  | { kind: 'map'; items: [key: YamlNode, value: YamlNode][]; tag: string }
  | { kind: 'alias'; name: string; to: YamlNode };

const empty = (): YamlNode => ({ kind: 'text', value: '', tag: '', isPlain: true, line: 0 });

const CORE = 'tag:yaml.org,2002:';

/** Reads tokens as the parser of go-yaml does, with its errors. */
class Parser {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, YamlNode>();
  readonly #tags = new Map<string, string>();

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  #peek(): Token {
    return this.#scanner.peek();
  }

  #is(...kinds: readonly TokenKind[]): boolean {
    return kinds.includes(this.#peek().kind);
  }

  #fail(problem: string, { line } = this.#peek()): YamlError {
    return yamlError(line, problem);
  }

  /** The first document of a text; undefined if there is none. */
  document(): YamlNode | undefined {
    this.#scanner.take();
    if (this.#is('end')) return undefined;
    const isExplicit = this.#is('%', '---');
    let hasVersion = false;
    while (this.#is('%')) {
      const token = this.#peek();
      const { value, suffix = '' } = token;
      if (value.startsWith('YAML ')) {
        if (hasVersion) throw this.#fail('found duplicate %YAML directive', token);
        if (value !== 'YAML 1.1') throw this.#fail('found incompatible YAML document', token);
        hasVersion = true;
      } else if (this.#tags.has(value)) throw this.#fail('found duplicate %TAG directive', token);
      else this.#tags.set(value, suffix);
      this.#scanner.take();
    }
    for (const [handle, prefix] of [
      ['!', '!'],
      ['!!', CORE],
    ] as const)
      if (!this.#tags.has(handle)) this.#tags.set(handle, prefix);
    if (isExplicit) {
      if (!this.#is('---')) throw this.#fail('did not find expected <document start>');
      this.#scanner.take();
    }
    const node = isExplicit && this.#is('%', '---', '...', 'end') ? empty() : this.#node(true, false);
    // The end of the document is looked for, whatever it is.
    this.#peek();
    return node;
  }

  #tag(handle: string, suffix: string, token: Token): string {
    if (handle === '') return suffix;
    const prefix = this.#tags.get(handle);
    if (prefix === undefined) throw this.#fail('found undefined tag handle', token);
    return prefix + suffix;
  }

  #node(isBlock: boolean, mayBeFlat: boolean): YamlNode {
    if (this.#is('*')) {
      const { value } = this.#scanner.take();
      const to = this.#anchors.get(value);
      if (!to) throw new YamlError(`yaml: unknown anchor '${value}' referenced`);
      return { kind: 'alias', name: value, to };
    }
    let anchor: string | undefined;
    let tagged: Token | undefined;
    while (this.#is('&', '!')) {
      const isAnchor = this.#is('&');
      if (isAnchor ? anchor !== undefined : tagged) break;
      const token = this.#scanner.take();
      if (isAnchor) anchor = token.value;
      else tagged = token;
    }
    this.#peek();
    const tag = tagged ? this.#tag(tagged.value, tagged.suffix ?? '', tagged) : '';
    const named = <Node extends YamlNode>(node: Node): Node => {
      if (anchor !== undefined) this.#anchors.set(anchor, node);
      return node;
    };
    const list = (): YamlNode & { kind: 'list' } => named({ kind: 'list', items: [], tag });
    const map = (): YamlNode & { kind: 'map' } => named({ kind: 'map', items: [], tag });
    if (mayBeFlat && this.#is('-')) return this.#flatList(list());
    if (this.#is('text')) {
      const { value, isPlain = false, line } = this.#scanner.take();
      return named({ kind: 'text', value, tag, isPlain: (tag === '' && isPlain) || tag === '!', line });
    }
    if (this.#is('[')) return this.#flowList(list());
    if (this.#is('{')) return this.#flowMap(map());
    if (isBlock && this.#is('list')) return this.#blockList(list());
    if (isBlock && this.#is('map')) return this.#blockMap(map());
    if (anchor !== undefined || tag !== '')
      return named({ kind: 'text', value: '', tag, isPlain: tag === '', line: 0 });
    throw this.#fail('did not find expected node content');
  }

  #blockList(node: YamlNode & { kind: 'list' }): YamlNode {
    this.#scanner.take();
    while (this.#is('-')) {
      this.#scanner.take();
      node.items.push(this.#is('-', 'close') ? empty() : this.#node(true, false));
    }
    if (!this.#is('close')) throw this.#fail("did not find expected '-' indicator");
    this.#scanner.take();
    return node;
  }

  /** A list that stands under its key without being moved to the right. */
  #flatList(node: YamlNode & { kind: 'list' }): YamlNode {
    while (this.#is('-')) {
      this.#scanner.take();
      node.items.push(this.#is('-', '?', ':', 'close') ? empty() : this.#node(true, false));
    }
    return node;
  }

  #blockMap(node: YamlNode & { kind: 'map' }): YamlNode {
    this.#scanner.take();
    const part = (): YamlNode => {
      this.#scanner.take();
      return this.#is('?', ':', 'close') ? empty() : this.#node(true, true);
    };
    while (this.#is('?')) {
      const key = part();
      node.items.push([key, this.#is(':') ? part() : empty()]);
    }
    if (!this.#is('close')) throw this.#fail('did not find expected key');
    this.#scanner.take();
    return node;
  }

  #flowList(node: YamlNode & { kind: 'list' }): YamlNode {
    this.#scanner.take();
    for (let isFirst = true; !this.#is(']'); isFirst = false) {
      if (!isFirst) {
        if (!this.#is(',')) throw this.#fail("did not find expected ',' or ']'");
        this.#scanner.take();
        if (this.#is(']')) break;
      }
      if (!this.#is('?')) {
        node.items.push(this.#node(false, false));
        continue;
      }
      this.#scanner.take();
      const isBare = this.#is(':', ',', ']');
      const key = isBare ? empty() : this.#node(false, false);
      node.items.push({ kind: 'map', items: [[key, this.#flowValue(']')]], tag: '' });
    }
    this.#scanner.take();
    return node;
  }

  #flowMap(node: YamlNode & { kind: 'map' }): YamlNode {
    this.#scanner.take();
    for (let isFirst = true; !this.#is('}'); isFirst = false) {
      if (!isFirst) {
        if (!this.#is(',')) throw this.#fail("did not find expected ',' or '}'");
        this.#scanner.take();
        if (this.#is('}')) break;
      }
      if (!this.#is('?')) {
        node.items.push([this.#node(false, false), empty()]);
        continue;
      }
      this.#scanner.take();
      const key = this.#is(':', ',', '}') ? empty() : this.#node(false, false);
      node.items.push([key, this.#flowValue('}')]);
    }
    this.#scanner.take();
    return node;
  }

  #flowValue(end: ']' | '}'): YamlNode {
    if (!this.#is(':')) return empty();
    this.#scanner.take();
    return this.#is(',', end) ? empty() : this.#node(false, false);
  }
}

/** Characters that YAML does not take anywhere. */
const isControl = (text: string): boolean => {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13) || (code >= 0x7f && code < 0xa0 && code !== 0x85))
      return true;
  }
  return false;
};

/** The first document of a text; undefined if there is none. @throws YamlError in the words of go-yaml */
export function parseDocument(text: string): YamlNode | undefined {
  if (isControl(text)) throw new YamlError('yaml: control characters are not allowed');
  try {
    return new Parser(text).document();
  } catch (problem) {
    throw problem instanceof RangeError ? new YamlError('yaml: exceeded max depth of 10000') : problem;
  }
}
