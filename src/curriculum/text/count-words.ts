/** Scripts that are written without blanks between words, a character being about a syllable or a word. */
const CHARACTERS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
/** Scripts that are written without blanks between words, of several characters each. */
const LETTERS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** Characters of Chinese or Japanese that are read in the time of one English word: 500 against 230 a minute. */
const CHARACTERS_PER_WORD = 2.2;
const LETTERS_PER_WORD = 4.5;

/** Number of matches, and the text without them. */
function take(text: string, pattern: RegExp): { count: number; rest: string } {
  let count = 0;
  const rest = text.replace(pattern, () => {
    count++;
    return ' ';
  });
  return { count, rest };
}

/**
 * How long a text is, in words of English: words between blanks, and as many characters of scripts without blanks as are read in
 * the same time. Marks that stand alone are no words of such a text.
 */
export function countWords(text: string): number {
  const characters = take(text, CHARACTERS);
  const letters = take(characters.rest, LETTERS);
  const between = letters.rest.split(/\s+/).filter(Boolean);
  if (characters.count + letters.count === 0) return between.length;
  const words = between.filter((word) => /[\p{L}\p{N}]/u.test(word));
  return Math.ceil(words.length + characters.count / CHARACTERS_PER_WORD + letters.count / LETTERS_PER_WORD);
}
