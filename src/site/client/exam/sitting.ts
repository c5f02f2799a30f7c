import words from 'virtual:sitting-words';
import {
  type Attempt,
  atTime,
  choose,
  flag,
  goTo,
  handIn,
  pause,
  strike,
} from '../../../curriculum/practice/attempt.ts';
import type { BankData, BankedItem } from '../../exam-bank.ts';
import { toast } from '../every-page/toast.ts';
import { button, fill, make } from '../practice/dom.ts';
import { Clock } from './clock.ts';
import { Grid } from './grid.ts';
import { answering, explained } from './item-view.ts';
import { meaningOf } from './keys.ts';
import { keepSitting, whenThrownAway } from './sittings.ts';

interface Ending {
  ended(attempt: Attempt): void;
  thrownAway(attempt: Attempt): void;
}

/** A practice exam that somebody sits. Each change is kept at once, so that a reload loses nothing. */
export class Sitting {
  readonly element: HTMLElement;
  readonly #bank: ReadonlyMap<string, BankedItem>;
  readonly #ending: Ending;
  readonly #clock: Clock;
  readonly #grid: Grid;
  readonly #heading = make('h2', { id: 'exam-question', tabIndex: -1 });
  readonly #place = make('div', { class: 'exam-item' });
  readonly #flag = button(words.sitFlag, () => this.#flagIt(), { 'aria-pressed': 'false' });
  readonly #pause: HTMLButtonElement | undefined;
  readonly #keys = new AbortController();
  #attempt: Attempt;
  #since = Date.now();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(attempt: Attempt, { items }: BankData, ending: Ending) {
    this.#attempt = attempt;
    this.#bank = new Map(items.map((item) => [item.id, item]));
    this.#ending = ending;
    this.#clock = new Clock(attempt);
    this.#grid = new Grid(attempt, (at) => this.#go(at));
    if (attempt.mode === 'training') this.#pause = button(words.sitPause, () => this.#pauseIt());
    const moves = make(
      'p',
      { class: 'exam-moves' },
      button(words.sitPrevious, () => this.#go(this.#attempt.at - 1)),
      button(words.sitNext, () => this.#go(this.#attempt.at + 1), { className: 'primary' }),
      this.#flag,
    );
    const end = make(
      'p',
      { class: 'exam-end' },
      this.#pause,
      button(words.sitHandIn, () => this.#handIn()),
      button(words.sitThrowAway, () => this.#throwAway(), { className: 'exam-quiet' }),
    );
    const keys = make(
      'details',
      { class: 'exam-keys' },
      make('summary', {}, words.sitKeys),
      make('p', {}, words.sitKeysList),
    );
    const side = make('div', { class: 'exam-side' }, this.#grid.element, end, keys);
    const main = make('div', { class: 'exam-main' }, this.#heading, this.#place, moves);
    this.element = make('div', { class: 'exam-sitting' }, this.#clock.element, main, side);
  }

  /** Begins to listen, and shows the item where it was left. */
  begin(): void {
    document.addEventListener('keydown', (event) => this.#press(event), { signal: this.#keys.signal });
    this.#timer = setInterval(() => this.#tick(), 1000);
    whenThrownAway(this.#attempt, this.#keys.signal, () => {
      toast(words.sitThrownAway);
      this.#thrownAway();
    });
    this.#draw();
    this.#tick();
    this.#heading.focus({ preventScroll: true });
  }

  /** Keeps for how long the item was shown. The sitting goes on. */
  leave(): void {
    this.#set(goTo(this.#attempt, this.#attempt.at, this.#shown()));
  }

  #shown(): number {
    const now = Date.now();
    const shown = this.#attempt.pausedSince === undefined ? now - this.#since : 0;
    this.#since = now;
    return shown;
  }

  #set(attempt: Attempt): void {
    this.#attempt = attempt;
    if (!keepSitting(attempt)) toast(words.sitFull);
  }

  #tick(): void {
    const now = Date.now();
    const ended = atTime(this.#attempt, now);
    if (ended.ended !== undefined && this.#attempt.ended === undefined) {
      toast(words.sitTimeUp);
      this.#end(ended);
    } else this.#clock.update(this.#attempt, now);
  }

  #end(attempt: Attempt): void {
    this.#set(attempt);
    this.#stop();
    this.#ending.ended(attempt);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#keys.abort();
  }

  get #item(): BankedItem | undefined {
    return this.#bank.get(this.#attempt.items[this.#attempt.at]?.id ?? '');
  }

  #draw(): void {
    const { items, at, pausedSince, mode } = this.#attempt;
    const sat = items[at];
    const item = this.#item;
    this.#heading.textContent = fill(words.sitItem, { number: at + 1, count: items.length });
    this.#grid.update(this.#attempt);
    this.#flag.setAttribute('aria-pressed', String(sat?.isFlagged ?? false));
    this.#flag.textContent = sat?.isFlagged ? words.sitFlagged : words.sitFlag;
    if (this.#pause) this.#pause.textContent = pausedSince === undefined ? words.sitPause : words.sitResume;
    if (pausedSince !== undefined) this.#place.replaceChildren(make('p', { role: 'status' }, words.sitPaused));
    else if (sat && item) {
      const shown = answering(item, sat, {
        choose: (option) => this.#choose(option),
        strike: (option) => this.#strike(option),
      });
      const answer =
        mode === 'training' &&
        make('details', { class: 'exam-answer' }, make('summary', {}, words.sitCheck), explained(item, sat));
      this.#place.replaceChildren(shown, answer || '');
    } else this.#place.replaceChildren(make('p', {}, fill(words.sitGone, { count: 1 })));
  }

  #choose(option: number): void {
    this.#set(choose(this.#attempt, option, this.#item?.type === 'multiple'));
    this.#redraw(`[data-option="${option}"] input`);
  }

  #strike(option: number): void {
    this.#set(strike(this.#attempt, option));
    this.#redraw(`[data-option="${option}"] .exam-strike`);
  }

