let count = 0;

/** Turns the sections of <lesson-tabs> into tabs (WAI-ARIA pattern, arrow keys included). */
export class LessonTabs extends HTMLElement {
  private panels: HTMLElement[] = [];
  private buttons: HTMLElement[] = [];
  /** The tab that is shown. */
  private shown: number | undefined;

  connectedCallback(): void {
    this.panels = [...this.querySelectorAll<HTMLElement>(':scope > .tab')];
    const list = document.createElement('div');
    list.className = 'tab-list';
    list.setAttribute('role', 'tablist');
    this.buttons = this.panels.map((panel) => {
      const heading = panel.querySelector<HTMLElement>('.tab-label');
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('role', 'tab');
      button.textContent = heading?.textContent ?? '';
      if (heading) heading.hidden = true;
      // Ids of headings have no capital letters.
      panel.id ||= `tabPanel${++count}`;
      button.id = `${panel.id}Label`;
      button.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      return button;
    });
    this.buttons.forEach((button, index) => {
      button.addEventListener('click', () => this.choose(index));
    });
    list.addEventListener('keydown', (event) => {
      const { buttons } = this;
      const present = buttons.findIndex((button) => button.tabIndex === 0);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const edge = { Home: 0, End: buttons.length - 1 }[event.key];
      if (step === undefined && edge === undefined) return;
      event.preventDefault();
      const forward = getComputedStyle(list).direction === 'rtl' ? -1 : 1;
      const next = edge ?? (present + (step ?? 0) * forward + buttons.length) % buttons.length;
      this.choose(next);
      buttons[next]?.focus();
    });
    list.append(...this.buttons);
    this.prepend(list);
    this.shown = undefined;
    this.select(0);
  }

  /** Shows the panel that an element stands in. */
  reveal(target: Element): void {
    const index = this.panels.findIndex((panel) => panel.contains(target));
    if (index >= 0) this.select(index);
  }

  private select(index: number): void {
    // All tabs of a page hear of every choice; what is shown already costs no layout.
    if (this.shown === index) return;
    this.shown = index;
    this.panels.forEach((panel, position) => {
      panel.hidden = position !== index;
    });
    this.buttons.forEach((button, position) => {
      button.setAttribute('aria-selected', String(position === index));
      button.tabIndex = position === index ? 0 : -1;
    });
  }

  /** Shows a panel because the reader asked for it. What they read stays where it is while other tabs above it change. */
  private choose(index: number): void {
    const { top } = this.getBoundingClientRect();
    this.select(index);
    this.chosen(this.buttons[index]?.textContent ?? '');
    scrollBy({ top: this.getBoundingClientRect().top - top, behavior: 'instant' });
  }

  /** A reader has asked for the tab with this label. */
  protected chosen(_label: string): void {}

  /** Shows the panel whose label was chosen last, if there is one. */
  protected follow(labels: readonly string[]): void {
    const names = this.buttons.map((button) => button.textContent ?? '');
    const label = labels.find((one) => names.includes(one));
    if (label !== undefined) this.select(names.indexOf(label));
  }
}
