import { judgeChoice, judgeNumber, judgeOrder, judgeText, type Verdict } from '../../curriculum/judge.ts';
import { answerOf, showAnswer } from './quiz-answer.ts';

const TITLES = {
  right: 'quizRight',
  wrong: 'quizWrong',
  partly: 'quizPartly',
  none: 'quizChoose',
} as const satisfies Readonly<Record<Verdict['result'], string>>;

/** What an item says; {count} is filled in. */
export type QuizWords = Readonly<
  Record<
    (typeof TITLES)[Verdict['result']] | 'quizCheck' | 'quizRetry' | 'quizNumber' | 'quizMissing' | 'quizSurplus',
    string
  >
>;

/** One quiz item: checks the answer and gives feedback. Who keeps answers, and where, is the business of the page. */
export abstract class QuizItem extends HTMLElement {
  protected abstract readonly words: QuizWords;
  private verdict: HTMLElement | null = null;
  private retry = document.createElement('button');
  /** The stored answer that is shown, or was when the learner began to change it. */
  private known: string | undefined;
  private changed = false;

  get item(): string {
    return this.dataset.item ?? '';
  }

  connectedCallback(): void {
    const form = this.querySelector('form');
    this.verdict = this.querySelector('.verdict');
    if (!form) return;
    const row = document.createElement('p');
    row.className = 'quiz-actions';
    const check = document.createElement('button');
    check.textContent = this.words.quizCheck;
    check.className = 'primary';
    this.retry.type = 'reset';
    this.retry.textContent = this.words.quizRetry;
    this.retry.hidden = true;
    row.append(check, this.retry);
    form.insertBefore(row, this.verdict);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const verdict = this.judge();
      this.show(verdict);
      const details = this.querySelector('details');
      if (details && verdict.result === 'right') details.open = true;
      if (verdict.result !== 'none') this.checked(verdict.result === 'right');
    });
    // What was said of another answer is not said of this one.
    form.addEventListener('input', () => {
      this.changed = true;
      this.clear();
    });
    form.addEventListener('reset', () => {
      this.clear();
      this.known = undefined;
      this.changed = false;
      this.forget();
      this.querySelector<HTMLElement>('input, .order button')?.focus();
    });
  }

  /** Shows the answer that was checked last, here before or elsewhere, with its verdict of today. */
  follow(answer: string | undefined): void {
    if (answer === this.known || this.changed) return;
    if (answer === undefined) {
      // "Try again", or all progress was erased, in another tab.
      this.known = undefined;
      for (const input of this.querySelectorAll('input')) {
        if (input.type === 'text') input.value = '';
        else input.checked = false;
      }
      this.clear();
    } else if (showAnswer(this, answer)) {
      this.known = answer;
      this.show(this.judge());
    }
  }

  private clear(): void {
    if (!this.verdict) return;
    this.verdict.replaceChildren();
    delete this.verdict.dataset.result;
    this.retry.hidden = true;
    for (const entry of this.querySelectorAll<HTMLElement>('.reasons > li')) entry.hidden = false;
  }

  private judge(): Verdict {
    const typical = [...this.querySelectorAll<HTMLElement>('.reasons [data-value]')].map(
      (entry) => entry.dataset.value ?? '',
    );
    const value = this.querySelector<HTMLInputElement>('.field input')?.value ?? '';
    switch (this.dataset.type) {
      case 'numeric':
        return judgeNumber(
          value,
          Number(this.dataset.answer),
          Number(this.dataset.tolerance),
          typical,
          this.querySelector('.field > span')?.textContent ?? '',
        );
      case 'text':
        return judgeText(value, JSON.parse(this.dataset.accepted ?? '[]') as string[], typical);
      case 'ordering':
        return judgeOrder(
          [...this.querySelectorAll<HTMLElement>('.order > li')].map((step) => Number(step.dataset.step)),
        );
      default: {
        const chosen = [...this.querySelectorAll<HTMLInputElement>('.options input:checked')].map((input) =>
          Number(input.value),
        );
        const right = [...this.querySelectorAll<HTMLElement>('.reasons > li')].flatMap((entry, index) =>
          entry.dataset.option === 'right' ? [index] : [],
        );
        return judgeChoice(chosen, right);
      }
    }
  }

  private show({ result, reasons, missing = 0, surplus = 0, ask }: Verdict): void {
    if (!this.verdict) return;
    this.clear();
    const title = document.createElement('b');
    title.textContent = ask ? this.words.quizNumber : this.words[TITLES[result]];
    const counts = [
      [missing, this.words.quizMissing],
      [surplus, this.words.quizSurplus],
    ] as const;
    const rest = counts.flatMap(([count, text]) => (count > 0 ? [text.replace('{count}', () => String(count))] : []));
    if (result === 'partly') title.textContent = [title.textContent, ...rest].join(' ');
    const entries = [...this.querySelectorAll<HTMLElement>('.reasons > li')];
    const texts = reasons.flatMap((index) => {
      const entry = entries[index];
      const source = entry?.querySelector('span');
      if (!entry || !source?.textContent) return [];
      // Said once is enough: the explanation below does not say it again.
      entry.hidden = true;
      const paragraph = document.createElement('p');
      paragraph.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
      return [paragraph];
    });
    this.verdict.dataset.result = result;
    this.verdict.replaceChildren(title, ...texts);
    this.retry.hidden = result === 'none';
  }

  private checked(right: boolean): void {
    const answer = answerOf(this);
    this.known = answer;
    this.changed = false;
    this.keep(right, answer);
  }

  /** An answer was checked. @param answer as it is stored (quiz-answer.ts) */
  protected abstract keep(right: boolean, answer: string): void;

  /** "Try again": the answer is not shown again. That it was right once is not forgotten. */
  protected abstract forget(): void;
}
