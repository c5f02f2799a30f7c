import words from 'virtual:words';
import type { QuizResult } from './every-page/progress.ts';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { judgeChoice, judgeNumber, judgeOrder, judgeText, type Verdict } from './judge.ts';
import { lessonId } from './lesson-parts.ts';
import { answerOf, showAnswer } from './quiz-answer.ts';

const TITLES: Readonly<Record<Verdict['result'], string>> = {
  right: words.quizRight,
  wrong: words.quizWrong,
  partly: words.quizPartly,
  none: words.quizChoose,
};
const ASKS = { number: words.quizNumber };

/** What is to be known of one item: which of its results count is said by the page, never by what is stored. */
type Results = Readonly<Record<string, QuizResult>>;

const allItems = (): QuizItem[] => [...document.querySelectorAll<QuizItem>('quiz-item')];

/** One quiz item: checks the answer, gives feedback, stores answer and result. */
class QuizItem extends HTMLElement {
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
    check.textContent = words.quizCheck;
    check.className = 'primary';
    this.retry.type = 'reset';
    this.retry.textContent = words.quizRetry;
    this.retry.hidden = true;
    row.append(check, this.retry);
    form.insertBefore(row, this.verdict);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const verdict = this.judge();
      this.show(verdict);
      const details = this.querySelector('details');
      if (details && verdict.result === 'right') details.open = true;
      if (verdict.result !== 'none') this.store(verdict.result === 'right');
    });
    // What was said of another answer is not said of this one.
    form.addEventListener('input', () => {
      this.changed = true;
      this.clear();
    });
    form.addEventListener('reset', () => {
      this.clear();
      this.forget();
      this.querySelector<HTMLElement>('input, .order button')?.focus();
    });
  }

  /** Shows the answer that was checked last, here before or in another tab, with its verdict of today. */
  follow(result: QuizResult | undefined): void {
    const answer = result?.answer;
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
    title.textContent = ask ? ASKS[ask] : TITLES[result];
    const counts = [
      [missing, words.quizMissing],
      [surplus, words.quizSurplus],
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

  private store(right: boolean): void {
    const answer = answerOf(this);
    this.known = answer;
    this.changed = false;
    updateLesson(lessonId, (progress) => {
      const before = progress.quiz?.[this.item];
      const result = { right: right || before?.right === true, tries: (before?.tries ?? 0) + 1, answer };
      return { ...progress, quiz: { ...progress.quiz, [this.item]: result } };
    });
  }

  private forget(): void {
    this.known = undefined;
    this.changed = false;
    updateLesson(lessonId, (progress) => {
      const before = progress.quiz?.[this.item];
      if (!before) return progress;
      const { answer: _, ...result } = before;
      return { ...progress, quiz: { ...progress.quiz, [this.item]: result } };
    });
  }
}

/** The quiz of a lesson: shows the score. Only items count that the lesson has today. */
class LessonQuiz extends HTMLElement {
  connectedCallback(): void {
    const score = this.querySelector('.score');
    watchProgress(({ lessons }) => {
      const lesson = lessons[lessonId];
      const results: Results = lesson?.quiz ?? {};
      const items = allItems();
      const right = items.filter(({ item }) => results[item]?.right).length;
      for (const item of items) item.follow(results[item.item]);
      if (score)
        score.textContent = items.some(({ item }) => results[item])
          ? words.quizScore.replace('{right}', () => String(right)).replace('{total}', () => String(items.length))
          : '';
      if (right === items.length && lesson && !lesson.completed && !lesson.reopened)
        updateLesson(lessonId, (progress) => ({ ...progress, completed: new Date().toISOString() }));
    });
  }
}
// Items first: the quiz asks them to follow.
customElements.define('quiz-item', QuizItem);
customElements.define('lesson-quiz', LessonQuiz);
