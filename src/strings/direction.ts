/** What Intl says of the script of a language (ECMA-402, Intl Locale Info); types of TypeScript do not know it yet. */
interface WithTextInfo {
  getTextInfo?(): { direction?: string };
}

type Direction = 'ltr' | 'rtl';

/** Directions that were looked up: pages ask of one language thousands of times. */
const directions = new Map<string, Direction>();

/** Whether a language is written from right to left. A tag that no language has is written from left to right. */
export function directionOf(language: string): Direction {
  const direction = directions.get(language) ?? lookUp(language);
  directions.set(language, direction);
  return direction;
}

function lookUp(language: string): Direction {
  try {
    const locale = new Intl.Locale(language).maximize() as Intl.Locale & WithTextInfo;
    return locale.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}

/** Letters of scripts that run from right to left. */
const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Hanifi_Rohingya}]/gu;

/** The direction of most letters of a text; undefined if it has none. */
export function directionOfText(text: string): Direction | undefined {
  const toLeft = text.match(RIGHT_TO_LEFT)?.length ?? 0;
  // Most texts have no such letter: nothing needs to be counted.
  if (toLeft === 0) return /\p{L}/u.test(text) ? 'ltr' : undefined;
  return toLeft * 2 > (text.match(/\p{L}/gu)?.length ?? 0) ? 'rtl' : 'ltr';
}

/** Whether a language is a form of English: words and verbs of English are looked for in no other. */
export function isEnglish(language: string): boolean {
  return /^en(-|$)/i.test(language);
}
