/** What Intl says of the script of a language (ECMA-402, Intl Locale Info); types of TypeScript do not know it yet. */
interface WithTextInfo {
  getTextInfo?(): { direction?: string };
}

/** Whether a language is written from right to left. A tag that no language has is written from left to right. */
export function directionOf(language: string): 'ltr' | 'rtl' {
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
export function directionOfText(text: string): 'ltr' | 'rtl' | undefined {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  return (text.match(RIGHT_TO_LEFT)?.length ?? 0) * 2 > letters ? 'rtl' : 'ltr';
}

/** Whether a language is a form of English: words and verbs of English are looked for in no other. */
export function isEnglish(language: string): boolean {
  return /^en(-|$)/i.test(language);
}
