import words from 'virtual:sitting-words';
import { type Attempt, atTime, begin, type Mode } from '../../../curriculum/practice/attempt.ts';
import { formsOf } from '../../../curriculum/practice/forms.ts';
import type { BankData } from '../../exam-bank.ts';
import { toast } from '../every-page/toast.ts';
import { make } from '../practice/dom.ts';
import { historyOf } from './history.ts';
import { chosenMode, modeChoice, withLoaded } from './lobby.ts';
import { ResultView } from './result-view.ts';
import { Sitting } from './sitting.ts';
import { dropSitting, keepSitting, readSittings } from './sittings.ts';

/** A page of a practice exam: where one begins, sits, and reads what came of it. */
class PracticeExam extends HTMLElement {
  #bank: Promise<BankData> | undefined;
  #sitting: Sitting | undefined;

  connectedCallback(): void {
    this.#enter();
    addEventListener('pagehide', () => this.#sitting?.leave());
  }

  get #exam(): string {
    return this.dataset.exam ?? '';
  }

  /** What was sat of this exam, the oldest first; an exam whose time is up has ended, whether or not somebody was there. */
  get #own(): Attempt[] {
    return readSittings()
      .filter(({ exam }) => exam === this.#exam)
      .map((attempt) => atTime(attempt, Date.now()));
  }

  /** Goes on with what goes on, after a reload, too; otherwise shows where one begins. */
  #enter(): void {
    const going = this.#own.find(({ ended }) => ended === undefined);
    const late = readSittings().find((attempt) => attempt.ended === undefined && attempt.exam === this.#exam);
    if (going) void this.#sit(going);
    else if (late) {
      const ended = atTime(late, Date.now());
      keepSitting(ended);
      toast(words.sitTimeUp);
      void this.#result(ended);
    } else this.#lobby();
  }

  /** While somebody sits, the rest of the page makes way. */
  #makeWay(isSitting: boolean): void {
    this.closest('.page')?.toggleAttribute('data-sitting', isSitting);
  }

  #lobby(): void {
    this.#makeWay(false);
    const { minutes = '' } = this.dataset;
    const own = this.#own.filter(({ ended }) => ended !== undefined);
    const asked = Number(new URLSearchParams(location.search).get('form'));
    const next = Math.max(0, ...own.map(({ form }) => form)) + 1;
    const number = make('input', {
      type: 'number',
      id: 'exam-form',
      min: '1',
      max: '9999',
      required: true,
      value: String(Number.isInteger(asked) && asked > 0 && asked < 10_000 ? asked : next),
    });
    const form = make(
      'form',
      { class: 'exam-lobby' },
      modeChoice({ exam: words.sitModeExam, training: words.sitModeTraining }, minutes),
      make(
        'p',
        {},
        make('label', { htmlFor: 'exam-form', class: 'label' }, words.sitNumber),
        number,
        make('span', { class: 'exam-note' }, words.sitNumberAbout),
      ),
      make('p', {}, make('button', { class: 'primary' }, words.sitBegin)),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#begin(Number(number.value), chosenMode(form));
    });
    this.replaceChildren(form, ...historyOf(own, (attempt) => void this.#result(attempt), this.#percent));
  }

  /** Share of right items, in percent; from the sitting alone, if the bank is not there yet. */
  readonly #percent = async (attempt: Attempt): Promise<number | undefined> => {
    const bank = await this.#load();
    return bank && ResultView.percent(attempt, bank);
  };

  async #load(): Promise<BankData | undefined> {
    this.#bank ??= fetch(this.dataset.bank ?? '').then(async (answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()) as BankData;
    });
    try {
      return await this.#bank;
    } catch {
      this.#bank = undefined;
      return undefined;
    }
  }

  #withBank(then: (bank: BankData) => void): Promise<void> {
    const says = { waiting: words.sitLoading, unreachable: words.sitUnreachable };
    return withLoaded(this, says, () => this.#load(), then);
  }

  #begin(form: number, mode: Mode): Promise<void> {
    return this.#withBank((bank) => {
      const drawn = formsOf(bank.exam, bank.form.items, bank.items)(form);
      const facts = { exam: bank.exam.id, form, mode, minutes: bank.form.minutes };
      this.#show(begin(facts, drawn, Date.now()), bank);
    });
  }

  #sit(attempt: Attempt): Promise<void> {
    return this.#withBank((bank) => this.#show(attempt, bank));
  }

  #show(attempt: Attempt, bank: BankData): void {
    if (!keepSitting(attempt)) toast(words.sitFull);
    this.#sitting = new Sitting(attempt, bank, {
      ended: (ended) => {
        this.#sitting = undefined;
        void this.#result(ended);
      },
      thrownAway: (gone) => {
        this.#sitting = undefined;
        dropSitting(gone);
        this.#lobby();
        this.querySelector<HTMLElement>('input')?.focus();
      },
    });
    this.#makeWay(true);
    this.replaceChildren(this.#sitting.element);
    this.#sitting.begin();
  }

  #result(attempt: Attempt): Promise<void> {
    this.#makeWay(false);
    return this.#withBank((bank) => {
      const view = new ResultView(attempt, bank, () => {
        this.#lobby();
        this.querySelector<HTMLElement>('input')?.focus();
      });
      this.replaceChildren(view.element);
      view.focus();
    });
  }
}
customElements.define('practice-exam', PracticeExam);
