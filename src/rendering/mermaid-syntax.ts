/** What is wrong with a line of a diagram; the line is 1-based within its source. */
export interface MermaidProblem {
  line: number;
  message: string;
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** What is never closed on a line of a flowchart; undefined if nothing is. */
function unclosed(line: string): string | undefined {
  const open: string[] = [];
  let quoted = false;
  let label = false;
  for (const [index, character] of [...line].entries()) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '|') label = !label;
    else if (label) continue;
    else if (CLOSES[character] !== undefined) open.push(character);
    else if (Object.values(CLOSES).includes(character) && CLOSES[open.at(-1) ?? ''] === character) open.pop();
    // A node may have slanted sides, [/ … \], and an arrow may begin with a bracket's neighbor: ">text]".
    else if (character === ']' && /\w>/.test(line.slice(0, index))) continue;
    else if (Object.values(CLOSES).includes(character)) return character;
  }
  return quoted ? '"' : label ? '|' : open.at(-1);
}

/**
 * Lines of a flowchart in which a quote, a bracket or the label of an arrow is not closed. The library that draws diagrams
 * leaves such lines out without a word. Other kinds of diagrams hold free text, and are not looked at.
 */
export function flowchartProblems(source: string): MermaidProblem[] {
  const lines = source.split('\n');
  if (!/^\s*(flowchart|graph)\b/.test(lines.find((line) => line.trim() !== '') ?? '')) return [];
  return lines.flatMap((line, index): MermaidProblem[] => {
    if (/^\s*%%/.test(line)) return [];
    const mark = unclosed(line);
    return mark === undefined
      ? []
      : [
          {
            line: index + 1,
            message: `${mark === '"' ? 'a quote' : `"${mark}"`} has no counterpart in "${line.trim()}"`,
          },
        ];
  });
}

/** More lines, arrows or letters than a diagram has that people can follow. */
const MOST_LINES = 150;
const MOST_ARROWS = 120;
const MOST_CHARACTERS = 20_000;
const ARROW = /(?:[-=.~]{2,}[>ox]?|[<ox]?[-=.]{2,}|->>?|-x|\|\|--|--o)/g;

/** What is too much in Mermaid source, as the rest of a sentence; undefined if it can be drawn. */
export function diagramSize(source: string): string | undefined {
  if (source.length > MOST_CHARACTERS) return `has ${source.length} characters; ${MOST_CHARACTERS} is the most`;
  const lines = source.split('\n').filter((line) => line.trim() !== '').length;
  if (lines > MOST_LINES) return `has ${lines} lines; ${MOST_LINES} is the most`;
  const arrows = source.match(ARROW)?.length ?? 0;
  // "a & b & c --> d & e" draws an arrow from each to each.
  const crossed = source.split('\n').reduce((sum, line) => sum + (line.match(/ & /g)?.length ?? 0) ** 2, 0);
  return arrows + crossed > MOST_ARROWS ? `has ${arrows + crossed} arrows; ${MOST_ARROWS} is the most` : undefined;
}
