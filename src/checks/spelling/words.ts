import { GAP } from '../../curriculum/text/lesson-text.ts';

/** Letters with what may stand inside of a word, of a name or of an address. */
const RUN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}'’._@$-]*/gu;

/** What is no word, but a name: it has a digit, an underscore or a dot inside. */
const NAME = /[\p{N}_@$]|\.(?=\p{L})/u;

/**
 * Words of some prose with the places where they stand, as offsets. Compounds with hyphens are one word here. What code
 * is joined to, and what has digits or dots inside, or a dot before it, is left out. @param prose as a parsed text has it.
 */
export function wordsOf(prose: string): Map<string, number[]> {
  const words = new Map<string, number[]>();
  for (const match of prose.matchAll(RUN)) {
    const word = match[0].replace(/['’._-]+$/u, '').replaceAll('’', "'");
    const before = prose[match.index - 1];
    const joined = before === GAP || before === '_' || before === '.' || prose[match.index + match[0].length] === GAP;
    if (word.length < 2 || joined || NAME.test(word)) continue;
    const places = words.get(word);
    if (places) places.push(match.index);
    else words.set(word, [match.index]);
  }
  return words;
}

const CODE_NAME = /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}]*(?:-[\p{L}\p{N}-]*[\p{L}\p{N}]|\p{Lu}[\p{L}\p{N}]*)/gu;

/**
 * Names in the code of a text: what is written with hyphens, or has capital letters behind the first one.
 * @param prose the prose of the same text; undefined if all of it is code.
 */
export function namesInCode(text: string, prose: string | undefined): Set<string> {
  const names = new Set<string>();
  for (const match of text.matchAll(CODE_NAME)) {
    if (prose === undefined || prose[match.index] !== text[match.index]) names.add(match[0]);
  }
  return names;
}
