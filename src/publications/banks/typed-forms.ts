import { isSameAnswer } from '../../curriculum/answers.ts';

/** How keyboards and clipboards change a text: curly quotes, long and unbreakable hyphens. */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/'/g, '’'],
  [/"([^"]*)"/g, '“$1”'],
  [/-/g, '‑'],
  [/-/g, '–'],
  [/--/g, '—'],
];
/** What people put around an answer. */
const AROUND: readonly ((text: string) => string)[] = [
  (text) => `${text}.`,
  (text) => `"${text}"`,
  (text) => `“${text}”`,
  (text) => `'${text}'`,
  (text) => `\`${text}\``,
];

/**
 * Forms of answers in which people type them, for platforms that compare texts character by character, case aside: the answers
 * first, then forms that the site takes for one of them (curriculum/answers.ts). No form differs from another by case alone.
 * @param isWide whether also with what people put around them: quotes, backticks, a period
 */
export function typedForms(answers: readonly string[], isWide = true): string[] {
  const changed = answers.flatMap((answer) => CHANGES.map(([from, to]) => answer.replace(from, to)));
  const around = isWide ? answers.flatMap((answer) => AROUND.map((form) => form(answer))) : [];
  const forms = new Map<string, string>();
  for (const form of [...answers, ...changed, ...around]) {
    const key = form.toLowerCase();
    if (forms.has(key) || !answers.some((answer) => isSameAnswer(form, answer))) continue;
    forms.set(key, form);
  }
  return [...forms.values()];
}
