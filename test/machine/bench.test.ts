import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { asPeerPage } from '../../scripts/bench/starlight.ts';
import { writeSynthetic } from '../../scripts/bench/synthetic.ts';

const root = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Words with letters, in their order, without attributes of components and of code blocks. */
const words = (text: string): string[] => text.match(/[A-Za-z]{3,}/g) ?? [];

test('what another generator is compared with has the same words, code blocks and tables', () => {
  writeSynthetic(root, 12);
  const folder = join(root, 'content/courses/course-0/module-0-1/lesson-11');
  const [lesson, quiz] = ['lesson.mdx', 'quiz.yaml'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const page = asPeerPage(lesson ?? '', quiz ?? '');
  expect(page).toMatch(/^---\ntitle: "Synthetic lesson 11"\ndescription: ".+"\n---\n/);
  expect(page.match(/^```\w+/gm)).toEqual(['```yaml', '```console', '```js']);
  expect(page.match(/^\| .*$/gm)).toEqual(lesson?.match(/^\| .*$/gm));
  expect(page).toMatch(/^:::note\[Remember\]$/m);
  const paragraphs = (lesson ?? '')
    .split('\n')
    .filter((line) => /^[A-Z][a-z ]+\. [A-Z]/.test(line) && !line.includes('<'));
  expect(paragraphs.length).toBeGreaterThan(7);
  for (const paragraph of paragraphs) expect(page).toContain(paragraph);
  // Questions, options, what is said to them, explanations.
  const ofQuiz = (quiz ?? '').split('\n').filter((line) => /^ +(?:question|feedback|explanation|- text):/.test(line));
  expect(ofQuiz).toHaveLength(6 * (1 + 4 + 4 + 1));
  const all = new Set(words(page));
  for (const line of ofQuiz) for (const word of words(line.replace(/^[^:]*:/, ''))) expect(all).toContain(word);
});

test('a component that has no form there ends the comparison', () => {
  const lesson = '---\ntitle: One\nsummary: Two.\nobjectives: []\n---\n\n<Unknown />\n';
  expect(() => asPeerPage(lesson, 'items: []')).toThrow('<Unknown has no form in Starlight.');
});
