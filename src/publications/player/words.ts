import type { Plugin } from 'rolldown';
import { QUIZ_KEYS } from '../../rendering/client/quiz-words.ts';
import type { Translate } from '../../strings/index.ts';
import type { StringKey } from '../../strings/keys.ts';

/** Words that the script of a package says. */
const KEYS = [
  'labTaskDone',
  'learnedItems',
  'learnedTasks',
  'lessonDone',
  'lessonUndone',
  'playerAlone',
  'playerComplete',
  'playerFailed',
  'playerGo',
  'playerLeave',
  'playerNotBegun',
  'playerOpen',
  'playerOver',
  'playerPassed',
  'playerReview',
  'playerUnread',
  'playerUnsaved',
  ...QUIZ_KEYS,
] as const satisfies readonly StringKey[];

/** Those words by their keys; what is to be filled in stands in them as {name}. */
export type PlayerWords = Readonly<Record<(typeof KEYS)[number], string>>;

const NAME = 'virtual:player-words';

/** The module `virtual:player-words`, which has them in the language of an edition. */
export function playerWords(t: Translate): Plugin {
  return {
    name: 'player-words',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) =>
      id === `\0${NAME}`
        ? `export default ${JSON.stringify(Object.fromEntries(KEYS.map((key) => [key, t(key)])))};`
        : undefined,
  };
}
