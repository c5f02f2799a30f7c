import words from 'virtual:sitting-words';
import { type Attempt, atTime, goTo, graded, handIn, pause } from '../../../curriculum/practice/attempt.ts';
import type { TaskResult } from '../../../lab/runner/task-result.ts';
import type { FormData } from '../../hands-on-data.ts';
import { toast } from '../every-page/toast.ts';
import { Clock } from '../exam/clock.ts';
import { keepSitting, whenThrownAway } from '../exam/sittings.ts';
import { make } from '../practice/dom.ts';
import { Lab } from '../practice/lab.ts';
import { TasksGuide } from './tasks-guide.ts';

interface SittingOptions {
  attempt: Attempt;
  data: FormData;
  /** Name of what is open, and the folder with its data. */
  title: string;
  folder: string;
  /** It has ended, and was graded. */
  ended: (attempt: Attempt) => void;
  /** It was put aside, and goes on. */
  left: () => void;
  thrownAway: (attempt: Attempt) => void;
}

/** A form that somebody sits: the practice cluster with the tasks and the clock. Each change is kept at once. */
export class HandsOnSitting {
  readonly #options: SittingOptions;
  readonly #clock: Clock;
  readonly #grading = make('p', { class: 'exam-grading', role: 'status', hidden: true }, words.sitGrading);
  #guide: TasksGuide | undefined;
  #lab: Lab | undefined;
  #attempt: Attempt;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #over = new AbortController();

  constructor(options: SittingOptions) {
    this.#options = options;
    this.#attempt = options.attempt;
    this.#clock = new Clock(options.attempt);
    whenThrownAway(options.attempt, this.#over.signal, () => {
      toast(words.sitThrownAway);
      this.#thrownAway();
    });
  }

  get attempt(): Attempt {
    return this.#attempt;
  }

  /** Opens it, or brings it back. @param opener gets the focus back */
  open(opener: HTMLElement): void {
    this.#lab ??= this.#makeLab();
    this.#lab.open(opener);
    this.#timer ??= setInterval(() => this.#tick(), 1000);
    if (this.#attempt.ended !== undefined) this.#grade();
    this.#tick();
  }

  /** Keeps for how long the task was shown. The sitting goes on. */
  leave(): void {
    if (this.#attempt.ended === undefined && this.#guide)
      this.#set(goTo(this.#attempt, this.#attempt.at, this.#guide.elapsed()));
  }

  /** Ends it before its time, after asking once. */
  end(): void {
    if (!confirm(words.sitEndSure)) return;
    this.leave();
    this.#set(handIn(this.#attempt, Date.now()));
    this.#grade();
  }

  throwAway(): void {
    if (confirm(words.sitThrowAwayTasks)) this.#thrownAway();
  }

  #thrownAway(): void {
    this.#stop();
    this.#options.thrownAway(this.#attempt);
  }

  #makeLab(): Lab {
    const { data, title, folder, left } = this.#options;
    const { exam, form, mode, begun } = this.#attempt;
    const name = `practice/${exam.toLowerCase()}/${form}`;
    return new Lab({
      id: name,
      title,
      data: `${folder}practice.json`,
      programs: `${folder}programs.json`,
      guide: (options) => {
        this.#guide = new TasksGuide({
          ...options,
          tasks: data.tasks,
          attempt: () => this.#attempt,
          set: (attempt) => this.#set(attempt),
          end: () => this.end(),
          pause: () => this.#pauseIt(),
          throwAway: () => this.throwAway(),
        });
        return this.#guide;
      },
      exam: {
        mode,
        since: begun,
        head: [this.#clock.element, this.#grading],
        graded: (results) => this.#graded(results),
        left,
      },
    });
  }

  #set(attempt: Attempt): void {
    this.#attempt = attempt;
    if (!keepSitting(attempt)) toast(words.sitFull);
  }

  #tick(): void {
    const now = Date.now();
    this.#clock.update(this.#attempt, now);
    if (this.#attempt.ended !== undefined) return;
    const ended = atTime(this.#attempt, now);
    if (ended.ended === undefined) return;
    toast(words.sitTimeUp);
    this.#set(ended);
    this.#grade();
  }

  #pauseIt(): void {
    this.leave();
    this.#set(pause(this.#attempt, Date.now()));
    this.#lab?.pause(this.#attempt.pausedSince !== undefined);
    this.#guide?.update();
    this.#tick();
  }

  #grade(): void {
    this.#grading.hidden = false;
    if (this.#guide) this.#guide.element.inert = true;
    this.#lab?.grade();
  }

  #graded(results: readonly TaskResult[]): void {
    const { data, ended } = this.#options;
    const grades = data.tasks.map(({ id, weight }) => {
      const result = results.find((one) => one.id === id);
      return { id, weight, credit: result?.credit ?? 0, met: result?.conditions.map(({ isMet }) => isMet) ?? [] };
    });
    this.#set(graded(this.#attempt, grades, data.edition));
    this.#stop();
    ended(this.#attempt);
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#over.abort();
    this.#lab?.end();
  }
}
