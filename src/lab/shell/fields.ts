/** A piece of a word after its values were put in. Pieces that are not quoted may be patterns. */
export interface Piece {
  text: string;
  isQuoted: boolean;
}

/** Collects the pieces of words, and ends a word where a value has a separator. */
export class Fields {
  readonly all: Piece[][] = [];
  #current: Piece[] | undefined;

  add(piece: Piece): void {
    this.#current ??= [];
    this.#current.push(piece);
  }

  end(): void {
    if (this.#current) this.all.push(this.#current);
    this.#current = undefined;
  }

  /** Adds a value that is not quoted: split at the letters of IFS. */
  split(text: string, separators: string): void {
    if (separators === '') {
      if (text !== '') this.add({ text, isQuoted: false });
      return;
    }
    const isSpace = (letter: string): boolean => /[ \t\n]/.test(letter) && separators.includes(letter);
    let at = 0;
    let start = 0;
    const flush = (to: number): void => {
      if (to > start) this.add({ text: text.slice(start, to), isQuoted: false });
    };
    while (at < text.length) {
      if (!separators.includes(text[at] as string)) {
        at++;
        continue;
      }
      flush(at);
      let marks = 0;
      while (at < text.length && separators.includes(text[at] as string)) {
        if (!isSpace(text[at] as string)) {
          if (marks === 1) break;
          marks++;
        }
        at++;
      }
      // A mark that is no space ends a word even if nothing stands before it.
      if (marks > 0 && !this.#current) this.add({ text: '', isQuoted: false });
      this.end();
      start = at;
    }
    flush(text.length);
  }
}
