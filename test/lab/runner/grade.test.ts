import { describe, expect, test } from 'vitest';
import { Practice } from '../../../src/lab/practice.ts';
import { Judge } from '../../../src/lab/runner/judge.ts';
import { taskOf } from '../../helpers/lab-scripts.ts';

const NAMES = ['a', 'b', 'c'];
const SUBSETS = Array.from({ length: 2 ** NAMES.length }, (_, bits) =>
  NAMES.filter((_name, index) => bits & (1 << index)),
);
const conditions = NAMES.map((name) => ({ kind: 'exists', resource: 'ConfigMap', name, message: name }));
const task = taskOf('maps', ...conditions);

/** Brings a cluster into the state in which exactly some ConfigMaps are there. */
async function bring(practice: Practice, names: readonly string[]): Promise<void> {
  for (const name of NAMES)
    await practice.session.run(
      names.includes(name) ? `kubectl create configmap ${name}` : `kubectl delete configmap ${name} --ignore-not-found`,
    );
}

describe('what a task of a form earns, for each beginning and each end', () => {
  test('is the share of what has come true, less what was broken', async () => {
    const practice = new Practice();
    await practice.settle();
    for (const first of SUBSETS)
      for (const last of SUBSETS) {
        await bring(practice, first);
        const judge = new Judge(practice, [task]);
        expect((await judge.grade())[0]?.credit, 'nothing is earned before anything is done').toBe(0);
        await bring(practice, last);
        const [result] = await judge.grade();
        const credit = result?.credit ?? Number.NaN;
        const what = `from [${first}] to [${last}]`;
        const open = NAMES.length - first.length;
        const gained = last.filter((name) => !first.includes(name)).length;
        expect(credit, what).toBeGreaterThanOrEqual(0);
        expect(credit, what).toBeLessThanOrEqual(1);
        if (first.every((name) => last.includes(name)))
          expect(credit, what).toBeCloseTo(open === 0 ? 0 : gained / open);
        else expect(credit, what).toBeLessThan(1);
        if (gained === 0) expect(credit, what).toBe(0);
        expect(credit === 1, what).toBe(open > 0 && last.length === NAMES.length);
      }
  });

  test('what was done and undone again earns nothing, though a lab would remember it', async () => {
    const practice = new Practice();
    await practice.settle();
    const judge = new Judge(practice, [task]);
    await judge.judge();
    await judge.grade();
    await bring(practice, NAMES);
    await judge.judge();
    await bring(practice, []);
    expect((await judge.judge())[0]).toMatchObject({ isDone: true, credit: 1 });
    expect((await judge.grade())[0]).toMatchObject({ isDone: false, credit: 0 });
  });

  test('a condition that takes time is looked at from the beginning on, though others do not hold', async () => {
    const practice = new Practice();
    await practice.settle();
    const slow = { kind: 'output', run: 'kubectl get nodes -o name | wc -l', equals: '3', message: 'Three nodes.' };
    const judge = new Judge(practice, [taskOf('nodes', slow, ...conditions)]);
    await judge.grade();
    await bring(practice, ['a']);
    const [result] = await judge.grade();
    expect(result?.conditions.map(({ isMet }) => isMet)).toEqual([true, true, false, false]);
    expect(result?.credit).toBeCloseTo(1 / 3);
  });
});
