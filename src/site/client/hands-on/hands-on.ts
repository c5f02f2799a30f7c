import words from 'virtual:sitting-words';
import { type Attempt, atTime, begin, type Mode } from '../../../curriculum/practice/attempt.ts';
import type { FormData as Form } from '../../hands-on-data.ts';
import { toast } from '../every-page/toast.ts';
import { historyOf } from '../exam/history.ts';
import { chosenMode, modeChoice, withLoaded } from '../exam/lobby.ts';
import { dropSitting, keepSitting, readSittings } from '../exam/sittings.ts';
import { button, make } from '../practice/dom.ts';
import { loadLooks } from '../practice/looks.ts';
import { HandsOnResultView, pointsOf } from './result-view.ts';
import { HandsOnSitting } from './sitting.ts';

/** The page of a form: where one begins, comes back to what goes on, and reads what came of it. */
class HandsOnExam extends HTMLElement {
  #form: Promise<Form> | undefined;
  #sitting: HandsOnSitting | undefined;

  connectedCallback(): void {
    const going = this.#own.find(({ ended, grades }) => ended === undefined || grades === undefined);
    if (going) void this.#sit(going);
    else this.#lobby();
    addEventListener('pagehide', () => this.#sitting?.leave());
  }

  /** What was sat of this form, the oldest first; an exam whose time is up has ended, whether or not somebody was there. */
  get #own(): Attempt[] {
    const { exam = '', form } = this.dataset;
    return readSittings()
      .filter((one) => one.exam === exam && one.form === Number(form))
      .map((attempt) => atTime(attempt, Date.now()));
  }

  #lobby(): void {
    const { minutes = '' } = this.dataset;
    const form = make(
      'form',
      { class: 'exam-lobby' },
      modeChoice({ exam: words.sitModeExamHandsOn, training: words.sitModeTrainingHandsOn }, minutes),
      make('p', {}, make('button', { class: 'primary' }, words.sitBegin)),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#begin(chosenMode(form));
    });
    const graded = this.#own.filter(({ grades }) => grades !== undefined);
    this.replaceChildren(
      form,
      ...historyOf(
        graded,
        (one) => void this.#result(one),
        async (one) => pointsOf(one),
      ),
    );
  }

  /** The form with its tasks, and the styles of the practice cluster; undefined if they are out of reach. */
  async #load(): Promise<Form | undefined> {
    this.#form ??= fetch(`${this.dataset.folder}form.json`).then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()) as Form;
    });
    try {
      const [form] = await Promise.all([this.#form, loadLooks()]);
      return form;
    } catch {
      this.#form = undefined;
      return undefined;
    }
  }

  #withForm(then: (form: Form) => void): Promise<void> {
    const says = { waiting: words.sitLoadingTasks, unreachable: words.sitNoTasks };
    return withLoaded(this, says, () => this.#load(), then);
  }

  #begin(mode: Mode): Promise<void> {
    const { exam = '', form, minutes } = this.dataset;
    return this.#withForm((data) => {
      const facts = { exam, form: Number(form), mode, minutes: Number(minutes) };
      const items = data.tasks.map((item) => ({ item, options: [] }));
      const attempt = begin(facts, items, Date.now());
      if (!keepSitting(attempt)) toast(words.sitFull);
      this.#open(attempt, data);
    });
  }

  #sit(attempt: Attempt): Promise<void> {
    if (attempt.ended !== undefined) {
      keepSitting(attempt);
      toast(words.sitUngraded);
    }
    return this.#withForm((data) => this.#open(attempt, data));
  }

  /** Opens the practice cluster over the page, which shows meanwhile how to come back. */
  #open(attempt: Attempt, data: Form): void {
    const { title = '', folder = '' } = this.dataset;
    const sitting = new HandsOnSitting({
      ...{ attempt, data, title, folder },
      ended: (ended) => {
        this.#sitting = undefined;
        void this.#result(ended);
      },
      left: () => undefined,
      thrownAway: (gone) => {
        this.#sitting = undefined;
        dropSitting(gone);
        this.#lobby();
        this.querySelector<HTMLElement>('input')?.focus();
      },
    });
    this.#sitting = sitting;
    const back = button(words.sitGoOn, () => sitting.open(back), { className: 'primary' });
    this.replaceChildren(
      make(
        'div',
        { class: 'exam-lobby' },
        make('p', {}, words.sitGoesOn),
        make(
          'p',
          { class: 'exam-end' },
          back,
          button(words.sitEnd, () => {
            sitting.end();
            if (sitting.attempt.ended !== undefined) sitting.open(back);
          }),
          button(words.sitThrowAway, () => sitting.throwAway(), { className: 'exam-quiet' }),
        ),
      ),
    );
    sitting.open(back);
  }

  #result(attempt: Attempt): Promise<void> {
    return this.#withForm((data) => {
      const view = new HandsOnResultView(attempt, data, () => {
        this.#lobby();
        this.querySelector<HTMLElement>('input')?.focus();
      });
      this.replaceChildren(view.element);
      view.focus();
    });
  }
}
customElements.define('hands-on-exam', HandsOnExam);
