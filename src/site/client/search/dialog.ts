import looks from '../../styles/search.css?url';
import { type Answer, type Found, type Hint, SearchEngine } from './engine.ts';
import { resultItem } from './result.ts';

/** How many results are loaded at a time: each brings the text of its page. */
const PAGE = 3;
/** How long nobody types before is searched, in milliseconds. */
const PAUSE_MS = 120;
/** How long nobody types behind a whole word. */
const WHOLE_WORD_MS = 500;

const make = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] => Object.assign(document.createElement(name), properties);

/** The dialog in which one searches: a field, what was found in words, and the results. */
export class SearchDialog {
  readonly #engine: SearchEngine;
  readonly #dialog = make('dialog', { className: 'search' });
  readonly #field = make('input', { type: 'search', autocomplete: 'off', spellcheck: false });
  readonly #found = make('div', { className: 'search-found' });
  readonly #summary = make('p', { className: 'search-summary' });
  readonly #hint = make('p', { className: 'search-hint', hidden: true });
  readonly #list = make('ol', { className: 'search-results' });
  readonly #more = make('button', { type: 'button', className: 'search-more', hidden: true });
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What was asked last: answers to anything else come too late. */
  #asked = '';
  #answer: Answer | undefined;
  /** The answer of which more is being loaded. */
  #loading: Answer | undefined;
  /** While a result is pressed, it stays where it is. */
  #released: Promise<void> = Promise.resolve();

  private constructor(engine: SearchEngine) {
    this.#engine = engine;
    const { words } = engine;
    const close = make('button', { type: 'button', className: 'search-close', textContent: words.close });
    this.#dialog.setAttribute('aria-label', words.label);
    this.#field.setAttribute('aria-label', words.label);
    this.#field.placeholder = words.label;
    for (const line of [this.#summary, this.#hint]) line.setAttribute('role', 'status');
    this.#more.textContent = words.more;
    const form = make('form', { method: 'dialog' });
    form.setAttribute('role', 'search');
    form.append(this.#field, close);
    this.#found.append(this.#summary, this.#hint, this.#list, this.#more);
    this.#dialog.append(form, this.#found);
    this.#listen(form, close);
    document.body.append(this.#dialog);
  }

  /** Puts the dialog into the page. @throws if there is no index, as in the development server. */
  static async load(): Promise<SearchDialog> {
    const style = make('link', { rel: 'stylesheet', href: looks });
    const styled = new Promise((done) => {
      style.onload = done;
      style.onerror = done;
    });
    document.head.append(style);
    const [engine] = await Promise.all([SearchEngine.load(), styled]);
    return new SearchDialog(engine);
  }

  /** Opens it, ready to type in. */
  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#field.focus();
    this.#field.select();
  }

  #listen(form: HTMLFormElement, close: HTMLButtonElement): void {
    close.addEventListener('click', () => this.#dialog.close());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
    this.#field.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), PAUSE_MS);
    });
    this.#more.addEventListener('click', () => void this.#showMore(true));
    // Who scrolls to the end need not press it.
    const end = new IntersectionObserver(([entry]) => entry?.isIntersecting && void this.#showMore(false), {
      root: this.#found,
    });
    end.observe(this.#more);
    this.#dialog.addEventListener('keydown', (event) => this.#move(event));
    this.#dialog.addEventListener('click', ({ target }) => {
      const link = target instanceof Element ? target.closest('a') : null;
      const isHere = link?.pathname === location.pathname && link.hash !== '';
      // What lies around the dialog belongs to it, too.
      if (target === this.#dialog || isHere) this.#dialog.close();
    });
    this.#list.addEventListener('pointerdown', () => {
      this.#released = new Promise((done) => {
        for (const end of ['pointerup', 'pointercancel'])
          document.addEventListener(end, () => setTimeout(done), { once: true });
      });
    });
  }

  /** Arrow keys move from the field through everything that can be followed, and back. */
  #move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const places: (Element | null)[] = [
      this.#field,
      ...this.#list.querySelectorAll('a'),
      ...(this.#more.hidden ? [] : [this.#more]),
    ];
    const at = places.indexOf(document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    (places[Math.min(places.length - 1, Math.max(0, at + step))] as HTMLElement).focus();
  }

  async #ask(): Promise<void> {
    const typed = this.#field.value;
    this.#asked = typed;
    if (typed.trim() === '') {
      this.#answer = undefined;
      this.#show(typed, [], { text: '', terms: [] });
      return;
    }
    this.#list.setAttribute('aria-busy', 'true');
    const answer = await this.#engine.search(typed);
    const first = await answer.load(0, PAGE);
    await this.#released;
    if (this.#asked !== typed) return;
    this.#answer = answer;
    this.#show(typed, first, answer.hint);
    // Whoever has typed a whole word, and not the beginning of one, may look for what is listed last.
    if (!answer.isKnown && !answer.isWhole) this.#timer = setTimeout(() => void this.#askWider(), WHOLE_WORD_MS);
  }

  async #askWider(): Promise<void> {
    await this.#engine.widen();
    await this.#ask();
  }

  #show(typed: string, found: readonly Found[], hint: Hint): void {
    this.#summarize(typed);
    this.#say(hint);
    this.#list.replaceChildren(...found.map(resultItem));
    this.#list.setAttribute('aria-busy', 'false');
    this.#more.hidden = this.#isAll(found.length);
  }

  /** Whether so many results are all that there are. */
  #isAll(shown: number): boolean {
    const answer = this.#answer;
    return answer === undefined || (answer.isWhole && answer.total <= shown);
  }

  #summarize(typed: string): void {
    const { words } = this.#engine;
    const total = this.#answer?.total ?? 0;
    const text = total === 0 ? words.none : total === 1 ? words.one : words.many;
    this.#summary.textContent =
      typed.trim() === '' ? '' : text.replace('{count}', () => String(total)).replace('{query}', () => typed);
  }

  #say({ text, terms }: Hint): void {
    const buttons = terms.map((term) => {
      const button = make('button', { type: 'button', textContent: term });
      button.addEventListener('click', () => {
        this.#field.value = term;
        this.#field.focus();
        void this.#ask();
      });
      return button;
    });
    this.#hint.replaceChildren(text, ...buttons.flatMap((button) => [' ', button]));
    this.#hint.hidden = text === '';
  }

  /** @param isAsked whether a reader has pressed the button, whose place the focus then leaves. */
  async #showMore(isAsked: boolean): Promise<void> {
    const before = this.#answer;
    if (before === undefined || this.#loading === before) return;
    this.#loading = before;
    const shown = this.#list.children.length;
    let answer = before;
    if (shown >= answer.total && !answer.isWhole) {
      await this.#engine.widen();
      answer = await this.#engine.search(this.#asked);
    }
    const more = await answer.load(shown, shown + PAGE);
    this.#loading = undefined;
    if (before !== this.#answer) return;
    this.#answer = answer;
    this.#summarize(this.#asked);
    const items = more.map(resultItem);
    this.#list.append(...items);
    this.#more.hidden = this.#isAll(shown + more.length);
    if (isAsked) (items[0]?.querySelector('a') ?? this.#field).focus();
    // The end may still be in view, of which the observer tells only once.
    const { bottom } = this.#found.getBoundingClientRect();
    if (!this.#more.hidden && this.#more.getBoundingClientRect().top < bottom) await this.#showMore(false);
  }
}
