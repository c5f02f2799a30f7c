import { describe, expect, test } from 'vitest';
import { hostOf, labOf } from '../../../scripts/lab/lesson.ts';
import { formOf, formsOf } from '../../../src/lab/runner/draw.ts';
import { fencesOf } from '../../../src/lab-host/trial.ts';
import { isLong } from '../../helpers/long.ts';

describe('faults that are drawn', () => {
  test('a seed names a form, and all of them come', () => {
    const drawn = [
      { count: 2, of: ['a', 'b', 'c'] },
      { count: 1, of: ['d', 'e'] },
    ];
    expect(formsOf(drawn).map((form) => form.join(''))).toEqual(['abd', 'abe', 'acd', 'ace', 'bcd', 'bce']);
    expect(formOf(drawn, 9)).toEqual({ number: 4, total: 6, faults: ['a', 'c', 'e'] });
    expect(formOf([], 9)).toEqual({ number: 1, total: 1, faults: [] });
  });

  const { lab } = labOf('capstone-small-shop');
  const [repair] = lab.tasks;
  const forms = formsOf(lab.cluster?.drawn ?? []);
  const tried = forms
    .map((form, index) => [form.join(' '), index] as const)
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
