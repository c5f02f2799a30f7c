import { stringify } from 'yaml';
import type { EditedFolder } from './edited-folder.ts';

/** How many items of each competency a form of ten items has; a full bank has three times as many. */
const COUNTS = { 'TCS-ROPE-1': 3, 'TCS-ROPE-2': 3, 'TCS-NAV-1': 2, 'TCS-NAV-2': 1, 'TCS-NAV-3': 1 };

/** Text of the right option of every item of the bank. */
export const RIGHT = 'The right one';

/** Gives the exam of the tiny curriculum forms of ten items and a full bank: of each item the first option is right. @param minutes how long it lasts */
export function withBank(content: Pick<EditedFolder, 'write'>, minutes = 20): void {
  const folder = 'content/practice/tcs';
  const source = 'https://exams.example/tcs/';
  content.write(
    `${folder}/exam.yaml`,
    stringify({ exam: 'TCS', items: 10, minutes, passing: 70, source, as_of: '2026-11-30' }),
  );
  for (const [competency, count] of Object.entries(COUNTS)) {
    const items = Array.from({ length: count * 3 }, (_, index) => ({
      id: `${competency.toLowerCase()}-${index}`,
      competency,
      objective: 'tie-a-bowline#tie',
      difficulty: ['easy', 'medium', 'hard'][index % 3],
      question: `What holds, in \`${competency}\`, number ${index}?`,
      options: [RIGHT, 'A wrong one', 'Another one', 'None of both'].map((text) => {
        return { text, ...(text === RIGHT ? { correct: true } : {}), feedback: `Why: ${text}.` };
      }),
      explanation: 'It holds because it was tied.',
      source,
      review: { date: '2026-11-30', remark: 'Answered without the key.' },
    }));
    content.write(`${folder}/items/${competency.toLowerCase()}.yaml`, stringify({ items }));
  }
}
