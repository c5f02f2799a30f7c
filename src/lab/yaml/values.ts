import { YamlError } from './characters.ts';
import { parseDocument, type YamlNode } from './parser.ts';

const CORE = 'tag:yaml.org,2002:';

/** Words that are no texts, by what they mean. Those of the second line are texts to YAML 1.2. */
const WORDS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, unknown] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, unknown] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, unknown] => [word, false]),
  ...['.nan', '.NaN', '.NAN'].map((word): [string, unknown] => [word, Number.NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, unknown] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, unknown] => [word, -Infinity]),
]);
const YES = /^(y|Y|yes|Yes|YES|on|On|ON)$/;
const NO = /^(n|N|no|No|NO|off|Off|OFF)$/;

const INTEGER = /^([-+]?)(?:0x([\da-f]+)|0o?([0-7]+)|0b([01]+)|(0|[1-9]\d*))$/i;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)(e[-+]?\d+)?$/i;

function numberOf(text: string): number | undefined {
  if (text.startsWith('.')) return FLOAT.test(text) ? Number(text) : undefined;
  if (!/^[-+\d]/.test(text)) return undefined;
  const plain = text.replaceAll('_', '');
  const [, sign, hexadecimal, octal, binary, decimal] = INTEGER.exec(plain) ?? [];
  if (sign !== undefined) {
    const digits = hexadecimal ?? octal ?? binary ?? decimal ?? '';
    const base = hexadecimal ? 16 : octal ? 8 : binary ? 2 : 10;
    const value = Number.parseInt(digits, base);
    return sign === '-' ? 0 - value : value;
  }
  return FLOAT.test(plain) ? Number(plain) : undefined;
}

const TYPES: Readonly<Record<string, string>> = { boolean: 'bool', number: 'float', string: 'str', object: 'null' };

/** How many parts may come from aliases, so that a small text does not become a huge one. */
const MANY_PARTS = 1000;
const MANY_ALIASES = 100;
const SHARE = 0.99;
const ALL_PARTS = 400_000;

/** Gives nodes their values, as go-yaml and then sigs.k8s.io/yaml do for JSON. */
class Decoder {
  readonly #hasWords: boolean;
  readonly #open = new Set<YamlNode>();
  #parts = 0;
  #aliased = 0;
  #depth = 0;

  constructor(hasWords: boolean) {
    this.#hasWords = hasWords;
  }

  value(node: YamlNode): unknown {
    this.#parts++;
    if (this.#depth > 0) this.#aliased++;
    const share = this.#aliased / this.#parts;
    if (this.#aliased > MANY_ALIASES && this.#parts > MANY_PARTS && (share > SHARE || this.#aliased > ALL_PARTS))
      throw new YamlError('yaml: document contains excessive aliasing');
    switch (node.kind) {
      case 'alias': {
        if (this.#open.has(node)) throw new YamlError(`yaml: anchor '${node.name}' value contains itself`);
        this.#open.add(node);
        this.#depth++;
        const value = this.value(node.to);
        this.#depth--;
        this.#open.delete(node);
        return value;
      }
      case 'text':
        return this.#text(node);
      case 'list':
        return node.items.map((item) => this.value(item));
      case 'map': {
        const entries = new Map<string, unknown>();
        this.#fill(entries, node);
        return Object.fromEntries(entries);
      }
    }
  }

  #fill(entries: Map<string, unknown>, node: YamlNode & { kind: 'map' }): void {
    for (const [key, item] of node.items) {
      if (key.kind === 'text' && key.value === '<<' && (key.isPlain || key.tag === `${CORE}merge`))
        this.#merge(entries, item);
      else {
        const name = this.#key(key);
        const value = this.value(item);
        if (name === null)
          throw new YamlError(
            `unsupported map key of type: %!s(<nil>), key: <nil>, value: ${value === null ? '<nil>' : goSyntax(value)}`,
          );
        entries.set(String(name), value);
      }
    }
  }

  #merge(entries: Map<string, unknown>, node: YamlNode): void {
    const target = node.kind === 'alias' ? node.to : node;
    if (target.kind === 'map') {
      this.value(node);
      this.#fill(entries, target);
    } else if (
      node.kind === 'list' &&
      node.items.every((item) => (item.kind === 'alias' ? item.to : item).kind === 'map')
    )
      for (const item of [...node.items].reverse()) this.#merge(entries, item);
    else throw new YamlError('yaml: map merge requires map or sequence of maps as the value');
  }

  #key(node: YamlNode): unknown {
    const key = this.value(node);
    if (typeof key === 'object' && key !== null) throw new YamlError(`yaml: invalid map key: ${goSyntax(key)}`);
    return key;
  }

  #text({ value, tag, isPlain }: YamlNode & { kind: 'text' }): unknown {
    if (tag === `${CORE}binary`) return binary(value);
    if ((tag === '' && !isPlain) || (tag !== '' && !tag.startsWith(CORE)) || tag === `${CORE}str`) return value;
    const found = this.#resolved(value);
    const wanted = tag.slice(CORE.length);
    if (!/^(bool|int|float|null|timestamp)$/.test(wanted)) return tag === '' ? finite(found) : value;
    const type = Number.isInteger(found) ? 'int' : (TYPES[typeof found] ?? 'str');
    if (wanted === type || (wanted === 'float' && type === 'int')) return finite(found);
    if (wanted === 'timestamp' && /^\d{4}-/.test(value)) return value;
    throw new YamlError(`yaml: cannot decode !!${type} \`${value}\` as a !!${wanted}`);
  }

  #resolved(text: string): unknown {
    if (WORDS.has(text)) return WORDS.get(text);
    if (this.#hasWords && YES.test(text)) return true;
    if (this.#hasWords && NO.test(text)) return false;
    return numberOf(text) ?? text;
  }
}

/** A value as Go writes it in source (`%#v`), for the messages that show one. */
function goSyntax(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(goSyntax).join(', ')}}`;
  if (typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value as Record<string, unknown>).sort(([one], [other]) => (one < other ? -1 : 1));
  return `map[interface {}]interface {}{${entries.map(([key, item]) => `${JSON.stringify(key)}:${goSyntax(item)}`).join(', ')}}`;
}

function finite(value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new YamlError(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`);
}

function binary(text: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text.trim()), (character) => character.charCodeAt(0)));
  } catch {
    throw new YamlError('yaml: !!binary value contains invalid base64 data');
  }
}

/**
 * Data of the first document of a text, as sigs.k8s.io/yaml reads it: YAML 1.1, the last of several equal keys holds.
 * @param hasWords whether `yes`, `n` and their kin are true or false: to kustomize they are text.
 * @throws YamlError in go-yaml's words
 */
export function readYaml(text: string, hasWords = true): unknown {
  const node = parseDocument(text);
  return node === undefined ? null : new Decoder(hasWords).value(node);
}
