import type { Syntax } from './tree.ts';

/** A piece of a file that is parsed by itself: the body of a lesson, a value of its data, an attribute. */
export interface Piece {
  /** What is parsed. */
  text: string;
  syntax: Syntax;
  /** Offset in the file of an offset in the piece; never falls. */
  at(offset: number): number;
}

/** A piece that stands in its file as it is. @param start where it begins. */
export function pieceAt(text: string, syntax: Syntax, start = 0): Piece {
  return { text, syntax, at: (offset) => start + offset };
}

/** A part of a piece as a piece of Markdown. */
export function partOf(piece: Piece, start: number, end: number): Piece {
  return { text: piece.text.slice(start, end), syntax: 'markdown', at: (offset) => piece.at(start + offset) };
}

/** A piece without white space around it, as renderers of data take it. */
export function trimmed(piece: Piece): Piece {
  const start = piece.text.length - piece.text.trimStart().length;
  return { text: piece.text.trim(), syntax: piece.syntax, at: (offset) => piece.at(start + offset) };
}
