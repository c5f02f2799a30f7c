import { describe, expect, test } from 'vitest';
import { runAll } from '../../scripts/test/schedule.ts';
import { begin, type Step, type StepResult } from '../../scripts/test/step.ts';

/** A step that is a program of its own. */
function node(name: string, program: string, own: Pick<Step, 'after' | 'needs'> = {}): Step {
  return { name, command: process.execPath, args: ['--eval', program], ...own };
}

const fine = (name: string, own: Pick<Step, 'after' | 'needs'> = {}): Step => node(name, '', own);
const broken = (name: string): Step => node(name, 'process.exit(1)');

/** Runs steps. @returns what happened, in its order, and how many ran at the same time at most. */
async function run(steps: readonly Step[], lanes: number) {
  const events: string[] = [];
  let now = 0;
  let most = 0;
  const results: StepResult[] = await runAll(steps, lanes, begin, {
    started: ({ name }) => {
      events.push(`start ${name}`);
      most = Math.max(most, ++now);
    },
    ended: ({ name }) => {
      events.push(`end ${name}`);
      now--;
    },
    skipped: ({ name }, missing) => events.push(`skip ${name} for ${missing.join()}`),
  });
  return { events, most, results };
}

describe('steps', () => {
  test('run side by side, but no more than there are lanes', async () => {
    const steps = ['a', 'b', 'c', 'd', 'e'].map((name) => fine(name));
    const { events, most, results } = await run(steps, 2);
    expect(most).toBe(2);
    expect(events.slice(0, 2)).toEqual(['start a', 'start b']);
    expect(results.map(({ name, ok }) => `${name} ${ok}`).sort()).toEqual(steps.map(({ name }) => `${name} true`));
    expect((await run(steps, 1)).most).toBe(1);
  });

  test('wait for others, whether these succeed or not, and are not run without what they need', async () => {
    const { events } = await run(
      [
        fine('later', { after: ['wrong'] }),
        broken('wrong'),
        fine('user', { needs: ['wrong'] }),
        fine('its user', { needs: ['user'] }),
      ],
      4,
    );
    expect(events).toEqual([
      'start wrong',
      'end wrong',
      'start later',
      'skip user for wrong',
      'skip its user for user',
      'end later',
    ]);
  });

  test('that wait for each other are refused instead of waiting forever', async () => {
    const steps = [fine('a', { after: ['b'] }), fine('b', { after: ['a'] })];
    await expect(run(steps, 2)).rejects.toThrow('Steps wait for what never ends: a, b');
  });
});
