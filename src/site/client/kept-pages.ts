import { BASE } from './every-page/storage.ts';

/** Lists the lessons that can be read without a network, by their titles. */
class KeptPages extends HTMLElement {
  async connectedCallback(): Promise<void> {
    const names = (await caches.keys()).filter(
      (name) => name === `visited:${BASE}` || name.startsWith(`course:${BASE}:`),
    );
    const titles = new Map<string, string>();
    for (const name of names) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        const { pathname } = new URL(url);
        if (!pathname.startsWith(`${BASE}lessons/`) || !/\/lessons\/[^/]+\/$/.test(pathname)) continue;
        const page = new DOMParser().parseFromString((await (await cache.match(url))?.text()) ?? '', 'text/html');
        const title = page.querySelector('h1')?.textContent;
        if (title) titles.set(pathname, title);
      }
    }
    if (titles.size === 0) return;
    const heading = document.createElement('h2');
    heading.textContent = this.dataset.title ?? '';
    const list = document.createElement('ul');
    for (const [path, title] of titles) {
      const link = Object.assign(document.createElement('a'), { href: path, textContent: title });
      const entry = document.createElement('li');
      entry.append(link);
      list.append(entry);
    }
    this.append(heading, list);
    this.hidden = false;
  }
}
// Without storage nothing is kept, and there is nothing to list.
if ('caches' in window) customElements.define('kept-pages', KeptPages);
