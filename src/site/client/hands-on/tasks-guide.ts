import words from 'virtual:sitting-words';
import { type Attempt, flag, goTo } from '../../../curriculum/practice/attempt.ts';
import type { TaskResult } from '../../../lab/runner/task-result.ts';
import type { ShownTask } from '../../hands-on-data.ts';
import { button, fill, make } from '../practice/dom.ts';
import type { Guide, GuideOptions } from '../practice/guide.ts';
import { TaskGrid } from './task-grid.ts';
import { conditionList, taskText } from './task-view.ts';

interface TasksGuideOptions extends GuideOptions {
  tasks: readonly ShownTask[];
  attempt: () => Attempt;
  set: (attempt: Attempt) => void;
  end: () => void;
  pause: () => void;
  throwAway: () => void;
}

/** The tasks of a form while it is sat: one at a time, with its context, as the real exams show them. */
export class TasksGuide implements Guide {
  readonly element = make('div', { class: 'exam-tasks' });
  readonly label = words.sitTasks;
  readonly #options: TasksGuideOptions;
  readonly #grid: TaskGrid;
  readonly #heading = make('h3', { tabIndex: -1 });
  readonly #note = make('p', { class: 'exam-note' });
  readonly #place = make('div', {});
  readonly #conditions = make('div', {});
  readonly #flag: HTMLButtonElement;
  readonly #pause: HTMLButtonElement | undefined;
  #results = new Map<string, TaskResult>();
  #shown = -1;
  #since = Date.now();

  constructor(options: TasksGuideOptions) {
    this.#options = options;
    this.#grid = new TaskGrid(options.tasks, (at) => this.#go(at));
    this.#flag = button(words.sitFlag, () => {
      options.set(flag(options.attempt()));
      this.update();
    });
    const isTraining = options.attempt().mode === 'training';
    if (isTraining) this.#pause = button(words.sitPause, options.pause);
    const moves = make(
      'p',
      { class: 'exam-moves' },
      button(words.sitPrevious, () => this.#go(options.attempt().at - 1)),
      button(words.sitNext, () => this.#go(options.attempt().at + 1), { className: 'primary' }),
      this.#flag,
    );
    const end = make(
      'p',
      { class: 'exam-end' },
      this.#pause,
      button(words.sitEnd, options.end),
      button(words.sitThrowAway, options.throwAway, { className: 'exam-quiet' }),
    );
    this.element.append(this.#grid.element, this.#heading, this.#note, this.#place, this.#conditions, moves, end);
    this.#draw();
  }

  get #task(): ShownTask | undefined {
    return this.#options.tasks[this.#options.attempt().at];
  }

  get #names(): { number: number; count: number; title: string } {
    const { tasks, attempt } = this.#options;
    return { number: attempt().at + 1, count: tasks.length, title: this.#task?.title ?? '' };
  }

  get status(): string {
    return fill(words.sitTaskStatus, this.#names);
  }

  get count(): string {
    const { number, count } = this.#names;
    return `${number}/${count}`;
  }

  /** Shows the form as it is now. */
  update(): void {
    this.#draw();
    this.#options.changed?.();
  }

  #draw(): void {
    const attempt = this.#options.attempt();
    const isPaused = attempt.pausedSince !== undefined;
    const task = this.#task;
    const isFlagged = attempt.items[attempt.at]?.isFlagged ?? false;
    this.#flag.setAttribute('aria-pressed', String(isFlagged));
    this.#flag.textContent = isFlagged ? words.sitFlagged : words.sitFlag;
    if (this.#pause) this.#pause.textContent = isPaused ? words.sitResume : words.sitPause;
    const done = [...this.#results.values()].filter(({ isDone }) => isDone).map(({ id }) => id);
    this.#grid.update(attempt, new Set(done));
    this.#conditions.hidden = isPaused;
    const shown = isPaused ? -2 : attempt.at;
    if (task && shown !== this.#shown) {
      this.#heading.textContent = task.title;
      this.#note.textContent = `${fill(words.sitTask, this.#names)} · ${fill(words.sitWeight, { weight: task.weight })}`;
      const paused = make('p', { role: 'status' }, words.sitPaused);
      const { put } = this.#options;
      this.#place.replaceChildren(...(isPaused ? [paused] : taskText(task, attempt.mode === 'training', put)));
      this.#shown = shown;
    }
    this.#judge();
  }

  /** How long the present task was shown since this was asked last, in milliseconds. */
  elapsed(): number {
    const now = Date.now();
    const shown = this.#options.attempt().pausedSince === undefined ? now - this.#since : 0;
    this.#since = now;
    return shown;
  }

  toNext(): void {
    this.#heading.focus({ preventScroll: true });
    this.element.parentElement?.scrollTo({ top: 0 });
  }

  reset(): void {
    this.#results.clear();
    this.update();
  }

  /** What the judge says; in an exam nothing is said before its end. */
  judged(results: readonly TaskResult[]): void {
    if (this.#options.attempt().mode === 'exam') return;
    this.#results = new Map(results.map((result) => [result.id, result]));
    this.update();
  }

  typed(): void {
    // What counts is what comes of it.
  }

  #judge(): void {
    const result = this.#results.get(this.#task?.id ?? '');
    const shown = result ? [make('p', { class: 'label' }, words.sitConditions), conditionList(result.conditions)] : [];
    this.#conditions.replaceChildren(...shown);
  }

  #go(at: number): void {
    const attempt = this.#options.attempt();
    if (at < 0 || at >= this.#options.tasks.length) return;
    this.#options.set(goTo(attempt, at, this.elapsed()));
    this.update();
    this.toNext();
  }
}
