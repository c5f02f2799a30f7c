import { describe, expect, test } from 'vitest';
import { flowchartProblems } from '../../src/rendering/mermaid-syntax.ts';
import { checkChange, paths, textOf } from '../helpers/fixture.ts';

const messages = (source: string): string[] =>
  flowchartProblems(source).map(({ line, message }) => `${line}: ${message}`);

describe('a flowchart', () => {
  test.each([
    'flowchart LR\n  A["Ask (twice)"] -->|yes| B{{"Ready?"}}\n  B --> C(["Serve"])',
    'graph TD\n  A((start)) --- B[/in/]\n  B ==> C[\\out\\]\n  C -. maybe .-> D>flag]',
    'flowchart TD\n  %% a note with a "quote\n  subgraph one["Node one"]\n    a & b --> c\n  end',
    'flowchart LR\n  A@{ shape: rect, label: "Pod" } --> B["it says #quot;no#quot;"]',
    'sequenceDiagram\n  A->>B: what (is this',
    'stateDiagram-v2\n  [*] --> Ready : it says "yes',
  ])('is right: %s', (source) => {
    expect(messages(source)).toEqual([]);
  });

  test('with something that is never closed', () => {
    expect(messages('flowchart LR\n  A --> B\n  B -->|yes K["Kernel"]')).toEqual([
      '3: "|" has no counterpart in "B -->|yes K["Kernel"]"',
    ]);
    expect(messages('flowchart LR\n  A{"Node short?" --> B')).toEqual([
      '2: "{" has no counterpart in "A{"Node short?" --> B"',
    ]);
    expect(messages('graph TD\n\n  A --> K["Kernel kills/')).toEqual([
      '3: a quote has no counterpart in "A --> K["Kernel kills/"',
    ]);
  });

  test('is reported at its line in the lesson', () => {
    const findings = checkChange(
      paths.bowline,
      (text) => `${text}\n\`\`\`mermaid alt="a way"\nflowchart LR\n  A --> B["end\n\`\`\`\n`,
    );
    const { length } = checkedLines();
    expect(findings.map(({ rule, line }) => `${rule} ${line}`)).toEqual([`diagram/syntax ${length + 3}`]);
  });
});

function checkedLines(): string[] {
  return textOf(paths.bowline).split('\n');
}
