let count = 0;

/** Turns the sections of <lesson-tabs> into tabs (WAI-ARIA pattern, arrow keys included). */
class LessonTabs extends HTMLElement {
  connectedCallback(): void {
    const panels = [...this.querySelectorAll<HTMLElement>(':scope > .tab')];
    const list = document.createElement('div');
    list.className = 'tab-list';
    list.setAttribute('role', 'tablist');
    const buttons = panels.map((panel) => {
      const heading = panel.querySelector<HTMLElement>('.tab-label');
      const button = document.createElement('button');
      button.type = 'button';
      button.setAttribute('role', 'tab');
      button.textContent = heading?.textContent ?? '';
      if (heading) heading.hidden = true;
      panel.id ||= `tab-${++count}`;
      button.id = `${panel.id}-label`;
      button.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', button.id);
      return button;
    });
    const select = (index: number, focus = false): void => {
      panels.forEach((panel, position) => {
        panel.hidden = position !== index;
      });
      buttons.forEach((button, position) => {
        button.setAttribute('aria-selected', String(position === index));
        button.tabIndex = position === index ? 0 : -1;
      });
      if (focus) buttons[index]?.focus();
    };
    buttons.forEach((button, index) => {
      button.addEventListener('click', () => select(index));
    });
    list.addEventListener('keydown', (event) => {
      const present = buttons.findIndex((button) => button.tabIndex === 0);
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const edge = { Home: 0, End: buttons.length - 1 }[event.key];
      if (step === undefined && edge === undefined) return;
      event.preventDefault();
      select(edge ?? (present + (step ?? 0) + buttons.length) % buttons.length, true);
    });
    list.append(...buttons);
    this.prepend(list);
    select(0);
  }
}
customElements.define('lesson-tabs', LessonTabs);

export {};
