/** Whether a number is as near to an answer as tolerated; binary fractions at the very edge count as inside. */
export function isWithin(value: number, answer: number, tolerance: number): boolean {
  return Math.abs(value - answer) <= tolerance + Number.EPSILON * Math.max(1, Math.abs(answer));
}

/** Marks without a shape of their own, which keyboards and clipboards leave in a text. */
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
/** Where the digits of other scripts begin (Unicode 16, general category Nd): Arabic, Persian, Indic, Thai, Tibetan and others. */
const ZEROS = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810,
];

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}

/**
 * A text as it is compared. Case and white space do not count, nor what keyboards make of it: full-width letters, digits of other
 * scripts, curly quotes, hyphens and minus signs of every kind. Long dashes stay, because they may stand for one or two hyphens.
 */
function plainText(text: string): string {
  return text
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\u2010-\u2012\u2212\uFE58\uFE63]/g, '-')
    .replace(/[\u2018-\u201B\u2032\u02BC\u00B4`]/g, "'")
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB\u300C\u300D]/g, '"')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}

/** A text with its long dashes as one hyphen and as two: phones make one of two. */
function withHyphens(text: string): string[] {
  const long = /[\u2013-\u2015]/g;
  return long.test(text) ? [text.replace(long, '-'), text.replace(long, '--')] : [text];
}

/** What stands inside of quotes or backticks that stand around a text. */
function unquoted(text: string): string {
  return /^(['"])(.+)\1$/.exec(text)?.[2]?.trim() ?? text;
}

/**
 * Whether what somebody typed is an answer, as a person would judge it: also in quotes or backticks, behind a prompt, or with a
 * period at its end, as far as these are no part of the answer.
 */
export function isSameAnswer(typed: string, answer: string): boolean {
  const whole = plainText(typed);
  const inner = unquoted(unquoted(whole));
  const forms = [whole, inner].flatMap((form) => [
    form,
    form.replace(/^[$#] /, ''),
    unquoted(form.replace(/ ?[.,;:!?。！？]$/, '')),
  ]);
  const wanted = new Set(withHyphens(plainText(answer)));
  return forms.flatMap(withHyphens).some((form) => wanted.has(form));
}

/** Whether a text has nothing that could be an answer. */
export function isBlank(text: string): boolean {
  return plainText(text) === '';
}

/** A text without the unit that stands behind the field, or the beginning of its word. */
function withoutUnit(text: string, unit: string): string {
  const [, number, word] = /^(.*?\d[.,]?) ?([^\d\s.,].*?)\.?$/.exec(text) ?? [];
  if (number === undefined || word === undefined || unit === '') return text;
  const isUnit = word === unit || (word.length > 2 && (unit.startsWith(word) || word === `${unit}s`));
  return isUnit ? number : text;
}

/** Digits in groups, and what they may mean; the sign is gone. Where one group may be a fraction, both are given. */
const GROUPED: readonly (readonly [RegExp, (text: string) => string[]])[] = [
  [/^\d+$/, (text) => [text]],
  [/^\d{1,3}(?:[ '_]\d{3})+(?:[.,]\d+)?$/, (text) => [text.replace(/[ '_]/g, '').replace(',', '.')]],
  [
    /^(?:[1-9]\d{0,2}(?:,\d{3}){2,}|[1-9]\d?(?:,\d{2})+,\d{3}|[1-9]\d{0,2}(?:,\d{3})+(?=\.))(?:\.\d+)?$/,
    (text) => [text.replace(/,/g, '')],
  ],
  [
    /^[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+(?=,))(?:,\d+)?$/,
    (text) => [text.replace(/\./g, '').replace(',', '.')],
  ],
  [/^[1-9]\d{0,2}[.,]\d{3}$/, (text) => [text.replace(/[.,]/, ''), text.replace(',', '.')]],
  [/^(?:\d+[.,]\d*|[.,]\d+)$/, (text) => [text.replace(',', '.')]],
  [/^\d+(?:[.,]\d+)?e[+-]?\d+$/, (text) => [text.replace(',', '.')]],
];

/**
 * What a number may mean that somebody typed: separators of thousands and fractions as any language has them, the unit behind it or
 * not. Nothing, if it is no number.
 */
export function readNumber(typed: string, unit = ''): number[] {
  const text = unquoted(plainText(typed))
    .replace(/[\u2013-\u2015]/g, '-')
    .replaceAll('\u066B', '.')
    .replaceAll('\u066C', ',');
  const bare = withoutUnit(text, plainText(unit)).trim();
  const [, sign, digits = ''] = /^([+-]?) ?(.*?)[.,]?$/.exec(bare) ?? [];
  const read = GROUPED.find(([pattern]) => pattern.test(digits))?.[1](digits) ?? [];
  return read.map((number) => (sign === '-' ? -Number(number) : Number(number)));
}
