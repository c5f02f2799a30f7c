import { GAP } from './lesson-text.ts';

const NEWLINE = 10;
const BLANK = 32;
const AT_ONCE = 8192;

/** A text under a cover through which prose is let show. What is under it keeps its line and its column. */
export class Cover {
  readonly #under: string;
  readonly #shown: Uint16Array;

  constructor(text: string) {
    this.#under = text;
    this.#shown = new Uint16Array(text.length).fill(BLANK);
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#shown[at] = NEWLINE;
  }

  /** Lets a character show; line ends stay where they are. @param character mostly what stands there. */
  show(at: number, character: number): void {
    if (this.#shown[at] !== NEWLINE && character !== NEWLINE) this.#shown[at] = character;
  }

  /** Puts gaps over a range. */
  gap(start: number, end: number): void {
    for (let at = start; at < end; at++) this.show(at, GAP.charCodeAt(0));
  }

  /** Lets a range show as it is. */
  showAll(start: number, end: number): void {
    for (let at = start; at < end; at++) this.show(at, this.#under.charCodeAt(at));
  }

  /** The text with its cover. */
  get text(): string {
    const parts: string[] = [];
    for (let at = 0; at < this.#shown.length; at += AT_ONCE) {
      parts.push(Reflect.apply(String.fromCharCode, undefined, this.#shown.subarray(at, at + AT_ONCE)));
    }
    return parts.join('');
  }
}
