import { MARGIN, WIDTH } from './frame.ts';
import { type Setting, textWidth } from './glyphs.ts';

/** Room for a line of a card, in pixels. */
const ROOM = WIDTH - 2 * MARGIN;

/** Scripts that are broken between any two characters. */
const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;
/** What begins no line in them, and what ends none (JIS X 4051, line breaking). */
const NOT_FIRST =
  /^[\u3001\u3002\uFF0C\uFF0E\u30FB\uFF1A\uFF1B\uFF1F\uFF01\u30FC\u2019\u201D\uFF09\u300D\u300F\u3011\u3009\u300B\u3015ぁぃぅぇぉっゃゅょァィゥェォッャュョ々…]/u;
const NOT_LAST = /[（「『【〈《〔“‘]$/u;

/** A piece of text that is not broken, and whether a blank stands before it. */
interface Piece {
  text: string;
  blank: boolean;
}

function piecesOf(text: string): Piece[] {
  return text.split(' ').flatMap((word) => {
    const pieces: Piece[] = [];
    for (const character of word) {
      const last = pieces.at(-1);
      const joins =
        last !== undefined &&
        (NOT_FIRST.test(character) ||
          NOT_LAST.test(last.text) ||
          !(EAST_ASIAN.test(character) || EAST_ASIAN.test([...last.text].at(-1) ?? '')));
      if (joins) last.text += character;
      else pieces.push({ text: character, blank: last === undefined });
    }
    return pieces;
  });
}

/** The longest beginning of a word that fits into a line; one character at least. */
function beginningOf(word: string, fits: (text: string) => boolean): string {
  const characters = [...word];
  let length = characters.length;
  while (length > 1 && !fits(characters.slice(0, length).join(''))) length--;
  return characters.slice(0, length).join('');
}

/** Breaks a text into lines that fit: at blanks, between characters of Chinese and Japanese, and within words that are too long. */
export function wrap(text: string, setting: Setting, size: number, room = ROOM): string[] {
  const fits = (line: string): boolean => textWidth(line, setting, size) <= room;
  const lines: string[] = [];
  for (const { text: piece, blank } of piecesOf(text)) {
    const last = lines.at(-1);
    const joined = last === undefined ? piece : last + (blank ? ' ' : '') + piece;
    if (last !== undefined && fits(joined)) {
      lines[lines.length - 1] = joined;
      continue;
    }
    let rest = piece;
    while (rest !== '') {
      const part = beginningOf(rest, fits);
      lines.push(part);
      rest = rest.slice(part.length);
    }
  }
  return lines;
}

/** A line in the largest of some sizes in which it fits; in the smallest it ends with "…" where there is no more room. */
export function fitting(
  text: string,
  setting: Setting,
  sizes: readonly number[],
  room = ROOM,
): { text: string; size: number } {
  const fits = (line: string, size: number): boolean => textWidth(line, setting, size) <= room;
  const size = sizes.find((candidate) => fits(text, candidate));
  if (size !== undefined) return { text, size };
  const smallest = sizes.at(-1) ?? 0;
  let cut = [...text];
  while (cut.length > 0 && !fits(`${cut.join('')} …`, smallest)) cut = cut.slice(0, -1);
  return { text: `${cut.join('').trimEnd()} …`, size: smallest };
}

/** A title in the largest of some sizes in which it has no more lines than there is room for; else it ends with "…". */
export function titleLines(
  text: string,
  setting: Setting,
  { sizes, most, room = ROOM }: { sizes: readonly number[]; most: number; room?: number },
): { lines: string[]; size: number } {
  for (const size of sizes) {
    const lines = wrap(text, setting, size, room);
    if (lines.length <= most) return { lines, size };
  }
  const size = sizes.at(-1) ?? 0;
  const lines = wrap(text, setting, size, room).slice(0, most);
  const last = fitting(`${lines.at(-1) ?? ''} ${'…'}`, setting, [size], room);
  return { lines: [...lines.slice(0, -1), last.text], size };
}
