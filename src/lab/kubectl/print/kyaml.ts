import { isRecord } from '../../../kubernetes/data.ts';
import { resolves } from '../../yaml/write-text.ts';
import { keysOf } from './typed.ts';

function key(name: string): string {
  return /^[\p{L}_][\p{L}\p{Nd}_./-]*$/u.test(name) && !resolves(name) ? name : JSON.stringify(name);
}

function text(value: string, indent: string): string {
  const escaped = (line: string): string => JSON.stringify(line).slice(1, -1).replaceAll('\\t', '\t');
  if (!value.includes('\n')) return `"${escaped(value)}"`;
  const lines = value.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const written = lines.map((line, index) => {
    const hasBreak = index < lines.length - 1 || value.endsWith('\n');
    const start = /^\s/.test(line) ? `${indent}  \\` : `${indent}   `;
    return `${start}${escaped(line)}${hasBreak ? '\\n' : ''}\\\n`;
  });
  return `"\\\n${written.join('')}${indent}  "`;
}

function write(value: unknown, indent: string): string {
  if (typeof value === 'string') return text(value, indent);
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    // Lists of one kind of collection are set close.
    if (value.every(isRecord) || value.every(Array.isArray))
      return `[${value.map((item) => write(item, indent)).join(', ')}]`;
    return `[\n${value.map((item) => `${indent}  ${write(item, `${indent}  `)},\n`).join('')}${indent}]`;
  }
  if (isRecord(value)) {
    const keys = keysOf(value);
    if (keys.length === 0) return '{}';
    return `{\n${keys.map((name) => `${indent}  ${key(name)}: ${write(value[name], `${indent}  `)},\n`).join('')}${indent}}`;
  }
  return value === null || value === undefined ? 'null' : String(value);
}

/** An object as KYAML, the strict dialect of YAML that kubectl prints (sigs.k8s.io/yaml/kyaml). */
export function kyaml(object: unknown): string {
  return `---\n${write(object, '')}\n`;
}
