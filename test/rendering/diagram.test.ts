import { describe, expect, test } from 'vitest';
import { forbidden, tagsOf, textOfHtml } from '../helpers/html.ts';
import { htmlOf, mistake } from '../helpers/render.ts';

const fence = (source: string, options = 'alt="A leads to B."'): string =>
  `\`\`\`mermaid ${options}\n${source}\n\`\`\``;
const flow = 'flowchart TD\n  a["First"] --> b["Second"]';
const sequence = 'sequenceDiagram\n  participant A\n  participant B\n  A->>B: ask\n  B-->>A: answer';

describe('a diagram', () => {
  test('is drawn when the site is built, with its labels as text', () => {
    const html = htmlOf(fence(flow));
    expect(html).toMatch(
      /^<figure class="diagram"><div class="scroll" tabindex="0" role="img" aria-label="A leads to B\."><svg /,
    );
    expect(textOfHtml(html)).toBe('FirstSecond');
  });

  test('has its text alternative and its caption', () => {
    const html = htmlOf(fence(flow, 'alt="A < B & C" caption="C < D"'));
    expect(html).toContain('role="img" aria-label="A &lt; B &amp; C"');
    expect(html).toContain('<figcaption>C &lt; D</figcaption>');
  });

  test.each(["$'", '$&', '$1', '$$'])('has %j in its text alternative as it was written', (alt) => {
    const html = htmlOf(fence(flow, `alt="${alt}" caption="${alt}"`));
    const [box] = tagsOf(html).filter(({ name }) => name === 'div');
    expect(box?.attributes['aria-label']).toBe(alt.replace('&', '&amp;'));
    expect(textOfHtml(html)).toBe(`FirstSecond${alt}`);
  });

  test.each(['', 'caption="Only a caption"', 'alt=""'])(
    'with the options %j lacks a text alternative, and is refused',
    (options) => {
      expect(mistake(`Text.\n\n${fence(flow, options)}`)).toMatchObject({
        rule: 'diagram/no-alt',
        line: 21,
        message: 'The diagram has no text alternative.',
        why: 'Readers who cannot see it would miss what it says.',
        remedy: 'Add alt="…" behind ```mermaid, with what the diagram says, in words.',
      });
    },
  );

  test('that is no Mermaid is refused with what the library says', () => {
    const { rule, message, remedy } = mistake(fence('flowchrt TD\n  a --> b'));
    expect(rule).toBe('diagram/syntax');
    expect(message).toMatch(/^The diagram cannot be drawn: .+\.$/);
    expect(remedy).toBe('Correct the Mermaid source; flowchart, sequence, state, class and ER diagrams are supported.');
  });

  test.each([
    ['flowchart', 'flowchart LR\n  a --> b\n  subgraph box\n    b --> c\n  end'],
    ['sequence', sequence],
    ['state', 'stateDiagram-v2\n  [*] --> Open\n  Open --> [*]'],
    ['class', 'classDiagram\n  class Boat {\n    +sail()\n  }\n  Boat <|-- Dinghy'],
    ['ER', 'erDiagram\n  BOAT ||--o{ ROPE : has'],
  ])('of type %s has no style, no font from the web and no color of its own', (_, source) => {
    const html = htmlOf(fence(source));
    expect(forbidden(html)).toEqual([]);
    expect(html).not.toMatch(/<style|\sstyle=|@import|font-family|https?:|googleapis/i);
    expect(html).not.toMatch(/(?:fill|stroke|color)="(?:#|rgb|hsl)/i);
  });

  test('shares no id with another one on the page, and refers to its own', () => {
    const html = htmlOf([flow, flow, sequence, sequence].map((source) => fence(source)).join('\n\n'));
    const ids = tagsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids.length).toBeGreaterThanOrEqual(4);
    expect(new Set(ids).size).toBe(ids.length);
    for (const figure of html.split('</figure>').filter((part) => part.includes('<svg'))) {
      const own = tagsOf(figure).flatMap(({ attributes }) => attributes.id ?? []);
      const used = [...figure.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]);
      expect(used.length).toBeGreaterThan(0);
      expect(own).toEqual(expect.arrayContaining(used));
    }
  });

  test.each(['Kubernetes 1.36', 'pod at 10.96.0.10', 'kubectl v1.36.3', '99.95 %'])(
    'shows the label "%s" as it was written',
    (label) => {
      expect(textOfHtml(htmlOf(fence(`flowchart TD\n  a["${label}"] --> b["B"]`)))).toContain(label);
    },
  );

  test('shows characters of HTML in labels as text', () => {
    const html = htmlOf(fence('sequenceDiagram\n  A->>B: a < b & c'));
    expect(textOfHtml(html)).toContain('a < b & c');
  });

  test('keeps its proportions', () => {
    const svg = tagsOf(htmlOf(fence(flow))).find(({ name }) => name === 'svg')?.attributes ?? {};
    const [, , width = 0, height = 0] = (svg.viewBox ?? '').split(' ').map(Number);
    expect(width).toBeGreaterThan(0);
    expect(Number(svg.width) / Number(svg.height)).toBeCloseTo(width / height, 1);
  });

  test('takes no other options', () => {
    expect(mistake(fence(flow, 'alt="A" title="B"'))).toMatchObject({
      rule: 'fence/unknown-option',
      remedy: 'Use one of: alt="…", caption="…".',
    });
  });
});
