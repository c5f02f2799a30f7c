const MINIMUM = 6;
const PADDING = 3;

/**
 * Lines of cells under each other, as kubectl's writer sets them (`printers.GetNewTabWriter`: github.com/liggitt/tabwriter, which remembers
 * widths): each column is as wide as its widest cell and three spaces, at least six; the last cell of a line is not padded.
 */
export class Columns {
  #widths: number[] = [];
  #lines: string[][] = [];
  readonly #write: (text: string) => void;
  readonly #minimum: number;
  readonly #padding: number;
  readonly #remembers: boolean;

  /** @param remembers whether columns keep their widths from one flush to the next, as long as nothing wider comes. */
  constructor(write: (text: string) => void, minimum = MINIMUM, padding = PADDING, remembers = true) {
    this.#write = write;
    this.#minimum = minimum;
    this.#padding = padding;
    this.#remembers = remembers;
  }

  /** Adds a line. */
  line(cells: readonly string[]): void {
    this.#lines.push([...cells]);
  }

  /** Forgets the widths of what was written before. */
  forget(): void {
    this.#widths = [];
  }

  /** Writes what has been added. */
  flush(): void {
    if (this.#lines.length === 0) return;
    this.#write(this.#layout());
    this.#lines = [];
  }

  #layout(): string {
    const lines = this.#lines;
    const widths = lines.map(() => [] as number[]);
    // A column is a run of lines that all have a cell of it that another cell follows.
    for (let column = 0; lines.some((cells) => cells.length > column + 1); column++) {
      for (let start = 0; start < lines.length; start++) {
        if ((lines[start]?.length ?? 0) <= column + 1) continue;
        let end = start;
        let width = this.#minimum;
        for (; end < lines.length && (lines[end]?.length ?? 0) > column + 1; end++) {
          width = Math.max(width, [...(lines[end]?.[column] ?? '')].length + this.#padding);
        }
        if (this.#remembers) {
          width = Math.max(width, this.#widths[column] ?? 0);
          this.#widths[column] = width;
        }
        for (let line = start; line < end; line++) (widths[line] as number[])[column] = width;
        start = end;
      }
    }
    return lines
      .map((cells, line) => {
        const last = cells.length - 1;
        return cells
          .map((cell, column) =>
            column === last ? cell : cell.padEnd((widths[line]?.[column] ?? 0) + cell.length - [...cell].length),
          )
          .join('');
      })
      .map((line) => `${line}\n`)
      .join('');
  }
}

/** A table at once. */
export function table(lines: readonly (readonly string[])[], minimum?: number, padding?: number): string {
  let text = '';
  const columns = new Columns(
    (piece) => {
      text += piece;
    },
    minimum,
    padding,
    false,
  );
  for (const line of lines) columns.line(line);
  columns.flush();
  return text;
}
