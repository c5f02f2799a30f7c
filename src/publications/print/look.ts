import type { Room } from './code.ts';

/** How a document is set: as a book, as a handout, as a sheet of exercises. */
export type Look = 'book' | 'handout' | 'sheet';

/** Room for code in each look, in points, as the style has it (style/look.typ): the widths there and here have to agree. */
export const ROOM: Readonly<Record<Look, Room>> = {
  book: { width: 452, sizes: [8.4, 7.8, 7.2] },
  handout: { width: 490, sizes: [7.2, 6.8] },
  sheet: { width: 440, sizes: [8, 7.4] },
};