  /** Shows the item anew; what had the focus has it again, and an answer that was open stays so. */
  #redraw(focused: string): void {
    const hadFocus = this.#place.contains(document.activeElement);
    const wasOpen = this.#place.querySelector('details')?.open === true;
    this.#draw();
    const answer = this.#place.querySelector('details');
    if (answer) answer.open = wasOpen;
    if (hadFocus) this.#place.querySelector<HTMLElement>(focused)?.focus();
  }

  #flagIt(): void {
    this.#set(flag(this.#attempt));
    this.#draw();
  }

  #pauseIt(): void {
    const shown = this.#shown();
    this.#set(pause(goTo(this.#attempt, this.#attempt.at, shown), Date.now()));
    this.#draw();
    this.#tick();
  }

  #go(at: number): void {
    if (at < 0 || at >= this.#attempt.items.length) return;
    this.#set(goTo(this.#attempt, at, this.#shown()));
    this.#draw();
    this.#heading.focus({ preventScroll: true });
    if (this.element.getBoundingClientRect().top < 0) this.element.scrollIntoView({ behavior: 'instant' });
  }

  #handIn(): void {
    const { items } = this.#attempt;
    const open = items.filter(({ chosen }) => chosen.length === 0).length;
    const flagged = items.filter(({ isFlagged }) => isFlagged).length;
    const isAll = open === 0 && flagged === 0;
    if (!confirm(isAll ? words.sitHandInAll : fill(words.sitHandInSure, { open, flagged }))) return;
    this.#end(handIn(goTo(this.#attempt, this.#attempt.at, this.#shown()), Date.now()));
  }

  #throwAway(): void {
    if (confirm(words.sitThrowAwaySure)) this.#thrownAway();
  }

  #thrownAway(): void {
    this.#stop();
    this.#ending.thrownAway(this.#attempt);
  }

  #press(event: KeyboardEvent): void {
    const action = this.#attempt.pausedSince === undefined ? meaningOf(event) : undefined;
    if (!action) return;
    event.preventDefault();
    switch (action.kind) {
      case 'next':
        this.#go(this.#attempt.at + 1);
        break;
      case 'previous':
        this.#go(this.#attempt.at - 1);
        break;
      case 'flag':
        this.#flagIt();
        break;
      case 'grid':
        this.#grid.focus(this.#attempt.at);
        break;
      default: {
        const option = this.#attempt.items[this.#attempt.at]?.options[action.place];
        if (option === undefined) break;
        if (action.kind === 'choose') this.#choose(option);
        else this.#strike(option);
      }
    }
  }
}
