import { markdownToHast } from 'satteri';
import { expect, test } from 'vitest';
import { random } from '../../scripts/bench/synthetic.ts';
import { textOf } from '../../src/attribution/html-tree.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { lineOfText, questionText } from '../../src/site/question-text.ts';

/** What the renderer of Markdown says. */
const judged = (markdown: string): string =>
  textOf(markdownToHast(markdown, { features: { frontmatter: false } }))
    .replace(/\s+/g, ' ')
    .trim();

const QUESTIONS = [...getCurriculum().lessons.values()].flatMap(({ quiz }) => quiz.map(({ question }) => question));

test('questions are the text that their Markdown shows', () => {
  expect(QUESTIONS.length).toBeGreaterThan(100);
  for (const question of QUESTIONS) expect(lineOfText(question)).toBe(judged(question));
});

test('and so is whatever is made of them', () => {
  const next = random(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const pieces = ' |  |a|1.|-|--|...|"|\'|(c)|`|*|_|www.a.example|http://a|&amp;|:)|a:b|\n|\n\n|# |> |é|%'.split('|');
  for (let round = 0; round < 3000; round++) {
    const question = pick(QUESTIONS);
    const at = Math.floor(next() * (question.length + 1));
    const text = question.slice(next() < 0.3 ? at : 0, at + 9) + pick(pieces) + pick(pieces) + question.slice(at);
    expect(lineOfText(text), JSON.stringify(text)).toBe(judged(text));
  }
});

test('long ones are cut at a word', () => {
  const text = questionText(`What ${'very '.repeat(40)}long?`);
  expect(text.length).toBeLessThan(150);
  expect(text).toMatch(/ very …$/);
});
