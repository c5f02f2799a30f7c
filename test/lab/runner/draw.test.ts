import { describe, expect, test } from 'vitest';
import { hostOf, labOf } from '../../../scripts/lab/lesson.ts';
import { startSchema } from '../../../src/curriculum/schema/lab-cluster.ts';
import { formOf, formsOf } from '../../../src/lab/runner/draw.ts';
import { fencesOf } from '../../../src/lab-host/solution.ts';
import { isLong } from '../../helpers/long.ts';

describe('faults that are drawn', () => {
  test('a seed names a form, and all of them come', () => {
    const drawn = [
      { count: 2, of: ['a', 'b', 'c'] },
      { count: 1, of: ['d', 'e'] },
    ];
    expect(formsOf({ drawn }).map(({ faults }) => faults.flat().join(''))).toEqual([
      'abd',
      'abe',
      'acd',
      'ace',
      'bcd',
      'bce',
    ]);
    expect(formOf({ drawn }, 9)).toEqual({ number: 4, total: 6, faults: [['a', 'c', 'e']] });
    expect(formOf({ drawn: [] }, 9)).toEqual({ number: 1, total: 1, faults: [[]] });
  });

  test('those of several clusters are forms of one lab', () => {
    const start = {
      drawn: [{ count: 1, of: ['a', 'b', 'c'] }],
      further: [{ drawn: [] }, { drawn: [{ count: 1, of: ['a', 'd'] }] }],
    };
    const forms = formsOf(start);
    expect(forms.map(({ faults }) => faults.map((own) => own.join('')).join('|'))).toEqual(
      'a||a a||d b||a b||d c||a c||d'.split(' '),
    );
    expect(forms.map(({ number, total }) => `${number}/${total}`).join()).toBe('1/6,2/6,3/6,4/6,5/6,6/6');
    const much = { count: 6, of: Array.from({ length: 12 }, (_, index) => `${index}`) };
    expect(startSchema.safeParse({ drawn: [much] }).success).toBe(true);
    expect(startSchema.safeParse({ drawn: [much, much] }).error?.issues[0]?.message).toMatch(/in 853776 ways/);
  });

  const { lab } = labOf('capstone-small-shop');
  const [repair] = lab.tasks;
  const forms = formsOf(lab.cluster ?? { drawn: [] });
  const tried = forms
    .map(({ faults }, index) => [faults.flat().join(' '), index] as const)
    .filter(([, index]) => isLong || index % 7 === 0);

  test.each(tried)('the capstone can be repaired from each form: %s', async (_, seed) => {
    const host = await hostOf('capstone-small-shop');
    const { practice, judge } = await host.begin({ seed });
    const [before] = await judge.judge();
    expect(before).toMatchObject({ isDone: false, credit: 0 });
    const credits: number[] = [];
    for (const command of fencesOf(repair as NonNullable<typeof repair>).flatMap((fence) => fence.trim().split('\n'))) {
      await practice.session.run(command);
      await practice.settle();
      credits.push((await judge.judge())[0]?.credit ?? -1);
    }
    // Each fault counts by itself, before all is done.
    expect(new Set(credits.filter((credit) => credit > 0)).size).toBeGreaterThan(1);
    expect(credits.at(-1)).toBe(1);
    host.end();
  });
});
