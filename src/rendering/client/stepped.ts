/** Shows the steps of a figure one at a time: Back and Next, and the arrow keys on them. */
export class LessonStepped extends HTMLElement {
  private steps: HTMLElement[] = [];
  private back = document.createElement('button');
  private next = document.createElement('button');
  private place = document.createElement('span');
  private present = 0;

  connectedCallback(): void {
    this.steps = [...this.querySelectorAll<HTMLElement>(':scope > ol > li')];
    const row = document.createElement('div');
    row.className = 'step-row';
    this.back.textContent = this.dataset.back ?? '';
    this.next.textContent = this.dataset.next ?? '';
    for (const [button, by] of [
      [this.back, -1],
      [this.next, 1],
    ] as const) {
      button.type = 'button';
      button.addEventListener('click', () => this.show(this.present + by));
    }
    this.place.setAttribute('role', 'status');
    row.append(this.back, this.next, this.place);
    row.addEventListener('keydown', ({ key }) => {
      const forward = getComputedStyle(row).direction === 'rtl' ? -1 : 1;
      const by = { ArrowRight: forward, ArrowLeft: -forward }[key];
      if (by !== undefined) this.show(this.present + by);
      else if (key === 'Home') this.show(0);
      else if (key === 'End') this.show(this.steps.length - 1);
    });
    this.prepend(row);
    this.classList.add('ready');
    this.show(0);
  }

  /** Shows the step that an element stands in. */
  reveal(target: Element): void {
    const index = this.steps.findIndex((step) => step.contains(target));
    if (index >= 0) this.show(index);
  }

  /** Buttons at the ends stay where they are and keep the focus: they say that there is nothing more. */
  private show(index: number): void {
    if (index < 0 || index >= this.steps.length) return;
    this.present = index;
    this.steps.forEach((step, position) => {
      step.hidden = position !== index;
    });
    this.back.setAttribute('aria-disabled', String(index === 0));
    this.next.setAttribute('aria-disabled', String(index === this.steps.length - 1));
    const title = this.steps[index]?.querySelector('.step-title')?.textContent ?? '';
    this.place.textContent = `${(this.dataset.place ?? '').replace('{number}', () => String(index + 1))}: ${title}`;
  }
}
