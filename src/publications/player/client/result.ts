import words from 'virtual:player-words';
import type { Kept } from './kept.ts';
import type { Asked, Standing } from './standing.ts';

/** Fills a sentence in. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const percent = (share: number): number => Math.round(share * 100);

/** What a standing means, in a sentence. */
function sentence({ score, isPassed, isComplete }: Standing, open: number, asked: Asked, mastery: number): string {
  if (isPassed === true) return fill(words.playerPassed, { percent: percent(score ?? 0) });
  if (isPassed === false) return fill(words.playerFailed, { percent: percent(score ?? 0), needed: percent(mastery) });
  if (isComplete) return words.playerComplete;
  return asked.items.length > 0
    ? fill(words.playerOpen, { count: open, needed: percent(mastery) })
    : words.playerUnread;
}

/** The question to go to next: one that is not answered, else one that is not right. */
function nextOf({ results }: Kept, { score }: Standing, { items }: Asked): number {
  return items.findIndex((item) => (score === undefined ? !results.has(item) : !results.get(item)?.right));
}

function line(text: string, done: number, total: number): HTMLElement[] {
  if (total === 0) return [];
  const entry = document.createElement('li');
  entry.dataset.complete = String(done === total);
  entry.textContent = fill(text, { done, total });
  return [entry];
}

/** The end of the lesson: what counts, how far it is, and, where no question decides, a button to say that one is done. */
export class ResultBox {
  private readonly text = document.createElement('p');
  private readonly marks = document.createElement('ul');
  private readonly next = document.createElement('a');
  private readonly button = document.createElement('button');
  private readonly box: HTMLElement | null = document.querySelector('.result');

  /** @param done is called when the learner says that they are done, or takes it back */
  constructor(asked: Asked, done: () => void) {
    if (!this.box) return;
    this.text.className = 'result-text';
    this.text.role = 'status';
    this.marks.className = 'result-marks';
    this.button.type = 'button';
    this.button.addEventListener('click', done);
    this.next.className = 'result-next';
    this.box.append(this.marks, this.text, this.next);
    if (asked.items.length === 0) this.box.append(this.button);
    this.box.hidden = false;
  }

  /** Where the platform wants learners to be afterwards. */
  offer(leave: () => void): void {
    const button = Object.assign(document.createElement('button'), { type: 'button', textContent: words.playerLeave });
    button.addEventListener('click', leave);
    this.box?.append(button);
  }

  show(kept: Kept, standing: Standing, asked: Asked, mastery: number): void {
    const { results, tasks, isDone } = kept;
    const right = asked.items.filter((item) => results.get(item)?.right).length;
    const open = asked.items.filter((item) => !results.has(item)).length;
    const ticked = asked.tasks.filter((task) => tasks.has(task)).length;
    this.marks.replaceChildren(
      ...line(words.learnedItems, right, asked.items.length),
      ...line(words.learnedTasks, ticked, asked.tasks.length),
    );
    this.text.textContent = sentence(standing, open, asked, mastery);
    const next = nextOf(kept, standing, asked);
    this.next.hidden = next < 0;
    this.next.textContent = fill(words.playerGo, { number: next + 1 });
    this.next.href = `#q-${asked.items[next] ?? ''}`;
    const state = standing.isPassed === false ? 'failed' : standing.isComplete ? 'reached' : 'open';
    if (this.box) this.box.dataset.state = state;
    this.button.textContent = isDone ? words.lessonUndone : words.lessonDone;
    this.button.setAttribute('aria-pressed', String(isDone));
    this.button.classList.toggle('primary', !isDone);
  }
}
