import type { Lesson } from '../../curriculum/model.ts';

/** A brand's name that stands in the prose of a lesson, 1-based. */
export interface BrandWord {
  word: string;
  line: number;
  column: number;
}

const FENCE = /^\s*(```|~~~)/;

/** Names of a brand in a lesson's prose; code blocks may show them, as commands and addresses have to. */
export function brandWords(lesson: Pick<Lesson, 'body' | 'bodyLine'>, names: readonly string[]): BrandWord[] {
  const text = lesson.body.toLowerCase();
  if (!names.some((name) => text.includes(name.toLowerCase()))) return [];
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_./-])(?:${escaped.join('|')})(?![\\p{L}\\p{N}_/-])`, 'giu');
  let inCode = false;
  return lesson.body.split('\n').flatMap((line, index) => {
    if (FENCE.test(line)) inCode = !inCode;
    if (inCode) return [];
    const prose = line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    return [...prose.matchAll(pattern)].map((match) => ({
      word: match[0],
      line: lesson.bodyLine + index,
      column: match.index + 1,
    }));
  });
}
