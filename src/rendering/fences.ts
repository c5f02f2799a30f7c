import type { Element } from 'hast';
import { didYouMean } from '../findings/suggest.ts';
import { firstBeyond, parseLines, renderCode } from './code.ts';
import type { RenderContext } from './context.ts';
import { renderDiagram } from './diagram.ts';
import { checkedValues, parseFence } from './fence.ts';
import { knowsLanguage, languageNames } from './highlight.ts';
import { flowchartProblems } from './mermaid-syntax.ts';
import { renderTerminal } from './terminal.ts';
import { plainText } from './text.ts';

const KNOWN_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  terminal: ['title', 'ran'],
  mermaid: ['alt', 'caption'],
};
const CODE_OPTIONS = ['title', 'lines', 'invalid'];
/** Options of single languages on top of these. */
const LANGUAGE_OPTIONS: Readonly<Record<string, readonly string[]>> = { yaml: ['external'] };

/** A code fence as HTML: a terminal session, a diagram, or code. */
export function renderFence(pre: Element, context: RenderContext): string {
  const code = pre.children.find((child): child is Element => child.type === 'element');
  const data = code?.data as { lang?: string; meta?: string } | undefined;
  const place = pre.position?.start;
  const source = plainText(pre);
  const language = data?.lang ?? '';
  // Without a language its place is taken by the first option.
  if (language === '' || language.includes('=')) {
    context.report(
      'fence/no-language',
      place,
      'The code fence names no language.',
      'Without it the code is neither colored nor checked.',
      'Write the language behind the backticks, such as ```yaml; use ```text if there is none.',
    );
    return '';
  }
  const { options, unknown } = parseFence(data?.meta ?? '');
  const ways = checkedValues(language);
  const known = KNOWN_OPTIONS[language] ?? [
    ...CODE_OPTIONS,
    ...(LANGUAGE_OPTIONS[language] ?? []),
    ...(ways.length > 0 ? ['checked'] : []),
  ];
  for (const name of [...unknown, ...[...options.keys()].filter((key) => !known.includes(key))]) {
    context.report(
      'fence/unknown-option',
      place,
      `The code fence has an unknown option: ${name}.`,
      'An option that nobody reads does nothing.',
      `Use one of: ${known.map((key) => `${key}="…"`).join(', ')}.`,
    );
  }
  const checked = options.get('checked');
  if (checked !== undefined && ways.length > 0 && !ways.includes(checked)) {
    context.report(
      'fence/checked',
      place,
      `checked="${checked}" is no way to verify ${language}.`,
      'The code would only be parsed, and not be verified as you meant.',
      `Use one of: ${ways.map((way) => `checked="${way}"`).join(', ')}.${didYouMean(checked, ways)}`,
    );
  }
  if (language === 'mermaid') return diagram(source, options.get('alt'), options.get('caption'), pre, context);
  if (language === 'terminal') return terminal(source, options.get('title'), options.get('ran'), pre, context);
  if (!knowsLanguage(language)) {
    context.report(
      'fence/unknown-language',
      place,
      `The language "${language}" is not known here.`,
      'The code would be shown without colors and unchecked.',
      `Use one of: ${languageNames().join(', ')}.`,
    );
  }
  const lines = options.get('lines');
  const marked = lines === undefined ? undefined : parseLines(lines);
  const beyond = firstBeyond(marked, source);
  if (beyond) {
    context.report(
      'fence/lines',
      place,
      `lines="${lines}" highlights line ${beyond.line}, but the code has ${beyond.count} lines.`,
      'The highlight has moved away from what it was meant for.',
      'Correct the numbers.',
    );
  }
  if (lines !== undefined && marked === undefined) {
    context.report(
      'fence/lines',
      place,
      `lines="${lines}" names no lines.`,
      'Nothing would be highlighted.',
      'Write numbers and ranges, such as lines="2,4-6".',
    );
  }
  return renderCode({ code: source, language, title: options.get('title'), marked }, context.t);
}

function terminal(
  source: string,
  title: string | undefined,
  ran: string | undefined,
  pre: Element,
  context: RenderContext,
): string {
  if (ran !== 'here' && ran !== 'real-cluster') {
    context.report(
      'terminal/ran',
      pre.position?.start,
      'The terminal session does not say whether it was really run.',
      'Readers trust an output that was seen; what needs a real cluster must say so.',
      'Add ran="here" if you ran it and pasted what came out, or ran="real-cluster".',
    );
  }
  return renderTerminal(source, { title, ran: ran === 'here' || ran === 'real-cluster' ? ran : undefined }, context.t);
}

function diagram(
  source: string,
  alt: string | undefined,
  caption: string | undefined,
  pre: Element,
  context: RenderContext,
): string {
  if (!alt) {
    context.report(
      'diagram/no-alt',
      pre.position?.start,
      'The diagram has no text alternative.',
      'Readers who cannot see it would miss what it says.',
      'Add alt="…" behind ```mermaid, with what the diagram says, in words.',
    );
    return '';
  }
  for (const { line, message } of flowchartProblems(source)) {
    const start = pre.position?.start;
    context.report(
      'diagram/syntax',
      start && { line: start.line + line, column: 1 },
      `The diagram is not drawn as written: ${message}.`,
      'The line is left out of the picture, and nobody would notice.',
      'Close it on the same line; text with brackets of its own is set in double quotes.',
    );
  }
  try {
    return renderDiagram(source, { alt, caption, prefix: `d${context.nextNumber()}` });
  } catch (problem) {
    context.report(
      'diagram/syntax',
      pre.position?.start,
      `The diagram cannot be drawn: ${(problem instanceof Error ? problem.message : String(problem)).replace(/\.+$/, '')}.`,
      'Readers would see nothing in its place.',
      'Correct the Mermaid source; flowchart, sequence, state, class and ER diagrams are supported.',
    );
    return '';
  }
}
