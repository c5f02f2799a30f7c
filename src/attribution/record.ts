import { splitLesson } from '../curriculum/frontmatter.ts';

const RECORD_KEYS = /^(adapts|adapted_by|changes|lineage):/;

/** Frontmatter without what it says of the lesson's origin: a key goes from its line to the next one that is not indented. */
export function frontmatterWithoutRecord(frontmatter: string): string {
  let inside = false;
  return frontmatter
    .split('\n')
    .filter((line) => {
      if (/^[^\s#-]/.test(line)) inside = RECORD_KEYS.test(line);
      return !inside;
    })
    .join('\n');
}

/** The text of a lesson without what it says of its origin. */
export function withoutRecord(text: string): string {
  const { frontmatter, body } = splitLesson('lesson.mdx', text);
  return `---\n${frontmatterWithoutRecord(frontmatter).trimEnd()}\n---\n${body}`;
}
