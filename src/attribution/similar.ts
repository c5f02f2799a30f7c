/** How many words make a piece of a text that is hardly written twice by chance. */
const PIECE = 6;
/** Texts of fewer pieces are too short to tell whose they are. */
const LEAST = 12;

/** The pieces of a text: each row of six words, in small letters, without marks. */
export function piecesOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= words.length; at++) pieces.add(words.slice(at, at + PIECE).join(' '));
  return pieces;
}

/**
 * How much of the shorter one of two texts is in the other one, from 0 to 1: what was copied and then written on, or cut,
 * is still seen. 0 if one of them is too short to tell.
 */
export function sharedPart(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  if (small.size < LEAST) return 0;
  let shared = 0;
  for (const piece of small) if (large.has(piece)) shared++;
  return shared / small.size;
}
