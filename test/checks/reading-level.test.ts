import { expect, test } from 'vitest';
import { readingLevel, readingLevelReport } from '../../src/checks/reading-level.ts';
import { assemble, paths, withChange } from '../helpers/fixture.ts';

/** The lesson about bowlines with another text. */
function lessonWith(text: string) {
  const files = withChange(paths.bowline, (content) => content.replace(/\n---\n[\s\S]*$/, `\n---\n\n${text}\n`));
  const lesson = assemble(files).lessons.get('tie-a-bowline');
  if (!lesson) throw new Error('There is no lesson.');
  return lesson;
}

/** What the title block says: summary and objectives. */
const head = { words: 26, sentences: 4 };

test('words of sentences are counted, and none of code, headings and cells', () => {
  const long = `${'word '.repeat(29)}end.`;
  const text = `## A heading of five words\n\nThree short words. Use \`kubectl get pods\` every day.\n\n\`\`\`sh\nkubectl get pods\n\`\`\`\n\n| a | b |\n|---|---|\n| c | d |\n\n${long}`;
  expect(readingLevel(lessonWith(text))).toEqual({
    words: head.words + 37,
    sentences: head.sentences + 3,
    perSentence: (head.words + 37) / (head.sentences + 3),
    long: 1 / (head.sentences + 3),
  });
});

test('the report has a line for each lesson, and is empty without lessons', () => {
  const lesson = lessonWith('These are four words. Now there are five words.');
  expect(readingLevelReport([lesson])).toContain('tie-a-bowline            35           5.8           0 %');
  expect(readingLevelReport([])).toBe('');
});
