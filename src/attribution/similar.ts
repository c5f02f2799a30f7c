import { asSeen } from '../curriculum/look-alikes.ts';

/** How many words make a piece of a text that is hardly written twice by chance. */
const PIECE = 6;
/** Texts of fewer pieces are too short to tell whose they are. */
const LEAST = 12;
/** A text that is so long is a work of its own: a longer one that holds most of it was made from it, and does not quote it. */
const LONG = 60;

/** A text as readers see it: without comments, tags, and letters that take no room; entities and compatible letters as what they mean. */
function readable(text: string): string {
  const shown = text
    .replace(/\{\/\*[\s\S]*?\*\/\}|<!--[\s\S]*?-->|<[^<>]*>/g, '')
    .replace(/&#(x[0-9a-f]+|\d+);/gi, (_, code: string) =>
      String.fromCodePoint(Math.min(0x10ffff, Number(code.replace(/^x/i, '0x')) || 0x20)),
    )
    .replace(/&[a-z]+;/gi, '');
  return asSeen(shown);
}

/** The pieces of a text: each row of six words, in small letters, without marks. */
export function piecesOf(text: string): Set<string> {
  const words = readable(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const pieces = new Set<string>();
  for (let at = 0; at + PIECE <= words.length; at++) pieces.add(words.slice(at, at + PIECE).join(' '));
  return pieces;
}

/**
 * How much of a text is that of another one, from 0 to 1: the part of it that is there, too; or, of a long one, the part of
 * the other that is in it, so that what was copied and then written on is still seen.
 */
export function sharedPart(own: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (own.size < LEAST || other.size < LEAST) return 0;
  let shared = 0;
  for (const piece of own) if (other.has(piece)) shared++;
  return Math.max(shared / own.size, other.size < LONG ? 0 : shared / other.size);
}

/** How much of a text is in any of some others, from 0 to 1: it may have been put together from several. */
export function sharedWithAny(own: ReadonlySet<string>, others: readonly ReadonlySet<string>[]): number {
  if (own.size < LEAST) return 0;
  let shared = 0;
  for (const piece of own) if (others.some((other) => other.has(piece))) shared++;
  return shared / own.size;
}
