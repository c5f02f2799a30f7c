import type { LessonText } from '../../../src/curriculum/text/lesson-text.ts';
import { readText } from '../../../src/curriculum/text/read-text.ts';

/** A lesson with a body. @throws if it cannot be parsed. */
export function lesson(body: string, frontmatter = 'title: Knots\n'): LessonText {
  const text = readText('content/x/lesson.mdx', `---\n${frontmatter}---\n${body}`);
  if (!text) throw new Error(`No MDX: ${body}`);
  return text;
}

/** A quiz of which this is the source. @throws if it cannot be parsed. */
export function quiz(source: string): LessonText {
  const text = readText('content/x/quiz.yaml', source);
  if (!text) throw new Error(`No YAML: ${source}`);
  return text;
}

/** What stands in a text at a place: the rest of its line. */
export function restOfLine({ text }: LessonText, { line, column }: { line: number; column: number }): string {
  return (text.split('\n')[line - 1] ?? '').slice(column - 1);
}
