import { watchProgress } from './every-page/storage.ts';

/** On the home page: the lesson that was read last. */
class ContinueCard extends HTMLElement {
  connectedCallback(): void {
    watchProgress(({ last }) => {
      this.hidden = !last;
      if (!last) return;
      const link = document.createElement('a');
      link.href = last.path;
      link.textContent = last.title;
      link.className = 'primary';
      const title = document.createElement('p');
      title.textContent = this.dataset.title ?? '';
      this.replaceChildren(title, link);
    });
  }
}
customElements.define('continue-card', ContinueCard);
