import { updateLesson, watchProgress } from './every-page/storage.ts';
import { judgeChoice, judgeNumber, judgeOrder, judgeText, type Verdict } from './judge.ts';

/** Words come from the page, in its language. */
interface QuizTexts extends DOMStringMap {
  right: string;
  wrong: string;
  partly: string;
  choose: string;
  number: string;
  score: string;
  check: string;
  retry: string;
}

/** One quiz item: checks the answer, gives feedback, stores the result. */
class QuizItem extends HTMLElement {
  private texts = {} as QuizTexts;
  private verdict: HTMLElement | null = null;

  connectedCallback(): void {
    const form = this.querySelector('form');
    this.verdict = this.querySelector('.verdict');
    if (!form) return;
    this.texts = (this.closest('lesson-quiz') as HTMLElement).dataset as QuizTexts;
    const row = document.createElement('p');
    row.className = 'quiz-actions';
    const check = document.createElement('button');
    check.textContent = this.texts.check;
    check.className = 'primary';
    const retry = document.createElement('button');
    retry.type = 'reset';
    retry.textContent = this.texts.retry;
    retry.hidden = true;
    row.append(check, retry);
    form.insertBefore(row, this.verdict);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const verdict = this.judge();
      this.show(verdict);
      retry.hidden = verdict.result === 'none';
      if (verdict.result !== 'none') this.store(verdict.result === 'right');
    });
    form.addEventListener('reset', () => {
      this.verdict?.replaceChildren();
      retry.hidden = true;
      this.querySelector<HTMLElement>('input, .order button')?.focus();
    });
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
        const right = [...this.querySelectorAll('.reasons > li')].flatMap((entry, index) =>
          entry.classList.contains('right') ? [index] : [],
        );
        return judgeChoice(chosen, right);
      }
    }
  }

  private show({ result, reasons, ask }: Verdict): void {
    if (!this.verdict) return;
    const { right, wrong, partly, choose } = this.texts;
    const title = document.createElement('b');
    title.textContent = ask ? this.texts[ask] : { right, wrong, partly, none: choose }[result];
    const entries = [...this.querySelectorAll('.reasons > li')];
    const texts = reasons.flatMap((index) => {
      const source = entries[index]?.querySelector('span');
      if (!source?.textContent) return [];
      const paragraph = document.createElement('p');
      paragraph.append(...[...source.childNodes].map((node) => node.cloneNode(true)));
      return [paragraph];
    });
    this.verdict.className = `verdict ${result === 'right' ? 'right' : result === 'none' ? '' : 'wrong'}`;
    this.verdict.replaceChildren(title, ...texts);
    const details = this.querySelector('details');
    if (details && result === 'right') details.open = true;
  }

  private store(right: boolean): void {
    const lesson = document.querySelector<HTMLElement>('article[data-lesson]')?.dataset.lesson;
    const item = this.dataset.item;
    if (!lesson || !item) return;
    const total = document.querySelectorAll('quiz-item').length;
    updateLesson(lesson, (progress) => {
      const before = progress.quiz?.[item];
      const quiz = {
        ...progress.quiz,
        [item]: { right: right || before?.right === true, tries: (before?.tries ?? 0) + 1 },
      };
      const all = Object.values(quiz).filter((result) => result.right).length === total;
      return { ...progress, quiz, ...(all && !progress.completed ? { completed: new Date().toISOString() } : {}) };
    });
  }
}

/** The quiz of a lesson: shows the score. */
class LessonQuiz extends HTMLElement {
  connectedCallback(): void {
    const lesson = document.querySelector<HTMLElement>('article[data-lesson]')?.dataset.lesson ?? '';
    const items = [...this.querySelectorAll<HTMLElement>('quiz-item')];
    const score = this.querySelector('.score');
    watchProgress(({ lessons }) => {
      const results = lessons[lesson]?.quiz ?? {};
      const right = items.filter((item) => results[item.dataset.item ?? '']?.right).length;
      const tried = items.some((item) => results[item.dataset.item ?? '']);
      if (score && tried)
        score.textContent = (this.dataset.score ?? '')
          .replace('{right}', () => String(right))
          .replace('{total}', () => String(items.length));
    });
  }
}
customElements.define('lesson-quiz', LessonQuiz);
customElements.define('quiz-item', QuizItem);
