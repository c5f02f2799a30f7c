import { toast } from './toast.ts';

/** Pagefind's dialog, loaded when it is first asked for. */
interface SearchModal extends HTMLElement {
  open(): void;
}

const FOLDER = `${import.meta.env.BASE_URL}pagefind/`;
let modal: Promise<SearchModal> | undefined;

function loadModal(): Promise<SearchModal> {
  modal ??= new Promise((resolve, reject) => {
    const styles = [`${FOLDER}pagefind-component-ui.css`, `${import.meta.env.BASE_URL}search.css`].map((href) =>
      Object.assign(document.createElement('link'), { rel: 'stylesheet', href }),
    );
    const script = Object.assign(document.createElement('script'), {
      type: 'module',
      src: `${FOLDER}pagefind-component-ui.js`,
    });
    script.onerror = reject;
    script.onload = async () => {
      const config = document.createElement('pagefind-config');
      config.setAttribute('bundle-path', FOLDER);
      config.setAttribute('base-url', import.meta.env.BASE_URL);
      const element = document.createElement('pagefind-modal') as SearchModal;
      document.body.append(config, element);
      resolve(element);
      // Search works without it; results are in the engine's own order then.
      await import('../search-engine.ts').then((engine) => engine.improveSearch(element)).catch(() => undefined);
    };
    document.head.append(...styles, script);
  });
  return modal;
}

let unavailable = '';

/** Opens search; says so where there is no index, as in the development server. */
export async function openSearch(): Promise<void> {
  try {
    (await loadModal()).open();
  } catch {
    modal = undefined;
    toast(unavailable);
  }
}

/** A button that opens search. */
class SearchOpener extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.querySelector('button')?.addEventListener('click', () => void openSearch());
  }
}
class SiteSearch extends SearchOpener {
  override connectedCallback(): void {
    super.connectedCallback();
    unavailable = this.dataset.unavailable ?? '';
  }
}
customElements.define('site-search', SiteSearch);
customElements.define('open-search', class extends SearchOpener {});

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** "/" or Ctrl/Cmd-K opens search; "[" and "]" lead to the neighboring lessons. */
addEventListener('keydown', (event) => {
  const command = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
  if (command || (plain && event.key === '/')) {
    event.preventDefault();
    void openSearch();
  } else if (plain && (event.key === '[' || event.key === ']') && !document.querySelector('dialog[open]')) {
    document.querySelector<HTMLAnchorElement>(`.neighbours [rel="${event.key === '[' ? 'prev' : 'next'}"]`)?.click();
  }
});
