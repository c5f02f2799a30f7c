import words from 'virtual:player-words';
import { makeMovable } from '../../../rendering/client/movable.ts';
import { QuizItem } from '../../../rendering/client/quiz-item.ts';
import type { Answered } from './platform.ts';

/** What is done with answers. */
export interface Listener {
  /** @param answer as it is kept (quiz-answer.ts) */
  checked(answered: Answered, answer: string): void;
  /** "Try again". */
  forgotten(item: string): void;
}

let listener: Listener | undefined;

const KINDS: Readonly<Record<string, Answered['kind']>> = {
  numeric: 'numeric',
  text: 'fill-in',
  ordering: 'sequencing',
};

const letter = (index: number): string => String.fromCharCode(97 + index);

/** What stands in an item as the answer, in the words of platforms. */
function responseOf(item: Element): string[] {
  const field = item.querySelector<HTMLInputElement>('.field input');
  if (field) return [field.value.trim()];
  const steps = [...item.querySelectorAll<HTMLElement>('.order > li')];
  if (steps.length > 0) return steps.map(({ dataset }) => letter(Number(dataset.step)));
  return [...item.querySelectorAll<HTMLInputElement>('.options input:checked')].map(({ value }) =>
    letter(Number(value)),
  );
}

/** A question whose answers are told to the platform. */
export class PlayedItem extends QuizItem {
  protected readonly words = words;

  protected keep(right: boolean, answer: string): void {
    const { item } = this;
    const question = (this.querySelector('.question')?.textContent ?? '').replace(/\s+/g, ' ').trim();
    const kind = KINDS[this.dataset.type ?? ''] ?? 'choice';
    listener?.checked({ item, question, kind, response: responseOf(this), right }, answer);
  }

  protected forget(): void {
    listener?.forgotten(this.item);
  }
}

/** The questions of the page. */
export function questions(): PlayedItem[] {
  return [...document.querySelectorAll<PlayedItem>('quiz-item')];
}

/** Makes the questions of the page work. */
export function playQuestions(listening: Listener): void {
  listener = listening;
  for (const list of document.querySelectorAll<HTMLElement>('.order')) makeMovable(list, words);
  customElements.define('quiz-item', PlayedItem);
}
