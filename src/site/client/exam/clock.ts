import words from 'virtual:sitting-words';
import { type Attempt, left } from '../../../curriculum/practice/attempt.ts';
import { button, fill, make } from '../practice/dom.ts';

const WARNINGS = [10, 5];
const MINUTE = 60_000;

/** A span as a clock shows it: 1:05:09, or 5:09. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** The time of a sitting: what is left, which can be hidden, and what is said ten and five minutes before its end. */
export class Clock {
  readonly element: HTMLElement;
  readonly #text = make('output', { class: 'exam-time', 'aria-live': 'off' });
  readonly #said = make('p', { class: 'exam-warning', role: 'status' });
  #warned: number[];

  constructor(attempt: Attempt) {
    // What was said before a reload is not said again.
    const minutes = left(attempt, Date.now()) / MINUTE;
    this.#warned = WARNINGS.filter((at) => minutes < at);
    const hide = button(words.sitHideTime, () => {
      this.#text.hidden = !this.#text.hidden;
      hide.textContent = this.#text.hidden ? words.sitShowTime : words.sitHideTime;
    });
    hide.className = 'exam-quiet';
    this.element = make('div', { class: 'exam-clock' }, this.#text, hide, this.#said);
  }

  update(attempt: Attempt, now: number): void {
    const rest = left(attempt, now);
    const label = rest < 0 ? words.sitTimeOver : words.sitTimeLeft;
    this.#text.textContent = `${label} ${clockText(Math.abs(rest))}`;
    this.#text.toggleAttribute('data-late', rest < 5 * MINUTE);
    if (attempt.ended !== undefined || attempt.pausedSince !== undefined) return;
    for (const at of WARNINGS)
      if (rest <= at * MINUTE && rest > 0 && !this.#warned.includes(at)) {
        this.#warned = [...this.#warned, at];
        this.#said.textContent = fill(words.sitWarn, { minutes: at });
      }
  }
}
