import type { Action } from '../../../lab/attempt/recording.ts';
import type { Prompt } from '../../../lab/attempt/attempt.ts';
import { button, make } from './dom.ts';
import type { Completed } from './protocol.ts';
import { shown } from './terminal.ts';
import words from './words.ts';

interface CommandLineOptions {
  act: (action: Action) => void;
  complete: (line: string, cursor: number) => Promise<Completed>;
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
    'aria-describedby': 'practice-keys-help',
    disabled: true,
  });
  readonly #chips = make('div', { class: 'practice-chips', hidden: true });
  readonly #stop = button(words.clusterStop, () => this.#interrupt(), { class: 'practice-stop', hidden: true });
  #history: string[] = [];
  #place = 0;
  /** What was typed before somebody went back in the history. */
  #draft = '';
  #isBusy = false;
  /** Lines of a command that is not complete. */
  #before = '';
  #sent = '';
  #present: Prompt = { long: '$ ', short: '$ ' };
  /** The next Tab leaves, as everywhere else on the page. */
  #leaves = false;

  constructor(options: CommandLineOptions) {
    this.#options = options;
    const row = make('div', { class: 'practice-line' }, this.#prompt, this.#field, this.#stop);
    const help = make('p', { id: 'practice-keys-help', class: 'sr-only' }, words.clusterKeysHelp);
    this.element = make('div', { class: 'practice-type' }, row, this.#chips, this.#keys(), help);
    this.#field.addEventListener('keydown', (event) => this.#key(event));
    this.#field.addEventListener('input', () => this.#hideChips());
    matchMedia('(min-width: 60rem)').addEventListener('change', () => this.#showPrompt());
  }

  /** Buttons for keys that phones lack. */
  #keys(): HTMLElement {
    const keys = make('div', { class: 'practice-keys', role: 'group', 'aria-label': words.clusterKeys });
    const type = (text: string) => () => this.#insert(text);
    for (const [label, name, press] of [
      ['Tab', words.clusterKeyTab, () => void this.#complete()],
      ['Ctrl-C', words.clusterKeyStop, () => this.#interrupt()],
      ['↑', words.clusterKeyBack, () => this.#recall(-1)],
      ['↓', words.clusterKeyForth, () => this.#recall(1)],
      ['-', '', type('-')],
      ['/', '', type('/')],
      ['|', '', type('|')],
      ['Ctrl-D', words.clusterKeyEnd, () => this.#end()],
    ] as const) {
      const key = button(label, press, name ? { 'aria-label': `${label}: ${name}` } : {});
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
    this.#before = '';
    this.#set(false);
  }

  opened(prompt: Prompt, history: readonly string[]): void {
    this.#history = [...history];
    this.#place = this.#history.length;
    this.#field.disabled = false;
    this.ended(prompt);
  }

  begun(command: string): void {
    if (this.#history.at(-1) !== command) this.#history.push(command);
    this.#place = this.#history.length;
    this.#before = '';
    this.#set(true);
  }

  ended(prompt: Prompt): void {
    this.#present = prompt;
    this.#before = '';
    this.#set(false);
  }

  /** What was sent goes on in a further line. */
  incomplete(): void {
    this.#before = `${this.#sent}\n`;
    this.#showPrompt();
  }

  /** Puts a command into the line, for its reader to send it. */
  put(command: string): void {
    this.#field.value = command;
    this.focus();
  }

  #set(isBusy: boolean): void {
    this.#isBusy = isBusy;
    this.#stop.hidden = !isBusy;
    this.element.toggleAttribute('data-busy', isBusy);
    this.#field.setAttribute('aria-label', isBusy ? words.clusterInput : words.clusterCommand);
    this.#showPrompt();
  }

  #showPrompt(): void {
    this.#prompt.textContent = this.#isBusy ? '' : this.#before === '' ? shown(this.#present) : '> ';
  }

  #send(): void {
    const text = this.#field.value;
    this.#field.value = '';
    this.#hideChips();
    if (this.#isBusy) this.#options.act({ kind: 'input', text });
    else if (this.#before !== '' || text.trim() !== '') {
      this.#sent = this.#before + text;
      this.#options.act({ kind: 'command', text: this.#sent });
    }
  }

  #interrupt(): void {
    if (this.#isBusy) this.#options.act({ kind: 'interrupt' });
    else {
      this.#field.value = '';
      this.#before = '';
      this.#showPrompt();
    }
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
    this.#field.setSelectionRange(this.#field.value.length, this.#field.value.length);
  }

  #insert(text: string): void {
    this.#field.setRangeText(text, this.#field.selectionStart, this.#field.selectionEnd, 'end');
    this.focus();
  }

  #key(event: KeyboardEvent): void {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    const leaves = this.#leaves;
    this.#leaves = key === 'Escape';
    const isPlain = !ctrlKey && !metaKey && !altKey;
    const letter = ctrlKey && !metaKey && !altKey ? key.toLowerCase() : '';
    const isOneLine = !this.#field.value.includes('\n');
    const done: (() => void) | undefined =
      key === 'Enter' && isPlain && !shiftKey && !event.isComposing
        ? () => this.#send()
        : key === 'Tab' && isPlain && !shiftKey && !leaves && this.#field.value.trim() !== ''
          ? () => void this.#complete()
          : key === 'ArrowUp' && isPlain && isOneLine
            ? () => this.#recall(-1)
            : key === 'ArrowDown' && isPlain && isOneLine
              ? () => this.#recall(1)
              : letter === 'c' && this.#field.selectionStart === this.#field.selectionEnd && getSelection()?.isCollapsed !== false
                ? () => this.#interrupt()
                : letter === 'd' && this.#field.value === ''
                  ? () => this.#end()
                  : letter === 'l'
                    ? () => this.#options.clear()
                    : letter === 'u'
                      ? () => this.#field.setRangeText('', 0, this.#field.selectionStart, 'end')
                      : undefined;
    if (!done) return;
    event.preventDefault();
    done();
  }

  async #complete(): Promise<void> {
    const { value: line, selectionStart: cursor } = this.#field;
    const { from, to, candidates } = await this.#options.complete(line, cursor);
    if (this.#field.value !== line || candidates.length === 0) return;
    const [only] = candidates;
    const put = (text: string): void => this.#field.setRangeText(text, from, to, 'end');
    if (candidates.length === 1 && only) {
      put(/[/= ]$/.test(only.text) ? only.text : `${only.text} `);
      this.#hideChips();
      return;
    }
    const common = commonStart(candidates.map(({ text }) => text));
    if (common.length > to - from) put(common);
    this.#offer(
      candidates.map(({ text }) => text),
      from,
    );
  }

  /** Shows ways to go on: a few as buttons, more in the log. */
  #offer(texts: readonly string[], from: number): void {
    if (texts.length > MOST_CHIPS) this.#options.list(texts);
    this.#chips.hidden = false;
    this.#chips.replaceChildren(
      ...texts.slice(0, MOST_CHIPS).map((text) => {
        const chip = button(text, () => {
          this.#field.setRangeText(`${text} `, from, this.#field.selectionStart, 'end');
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

function commonStart(texts: readonly string[]): string {
  let [common = ''] = texts;
  for (const text of texts) while (!text.startsWith(common)) common = common.slice(0, -1);
  return common;
}
