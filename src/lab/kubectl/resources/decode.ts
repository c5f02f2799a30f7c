import { isRecord } from '../../../kubernetes/data.ts';
import { readYaml } from '../../yaml/values.ts';

/** Splits a text at `---`, as k8s.io/apimachinery/pkg/util/yaml does. @throws Error for a separator with something behind it. */
export function splitDocuments(text: string): string[] {
  const documents: string[] = [];
  let lines: string[] = [];
  // Each line ends with a line feed when it is read, the last one as well.
  for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
    if (line.startsWith('---')) {
      const rest = line.slice(3).trim();
      if (rest !== '' && !rest.startsWith('#')) throw new Error(`invalid Yaml document separator: ${rest}`);
      documents.push(lines.map((one) => `${one}\n`).join(''));
      lines = [];
    } else lines.push(line);
  }
  documents.push(lines.map((one) => `${one}\n`).join(''));
  return documents.filter((document) => document.trim() !== '');
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
      const value = readYaml(document, hasWords);
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
