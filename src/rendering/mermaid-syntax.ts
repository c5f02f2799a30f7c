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
