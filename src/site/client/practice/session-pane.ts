import { button, fill, make } from './dom.ts';
import type { Guide, GuideOptions } from './guide.ts';
import words from './words.ts';

/** A command of the session as the pane shows it. */
interface Shown {
  item: HTMLElement;
  sign: HTMLElement;
  command: string;
  isDone: boolean;
}

/** Commands are the same, however their blanks are set. */
const plain = (command: string): string => command.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();

/** The commands of a session that the lesson shows, each with what it prints there. */
export class SessionPane implements Guide {
  readonly element = make('div', { class: 'practice-tasks' });
  readonly label = words.clusterCommands;
  readonly #shown: readonly Shown[];
  readonly #sum = make('p', { class: 'practice-sum' });

  /** @param figure the session in the lesson */
  constructor(figure: HTMLElement, { put }: GuideOptions) {
    const commands = [...figure.querySelectorAll('kbd')];
    this.#shown = commands.map((kbd): Shown => {
      const command = kbd.textContent ?? '';
      const printed = kbd.nextElementSibling?.localName === 'samp' ? (kbd.nextElementSibling.textContent ?? '') : '';
      const sign = make('span', { class: 'practice-done' });
      const output =
        printed.trim() !== '' &&
        make(
          'details',
          {},
          make('summary', {}, words.clusterInLesson),
          make('pre', { tabIndex: 0 }, make('code', {}, printed)),
        );
      const item = make(
        'li',
        {},
        make('pre', { tabIndex: 0 }, make('code', {}, command)),
        sign,
        put && button(words.clusterPut, () => put(command), { class: 'practice-put' }),
        output,
      );
      return { item, sign, command, isDone: false };
    });
    const list = make('ol', { class: 'tasks practice-commands' }, ...this.#shown.map(({ item }) => item));
    this.element.append(make('p', {}, words.clusterSessionAbout), this.#sum, list);
    this.reset();
  }

  get #next(): Shown | undefined {
    return this.#shown.find(({ isDone }) => !isDone);
  }

  get status(): string {
    const next = this.#next?.command.split('\n')[0];
    return next === undefined ? words.clusterCommandsAllDone : fill(words.clusterNext, { title: next });
  }

  get count(): string {
    return `${this.#shown.filter(({ isDone }) => isDone).length}/${this.#shown.length}`;
  }

  toNext(): void {
    const code = this.#next?.item.querySelector('pre');
    code?.focus({ preventScroll: true });
    code?.closest('li')?.scrollIntoView({ block: 'start' });
  }

  reset(): void {
    for (const shown of this.#shown) this.#set(shown, false);
    this.#say();
  }

  judged(): void {
    // A session has no tasks.
  }

  typed(command: string): void {
    const shown = this.#shown.find((one) => !one.isDone && plain(one.command) === plain(command));
    if (!shown) return;
    this.#set(shown, true);
    this.#say();
  }

  #set(shown: Shown, isDone: boolean): void {
    shown.isDone = isDone;
    shown.item.toggleAttribute('data-done', isDone);
    shown.sign.textContent = isDone ? words.clusterDone : '';
  }

  #say(): void {
    const [done = '', total = ''] = this.count.split('/');
    this.#sum.textContent = fill(words.clusterCommandsDone, { done, total });
  }
}
