import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/checks/check.ts';
import { paths, readTiny, textOf } from '../helpers/fixture.ts';

/** FUZZ_CASES=10000 takes about a minute. */
const CASES = Number(process.env.FUZZ_CASES ?? 2000);
const SEED = 20261122;

/** Numbers between 0 and 1 that are the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** What people type by mistake, and what means something in YAML, Markdown or MDX. */
const PIECES = [
  '\t',
  '"',
  "'",
  '{',
  '}',
  '<',
  '>',
  '`',
  '```',
  '---',
  '- ',
  ': ',
  '#',
  '|',
  '*x',
  '&x',
  '\\',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '😀',
  '<Term',
  '</Steps>',
  'null',
  '~',
  '!!js/function',
  '[[',
  ']]',
  '<!--',
  '\r',
  '999999999999999999999',
  '$' + '{x}',
  '&nbsp;',
];

/** A text with one to three small mistakes. */
function mutate(text: string, next: () => number): string {
  let result = text;
  const place = (): number => Math.floor(next() * (result.length + 1));
  for (let count = 1 + Math.floor(next() * 3); count > 0; count--) {
    const at = place();
    const length = Math.floor(next() * 30);
    const piece = PIECES[Math.floor(next() * PIECES.length)] ?? '';
    const cut = result.slice(at, at + length);
    const kinds = [
      () => result.slice(0, at) + result.slice(at + length),
      () => result.slice(0, at) + piece + result.slice(at),
      () => result.slice(0, at) + cut + cut + result.slice(at + length),
      () => result.slice(0, at) + cut.toUpperCase() + result.slice(at + length),
      () => result.slice(0, at),
    ];
    result = kinds[Math.floor(next() * (kinds.length - (next() < 0.9 ? 1 : 0)))]?.() ?? result;
  }
  return result;
}

describe('the checker', () => {
  const files = [
    paths.bowline,
    paths.bowlineQuiz,
    paths.bowlineLab,
    paths.bowlineFile,
    paths.mooring,
    paths.glossary,
    paths.people,
    paths.exam,
  ];
  const lesson = paths.bowline.slice(0, -'/lesson.mdx'.length);

  test(`yields findings and never falls over, whatever is typed into a file (${CASES} cases, seed ${SEED})`, () => {
    const next = random(SEED);
    let wrong = 0;
    for (let index = 0; index < CASES; index++) {
      const path = files[index % files.length] ?? '';
      const text = mutate(textOf(path), next);
      try {
        const only = path.startsWith(lesson) ? [lesson] : [path];
        if (checkContent(new Map(readTiny()).set(path, text), { only, prose: index % 2 === 0 }).length > 0) wrong++;
      } catch (problem) {
        throw new Error(`case ${index} (${path}): ${String(problem)}\n${JSON.stringify(text)}`);
      }
    }
    expect(wrong).toBeGreaterThan(CASES / 4);
  }, 300_000);
});
