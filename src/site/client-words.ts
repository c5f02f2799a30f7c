import type { Plugin } from 'vite';
import { type Translate, translator } from '../strings/index.ts';
import type { StringKey } from '../strings/keys.ts';

/** Words that only scripts say: they come with them, once for all pages, and no page carries them. */
const KEYS = [
  'copy',
  'copied',
  'copyCommands',
  'labTaskDone',
  'learnedItems',
  'learnedSections',
  'learnedTasks',
  'lessonDone',
  'lessonPrint',
  'lessonResume',
  'lessonUndone',
  'printOnly',
  'printWith',
  'printWithout',
  'progressBlocked',
  'progressCorrupted',
  'progressFull',
  'quizCheck',
  'quizChoose',
  'quizDown',
  'quizMissing',
  'quizMoved',
  'quizNumber',
  'quizPartly',
  'quizRetry',
  'quizRight',
  'quizScore',
  'quizSurplus',
  'quizUp',
  'quizWrong',
  'sectionAnchor',
  'sectionAnchored',
  'siteSearchUnavailable',
  'scrollTable',
  'wrapLines',
] as const satisfies readonly StringKey[];

/** The words of scripts by their keys; what is to be filled in stands in them as {name}. */
export type ClientWords = Readonly<Record<(typeof KEYS)[number], string>>;

const MODULE = 'virtual:words';
const RESOLVED = `\0${MODULE}`;

/** The module `virtual:words`, which has them in the language of the site. @param language gives its tag. */
export function clientWords(language: () => string): Plugin {
  const wordsOf = (t: Translate): string =>
    `export default ${JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, t(key)])))};`;
  return {
    name: 'client-words',
    resolveId: (id) => (id === MODULE ? RESOLVED : undefined),
    load: (id) => (id === RESOLVED ? wordsOf(translator(language())) : undefined),
  };
}
