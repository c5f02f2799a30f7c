import { describe, expect, test } from 'vitest';
import { divide, formsOf, itemsByCompetency, shortages } from '../../../src/curriculum/practice/forms.ts';
import { type BankItem, bankItemSchema, DIFFICULTIES } from '../../../src/curriculum/schema/bank.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';

const { exams } = getCurriculum();
const choice = exams.filter(({ format }) => format === 'multiple-choice');
const ITEMS = 60;

/** A bank with `times` as many items as a form of each competency has, and some more, of all difficulties. */
function bankOf(exam: (typeof exams)[number], times: number, more = 0): BankItem[] {
  return [...itemsByCompetency(exam, ITEMS)].flatMap(([competency, count]) =>
    Array.from({ length: count * times + more }, (_, index) =>
      bankItemSchema.parse({
        id: `${competency.toLowerCase()}-${index}`,
        competency,
        objective: 'pods#read-status',
        difficulty: DIFFICULTIES[index % DIFFICULTIES.length],
        question: `Question ${index}`,
        options: ['a', 'b', 'c', 'd'].map((text, at) => ({ text, correct: at === 0, feedback: text })),
        explanation: 'Because.',
        source: 'https://kubernetes.io/docs/',
        review: { date: '2026-11-30', remark: 'Nothing.' },
      }),
    ),
  );
}

describe('dividing by weights', () => {
  test.each([
    [60, [44, 28, 16, 12], [26, 17, 10, 7]],
    [60, [28, 20, 18, 18, 16], [17, 12, 11, 11, 9]],
    [60, [46, 26, 18, 10], [28, 15, 11, 6]],
    [10, [1, 1, 1], [4, 3, 3]],
    [0, [1, 2], [0, 0]],
  ])('%i items by %j are %j', (count, weights, parts) => {
    expect(divide(count, weights)).toEqual(parts);
  });

  test('nothing is lost or added, whatever the weights', () => {
    for (let count = 0; count < 70; count++)
      for (const weights of [[30, 25, 20, 15, 10], [33.3, 33.3, 33.4], [100], [0, 50, 50]])
        expect(divide(count, weights).reduce((sum, part) => sum + part, 0)).toBe(count);
  });
});

describe.each(choice)('forms of $id', (exam) => {
  const wanted = itemsByCompetency(exam, ITEMS);
  const weights = exam.domains.map(({ weight }) => weight);
  const domains = divide(ITEMS, weights);

  test.each([
    [3, 0],
    [4, 0],
    [4, 3],
    [7, 1],
  ])(
    'meet the blueprint exactly for 1,000 numbers, and three in a row share no item (bank of %i forms and %i more)',
    (times, more) => {
      const bank = bankOf(exam, times, more);
      const draw = formsOf(exam, ITEMS, bank);
      let before: ReadonlySet<string>[] = [];
      const seen = new Set<string>();
      for (let number = 1; number <= 1000; number++) {
        const form = draw(number);
        const ids = new Set(form.map(({ item }) => item.id));
        expect(ids.size).toBe(ITEMS);
        const counts = exam.domains.map(
          ({ competencies }) => form.filter(({ item }) => competencies.some(({ id }) => id === item.competency)).length,
        );
        expect(counts).toEqual(domains);
        for (const [competency, count] of wanted)
          expect(form.filter(({ item }) => item.competency === competency).length).toBe(count);
        for (const earlier of before) expect([...ids].filter((id) => earlier.has(id))).toEqual([]);
        before = [ids, ...before].slice(0, 2);
        for (const id of ids) seen.add(id);
      }
      // Nobody writes items that nobody gets.
      expect(seen.size).toBe(bank.length);
    },
  );

  test('mix difficulties, in each form about as in the bank', () => {
    const draw = formsOf(exam, ITEMS, bankOf(exam, 6));
    for (let number = 1; number <= 50; number++) {
      const form = draw(number);
      for (const difficulty of DIFFICULTIES) {
        const share = form.filter(({ item }) => item.difficulty === difficulty).length / ITEMS;
        expect(share).toBeGreaterThan(0.2);
        expect(share).toBeLessThan(0.47);
      }
    }
  });

  test('a number always gives the same, in whatever order the bank is read; another number gives another one', () => {
    const bank = bankOf(exam, 4);
    const told = (number: number, of = bank): string => JSON.stringify(formsOf(exam, ITEMS, of)(number));
    expect(told(17, bank.toReversed())).toBe(told(17));
    expect(told(18)).not.toBe(told(17));
  });

  test('a bank that is too small is told, and gives no form', () => {
    const bank = bankOf(exam, 3).slice(1);
    const [first] = exam.domains[0]?.competencies ?? [];
    const count = wanted.get(first?.id ?? '') ?? 0;
    expect(shortages(exam, ITEMS, bank)).toEqual([{ competency: first?.id, has: count * 3 - 1, needs: count * 3 }]);
    expect(() => formsOf(exam, ITEMS, bank)).toThrow(RangeError);
  });
});

test('options are shuffled, so that the right one stands everywhere', () => {
  const [exam] = choice;
  if (!exam) throw new Error('There is no exam.');
  const places = formsOf(exam, ITEMS, bankOf(exam, 4))(1).map(({ options }) => options.indexOf(0));
  expect(new Set(places)).toEqual(new Set([0, 1, 2, 3]));
});
