import type { Action } from '../../../lab/attempt/recording.ts';
import { WORK } from '../../../lab/folders.ts';
import type { ManifestFinding } from '../../../lab/view/manifest-findings.ts';
import { button, fill, make } from './dom.ts';
import { type Editor, type OpenEditor, plainEditor } from './plain-editor.ts';
import type { WorkFile } from './protocol.ts';
import words from './words.ts';

interface FilesPaneOptions {
  act: (action: Action) => void;
  findings: (path: string, text: string) => Promise<readonly ManifestFinding[]>;
  say: (text: string) => void;
  /** Deletes a file, with what a button says before and after it is pressed once; there is none if it is left out: whoever has a shell has `rm`. */
  remove?: { label: string; sure: string; act: (path: string) => void };
  /** What the folder is for; that of the practice cluster, if it is left out. */
  about?: string;
  /** Brings the pane to the front. */
  show: () => void;
  /** The editor that a command has opened is closed. */
  done: () => void;
}

/** Begins every path in the learner's folder. */
const FOLDER = `${WORK}/`;
const nameOf = (path: string): string => (path.startsWith(FOLDER) ? path.slice(FOLDER.length) : path);

/** The files of the learner's folder, and an editor for one of them. */
export class FilesPane {
  readonly element: HTMLElement;
  readonly #options: FilesPaneOptions;
  readonly #list = make('ul', { class: 'practice-files' });
  readonly #host = make('div', { class: 'practice-editor', hidden: true });
  readonly #front: HTMLElement;
  #editor: Editor | undefined;
  #files: readonly WorkFile[] = [];
  /** The terminal whose command waits for the editor. */
  #asker: number | undefined;

  constructor(options: FilesPaneOptions) {
    this.#options = options;
    this.#front = make(
      'div',
      {},
      make('p', { class: 'practice-none' }, options.about ?? words.clusterFilesAbout),
      this.#list,
      this.#newFile(),
    );
    this.element = make('div', { class: 'practice-files-pane' }, this.#front, this.#host);
  }

  /** What lies in the folder now. */
  update(files: readonly WorkFile[]): void {
    this.#files = files;
    this.#list.replaceChildren(
      ...files.map(({ path }) => {
        const name = nameOf(path);
        const open = button(name, () => void this.#edit(path), { class: 'practice-file' });
        return make('li', {}, open, this.#remover(path, name));
      }),
    );
  }

  /** A button that deletes a file when it is pressed twice: what was written is not lost by a slip. */
  #remover(path: string, name: string): HTMLElement | undefined {
    const { remove } = this.#options;
    if (!remove) return undefined;
    let isSure = false;
    const label = (text: string): void => {
      made.textContent = text;
      made.setAttribute('aria-label', `${text}: ${name}`);
    };
    const made = button(remove.label, () => {
      if (isSure) remove.act(path);
      isSure = true;
      label(remove.sure);
    });
    label(remove.label);
    made.addEventListener('blur', () => {
      isSure = false;
      label(remove.label);
    });
    return made;
  }

  /** Closes whatever is open: the attempt begins anew. */
  reset(): void {
    this.#close();
  }

  /** A command at a terminal wants a text edited, and waits for it. */
  ask(terminal: number, path: string, content: string): void {
    this.#options.show();
    void this.#open(path, content, {
      save: (text) => this.#options.act({ kind: 'edited', terminal, content: text }),
      cancel: () => this.#options.act({ kind: 'edited', terminal, content: null }),
      closesOnSave: true,
    });
    this.#asker = terminal;
  }

  /** The command that wanted it has ended, however it did. */
  ended(terminal: number): void {
    if (this.#asker === terminal) this.#close();
  }

  async #edit(path: string): Promise<void> {
    const content = this.#files.find((file) => file.path === path)?.content ?? '';
    await this.#open(path, content, {
      save: (text) => {
        this.#options.act({ kind: 'write', path, content: text });
        this.#options.say(fill(words.clusterSaved, { name: nameOf(path) }));
      },
      cancel: () => {},
      closesOnSave: false,
    });
  }

  async #open(
    path: string,
    text: string,
    { save, cancel, closesOnSave }: { save: (text: string) => void; cancel: () => void; closesOnSave: boolean },
  ): Promise<void> {
    this.#close();
    this.#front.hidden = true;
    this.#host.hidden = false;
    // Without the better one, which may be out of reach, there is still one.
    const open: OpenEditor = await import('./editor.ts').then(
      ({ openEditor }) => openEditor,
      () => plainEditor,
    );
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      this.#close();
      if (closesOnSave) this.#options.done();
    };
    this.#editor = open(this.#host, {
      path,
      name: nameOf(path),
      text,
      findings: (content) => this.#options.findings(path, content),
      onSave: (content) => {
        save(content);
        if (closesOnSave) end();
      },
      onClose: () => {
        if (!isOver) cancel();
        end();
      },
      words,
    });
    this.#editor.focus();
  }

  #close(): void {
    this.#editor?.destroy();
    this.#editor = undefined;
    this.#host.replaceChildren();
    this.#host.hidden = true;
    this.#asker = undefined;
    this.#front.hidden = false;
  }

  #newFile(): HTMLElement {
    const field = make('input', {
      type: 'text',
      autocapitalize: 'off',
      spellcheck: false,
      required: true,
      autocomplete: 'off',
    });
    const form = make(
      'form',
      { class: 'practice-new' },
      make('label', {}, words.clusterFileNew, field),
      make('button', { type: 'submit' }, words.clusterFileMake),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = field.value.trim();
      if (name === '') return;
      field.value = '';
      void this.#edit(name.startsWith('/') ? name : `${FOLDER}${name}`);
    });
    return form;
  }
}
