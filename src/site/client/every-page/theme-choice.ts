import { themeKey } from '../../theme-script.ts';
import { afterPaint } from './after-paint.ts';
import { BASE, onStorageChange } from './storage.ts';

const KEY = themeKey(BASE);

/** The stored choice; empty if there is none. */
function stored(): string {
  const choice = localStorage.getItem(KEY);
  return choice === 'light' || choice === 'dark' ? choice : '';
}

function apply(choice: string): void {
  if (choice) document.documentElement.dataset.theme = choice;
  else delete document.documentElement.dataset.theme;
}

/** Lets readers choose colors; nothing stored means: like the system. Other tabs follow. */
class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector('select');
    if (!select) return;
    select.value = document.documentElement.dataset.theme ?? '';
    select.addEventListener('change', () => {
      // Colors of all that a page has take longer than showing the choice.
      afterPaint(() => apply(select.value));
      try {
        if (select.value) localStorage.setItem(KEY, select.value);
        else localStorage.removeItem(KEY);
      } catch {
        // Storage is blocked: the choice holds for this page.
      }
    });
    onStorageChange(() => {
      try {
        select.value = stored();
        apply(select.value);
      } catch {
        // As above.
      }
    });
  }
}
customElements.define('theme-choice', ThemeChoice);
