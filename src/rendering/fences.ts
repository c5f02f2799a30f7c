import type { Element } from 'hast';
import { checkedValues, parseFence } from '../curriculum/text/fence-options.ts';
import type { Place } from '../findings/finding.ts';
import { didYouMean } from '../findings/suggest.ts';
import { isSession } from '../languages/session.ts';
import { firstBeyond, parseLines, renderCode } from './code.ts';
import type { RenderContext } from './context.ts';
import { renderDiagram } from './diagram.ts';
import { knowsLanguage, languageNames } from './highlight.ts';
import { diagramSize, flowchartProblems } from './mermaid-syntax.ts';
import { renderTerminal } from './terminal.ts';
import { plainText } from './text.ts';

const KNOWN_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  terminal: ['title', 'ran'],
  mermaid: ['alt', 'caption'],
};
const CODE_OPTIONS = ['title', 'lines', 'invalid'];
/** Options of single languages on top of these. */
const LANGUAGE_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  yaml: ['external', 'part'],
  yml: ['external', 'part'],
  json: ['external', 'part'],
};

/** A code fence as HTML: a terminal session, a diagram, or code. */
export function renderFence(pre: Element, context: RenderContext): string {
  const code = pre.children.find((child): child is Element => child.type === 'element');
  const data = code?.data as { lang?: string; meta?: string } | undefined;
  const place = pre.position?.start;
  const source = plainText(pre);
  const language = data?.lang ?? '';
  // Without a language its place is taken by the first option.
  if (language === '' || language.includes('=')) {
    context.report('fence/no-language', place, {
      message: 'The code fence names no language.',
      why: 'Without it the code is neither colored nor checked.',
      remedy: 'Write the language behind the backticks, such as ```yaml; use ```text if there is none.',
    });
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
    context.report('fence/unknown-option', place, {
      message: `The code fence has an unknown option: ${name}.`,
      why: 'An option that nobody reads does nothing.',
      remedy: `Use one of: ${known.map((key) => `${key}="…"`).join(', ')}.`,
    });
  }
  const checked = options.get('checked');
  if (checked !== undefined && ways.length > 0 && !ways.includes(checked)) {
    context.report('fence/checked', place, {
      message: `checked="${checked}" is no way to verify ${language}.`,
      why: 'The code would only be parsed, and not be verified as you meant.',
      remedy: `Use one of: ${ways.map((way) => `checked="${way}"`).join(', ')}.${didYouMean(checked, ways)}`,
    });
  }
  const part = options.get('part');
  if (part !== undefined && known.includes('part') && part !== 'patch' && part !== 'shortened') {
    context.report('fence/unknown-option', place, {
      message: `part="${part}" is no part of an object.`,
      why: 'The code would be checked as if it were whole.',
      remedy: `Write part="patch" for what is merged into an object, part="shortened" for an object of which something is left out.${didYouMean(part, ['patch', 'shortened'])}`,
    });
  }
  if (language === 'mermaid') return diagram({ source, options, place }, context);
  if (language === 'terminal') return terminal({ source, options, place }, context);
  if (!knowsLanguage(language)) {
    context.report('fence/unknown-language', place, {
      message: `The language "${language}" is not known here.`,
      why: 'The code would be shown without colors and unchecked.',
      remedy: `Use one of: ${languageNames().join(', ')}.`,
    });
  }
  const lines = options.get('lines');
  if (lines === undefined && isSession(language, source))
    return renderTerminal(source, { title: options.get('title') }, context.t);
  const marked = lines === undefined ? undefined : parseLines(lines);
  const beyond = firstBeyond(marked, source);
  if (beyond) {
    context.report('fence/lines', place, {
      message: `lines="${lines}" highlights line ${beyond.line}, but the code has ${beyond.count} lines.`,
      why: 'The highlight has moved away from what it was meant for.',
      remedy: 'Correct the numbers.',
    });
  }
  if (lines !== undefined && marked === undefined) {
    context.report('fence/lines', place, {
      message: `lines="${lines}" names no lines.`,
      why: 'Nothing would be highlighted.',
      remedy: 'Write numbers and ranges, such as lines="2,4-6".',
    });
  }
  return renderCode(
    { code: source, language, title: options.get('title'), marked, isColored: context.isColored },
    context.t,
  );
}

/** A code fence: what stands in it, what stands behind its backticks, and where it begins. */
interface Fence {
  source: string;
  options: ReadonlyMap<string, string>;
  place: Place | undefined;
}

function terminal({ source, options, place }: Fence, context: RenderContext): string {
  const title = options.get('title');
  const ran = options.get('ran');
  if (ran !== 'here' && ran !== 'real-cluster') {
    context.report('terminal/ran', place, {
      message: 'The terminal session does not say whether it was really run.',
      why: 'Readers trust an output that was seen; what needs a real cluster must say so.',
      remedy: 'Add ran="here" if you ran it and pasted what came out, or ran="real-cluster".',
    });
  }
  return renderTerminal(source, { title, ran: ran === 'here' || ran === 'real-cluster' ? ran : undefined }, context.t);
}

function diagram({ source, options, place }: Fence, context: RenderContext): string {
  const alt = options.get('alt');
  const caption = options.get('caption');
  if (!alt) {
    context.report('diagram/no-alt', place, {
      message: 'The diagram has no text alternative.',
      why: 'Readers who cannot see it would miss what it says.',
      remedy: 'Add alt="…" behind ```mermaid, with what the diagram says, in words.',
    });
  }
  const size = diagramSize(source);
  if (size !== undefined) {
    context.report('diagram/size', place, {
      message: `The diagram ${size}.`,
      why: 'Nobody can follow it, and drawing it takes a time that grows much faster than the diagram.',
      remedy: 'Draw what one idea needs; make several diagrams, or a table, of the rest.',
    });
    return '';
  }
  for (const { line, message } of flowchartProblems(source)) {
    context.report('diagram/syntax', place && { line: place.line + line, column: 1 }, {
      message: `The diagram is not drawn as written: ${message}.`,
      why: 'The line is left out of the picture, and nobody would notice.',
      remedy: 'Close it on the same line; text with brackets of its own is set in double quotes.',
    });
  }
  try {
    return renderDiagram(source, { alt: alt ?? '', caption, prefix: context.idPrefix() });
  } catch (problem) {
    context.report('diagram/syntax', place, {
      message: `The diagram cannot be drawn: ${(problem instanceof Error ? problem.message : String(problem)).replace(/\.+$/, '')}.`,
      why: 'Readers would see nothing in its place.',
      remedy: 'Correct the Mermaid source; flowchart, sequence, state, class and ER diagrams are supported.',
    });
    return '';
  }
}
