import words from 'virtual:teach-words';
import { type ClassPlan, classPlan, type PlanUnit } from '../../../curriculum/teaching/class-plan.ts';
import { planCalendar } from '../../../curriculum/teaching/plan-calendar.ts';
import { type PlannedLesson, planHtml } from '../../../rendering/teaching/plan-html.ts';
import type { Translate } from '../../../strings/index.ts';
import { fill } from '../practice/dom.ts';
import { saveFile } from '../save-file.ts';

const say: Translate = (key, values = {}) =>
  fill(
    key in words ? words[key as keyof typeof words] : key,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
  );

/** Plans a class by what its form says, at once with each change. */
class PlanOfClass extends HTMLElement {
  #plan: ClassPlan | undefined;

  connectedCallback(): void {
    this.hidden = false;
    const form = this.querySelector('form');
    form?.addEventListener('submit', (event) => event.preventDefault());
    form?.addEventListener('input', () => this.#update());
    this.querySelector('[data-do="print"]')?.addEventListener('click', () => this.#print());
    this.querySelector('[data-do="calendar"]')?.addEventListener('click', () => this.#save());
    const date = form?.elements.namedItem('date');
    if (date instanceof HTMLInputElement && date.value === '') date.value = new Date().toLocaleDateString('sv');
    this.#update();
  }

  get #lessons(): Map<string, PlannedLesson> {
    return new Map(Object.entries(JSON.parse(this.dataset.lessons ?? '{}') as Record<string, PlannedLesson>));
  }

  #value(name: string): string {
    return String(new FormData(this.querySelector('form') as HTMLFormElement).get(name) ?? '');
  }

  #update(): void {
    // What is no number yet leaves the plan as it is; the browser marks the field.
    if (!this.querySelector('form')?.checkValidity()) return;
    const [hours = 9, minutes = 0] = this.#value('start').split(':').map(Number);
    this.#plan = classPlan(JSON.parse(this.dataset.units ?? '[]') as PlanUnit[], {
      days: Number(this.#value('days')),
      minutesPerDay: Math.round(Number(this.#value('hours')) * 60),
      withLabs: this.#value('labs') === 'on',
      start: hours * 60 + minutes,
    });
    const place = this.querySelector('.plan');
    if (place) place.innerHTML = planHtml(this.#plan, this.#lessons, say);
  }

  #print(): void {
    // The style sheet prints the plan that is marked, and nothing else of the page.
    document.documentElement.dataset.printPlan = '';
    this.dataset.printed = '';
    print();
    delete document.documentElement.dataset.printPlan;
    delete this.dataset.printed;
  }

  #save(): void {
    const first = this.#value('date');
    if (!this.#plan || first === '') return;
    const lessons = this.#lessons;
    const text = planCalendar(this.#plan, {
      first,
      made: new Date().toISOString(),
      id: `${location.hostname}-${this.dataset.course}`,
      titleOf: (id, part) => {
        const title = lessons.get(id)?.title ?? id;
        return part === 'lab' ? say('teachLab', { title }) : title;
      },
    });
    saveFile(`${this.dataset.course}.ics`, text, 'text/calendar');
  }
}

customElements.define('class-plan', PlanOfClass);
