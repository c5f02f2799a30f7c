import { button, fill, make } from './dom.ts';
import type { Time } from './protocol.ts';
import words from './words.ts';

/** How fast the cluster's clock can go; 0 stands still. */
const SPEEDS = [0, 1, 5, 20];
const MINUTE = 60_000;

interface ClockBarOptions {
  speed: (speed: number) => void;
  skip: (milliseconds: number) => void;
  /** Whose clock it is; that of the practice cluster, if it is left out. */
  label?: string;
  /** Minutes that can be skipped, and further buttons with what they skip in milliseconds. */
  minutes?: readonly number[];
  further?: readonly { label: string; milliseconds: number }[];
}

/** The cluster's clock: what time it is there, how fast it goes, and a way to skip what one would wait for. */
export class ClockBar {
  readonly element: HTMLElement;
  readonly #time = make('time', { class: 'practice-time' });
  readonly #speed = make('select', { 'aria-label': words.clusterSpeed });
  readonly #note = make('span', { class: 'practice-behind', role: 'status' });

  constructor({ speed, skip, label = words.clusterClock, minutes: all = [1, 5], further = [] }: ClockBarOptions) {
    for (const one of SPEEDS)
      this.#speed.append(
        make(
          'option',
          { value: String(one) },
          one === 0 ? words.clusterPaused : fill(words.clusterTimes, { times: one }),
        ),
      );
    this.#speed.value = '1';
    this.#speed.addEventListener('change', () => speed(Number(this.#speed.value)));
    const skips = all.map((minutes) =>
      button(fill(words.clusterSkip, { minutes }), () => skip(minutes * MINUTE), {
        'aria-label': fill(words.clusterSkipMinutes, { minutes }),
      }),
    );
    this.element = make(
      'div',
      { class: 'practice-clock', role: 'group', 'aria-label': label },
      this.#time,
      this.#speed,
      ...skips,
      ...further.map((one) => button(one.label, () => skip(one.milliseconds))),
      this.#note,
    );
  }

  /** Shows where the clock is. */
  update({ now, speed, isBehind }: Time): void {
    const text = new Date(now).toISOString().slice(11, 19);
    if (this.#time.textContent !== text) this.#time.textContent = text;
    this.#time.dateTime = new Date(now).toISOString();
    if (document.activeElement !== this.#speed) this.#speed.value = String(speed);
    const note = isBehind ? words.clusterSkipping : '';
    if (this.#note.textContent !== note) this.#note.textContent = note;
  }
}
