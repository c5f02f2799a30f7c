import { make } from '../practice/dom.ts';
import type { QueryEditor, QueryLineOptions } from './query-editor.ts';
import words from './words.ts';

/**
 * A line in which a query is typed. It begins as a plain field, which can be used at once and stays one where the editor cannot be loaded. The
 * editor comes when somebody is about to type: half of what the lab weighs is in it.
 */
export class QueryLine {
  readonly element = make('div', { class: 'monitoring-line' });
  readonly #field = make('textarea', {
    class: 'monitoring-plain',
    rows: '1',
    'aria-label': words.monitoringQueryLabel,
    placeholder: words.monitoringQueryHint,
    autocapitalize: 'off',
    autocorrect: 'off',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  readonly #options: QueryLineOptions;
  #editor: QueryEditor | undefined;
  #isAsked = false;
  #isComposing = false;
  /** Something was typed last, and neither run nor left. */
  #isInWord = false;

  constructor(options: QueryLineOptions) {
    this.#options = options;
    this.element.append(this.#field);
    for (const name of ['pointerenter', 'keydown', 'input'] as const)
      this.#field.addEventListener(name, () => void this.#toEditor());
    for (const name of ['compositionstart', 'compositionend'] as const)
      this.#field.addEventListener(name, () => {
        this.#isComposing = name === 'compositionstart';
      });
    this.#field.addEventListener('input', () => {
      this.#isInWord = true;
    });
    this.#field.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' || event.key === 'Escape') this.#isInWord = false;
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      options.run();
    });
  }

  async #toEditor(): Promise<void> {
    if (this.#isAsked) return;
    this.#isAsked = true;
    try {
      const { QueryEditor } = await import('./query-editor.ts');
      // Letters that somebody composes of several keys are not torn apart.
      if (this.#isComposing)
        await new Promise((done) => this.#field.addEventListener('compositionend', done, { once: true }));
      const { value, selectionStart, selectionEnd } = this.#field;
      const hadFocus = document.activeElement === this.#field;
      const host = make('div', {});
      this.#editor = new QueryEditor(host, this.#options);
      this.#editor.put(value, selectionStart, selectionEnd);
      this.#field.replaceWith(host);
      if (hadFocus && this.#isInWord) this.#editor.continue();
      else if (hadFocus) this.#editor.focus();
    } catch {
      // Asked again with the next key.
      this.#isAsked = false;
    }
  }

  get text(): string {
    return this.#editor?.text ?? this.#field.value;
  }

  /** Puts a query in the place of what there is. */
  put(text: string): void {
    this.#field.value = text;
    if (this.#editor) this.#editor.put(text);
    else void this.#toEditor();
  }

  focus(): void {
    (this.#editor ?? this.#field).focus();
  }
}
