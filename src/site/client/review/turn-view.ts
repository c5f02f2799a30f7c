import words from 'virtual:review-words';
import clientWords from 'virtual:words';
import type { Rating } from '../../../curriculum/practice/review.ts';
import { makeMovable } from '../../../rendering/client/movable.ts';
import { button, fill, make } from '../practice/dom.ts';
import { CHECKED } from './item.ts';
import type { Question } from './questions.ts';
import type { Session } from './session.ts';

const GRADES = ['hard', 'good', 'easy'] as const satisfies readonly Rating[];
const LABELS = { hard: words.reviewHard, good: words.reviewGood, easy: words.reviewEasy } as const;

const inDays = (days: number): string =>
  days === 1 ? words.reviewTomorrow : fill(words.reviewInDays, { count: days });

/** A question of a review, with what is asked once it was answered. @param go leads to the next one */
export function turnView({ element, lesson }: Question, session: Session, go: () => void): HTMLElement {
  const { number, total } = session.place;
  const isRepeat = session.turn?.isRepeat === true;
  const legend = element.querySelector('legend');
  if (legend) legend.textContent = fill(words.reviewItem, { number, total });
  for (const list of element.querySelectorAll<HTMLElement>('.order')) makeMovable(list, clientWords);
  const after = make('div', { class: 'review-after', role: 'group', hidden: true });
  const [before = '', rest = ''] = words.reviewFrom.split('{lesson}');
  const from = make('p', { class: 'review-from' }, before, make('a', { href: lesson.href }, lesson.title), rest);

  const rate = (rating: Rating): void => {
    session.rate(rating);
    go();
  };
  const known = (): void => {
    const { intervals } = session;
    const buttons = GRADES.map((grade) =>
      button(`${LABELS[grade]} · ${inDays(intervals?.[grade] ?? 1)}`, () => rate(grade), {
        class: grade === 'good' ? 'primary' : '',
      }),
    );
    after.setAttribute('aria-label', words.reviewKnew);
    after.replaceChildren(make('p', {}, words.reviewKnew), make('div', { class: 'review-grades' }, ...buttons));
    after.hidden = false;
    buttons[1]?.focus();
  };
  const next = (text: string, act: () => void): void => {
    const on = button(words.reviewNext, act, { class: 'primary' });
    after.replaceChildren(make('p', { role: 'status' }, text), on);
    after.hidden = false;
  };
  let isRated = false;
  element.addEventListener(CHECKED, (event) => {
    if (isRated) return;
    isRated = true;
    const { right } = (event as CustomEvent<{ right: boolean }>).detail;
    if (!right) {
      session.rate('again');
      next(words.reviewAgain, go);
    } else if (isRepeat) next('', go);
    else known();
  });
  return make('section', { class: 'review-turn', 'aria-label': words.reviewTitle }, from, element, after);
}
