import { createHash } from 'node:crypto';
import { bytesOf } from '../../../curriculum/read.ts';

/** Hash of a file or a piece of text, as read.ts keeps it. */
export function textHash(content: string): string {
  return createHash('sha256').update(bytesOf(content)).digest('hex');
}

/** Data with the keys of every group in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, entry]) => [key, sorted(entry)]));
}

/** Hash of data: how it is written, and the order of its keys, make no difference. */
export function dataHash(data: unknown): string {
  return textHash(JSON.stringify(sorted(data)));
}

/** Text in one line. */
export function oneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}

const LONGEST_BEGINNING = 60;

/** The first words of a text, as an edit names what it replaces. */
export function firstWords(text: string): string {
  const line = oneLine(text);
  if (line.length <= LONGEST_BEGINNING) return line;
  const cut = line.lastIndexOf(' ', LONGEST_BEGINNING);
  return line.slice(0, cut > 0 ? cut : LONGEST_BEGINNING);
}

/** How much two texts have in common: the words of both among the words of either, from 0 to 1. */
export function likeness(one: string, other: string): number {
  const words = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  const [a, b] = [words(one), words(other)];
  const common = [...a].filter((word) => b.has(word)).length;
  return common === 0 ? 0 : common / (a.size + b.size - common);
}
