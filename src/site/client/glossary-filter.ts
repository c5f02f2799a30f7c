/** Leaves only those terms of the glossary that have the typed words in their names or, if there are none, anywhere. */
class GlossaryFilter extends HTMLElement {
  connectedCallback(): void {
    const input = this.querySelector('input');
    const status = this.querySelector('[role="status"]');
    if (!input) return;
    const letters = [...document.querySelectorAll<HTMLElement>('section.glossary')];
    const terms = letters.flatMap((letter) => [...letter.querySelectorAll<HTMLElement>(':scope > section')]);
    const plain = (text: string): string =>
      text
        .normalize('NFKD')
        .toLowerCase()
        .replace(/[\s-]+/g, ' ')
        .trim();
    const names = terms.map((term) => plain(term.querySelector('h3')?.textContent ?? ''));
    const texts = terms.map((term) => plain(term.textContent));
    const initials = document.querySelector<HTMLElement>('.initials');
    const apply = (): void => {
      const words = plain(input.value).split(' ').filter(Boolean);
      const has = (text: string | undefined): boolean => words.every((word) => text?.includes(word));
      const where = names.some(has) ? names : texts;
      terms.forEach((term, index) => {
        term.hidden = !has(where[index]);
      });
      for (const letter of letters) letter.hidden = !letter.querySelector(':scope > section:not([hidden])');
      const count = terms.filter((term) => !term.hidden).length;
      if (initials) initials.hidden = words.length > 0;
      if (status)
        status.textContent =
          words.length === 0
            ? ''
            : count === 0
              ? (this.dataset.none ?? '')
              : (this.dataset.found ?? '')
                  .replace('{count}', () => String(count))
                  .replace('{total}', () => String(terms.length));
    };
    input.addEventListener('input', apply);
    // A link to a term shows it, whatever was typed.
    addEventListener('hashchange', () => {
      if (!document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('[hidden]')) return;
      input.value = '';
      apply();
      document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
    });
  }
}
customElements.define('glossary-filter', GlossaryFilter);
