import words from 'virtual:words';
import { QuizItem } from '../../rendering/client/quiz-item.ts';
import type { QuizResult } from './every-page/progress.ts';
import { updateLesson, watchProgress } from './every-page/storage.ts';
import { lessonId } from './lesson-parts.ts';

/** What is to be known of one item: which of its results count is said by the page, never by what is stored. */
type Results = Readonly<Record<string, QuizResult>>;

const allItems = (): QuizItem[] => [...document.querySelectorAll<QuizItem>('quiz-item')];

/** One quiz item, which keeps answer and result in this browser. */
class SiteQuizItem extends QuizItem {
  protected readonly words = words;

  protected keep(right: boolean, answer: string): void {
    updateLesson(lessonId, (progress) => {
      const before = progress.quiz?.[this.item];
      const result = { right: right || before?.right === true, tries: (before?.tries ?? 0) + 1, answer };
      return { ...progress, quiz: { ...progress.quiz, [this.item]: result } };
    });
  }

  protected forget(): void {
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
      for (const item of items) item.follow(results[item.item]?.answer);
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
customElements.define('quiz-item', SiteQuizItem);
customElements.define('lesson-quiz', LessonQuiz);
