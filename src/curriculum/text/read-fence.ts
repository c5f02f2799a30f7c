import type { Place } from '../../findings/finding.ts';
import { fenceMark, isClosed } from './fence-end.ts';
import { optionPlaces, parseFence } from './fence-options.ts';
import type { Fence } from './lesson-text.ts';
import type { Lines } from './lines.ts';
import type { Piece } from './piece.ts';
import { type NodeOf, rangeOf } from './tree.ts';

/** How far into its line a line of code begins: what stands before it belongs to lists, quotations and the fence. */
function before(written: string, code: string, indent: number): number {
  return code === '' ? Math.min(indent, written.length) : Math.max(0, written.length - code.length);
}

/** A block of code of a piece. Blocks without a fence, by indentation alone, have neither language nor options. */
export function readFence(node: NodeOf<'code'>, piece: Piece, lines: Lines): Fence {
  const { start, end } = rangeOf(node);
  const indent = (node.position?.start.column ?? 1) - 1;
  const block = piece.text.slice(start, end);
  const written = block.split('\n');
  const [opening = '', ...below] = written;
  const mark = fenceMark(block);
  const rows = mark === undefined ? written : below;
  let offset = mark === undefined ? start : start + opening.length + 1;
  const places = node.value.split('\n').map((code, index): Place => {
    const row = rows[index] ?? '';
    const place = lines.place(piece.at(Math.min(offset + before(row, code, indent), piece.text.length)));
    offset += row.length + 1;
    return place;
  });
  const options = parseFence(node.meta ?? '').options;
  const inPiece = mark === undefined ? new Map() : optionPlaces(opening, start);
  const [first = lines.place(piece.at(start)), ...others] = places;
  return {
    language: (node.lang ?? '').toLowerCase(),
    text: `${node.value}\n`,
    options,
    optionPlaces: new Map([...inPiece].map(([name, { value, start: at }]) => [name, { value, start: piece.at(at) }])),
    start: piece.at(start),
    lines: [first, ...others],
    closed: isClosed(block),
  };
}
