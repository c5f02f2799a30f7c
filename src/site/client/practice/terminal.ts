import type { Prompt } from '../../../lab/attempt/console.ts';
import type { Typed } from '../../../lab/attempt/recording.ts';
import type { Completion } from '../../../lab/line/candidates.ts';
import { CLEAR } from '../../../lab/shell/terminal.ts';
import { CommandLine } from './command-line.ts';
import { shown } from './desk.ts';
import { fill, make } from './dom.ts';
import type { OpenTerminal } from './protocol.ts';
import words from './words.ts';

/** How many commands stay to be read. */
const MOST_RUNS = 300;
/** How many characters of one command's output stay: a watch goes on for hours. */
const LONGEST = 150_000;

/** Other orders to terminals, such as colors. */
const ORDERS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g');

/** Columns that stand below each other, as in a table: lines of such a text cannot be broken. */
const COLUMNS = /\S {2,}\S|\t/;

/** What a terminal needs of the rest. */
export interface TerminalOptions {
  /** Counted from 1. */
  number: number;
  /** What stands in it before anything is typed. */
  welcome: string;
  act: (action: Typed) => void;
  complete: (line: string, cursor: number) => Promise<Completion>;
  /** A command begins or ends. */
  busy: (isBusy: boolean) => void;
}

/** A log of commands and what they have printed, and a line to type the next one: text, which can be selected, read aloud and enlarged. */
export class Terminal {
  readonly element = make('div', { class: 'practice-terminal', role: 'group' });
  readonly line: CommandLine;
  readonly #log = make('div', { class: 'practice-log', role: 'log', tabindex: '0', 'aria-label': words.clusterLog });
  readonly #welcome: string;
  #output: HTMLElement | undefined;
  #isAtEnd = true;
  readonly #busy: TerminalOptions['busy'];
  /** The command that runs. */
  running: string | undefined;

  constructor({ number, welcome, act, complete, busy }: TerminalOptions) {
    this.#welcome = welcome;
    this.#busy = busy;
    this.element.setAttribute('aria-label', fill(words.clusterTerminalNumber, { number }));
    this.line = new CommandLine({
      number,
      act,
      complete,
      list: (texts) => this.list(texts),
      clear: () => this.#clear(),
    });
    this.element.append(this.#log, this.line.element);
    this.#log.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.#log;
      this.#isAtEnd = scrollHeight - clientHeight - scrollTop < 24;
    });
    // The line below grows and shrinks: the end stays in sight.
    new ResizeObserver(() => this.#toEnd()).observe(this.#log);
    // Whoever presses beside the text wants to type; whoever selects text does not.
    this.element.addEventListener('click', ({ target }) => {
      if (target === this.#log && getSelection()?.isCollapsed !== false && matchMedia('(pointer: fine)').matches)
        this.line.focus();
    });
  }

  /** What was done before is shown without being announced. */
  set isSilent(isSilent: boolean) {
    this.#log.setAttribute('aria-live', isSilent ? 'off' : 'polite');
  }

  /** Empties it, for another attempt. */
  reset(): void {
    this.#log.replaceChildren();
    this.#output = undefined;
    this.running = undefined;
    this.#busy(false);
    this.line.reset();
  }

  /** The shell is there. */
  opened(opened: OpenTerminal): void {
    if (this.#log.childElementCount === 0) this.#log.append(make('p', { class: 'practice-none' }, this.#welcome));
    this.#busy(opened.isBusy);
    this.line.opened(opened);
  }

  /** A command begins. */
  begun(command: string, prompt: Prompt): void {
    const run = make('div', { class: 'practice-run' });
    run.append(
      make(
        'pre',
        { class: 'practice-command' },
        make('span', { class: 'practice-prompt' }, shown(prompt)),
        make('kbd', {}, command),
      ),
    );
    this.#output = undefined;
    this.running = command;
    this.#log.append(run);
    while (this.#log.childElementCount > MOST_RUNS) this.#log.firstElementChild?.remove();
    this.#busy(true);
    this.line.begun(command);
    this.#toEnd(true);
  }

  /** A command has printed something. */
  output(printed: string, isError: boolean): void {
    let text = printed.replaceAll('\r\n', '\n');
    const cleared = text.lastIndexOf(CLEAR);
    if (cleared >= 0) {
      text = text.slice(cleared + CLEAR.length);
      this.#clear();
    }
    text = text.replace(ORDERS, '');
    if (text === '') return;
    const kind = isError ? 'practice-error' : 'practice-output';
    if (!this.#output?.classList.contains(kind)) {
      this.#output = make('pre', { class: kind });
      (this.#log.lastElementChild ?? this.#log).append(this.#output);
    }
    if (COLUMNS.test(text)) this.#output.dataset.columns = '';
    const last = this.#output.lastChild;
    if (last instanceof Text) last.appendData(text);
    else this.#output.append(text);
    const node = this.#output.lastChild as Text;
    if (node.length > LONGEST) node.deleteData(0, node.length - LONGEST);
    this.#toEnd();
  }

  /** A command has ended. */
  ended(code: number, prompt: Prompt): void {
    if (code !== 0) {
      const note = make('p', { class: 'practice-code' }, fill(words.clusterExitCode, { code }));
      (this.#log.lastElementChild ?? this.#log).append(note);
    }
    this.#output = undefined;
    this.running = undefined;
    this.#busy(false);
    this.line.ended(prompt);
    this.#toEnd();
  }

  /** Several ways to go on, as Tab lists them. */
  list(texts: readonly string[]): void {
    this.#log.append(make('pre', { class: 'practice-listing' }, texts.join('  ')));
    this.#output = undefined;
    this.#toEnd(true);
  }

  #clear(): void {
    const run = make('div', { class: 'practice-run' });
    this.#output = undefined;
    this.#log.replaceChildren(run);
  }

  /** What comes is seen, unless somebody has scrolled back to read. */
  #toEnd(isForced = false): void {
    if (isForced) this.#isAtEnd = true;
    if (this.#isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
  }
}
