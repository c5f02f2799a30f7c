import words from 'virtual:words';
import type { SearchDialog } from '../search/dialog.ts';
import { toast } from './toast.ts';

let dialog: Promise<SearchDialog> | undefined;

/** Opens search; says so where there is no index, as in the development server. */
export async function openSearch(): Promise<void> {
  try {
    dialog ??= import('../search/dialog.ts').then(({ SearchDialog }) => SearchDialog.load());
    (await dialog).open();
  } catch {
    dialog = undefined;
    toast(words.siteSearchUnavailable);
  }
}

/** A button that opens search. */
class SearchOpener extends HTMLElement {
  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', () => void openSearch());
  }
}
customElements.define('site-search', class extends SearchOpener {});
customElements.define('open-search', class extends SearchOpener {});

/** Whether somebody types; an editor may lie in a shadow root, whose host is all that listeners outside of it are told. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** "/" or Ctrl/Cmd-K opens search; "[" and "]" lead to the neighboring lessons. */
addEventListener('keydown', (event) => {
  const command = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event);
  if (command || (plain && event.key === '/')) {
    event.preventDefault();
    void openSearch();
  } else if (plain && (event.key === '[' || event.key === ']') && !document.querySelector('dialog[open]')) {
    document.querySelector<HTMLAnchorElement>(`.neighbours [rel="${event.key === '[' ? 'prev' : 'next'}"]`)?.click();
  }
});
