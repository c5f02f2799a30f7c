import words from 'virtual:sitting-words';
import { type Attempt, elapsed } from '../../../curriculum/practice/attempt.ts';
import {
  type Grade,
  type HandsOnResult,
  handsOnResult,
  isPassed,
  shownPoints,
} from '../../../curriculum/practice/hands-on.ts';
import type { FormData, ShownTask } from '../../hands-on-data.ts';
import { clockText } from '../exam/clock.ts';
import { domainTable } from '../exam/domain-table.ts';
import { rendered } from '../exam/item-view.ts';
import { button, fill, make } from '../practice/dom.ts';
import { conditionList, documentationLinks } from './task-view.ts';

const pointsText = (points: number, of: number): string => fill(words.sitPointsOf, { points: shownPoints(points), of });

/** Points of a sitting as they are shown; undefined while it was not graded. */
export function pointsOf({ grades }: Attempt): number | undefined {
  return grades && shownPoints(grades.reduce((sum, { weight, credit }) => sum + weight * credit, 0));
}

/** What came out of a form: points and what they mean, domains, and every task with its conditions and its solution. What no form can test stands below, on the page. */
export class HandsOnResultView {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #data: FormData;
  readonly #attempt: Attempt;
  readonly #grades: readonly Grade[];

  constructor(attempt: Attempt, data: FormData, back: () => void) {
    this.#attempt = attempt;
    this.#data = data;
    this.#grades = attempt.grades ?? [];
    const competencies = new Map(data.tasks.map(({ id, competency }) => [id, competency]));
    const result = handsOnResult(this.#grades, (id) => competencies.get(id), data.exam);
    this.#heading = make('h2', { tabIndex: -1 }, fill(words.sitResult, { form: attempt.form }));
    this.element = make(
      'div',
      { class: 'exam-result' },
      this.#heading,
      ...this.#score(result),
      this.#domains(result),
      make('p', { class: 'exam-moves' }, button(words.sitBack, back, { className: 'primary' })),
      this.#review(),
    );
  }

  focus(): void {
    this.#heading.focus({ preventScroll: true });
    this.element.scrollIntoView({ behavior: 'instant' });
  }

  #score(result: HandsOnResult): HTMLElement[] {
    const { passing } = this.#data;
    const bar = make('div', { class: 'exam-scale', 'aria-hidden': 'true' });
    bar.style.setProperty('--score', `${result.points}%`);
    bar.style.setProperty('--passing', `${passing}%`);
    bar.append(make('i', { class: 'exam-mark' }), make('i', { class: 'exam-pass' }));
    const sentences = [
      fill(isPassed(result, passing) ? words.sitPassed : words.sitNotPassed, { passing }),
      fill(words.sitTook, { time: clockText(elapsed(this.#attempt, Date.now())) }),
      words.sitPointsMeaning,
    ];
    return [
      make('p', { class: 'exam-score' }, fill(words.sitPoints, { points: shownPoints(result.points) })),
      bar,
      make('p', {}, sentences.join(' ')),
    ];
  }

  #domains({ domains }: HandsOnResult): HTMLElement {
    return domainTable(
      words.sitPointsHead,
      domains.map(({ name, points, of, competencies }) => ({
        name,
        result: pointsText(points, of),
        competencies: competencies.map((one) => ({ name: one.text, result: pointsText(one.points, one.of) })),
      })),
    );
  }

  #review(): HTMLElement {
    const isSame = this.#attempt.edition === this.#data.edition;
    const entries = this.#data.tasks.flatMap((task) => {
      const grade = this.#grades.find(({ id }) => id === task.id);
      return grade ? [this.#entry(task, grade, isSame)] : [];
    });
    const only = make('input', { type: 'checkbox', autocomplete: 'off' });
    only.addEventListener('change', () => {
      for (const entry of entries) entry.hidden = only.checked && entry.dataset.option === 'right';
    });
    return make(
      'section',
      {},
      make('h3', {}, words.sitReviewTasks),
      !isSame && make('p', {}, words.sitFormChanged),
      make('p', { class: 'exam-shown' }, make('label', {}, only, ' ', words.sitReviewOpen)),
      make('ol', { class: 'exam-review' }, ...entries),
    );
  }

  #entry(task: ShownTask, { weight, credit, met }: Grade, isSame: boolean): HTMLElement {
    const conditions = task.conditions.map((message, index) => ({ message, isMet: met[index] === true }));
    const read = task.read.map(({ lesson, text, href }) => make('li', {}, make('a', { href }, lesson), `: ${text}`));
    const entry = make(
      'li',
      {},
      make(
        'details',
        {},
        make('summary', {}, make('b', {}, pointsText(weight * credit, weight)), ' ', task.title),
        make(
          'div',
          { class: 'exam-explained' },
          rendered(task.text),
          isSame && conditionList(conditions),
          make('details', {}, make('summary', {}, words.sitSolution), rendered(task.solution)),
          documentationLinks(task),
          read.length > 0 && make('p', { class: 'label' }, words.sitRead),
          read.length > 0 && make('ul', {}, ...read),
        ),
      ),
    );
    entry.dataset.option = credit === 1 ? 'right' : 'wrong';
    return entry;
  }
}
