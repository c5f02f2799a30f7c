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

/**
 * Frontmatter with other values for some keys of its record; everything else stays as it is written, and in its place.
 * @param values what is written instead, as YAML with its key and a line end; empty to remove the key. A new key comes last.
 */
export function withRecordKeys(frontmatter: string, values: Readonly<Record<string, string>>): string {
  const open = new Map(Object.entries(values));
  let replaced: string | undefined;
  const lines: string[] = [];
  for (const line of frontmatter.trimEnd().split('\n')) {
    if (/^[^\s#-]/.test(line)) {
      const [key = ''] = line.split(':');
      replaced = open.get(key);
      if (open.delete(key) && replaced) lines.push(replaced.trimEnd());
    }
    if (replaced === undefined || line.startsWith('#')) lines.push(line);
  }
  return `${[...lines, ...[...open.values()].filter(Boolean).map((text) => text.trimEnd())].join('\n')}\n`;
}

/** The text of a lesson without what it says of its origin. */
export function withoutRecord(text: string): string {
  const { frontmatter, body } = splitLesson('lesson.mdx', text);
  return `---\n${frontmatterWithoutRecord(frontmatter).trimEnd()}\n---\n${body}`;
}
