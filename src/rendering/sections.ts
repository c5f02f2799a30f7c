import { countWords } from '../curriculum/text/count-words.ts';
import { isComponentNode } from './component.ts';
import { componentText } from './component-call.ts';
import type { Node, RenderContext } from './context.ts';
import { plainText, readableText } from './text.ts';

/** A part of a lesson between two headings of level 2, as the scale bar shows it. */
export interface Section {
  /** Id of the heading; empty for what stands before the first one. */
  id: string;
  title: string;
  /** Share of what there is to read, 0 to 1; the work of a lab is not counted. */
  share: number;
  /** Whether the lab is in it. */
  lab?: boolean;
}

/** Words that a reader gets through in the time that one line of code takes. */
const WORDS_PER_CODE_LINE = 5;

/** Words that a reader gets through in the time that one quiz item takes, or what a lab says before its tasks. */
const WORDS_PER_ITEM = 60;

interface Weight {
  words: number;
  effort: number;
}

function weigh(node: Node, context: RenderContext): Weight {
  const { lesson } = context;
  if (isComponentNode(node)) {
    const printed = componentText(node, context);
    if (printed !== undefined) return { words: countWords(printed), effort: countWords(printed) };
    if (node.name === 'Quiz') return { words: 0, effort: lesson.quiz.length * WORDS_PER_ITEM };
    if (node.name === 'Lab') return { words: 0, effort: WORDS_PER_ITEM };
  }
  if (node.type === 'text') {
    const words = countWords(node.value);
    return { words, effort: words };
  }
  if (node.type === 'element' && node.tagName === 'pre') {
    return { words: 0, effort: plainText(node).split('\n').length * WORDS_PER_CODE_LINE };
  }
  const sum: Weight = { words: 0, effort: 0 };
  if ('children' in node) {
    for (const child of node.children) {
      const part = weigh(child as Node, context);
      sum.words += part.words;
      sum.effort += part.effort;
    }
  }
  return sum;
}

/** Whether the lab stands in a node. */
function hasLab(node: Node): boolean {
  if (isComponentNode(node) && node.name === 'Lab') return true;
  return 'children' in node && node.children.some((child) => hasLab(child as Node));
}

/** Cuts a lesson at its headings of level 2 and measures each part; also counts all words of prose. */
export function collectSections(
  nodes: readonly Node[],
  context: RenderContext,
): { sections: Section[]; words: number } {
  const parts: { id: string; title: string; effort: number; lab?: boolean }[] = [{ id: '', title: '', effort: 0 }];
  let words = 0;
  for (const node of nodes) {
    if (node.type === 'element' && node.tagName === 'h2') {
      parts.push({
        id: String(node.properties.id ?? ''),
        title: readableText([node], (inner) => componentText(inner, context)),
        effort: 0,
      });
    }
    const weight = weigh(node, context);
    words += weight.words;
    const last = parts[parts.length - 1];
    if (last) last.effort += weight.effort;
    if (last && hasLab(node)) last.lab = true;
  }
  const total = parts.reduce((sum, part) => sum + part.effort, 0) || 1;
  const sections = parts
    .filter((part) => part.id !== '' || part.effort > 0)
    .map(({ effort, ...part }) => ({ ...part, share: effort / total }));
  return { sections, words };
}
