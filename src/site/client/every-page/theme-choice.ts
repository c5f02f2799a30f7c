/** Lets readers choose colors; nothing stored means: like the system. */
class ThemeChoice extends HTMLElement {
  connectedCallback(): void {
    const select = this.querySelector('select');
    if (!select) return;
    const root = document.documentElement;
    select.value = root.dataset.theme ?? '';
    select.addEventListener('change', () => {
      if (select.value) root.dataset.theme = select.value;
      else delete root.dataset.theme;
      try {
        if (select.value) localStorage.setItem('theme', select.value);
        else localStorage.removeItem('theme');
      } catch {
        // Storage is blocked: the choice holds for this page.
      }
    });
    this.hidden = false;
  }
}
customElements.define('theme-choice', ThemeChoice);
