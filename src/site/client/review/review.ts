import words from 'virtual:review-words';
import { type Answered, ahead, answeredIn, dueOn, localDay, momentOf } from '../../../curriculum/practice/review.ts';
import { onStorageChange, readProgress } from '../every-page/storage.ts';
import { button, fill, make } from '../practice/dom.ts';
import './item.ts';
import { Questions } from './questions.ts';
import { Session } from './session.ts';
import { readReview, writeReview } from './store.ts';
import { turnView } from './turn-view.ts';

/** Questions of one review: more would be left for tomorrow in any case. */
const MOST = 20;
const DAYS_AHEAD = 7;

const dueText = (count: number): string => (count === 1 ? words.reviewDueOne : fill(words.reviewDue, { count }));

/** Daily review: what there is to review today, the review itself, and what came of it. */
class DailyReview extends HTMLElement {
  readonly #questions = new Questions();
  #lessons: ReadonlySet<string> = new Set();
  #session: Session | undefined;

  connectedCallback(): void {
    this.#lessons = new Set(this.dataset.lessons?.split(' '));
    this.#lobby();
    // Another tab has reviewed, or a day has gone by meanwhile.
    const renew = (): void => {
      const isResult = this.querySelector('.review-result') !== null;
      if (!this.#session && !isResult && document.visibilityState === 'visible') this.#lobby();
    };
    onStorageChange(renew);
    document.addEventListener('visibilitychange', renew);
  }

  get #answered(): Answered[] {
    return answeredIn(readProgress().lessons, this.#lessons);
  }

  /** What there is today, and in the next days. */
  #lobby(): void {
    this.#session = undefined;
    const review = readReview();
    if (review.isOff) {
      const on = button(words.reviewOn, () => this.#switch(false), { class: 'primary' });
      this.replaceChildren(make('p', {}, words.reviewIsOff), on);
      return;
    }
    const today = localDay(new Date());
    const answered = this.#answered;
    const due = dueOn(today, answered, review);
    if (answered.length === 0) this.replaceChildren(make('p', {}, words.reviewNothing));
    else if (due.length === 0)
      this.replaceChildren(
        make('h2', {}, words.reviewDone),
        this.#ahead(today) ?? make('p', {}, words.reviewAheadNone),
      );
    else {
      const begin = button(words.reviewBegin, () => this.#begin(), { class: 'primary' });
      const most = due.length > MOST && make('p', {}, fill(words.reviewMost, { count: MOST }));
      this.replaceChildren(
        make('h2', {}, dueText(due.length)),
        make('p', {}, begin),
        ...(most ? [most] : []),
        this.#ahead(today) ?? '',
      );
    }
    this.append(
      make(
        'p',
        { class: 'review-switch' },
        button(words.reviewOff, () => this.#switch(true)),
      ),
    );
  }

  #switch(isOff: boolean): void {
    writeReview({ ...readReview(), isOff });
    this.#lobby();
    this.querySelector('button')?.focus();
  }

  /** How many questions come back in the next days; nothing if none do. */
  #ahead(today: number): HTMLElement | undefined {
    const counts = ahead(today, DAYS_AHEAD, this.#answered, readReview());
    if (counts.every((count) => count === 0)) return undefined;
    const most = Math.max(...counts);
    const format = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'long', timeZone: 'UTC' });
    const rows = counts.map((count, index) => {
      const bar = make('meter', { max: most, value: count, 'aria-hidden': 'true' });
      const text = count === 1 ? words.reviewAheadDayOne : fill(words.reviewAheadDay, { count });
      return make('li', {}, make('span', {}, format.format(momentOf(today + index + 1))), bar, make('span', {}, text));
    });
    return make('section', {}, make('h3', {}, words.reviewAhead), make('ol', { class: 'review-ahead' }, ...rows));
  }

  /** Begins with what is due now: since the page was opened a day may have passed, or another tab has asked some of it. */
  #begin(): void {
    const today = localDay(new Date());
    this.#session = new Session(dueOn(today, this.#answered, readReview()).slice(0, MOST), today);
    void this.#ask();
  }

  /** Asks the next question that can be asked. */
  async #ask(): Promise<void> {
    const session = this.#session;
    const turn = session?.turn;
    if (!session) return;
    if (!turn) {
      this.#end(session);
      return;
    }
    const { key } = turn.answered;
    this.replaceChildren(make('p', { role: 'status' }, words.reviewLoading));
    const question = await this.#questions.get(key);
    if (this.#session !== session) return;
    if (typeof question === 'string') {
      session.leaveOut({ key, why: question });
      await this.#ask();
      return;
    }
    const view = turnView(question, session, () => {
      session.next();
      void this.#ask();
    });
    const end = make(
      'p',
      { class: 'review-switch' },
      button(words.reviewEnd, () => this.#end(session)),
    );
    this.replaceChildren(view, end);
    view.querySelector<HTMLElement>('input, .order button')?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'nearest' });
  }

  #end(session: Session): void {
    this.#lobby();
    const { count, right, unreachable, missed } = session;
    if (count + unreachable === 0) {
      this.querySelector('button')?.focus();
      return;
    }
    const out = unreachable === 1 ? words.reviewUnreachableOne : fill(words.reviewUnreachable, { count: unreachable });
    const result = make(
      'section',
      { class: 'review-result', tabindex: '-1' },
      count > 0 && make('p', {}, fill(words.reviewResult, { count, right })),
      unreachable > 0 && make('p', {}, out),
      !session.isKept && make('p', {}, words.reviewUnkept),
      missed.length > 0 && make('h3', {}, words.reviewRead),
    );
    this.prepend(result);
    void this.#toRead(result, missed);
    result.focus();
  }

  /** Lessons of what was not known. */
  async #toRead(result: HTMLElement, missed: readonly string[]): Promise<void> {
    if (missed.length === 0) return;
    const found = await Promise.all(missed.map((key) => this.#questions.get(key)));
    const lessons = new Map(
      found.flatMap((one) => (typeof one === 'string' ? [] : [[one.lesson.title, one.lesson.href] as const])),
    );
    const links = [...lessons].map(([title, href]) =>
      make('li', {}, make('a', { href: href.replace(/#.*$/, '') }, title)),
    );
    result.append(make('ul', {}, ...links));
  }
}
customElements.define('daily-review', DailyReview);
