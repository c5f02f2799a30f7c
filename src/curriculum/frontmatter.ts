import { type Finding, finding } from '../findings/finding.ts';

/** A lesson file cut in two. */
export interface SplitLesson {
  frontmatter: string;
  /** What follows the frontmatter. */
  body: string;
  /** Line of the file on which the body begins, 1-based. */
  bodyLine: number;
  findings: Finding[];
}

const FRONTMATTER = /^---\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/;

/** Cuts `lesson.mdx` into its YAML frontmatter and its body. */
export function splitLesson(file: string, text: string): SplitLesson {
  const match = FRONTMATTER.exec(text);
  if (!match) {
    return {
      frontmatter: '',
      body: text,
      bodyLine: 1,
      findings: [
        finding('lesson/no-frontmatter', file, undefined, {
          message: 'The lesson does not begin with frontmatter.',
          why: 'Title, objectives, authors and prerequisites are read from it.',
          remedy: 'Begin the file with a line "---", the keys, and another line "---".',
        }),
      ],
    };
  }
  return {
    frontmatter: match[1] ?? '',
    body: text.slice(match[0].length),
    bodyLine: match[0].split('\n').length,
    findings: [],
  };
}
