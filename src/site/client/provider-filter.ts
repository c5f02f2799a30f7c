/**
 * Counts the entries that the chosen fields leave, and keeps the choice in the address, so that it can be shared. Which ones are shown is a matter of
 * style sheets alone, and works without this.
 */
class ProviderFilter extends HTMLElement {
  connectedCallback(): void {
    const form = this.querySelector('form');
    const status = this.querySelector('[role="status"]');
    if (!form || !status) return;
    const fields = [...form.querySelectorAll('select')];
    const cards = [...document.querySelectorAll<HTMLElement>('.provider-card')];
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.name);
      if (value !== null && [...field.options].some((option) => option.value === value)) field.value = value;
    }
    const tell = (): void => {
      const chosen = fields.filter(({ value }) => value !== '');
      const fits = cards.filter((card) =>
        chosen.every(({ name, value }) => card.dataset[name]?.split(' ').includes(value)),
      );
      const text = fits.length === 0 ? this.dataset.none : this.dataset.found;
      status.textContent =
        chosen.length === 0
          ? ''
          : (text ?? '').replace('{count}', () => String(fits.length)).replace('{total}', () => String(cards.length));
    };
    const keep = (): void => {
      const address = new URL(location.href);
      for (const { name, value } of fields) {
        if (value === '') address.searchParams.delete(name);
        else address.searchParams.set(name, value);
      }
      history.replaceState(history.state, '', address);
      tell();
    };
    form.addEventListener('change', keep);
    // The fields have their first values only once the event is over.
    form.addEventListener('reset', () => setTimeout(keep));
    form.addEventListener('submit', (event) => event.preventDefault());
    tell();
  }
}
customElements.define('provider-filter', ProviderFilter);
