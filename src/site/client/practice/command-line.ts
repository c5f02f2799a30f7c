import type { Prompt } from '../../../lab/attempt/console.ts';
import type { Typed } from '../../../lab/attempt/recording.ts';
import { type Candidate, type Completion, completed } from '../../../lab/line/candidates.ts';
import { desk, shown } from './desk.ts';
import { button, make } from './dom.ts';
import type { OpenTerminal } from './protocol.ts';
import words from './words.ts';

interface CommandLineOptions {
  /** Of the terminal. */
  number: number;
  act: (action: Typed) => void;
  complete: (line: string, cursor: number) => Promise<Completion>;
  /** Shows several ways to go on. */
  list: (texts: readonly string[]) => void;
  /** Clears what was printed. */
  clear: () => void;
}

/** How many ways to go on are offered as buttons. */
const MOST_CHIPS = 12;

/** The line in which commands are typed: history, completion, the keys of a shell, and buttons for those that a phone has not. */
export class CommandLine {
  readonly element: HTMLElement;
  readonly #options: CommandLineOptions;
  readonly #prompt = make('span', { class: 'practice-prompt', 'aria-hidden': 'true' });
  readonly #field = make('textarea', {
    rows: 1,
    spellcheck: false,
    autocapitalize: 'off',
    autocomplete: 'off',
    autocorrect: 'off',
    enterkeyhint: 'send',
    'aria-label': words.clusterCommand,
    disabled: true,
  });
  readonly #chips = make('div', { class: 'practice-chips', hidden: true });
  readonly #stop = button(words.clusterStop, () => this.#interrupt(), { class: 'practice-stop', hidden: true });
  #history: string[] = [];
  #place = 0;
  /** What was typed before somebody went back in the history. */
  #draft = '';
  #isBusy = false;
  #sent = '';
  #present: Prompt = { long: '$ ', short: '$ ' };
  /** The next Tab leaves, as everywhere else on the page. */
  #leaves = false;
  /** The last key was pressed with Shift: Shift and Enter begin a further line. */
  #isShifted = false;

  constructor(options: CommandLineOptions) {
    this.#options = options;
    const row = make('div', { class: 'practice-line' }, this.#prompt, this.#field, this.#stop);
    const helpId = `practice-keys:${options.number}`;
    this.#field.setAttribute('aria-describedby', helpId);
    const help = make('p', { id: helpId, class: 'sr-only' }, words.clusterKeysHelp);
    this.element = make('div', { class: 'practice-type' }, row, this.#chips, this.#keys(), help);
    this.#field.addEventListener('keydown', (event) => this.#key(event));
    this.#field.addEventListener('input', () => this.#hideChips());
    // Keyboards of phones may end a line without a key that has a name.
    this.#field.addEventListener('beforeinput', (event) => {
      if (event.inputType !== 'insertLineBreak' || this.#isShifted) return;
      event.preventDefault();
      this.#send();
    });
    desk.addEventListener('change', () => this.#showPrompt());
  }

  /** Buttons for keys that phones lack. */
  #keys(): HTMLElement {
    const keys = make('div', { class: 'practice-keys', role: 'group', 'aria-label': words.clusterKeys });
    const type = (text: string) => () => this.#insert(text);
    for (const [label, name, press] of [
      ['Enter', words.clusterKeyEnter, () => this.#send()],
      ['Tab', words.clusterKeyTab, () => void this.#complete()],
      ['Ctrl-C', words.clusterKeyStop, () => this.#interrupt()],
      ['↑', words.clusterKeyBack, () => this.#recall(-1)],
      ['↓', words.clusterKeyForth, () => this.#recall(1)],
      ['-', words.clusterKeyHyphen, type('-')],
      ['/', words.clusterKeySlash, type('/')],
      ['|', words.clusterKeyPipe, type('|')],
      ['Ctrl-D', words.clusterKeyEnd, () => this.#end()],
    ] as const) {
      const key = button(label, press, { 'aria-label': `${label}: ${name}` });
      // The keyboard of a phone stays where it is.
      key.addEventListener('pointerdown', (event) => event.preventDefault());
      keys.append(key);
    }
    return keys;
  }

  focus(): void {
    this.#field.focus({ preventScroll: true });
  }

  reset(): void {
    this.#field.disabled = true;
    this.#field.value = '';
    this.#set(false);
  }

  opened({ prompt, history, isBusy }: OpenTerminal): void {
    this.#history = [...history];
    this.#place = this.#history.length;
    this.#field.disabled = false;
    this.#present = prompt;
    this.#set(isBusy);
  }

  begun(command: string): void {
    if (this.#history.at(-1) !== command) this.#history.push(command);
    this.#place = this.#history.length;
    this.#set(true);
  }

  ended(prompt: Prompt): void {
    this.#present = prompt;
    this.#set(false);
  }

  /** What was sent goes on in a further line: all of it stays in sight, and can be mended. */
  incomplete(): void {
    this.#field.value = `${this.#sent}\n${this.#field.value}`;
    this.#toEnd();
  }

  /** Puts a command into the line, for its reader to send it. */
  put(command: string): void {
    this.#field.value = command;
    this.focus();
    this.element.scrollIntoView({ block: 'nearest' });
  }

  #set(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#stop.hidden = !isBusy;
    this.element.toggleAttribute('data-busy', isBusy);
    this.#field.setAttribute('aria-label', isBusy ? words.clusterInput : words.clusterCommand);
    this.#field.placeholder = isBusy ? words.clusterRunning : '';
    this.#showPrompt();
  }

  #showPrompt(): void {
    this.#prompt.textContent = this.#isBusy ? '' : shown(this.#present);
  }

  #send(): void {
    const text = this.#field.value;
    this.#field.value = '';
    this.#hideChips();
    if (this.#isBusy) this.#options.act({ kind: 'input', text });
    else if (text.trim() !== '') {
      this.#sent = text;
      this.#options.act({ kind: 'command', text });
    }
  }

  #interrupt(): void {
    if (this.#isBusy) this.#options.act({ kind: 'interrupt' });
    else this.#field.value = '';
    this.#hideChips();
  }

  #end(): void {
    if (this.#isBusy) this.#options.act({ kind: 'end' });
  }

  #recall(step: -1 | 1): void {
    const next = this.#place + step;
    if (next < 0 || next > this.#history.length) return;
    if (this.#place === this.#history.length) this.#draft = this.#field.value;
    this.#place = next;
    this.#field.value = this.#history[next] ?? this.#draft;
    this.#toEnd();
  }

  #toEnd(): void {
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
    this.#field.scrollTop = this.#field.scrollHeight;
  }

  #insert(text: string): void {
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.focus();
  }

  #key(event: KeyboardEvent): void {
    const leaves = this.#leaves;
    this.#isShifted = event.shiftKey;
    this.#leaves = event.key === 'Escape';
    const action = this.#actionOf(event, leaves);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** What a key does; undefined if it does what it does everywhere. @param leaves the key before was Escape */
  #actionOf(event: KeyboardEvent, leaves: boolean): (() => void) | undefined {
    const { key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
    if (metaKey || altKey || isComposing) return undefined;
    const { value, selectionStart, selectionEnd } = this.#field;
    if (ctrlKey) {
      // With something selected Ctrl+C copies it.
      const isFree = selectionStart === selectionEnd && getSelection()?.isCollapsed !== false;
      const letters: Readonly<Record<string, (() => void) | false>> = {
        c: isFree && (() => this.#interrupt()),
        d: value === '' && (() => this.#end()),
        l: () => this.#options.clear(),
        u: () => this.#field.setRangeText('', 0, selectionStart, 'end'),
      };
      return letters[key.toLowerCase()] || undefined;
    }
    if (shiftKey) return undefined;
    // In a command of several lines the arrows move, and leave it from its first and its last line.
    const isFirst = !value.slice(0, selectionStart).includes('\n');
    const isLast = !value.slice(selectionEnd).includes('\n');
    switch (key) {
      case 'Enter':
        return () => this.#send();
      case 'Tab':
        return leaves || value.trim() === '' ? undefined : () => void this.#complete();
      case 'ArrowUp':
        return isFirst ? () => this.#recall(-1) : undefined;
      case 'ArrowDown':
        return isLast ? () => this.#recall(1) : undefined;
      default:
        return undefined;
    }
  }

  async #complete(): Promise<void> {
    const { value: line, selectionStart } = this.#field;
    const found = await this.#options.complete(line, selectionStart);
    if (this.#field.value !== line) return;
    const next = completed(line, found);
    this.#field.value = next.line;
    this.#field.setSelectionRange(next.cursor, next.cursor);
    if (found.candidates.length > 1) this.#offer(found);
    else this.#hideChips();
  }

  /** Shows ways to go on: a few as buttons, more in the log. */
  #offer({ from, candidates }: Completion): void {
    const shownAs = ({ text, shown }: Candidate): string => shown ?? text;
    if (candidates.length > MOST_CHIPS) this.#options.list(candidates.map(shownAs));
    this.#chips.hidden = false;
    this.#chips.replaceChildren(
      ...candidates.slice(0, MOST_CHIPS).map((candidate) => {
        const chip = button(shownAs(candidate), () => {
          const to = this.#field.selectionStart;
          const next = completed(this.#field.value, { from, to, candidates: [candidate] });
          this.#field.value = next.line;
          this.#field.setSelectionRange(next.cursor, next.cursor);
          this.#hideChips();
          this.focus();
        });
        chip.addEventListener('pointerdown', (event) => event.preventDefault());
        return chip;
      }),
    );
  }

  #hideChips(): void {
    this.#chips.hidden = true;
  }
}
