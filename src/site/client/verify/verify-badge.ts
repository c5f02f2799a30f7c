import words from 'virtual:verify-words';
import { make } from '../practice/dom.ts';
import type { Added } from './files.ts';

/** Loads what verifies badges: nobody needs it who only reads the page. */
const parts = async () => {
  const [files, own, result, { verifyCredential }] = await Promise.all([
    import('./files.ts'),
    import('./own.ts'),
    import('./result.ts'),
    import('../../../badges/verify/verify.ts'),
  ]);
  return { ...files, ...own, ...result, verifyCredential };
};

/** The desk at which a badge is verified. Nothing that is put on it leaves the browser, and nothing of it is kept. */
class VerifyBadge extends HTMLElement {
  #added: Added = { keys: [], lists: [], badge: undefined };
  /** The file that the badge came from, as it is listed. */
  #badgeFile: HTMLElement | undefined;
  /** What is on the desk, counted: a result says something of this only. */
  #state = 0;

  connectedCallback(): void {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#guarded(() => this.#verify());
    });
    this.#form.addEventListener('reset', () => this.#clear());
    this.#form.addEventListener('input', ({ target }) => {
      if (target instanceof HTMLTextAreaElement) this.#forgetBadgeFile();
      this.#changed();
    });
    const files = this.querySelector<HTMLInputElement>('[type=file]');
    files?.addEventListener('change', () => {
      const chosen = [...(files.files ?? [])];
      void this.#guarded(() => this.#take(chosen)).then(() => {
        files.value = '';
      });
    });
    document.addEventListener('dragover', (event) => event.preventDefault());
    document.addEventListener('drop', (event) => {
      event.preventDefault();
      void this.#guarded(() => this.#take([...(event.dataTransfer?.files ?? [])]));
    });
  }

  get #form(): HTMLFormElement {
    return this.querySelector('form') as HTMLFormElement;
  }

  #part(name: string): HTMLElement {
    return this.querySelector<HTMLElement>(`.${name}`) as HTMLElement;
  }

  /** Does something, and says so if what it takes cannot be loaded. */
  async #guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch {
      this.#say(words.verifyUnreachable);
    }
  }

  #say(text: string): void {
    this.#part('verify-result').replaceChildren(make('p', {}, text));
  }

  /** Takes the result away: it says nothing of what is here now. */
  #changed(): void {
    this.#state++;
    this.#part('verify-result').replaceChildren();
  }

  #forgetBadgeFile(): void {
    this.#badgeFile?.remove();
    this.#badgeFile = undefined;
  }

  #clear(): void {
    this.#added = { keys: [], lists: [], badge: undefined };
    this.#badgeFile = undefined;
    this.#part('verify-added').replaceChildren();
    this.#changed();
  }

  async #take(files: readonly File[]): Promise<void> {
    const { take } = await parts();
    const pasted = this.#form.querySelector('textarea');
    for (const file of files) {
      this.#added.badge = undefined;
      const line = make('li', {}, await take(file, this.#added));
      this.#part('verify-added').append(line);
      this.#changed();
      if (!pasted || this.#added.badge === undefined) continue;
      // A file takes the place of what was pasted, and of another file: only one badge is verified at a time.
      this.#forgetBadgeFile();
      this.#badgeFile = line;
      pasted.value = this.#added.badge;
    }
  }

  async #verify(): Promise<void> {
    const state = this.#state;
    const { verifyCredential, ownMeans, verdictView } = await parts();
    const data = new FormData(this.#form);
    const text = String(data.get('badge') ?? '');
    if (text.trim() === '') {
      this.#say(words.verifyNothing);
      return;
    }
    const own = await ownMeans(this.dataset.did, this.dataset.list);
    const verdict = await verifyCredential(text, {
      now: new Date(),
      keys: { own: own.keys, given: this.#added.keys },
      lists: { own: own.list, given: this.#added.lists },
      email: String(data.get('email') ?? ''),
    });
    if (state !== this.#state) return;
    const view = verdictView(verdict);
    this.#part('verify-result').replaceChildren(view);
    view.querySelector('h2')?.focus();
  }
}

customElements.define('verify-badge', VerifyBadge);
