import { type Finding, finding } from '../../findings/finding.ts';
import { type ReadFile, readFiles } from '../readable.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';

const EAST_ASIAN = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]`;
/**
 * Asterisks that are left in the text: those of emphasis are no prose. Single ones may be meant, except beside letters of East Asian
 * scripts. What stands between blanks was no emphasis, and what stands behind a backslash is meant.
 */
const ASTERISKS = new RegExp(
  String.raw`(?<![\\*])(?:\*{2,}(?!\*)|(?<=${EAST_ASIAN})\*(?!\*)|\*(?=${EAST_ASIAN}))`,
  'gu',
);
/** "[text][label]" and "[^label]" that are left in the text, because nothing defines their labels. */
const REFERENCE = /(?<!\\)(?:\[[^[\]]+\]\[([^[\]]*)\]|\[\^([^[\]\s]+)\])/gu;

/** Whether asterisks stand for themselves: with blanks on both sides. */
function isApart(text: string, at: number, length: number): boolean {
  return /^\s?$/.test(text[at - 1] ?? '') && /^\s?$/.test(text[at + length] ?? '');
}

function emphasisIn({ file, text, prose, passages, place }: ReadFile): Finding[] {
  return passages.flatMap(({ start, end }): Finding[] => {
    // One mark in the wrong place turns all that follow around: the first says where.
    const first = [...prose.slice(start, end).matchAll(ASTERISKS)].find(
      ({ index, 0: mark }) => !isApart(text, start + index, mark.length),
    );
    if (!first) return [];
    const at = start + first.index;
    return [
      finding('prose/emphasis', file, place(at), {
        message: `The marks "${first[0]}" are shown, and emphasize nothing.`,
        why: 'Markdown takes asterisks for emphasis only at the edge of a word: beside quotes and brackets that touch a letter, as in Chinese and Japanese, it reads them the other way round.',
        remedy:
          'Put quotes and brackets outside of the emphasis, or a blank around it; write \\* if you mean the character, or put code in backticks.',
      }),
    ];
  });
}

function referencesIn({ file, text, prose, passages, place }: ReadFile): Finding[] {
  return passages.flatMap(({ start, end }) =>
    [...prose.slice(start, end).matchAll(REFERENCE)].flatMap(({ index, 0: whole, 1: label, 2: note }): Finding[] => {
      const at = start + index;
      const written = text.slice(at, at + whole.length);
      // Two places of a list in a list, such as table[1][2], are no link.
      if (label !== undefined && /^\d*$/.test(label) && label !== '') return [];
      const name = note === undefined ? (label ?? '') : `^${note}`;
      return [
        finding('link/undefined-reference', file, place(at), {
          message: `Nothing defines what "${written}" refers to.`,
          why: 'It is shown with its brackets, and leads nowhere.',
          remedy: `Add a line "[${name === '' ? 'label' : name}]: …" to the text, correct the label, or put code in backticks.`,
        }),
      ];
    }),
  );
}

function bareEmailsIn({ file, text, links, place }: ReadFile): Finding[] {
  return links.flatMap(({ address, bare, start, end }): Finding[] => {
    const written = text.slice(start, end);
    // In angle brackets, or as a link with its scheme, it is meant.
    if (!bare || !address.startsWith('mailto:') || !/^[^<[:]+@/.test(written)) return [];
    return [
      finding('link/bare-email', file, place(start), {
        message: `"${written}" becomes a link that writes an e-mail.`,
        why: 'For an account on a machine, or the address of a repository, that is wrong: whoever clicks begins a letter to nobody.',
        remedy: `Put it in backticks; if it is an e-mail address, write [${written}](mailto:${written}).`,
      }),
    ];
  });
}

/** Reports marks of Markdown that readers see as characters, and characters that Markdown takes for links. */
function checkMarkup({ lesson }: LessonUnderCheck): Finding[] {
  return readFiles(lesson).flatMap((file) => [...emphasisIn(file), ...referencesIn(file), ...bareEmailsIn(file)]);
}

/** The text is rendered as it was meant. */
export const markup = defineRule({
  names: ['prose/emphasis', 'link/undefined-reference', 'link/bare-email'],
  needs: 'lesson',
  check: checkMarkup,
});
