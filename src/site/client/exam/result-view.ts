import words from 'virtual:sitting-words';
import { type Attempt, elapsed } from '../../../curriculum/practice/attempt.ts';
import { isRight, outlook, type Result, resultOf } from '../../../curriculum/practice/result.ts';
import type { BankData, BankedItem } from '../../exam-bank.ts';
import { button, fill, make } from '../practice/dom.ts';
import { saveJson } from '../save-file.ts';
import { clockText } from './clock.ts';
import { domainTable } from './domain-table.ts';
import { explained, rendered } from './item-view.ts';

const percent = (share: number): number => Math.round(share * 100);
const OUTLOOKS = { above: 'sitAbove', near: 'sitNear', below: 'sitBelow' } as const;

const bankOf = ({ items }: BankData): Map<string, BankedItem> => new Map(items.map((item) => [item.id, item]));

/** What came out of a sitting: score and what it means, domains, what to read, and every item with its answer. */
export class ResultView {
  readonly element: HTMLElement;
  readonly #heading: HTMLElement;
  readonly #attempt: Attempt;
  readonly #bank: BankData;
  readonly #items: ReadonlyMap<string, BankedItem>;

  constructor(attempt: Attempt, bank: BankData, back: () => void) {
    this.#attempt = attempt;
    this.#bank = bank;
    this.#items = bankOf(bank);
    const result = resultOf(attempt, this.#items, bank.exam);
    this.#heading = make('h2', { tabIndex: -1 }, fill(words.sitResult, { form: attempt.form }));
    this.element = make(
      'div',
      { class: 'exam-result' },
      this.#heading,
      ...this.#score(result),
      this.#domains(result),
      this.#reading(result),
      make(
        'p',
        { class: 'exam-moves' },
        button(words.sitBack, back, { className: 'primary' }),
        button(words.sitExport, () => this.#export()),
      ),
      this.#review(),
    );
  }

  /** Share of right items of a sitting, in percent. */
  static percent(attempt: Attempt, bank: BankData): number {
    return percent(resultOf(attempt, bankOf(bank), bank.exam).score);
  }

  focus(): void {
    this.#heading.focus({ preventScroll: true });
    this.element.scrollIntoView({ behavior: 'instant' });
  }

  #score(result: Result): HTMLElement[] {
    const [low, high] = result.interval.map(percent);
    const { passing } = this.#bank.form;
    const { right, of, gone } = result;
    const bar = make('div', { class: 'exam-scale', 'aria-hidden': 'true' });
    for (const [name, value] of [
      ['low', low],
      ['high', high],
      ['score', percent(result.score)],
      ['passing', passing],
    ] as const)
      bar.style.setProperty(`--${name}`, `${value}%`);
    bar.append(
      make('i', { class: 'exam-range' }),
      make('i', { class: 'exam-mark' }),
      make('i', { class: 'exam-pass' }),
    );
    const sentences = [
      fill(words.sitInterval, { low: low ?? 0, high: high ?? 100 }),
      fill(words[OUTLOOKS[outlook(result, passing)]], { passing }),
      fill(words.sitTook, { time: clockText(elapsed(this.#attempt, Date.now())) }),
      ...(gone.length > 0 ? [fill(words.sitGone, { count: gone.length })] : []),
    ];
    return [
      make('p', { class: 'exam-score' }, fill(words.sitScore, { right, of, percent: percent(result.score) })),
      bar,
      make('p', {}, sentences.join(' ')),
    ];
  }

  #domains({ domains }: Result): HTMLElement {
    return domainTable(
      words.sitRightOf,
      domains.map(({ name, right, of, competencies }) => ({
        name,
        result: `${right} / ${of}`,
        competencies: competencies.map((one) => ({ name: one.text, result: `${one.right} / ${one.of}` })),
      })),
    );
  }

  #reading({ toRead, of, right }: Result): HTMLElement {
    const entries = toRead.flatMap(({ objective, wrong }) => {
      const about = this.#bank.objectives[objective];
      if (!about) return [];
      const link = make('a', { href: about.href }, about.lesson);
      return [make('li', {}, link, ': ', fill(words.sitToReadOne, { text: about.text, wrong }))];
    });
    const isAllRight = of > 0 && right === of;
    return make(
      'section',
      {},
      make('h3', {}, words.sitToRead),
      isAllRight ? make('p', {}, words.sitAllRight) : make('ul', {}, ...entries),
    );
  }

  #review(): HTMLElement {
    const list = make('ol', { class: 'exam-review' });
    for (const sat of this.#attempt.items) {
      const item = this.#items.get(sat.id);
      if (!item) {
        list.append(make('li', {}, fill(words.sitGone, { count: 1 })));
        continue;
      }
      const right = isRight(sat.chosen, item.right);
      const verdict = make('b', {}, right ? words.sitRight : words.sitWrong);
      const summary = make('summary', {}, verdict, ' ', rendered(item.question, 'span', 'exam-asked'));
      const entry = make('li', {}, make('details', {}, summary, explained(item, sat)));
      entry.dataset.option = right ? 'right' : 'wrong';
      if (sat.isFlagged) entry.dataset.flagged = '';
      list.append(entry);
    }
    const shown = {
      sitReviewAll: 'li',
      sitReviewWrong: 'li[data-option="wrong"]',
      sitReviewFlagged: 'li[data-flagged]',
    } as const;
    const choices = Object.entries(shown).map(([key, selector], index) => {
      const radio = make('input', { type: 'radio', name: 'exam-shown', checked: index === 0 });
      radio.addEventListener('change', () => {
        for (const entry of list.children) (entry as HTMLElement).hidden = !entry.matches(selector);
      });
      return make('label', {}, radio, ' ', words[key as keyof typeof shown]);
    });
    return make(
      'section',
      {},
      make('h3', {}, words.sitReview),
      make('p', { class: 'exam-shown', role: 'group', 'aria-label': words.sitReview }, ...choices),
      list,
    );
  }

  /** Results as `npm run items` takes them: which options were chosen, and nothing of who chose them. */
  #export(): void {
    const { exam, form, mode, items } = this.#attempt;
    const answers = items.map(({ id, chosen, shown }) => ({ item: id, chosen, seconds: Math.round(shown / 1000) }));
    const text = JSON.stringify({ format: 'practice-exam-results', version: 1, exam, form, mode, answers }, null, 1);
    saveJson(`results-${exam.toLowerCase()}-${form}.json`, text);
  }
}
