import type { Element } from 'hast';
import { elements, textIn } from '../tree.ts';
import type { Slide } from './slide.ts';

/** Words that are said in the time in which a line of code is read, and for which a slide is looked at, whatever stands on it. */
const WORDS_PER_CODE_LINE = 5;
const WORDS_PER_SLIDE = 12;

function weightOf(node: Element): number {
  let weight = textIn(node).split(/\s+/).filter(Boolean).length;
  for (const one of elements(node)) {
    if (one.tagName !== 'pre') continue;
    const text = textIn(one);
    weight += text.split('\n').length * WORDS_PER_CODE_LINE - text.split(/\s+/).filter(Boolean).length;
  }
  return weight;
}

/**
 * Seconds for each slide: the minutes of a lesson, spread by what is read and said at each; those of a lab belong to its slide.
 * Together they are the minutes of the lesson.
 */
export function planOf(slides: readonly Slide[], minutes: number): number[] {
  const weights = slides.map(({ body, notes }) => {
    const said = notes.reduce((sum, node) => sum + (node.type === 'element' ? weightOf(node) : 0), 0);
    return WORDS_PER_SLIDE + body.reduce((sum, node) => sum + weightOf(node), 0) + said;
  });
  // Notes of a lab are for those who do it.
  for (const [index, slide] of slides.entries()) if (slide.minutes > 0) weights[index] = WORDS_PER_SLIDE;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let done = 0;
  let planned = 0;
  return weights.map((weight, index) => {
    done += weight;
    const until = Math.round((done / total) * minutes * 60);
    const seconds = until - planned;
    planned = until;
    return seconds + (slides[index]?.minutes ?? 0) * 60;
  });
}
