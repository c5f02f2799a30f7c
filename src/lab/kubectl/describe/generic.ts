import { asRecord, isRecord } from '../../../kubernetes/data.ts';
import { goText } from '../print/go-text.ts';
import type { Describer } from './describer.ts';
import type { Page } from './page.ts';

const SKIPPED = new Set([
  '.metadata.managedFields',
  '.metadata.name',
  '.metadata.namespace',
  '.metadata.labels',
  '.metadata.annotations',
]);

const ACRONYMS = new Set(['API', 'URL', 'UID', 'GUID']);

/** A name of a field in words: `podIPs` → `Pod I Ps` (`smartLabelFor` with github.com/fatih/camelcase). */
export function fieldTitle(field: string): string {
  if (/[^\p{L}-]/u.test(field)) return field;
  const parts = splitCamelCase(field);
  const merged: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as string;
    const next = parts[index + 1];
    if (next !== undefined && part.length >= 2 && part === part.toUpperCase() && /^\p{Lu}/u.test(next)) {
      merged.push(part + next);
      index++;
    } else {
      merged.push(part);
    }
  }
  return merged
    .map((part) => {
      if (ACRONYMS.has(part.toUpperCase())) return part.toUpperCase();
      return part === part.toLowerCase() ? part.charAt(0).toUpperCase() + part.slice(1) : part;
    })
    .join(' ');
}

/** Splits where small letters, capitals and others meet; the last of several capitals belongs to what follows. */
function splitCamelCase(text: string): string[] {
  const classOf = (character: string): number =>
    /\p{Ll}/u.test(character) ? 1 : /\p{Lu}/u.test(character) ? 2 : /\d/.test(character) ? 3 : 4;
  const runs: string[][] = [];
  let last = 0;
  for (const character of text) {
    const kind = classOf(character);
    if (kind === last) runs.at(-1)?.push(character);
    else runs.push([character]);
    last = kind;
  }
  for (let index = 0; index + 1 < runs.length; index++) {
    const [run, next] = [runs[index] as string[], runs[index + 1] as string[]];
    if (classOf(run[0] as string) === 2 && classOf(next[0] as string) === 1) next.unshift(run.pop() as string);
  }
  return runs.map((run) => run.join('')).filter((part) => part !== '');
}

function writeContent(page: Page, level: number, content: Readonly<Record<string, unknown>>, prefix: string): void {
  for (const field of Object.keys(content).sort()) {
    const path = `${prefix}.${field}`;
    if (SKIPPED.has(path)) continue;
    const value = content[field];
    if (isRecord(value)) {
      page.line(level, `${fieldTitle(field)}:`);
      writeContent(page, level + 1, value, path);
    } else if (Array.isArray(value)) {
      page.line(level, `${fieldTitle(field)}:`);
      for (const item of value) {
        if (isRecord(item)) writeContent(page, level + 1, item, path);
        else page.line(level + 1, goText(item));
      }
    } else {
      page.pair(level, fieldTitle(field), goText(value));
    }
  }
}

/** An object of any kind: all its fields. */
export const generic: Describer = async (page, object, around) => {
  const { name, namespace, labels, annotations } = asRecord(object.metadata);
  page.pair(0, 'Name', name);
  page.pair(0, 'Namespace', namespace);
  page.labels('Labels', labels);
  page.annotations('Annotations', annotations);
  writeContent(page, 0, object, '');
  await around.events(page, object);
};
