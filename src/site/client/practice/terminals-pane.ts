import { TERMINALS, type Typed } from '../../../lab/attempt/recording.ts';
import type { Completion } from '../../../lab/line/candidates.ts';
import { button, fill, make } from './dom.ts';
import { Terminal } from './terminal.ts';
import words from './words.ts';

interface TerminalsPaneOptions {
  act: (action: Typed & { terminal: number }) => void;
  complete: (terminal: number, line: string, cursor: number) => Promise<Completion>;
  /** What stands in an empty terminal. */
  welcome: string;
  /** Somebody wants to see the tasks. */
  toTasks: () => void;
}

/** The terminals: one to watch, one to act. */
export class TerminalsPane {
  readonly element: HTMLElement;
  readonly #terminals: readonly Terminal[];
  readonly #choices: readonly HTMLButtonElement[];
  readonly #next: HTMLButtonElement;
  #chosen = 0;

  constructor({ act, complete, welcome, toTasks }: TerminalsPaneOptions) {
    this.#terminals = Array.from(
      { length: TERMINALS },
      (_, terminal) =>
        new Terminal({
          number: terminal + 1,
          welcome,
          act: (action) => act({ ...action, terminal }),
          complete: (line, cursor) => complete(terminal, line, cursor),
          busy: (isBusy) => this.#setBusy(terminal, isBusy),
        }),
    );
    this.#choices = this.#terminals.map((_, index) =>
      button(String(index + 1), () => this.choose(index), {
        'aria-label': fill(words.clusterTerminalNumber, { number: index + 1 }),
      }),
    );
    this.#next = button('', toTasks, { class: 'practice-now' });
    const bar = make('div', { class: 'practice-terminal-bar' }, this.#next, ...this.#choices);
    this.element = make('div', { class: 'practice-terminals' }, bar, ...this.#terminals.map(({ element }) => element));
    this.choose(0);
  }

  /** The terminal that can be seen. */
  get chosen(): Terminal {
    return this.at(this.#chosen);
  }

  /** A terminal by its number, counted from 0. */
  at(number: number): Terminal {
    return this.#terminals[number] as Terminal;
  }

  /** The command that runs; of two, that of the last terminal. */
  get running(): string | undefined {
    return this.#terminals.findLast(({ running }) => running !== undefined)?.running;
  }

  get all(): readonly Terminal[] {
    return this.#terminals;
  }

  /** Shows a terminal. */
  choose(number: number): void {
    this.#chosen = number;
    this.#terminals.forEach(({ element }, index) => {
      element.hidden = index !== number;
    });
    this.#choices.forEach((choice, index) => {
      choice.setAttribute('aria-pressed', String(index === number));
    });
  }

  /** Says at the choice of a terminal whether a command runs there: it may be the one that is not seen. */
  #setBusy(terminal: number, isBusy: boolean): void {
    const choice = this.#choices[terminal];
    choice?.toggleAttribute('data-busy', isBusy);
    const text = isBusy ? words.clusterTerminalBusy : words.clusterTerminalNumber;
    choice?.setAttribute('aria-label', fill(text, { number: terminal + 1 }));
  }

  /** Says which task is next: on a phone nobody sees the list. */
  set next(text: string) {
    this.#next.textContent = text;
  }
}
