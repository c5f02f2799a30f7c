import { type Document, isAlias, isMap, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { isRecord } from '../../../kubernetes/data.ts';
import { yamlMessage } from '../client/yaml-message.ts';

/** Base-60 numbers and times: to kubectl's reader they are text. */
const SEXAGESIMAL = /^[-+]?\d+(:[0-5]?\d)+(\.\d*)?$/;

/** Splits a text at `---`, as k8s.io/apimachinery/pkg/util/yaml does. @throws Error for a separator with something behind it. */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) throw new Error(`invalid Yaml document separator: ${rest}`);
      documents.push(lines.join('\n'));
      lines = [];
    } else lines.push(line);
  }
  documents.push(lines.join('\n'));
  return documents.filter((document) => document.trim() !== '');
}

/**
 * Data of one document of YAML 1.1 as kubectl reads it.
 * @param hasWords whether `yes`, `n` and their kin are true or false: to kustomize they are text.
 * @throws Error in go-yaml's words.
 */
export function parseYaml(text: string, hasWords = true): unknown {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    version: '1.1',
    uniqueKeys: false,
    merge: true,
    lineCounter,
    prettyErrors: true,
    strict: false,
    logLevel: 'silent',
  });
  const [error] = document.errors.filter(({ code }) => code !== 'DUPLICATE_KEY');
  if (error) throw new Error(yamlMessage(error, text));
  return dataOf(document, hasWords);
}

function dataOf(document: Document.Parsed, hasWords: boolean): unknown {
  visit(document, {
    Scalar(_, node) {
      const source = node.source ?? '';
      if (!hasWords && typeof node.value === 'boolean' && !/^(true|false)$/i.test(source)) node.value = source;
      if (node.tag !== undefined && node.tag !== 'tag:yaml.org,2002:str' && node.value instanceof Date)
        node.value = source;
      if (node.value instanceof Date || (typeof node.value === 'number' && SEXAGESIMAL.test(source)))
        node.value = source;
      if (node.value instanceof Uint8Array) node.value = new TextDecoder().decode(node.value);
      // Octal numbers without the o of YAML 1.2.
      if (typeof node.value === 'string' && /^0o[0-7]+$/.test(source) && node.type === 'PLAIN')
        node.value = Number(source);
    },
    Pair(_, pair) {
      if (isScalar(pair.key) && typeof pair.key.value !== 'string' && !isAlias(pair.key)) {
        pair.key.value = pair.key.value === null ? 'null' : String(pair.key.value);
      }
    },
    Map(_, map) {
      // The last of several equal keys holds.
      const last = new Map(map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : pair, pair]));
      if (last.size < map.items.length && isMap(map)) {
        map.items = map.items.filter(
          (pair) => !isScalar(pair.key) || pair.key.value === '<<' || last.get(String(pair.key.value)) === pair,
        );
      }
    },
  });
  try {
    return document.toJS({ maxAliasCount: 1000 }) as unknown;
  } catch (error) {
    const anchor = /Unresolved alias .*: (.*)$/.exec((error as Error).message)?.[1];
    throw anchor === undefined ? error : new Error(`yaml: unknown anchor '${anchor}' referenced`);
  }
}

/** The sentence of an error of JSON.parse, as Go's encoding/json says it. */
function jsonProblem(text: string, message: string): string {
  if (/Unexpected end|Unterminated|end of/i.test(message)) return 'unexpected EOF';
  const position = /position (\d+)/.exec(message)?.[1];
  const character = position === undefined ? '' : (text[Number(position)] ?? '');
  return character === '' ? 'unexpected EOF' : `invalid character '${character}' looking for beginning of value`;
}

/** The values of a text of several JSON values. */
function parseJsonValues(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    const values: unknown[] = [];
    // Objects one after the other: cut where braces are closed.
    let depth = 0;
    let start = 0;
    let isText = false;
    for (let at = 0; at < text.length; at++) {
      const character = text[at];
      if (isText) {
        if (character === '\\') at++;
        else if (character === '"') isText = false;
      } else if (character === '"') isText = true;
      else if (character === '{' || character === '[') depth++;
      else if ((character === '}' || character === ']') && --depth === 0) {
        values.push(JSON.parse(text.slice(start, at + 1)));
        start = at + 1;
      }
    }
    if (text.slice(start).trim() !== '') throw new Error(jsonProblem(text, (error as Error).message));
    return values;
  }
}

/** The values of a file: JSON if it begins with a brace, YAML otherwise. @throws Error in the words of k8s.io/apimachinery. */
export function parseFile(text: string, hasWords = true): unknown[] {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*\{/.test(plain)) {
    try {
      return parseJsonValues(plain);
    } catch (error) {
      if ((error as Error).message === 'unexpected EOF') throw error;
      // A flow mapping of YAML looks like JSON.
    }
  }
  return splitDocuments(plain).flatMap((document) => {
    try {
      const value = parseYaml(document, hasWords);
      return value === null || value === undefined ? [] : [value];
    } catch (error) {
      throw new Error(`error converting YAML to JSON: ${(error as Error).message}`);
    }
  });
}

const TEXTS = ['name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'];

function jsonKind(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  return isRecord(value) ? 'object' : typeof value;
}

/** What is wrong with the kinds of values in `metadata`, in the words of encoding/json; undefined if all is well. */
export function metadataProblem(metadata: unknown): string | undefined {
  const problem = (value: unknown, field: string, type: string): string =>
    `json: cannot unmarshal ${jsonKind(value)} into Go struct field ObjectMeta.metadata${field} of type ${type}`;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isRecord(metadata)) {
    return `json: cannot unmarshal ${jsonKind(metadata)} into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta`;
  }
  for (const field of Object.keys(metadata).sort()) {
    const value = metadata[field];
    if (value === null || value === undefined) continue;
    if (TEXTS.includes(field) && typeof value !== 'string') return problem(value, `.${field}`, 'string');
    if (field === 'labels' || field === 'annotations') {
      if (!isRecord(value)) return problem(value, `.${field}`, 'map[string]string');
      for (const key of Object.keys(value).sort()) {
        if (typeof value[key] !== 'string' && value[key] !== null) return problem(value[key], `.${field}`, 'string');
      }
    }
    if (field === 'finalizers') {
      if (!Array.isArray(value)) return problem(value, '.finalizers', '[]string');
      const wrong = value.find((item) => typeof item !== 'string');
      if (wrong !== undefined) return problem(wrong, '.finalizers', 'string');
    }
    if (field === 'ownerReferences' && !Array.isArray(value))
      return problem(value, '.ownerReferences', '[]v1.OwnerReference');
    if (/^(generation|deletionGracePeriodSeconds)$/.test(field) && typeof value !== 'number')
      return problem(value, `.${field}`, 'int64');
  }
  return undefined;
}
