import { afterEach, describe, expect, test } from 'vitest';
import { type BegunLab, beginLesson, labOf } from '../../../scripts/lab/lesson.ts';
import type { LabTask } from '../../../src/curriculum/schema/lab.ts';
import type { TaskResult } from '../../../src/lab/runner/task-result.ts';
import { fencesOf, isJudged } from '../../../src/lab-host/solution.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';
import { checkOf, scriptedLesson } from '../../helpers/lab-scripts.ts';
import { isLong, longTest } from '../../helpers/long.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const doneIn = (results: readonly TaskResult[]): string[] => results.filter(({ isDone }) => isDone).map(({ id }) => id);

const labs = [...getCurriculum().lessons.values()].filter(({ lab }) => lab?.cluster).map(({ id }) => id);
const judgedIn = (id: string): LabTask[] => labOf(id).lab.tasks.filter(isJudged);

/** Solves a task as its solution says, until it is done: what follows may clean up. */
async function solve({ practice, judge }: BegunLab, task: LabTask): Promise<void> {
  for (const fence of fencesOf(task)) {
    await practice.session.run(fence);
    await practice.settle();
    if (doneIn(await judge.judge()).includes(task.id)) return;
  }
}

describe('labs of the curriculum in the practice cluster', () => {
  test('there are some', () =>
    expect(labs).toEqual(
      expect.arrayContaining([
        'declarative-management',
        'deployments',
        'health-logs-events',
        'labels-selectors-namespaces',
        'pods',
        'services-and-dns',
      ]),
    ));

  test.each(labs)('%s: its tasks name objectives of the lesson', (id) => {
    const known =
      getCurriculum()
        .lessons.get(id)
        ?.objectives.map((objective) => objective.id) ?? [];
    for (const task of judgedIn(id)) {
      expect(task.objectives, task.id).not.toEqual([]);
      for (const objective of task.objectives) expect(known).toContain(objective);
    }
  });
});

type Way = LabTask['mistakes'][number];

/** What is listed as wrong in all labs: the lab, the task, the name of the way, for titles; and what they are. */
const mistakes = labs.flatMap((id) =>
  judgedIn(id).flatMap((task) =>
    task.mistakes.map((way): [string, string, string, LabTask, Way] => [id, task.id, way.name, task, way]),
  ),
);

test.each(labs)('%s: two wrong ways or more are listed', (id) =>
  expect(judgedIn(id).flatMap(({ mistakes }) => mistakes).length).toBeGreaterThanOrEqual(2),
);

describe('check.sh agrees with the page, with the real kubectl', () => {
  let real: RealKubectl | undefined;
  afterEach(() => real?.stop());

  /** What both say of the conditions of a task; those that only the page judges are what it says. */
  async function compare(id: string, { judge }: BegunLab, task: LabTask): Promise<void> {
    const page = (await judge.judge()).find((one) => one.id === task.id);
    const { output, errors } = (await real?.result(`dash check.sh --wait 0 --json --task ${task.id}`)) ?? {
      output: '',
      errors: '',
    };
    expect(errors).toBe('');
    const { tasks } = JSON.parse(output) as { tasks: { conditions: { message: string; met: boolean | null }[] }[] };
    const said = tasks[0]?.conditions.map(({ message, met }, index) => [
      message,
      met ?? page?.conditions[index]?.isMet,
    ]);
    expect(said, `${id}, ${task.id}`).toEqual(page?.conditions.map(({ message, isMet }) => [message, isMet]));
  }
  const begin = async (id: string, seed: number): Promise<BegunLab> => {
    const begun = await beginLesson(id, { seed });
    real = await RealKubectl.start(begun.practice, new Map([['check.sh', checkOf(scriptedLesson(id))]]), 2000);
    return begun;
  };

  const some = isLong ? labs : ['deployments'];
  test.each(some)('%s: at the start, and after each solution', async (id) => {
    const begun = await begin(id, 1);
    for (const task of judgedIn(id)) {
      await compare(id, begun, task);
      await solve(begun, task);
      await compare(id, begun, task);
    }
  });

  longTest('it looks again while a rollout moves, and no longer', async () => {
    const { tasks } = labOf('deployments').lab;
    const line = (id: string): string => {
      const index = tasks.findIndex((task) => task.id === id);
      return `${index + 1}. ${tasks[index]?.title}`;
    };
    const begun = await beginLesson('deployments', { seed: 1 });
    real = await RealKubectl.start(
      begun.practice,
      new Map([['check.sh', checkOf(scriptedLesson('deployments'))]]),
      300,
    );
    for (const command of [
      'kubectl apply -f shop-web.yaml; kubectl rollout status deploy/shop-web',
      'kubectl set image deploy/shop-web shop-web=ghcr.io/commonhelm/shop-web:1.2',
    ])
      await begun.practice.session.run(command);
    expect(await real.result('dash check.sh --task roll-out --wait 0')).toMatchObject({
      code: 1,
      output: expect.stringContaining(`✗ ${line('roll-out')}`),
    });
    expect(await real.result('dash check.sh --task roll-out')).toMatchObject({
      code: 0,
      output: expect.stringContaining(`✓ ${line('roll-out')}`),
    });
    // Nothing moves: the task that is not done is told at once.
    await begun.practice.settle();
    const { code, output } = await real.result('dash check.sh');
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`✓ ${line('roll-out')}[^]*✗ ${line('let-it-stall')}[^]*Hint: `));
  });

  longTest.each(mistakes)('%s, %s: after what is no solution: %s', async (id, _, __, task, { run }) => {
    const begun = await begin(id, 2);
    for (const command of run) await begun.practice.session.run(command);
    await begun.practice.settle();
    await compare(id, begun, task);
  });
});
