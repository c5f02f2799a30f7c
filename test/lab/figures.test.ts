import { describe, expect, test } from 'vitest';
import type { Course, Frame } from '../../src/lab/figures/frame.ts';
import { models } from '../../src/lab/figures/index.ts';
import { figureNames, type Settings, settingsOf } from '../../src/lab/figures/settings.ts';
import { taints } from '../../src/lab/figures/taints.ts';
import { isLong, longTest } from '../helpers/long.ts';

/** How Pods are in each group: `node-1: shop-web ready, shop-web ready`. */
const picture = ({ groups }: Frame): string[] =>
  groups.map(({ name, pods }) => `${name}: ${pods.map(({ label, state }) => `${label} ${state}`).join(', ')}`);
const last = ({ frames }: Course): Frame => frames.at(-1) as Frame;
const run = (figure: 'rollout' | 'requests', settings: Settings = {}): Promise<Course> =>
  models[figure].run(settingsOf(figure, settings));

describe('a rolling update', () => {
  const every = [...Array(800).keys()].map((number) => ({
    unit: number % 2 === 0 ? 'pods' : 'percent',
    breaks: Math.floor(number / 2) % 2 === 1,
    replicas: (Math.floor(number / 4) % 8) + 1,
    maxSurge: Math.floor(number / 32) % 5,
    maxUnavailable: Math.floor(number / 160) % 5,
  }));
  // All that readers can set, or a few that are spread over it.
  const some = isLong ? every : every.filter((_, index) => index % 61 === 0);

  test('keeps its limits at each single change, ends if the release works, and is reported if it does not', async () => {
    for (const settings of some) {
      const beyond: unknown[] = [];
      const { frames } = await models.rollout.run(settingsOf('rollout', settings), ({ gauge }) => {
        if (gauge && (gauge.available < gauge.atLeast || gauge.total > gauge.atMost)) beyond.push(gauge);
      });
      const end = frames.at(-1) as Frame;
      const isRefused = settings.maxSurge === 0 && settings.maxUnavailable === 0;
      expect(end.says?.who, JSON.stringify(settings)).toBe(
        isRefused ? 'server' : settings.breaks ? 'deployment' : undefined,
      );
      expect(beyond, JSON.stringify(settings)).toEqual([]);
      if (isRefused || settings.breaks) continue;
      expect(end.gauge, JSON.stringify(settings)).toMatchObject({ available: settings.replicas });
      expect(picture(end)[0], JSON.stringify(settings)).toBe('1.1: ');
    }
  });

  test('with a broken release stops where the lesson says: three old Pods, two new ones', async () => {
    const end = last(await run('rollout', { breaks: true }));
    expect(picture(end)).toEqual(['1.1: 1.1 ready, 1.1 ready, 1.1 ready', '1.22: 1.22 failing, 1.22 failing']);
    expect(end.says?.text).toMatch(/^ReplicaSet "shop-web-\w+" has timed out progressing\.$/);
    expect(end.gauge).toEqual({ wanted: 4, available: 3, total: 5, atLeast: 3, atMost: 5 });
  });

  test.each([
    ['pods', '0'],
    ['percent', '"0%"'],
  ])('with both limits at 0 %s is refused by the API server', async (unit, value) => {
    const { frames } = await run('rollout', { unit, maxSurge: 0, maxUnavailable: 0 });
    expect(frames.map(({ says }) => says)).toEqual([
      {
        who: 'server',
        text: `Deployment.apps "shop-web" is invalid: spec.strategy.rollingUpdate.maxUnavailable: Invalid value: ${value}: may not be 0 when \`maxSurge\` is 0`,
      },
    ]);
  });

  test('rounds as the lesson says, and lets one Pod be missing when both limits become 0', async () => {
    const gauge = async (settings: Settings) => (await run('rollout', settings)).frames[0]?.gauge;
    expect(await gauge({ replicas: 5 })).toMatchObject({ atMost: 7, atLeast: 4 });
    expect(await gauge({ replicas: 3, maxSurge: 0 })).toMatchObject({ atMost: 3, atLeast: 2 });
  });
});

describe('taints', () => {
  /** Sets one thing after the other, and gives the last picture after each. */
  async function changes(...steps: Settings[]): Promise<Frame[]> {
    let settings = settingsOf('taints');
    const { course, change } = await taints.begin(settings);
    const ends = [last(course)];
    for (const step of steps) {
      settings = { ...settings, ...step };
      ends.push(last(await change(settings)));
    }
    return ends;
  }
  const countOn = (frame: Frame | undefined, group: number, label: string): number =>
    frame?.groups[group]?.pods.filter((pod) => pod.label === label && pod.state !== 'ending').length ?? -1;

  test('with NoSchedule leave running Pods alone, with NoExecute evict them', async () => {
    const [before, kept, evicted] = await changes({ node1: 'NoSchedule' }, { node2: 'NoExecute' });
    expect(picture(kept as Frame)).toEqual(picture(before as Frame));
    expect(kept?.groups[0]?.taint).toBe('repair=soon:NoSchedule');
    expect(picture(evicted as Frame)[1]).toBe('node-2: ');
    expect([0, 2].map((node) => countOn(evicted, node, 'shop-web')).reduce((sum, count) => sum + count)).toBe(4);
    expect(evicted?.says).toBeUndefined();
  });

  test('on all nodes leave Pods of a Deployment without a node, in the words of the scheduler, and a DaemonSet without Pods', async () => {
    const [, end] = await changes({ node1: 'NoExecute', node2: 'NoExecute', node3: 'NoExecute' });
    expect(picture(end as Frame)).toEqual([
      'node-1: ',
      'node-2: ',
      'node-3: ',
      `: ${Array(4).fill('shop-web waiting').join(', ')}`,
    ]);
    expect(end?.says?.text).toMatch(/^0\/3 nodes are available: 3 node\(s\) had untolerated taint\(s\)\. /);
  });

  test('are put up with by Pods that tolerate them', async () => {
    const all = { node1: 'NoExecute', node2: 'NoSchedule', node3: 'NoExecute' };
    const [, , end] = await changes(all, { webTolerates: true, watchTolerates: true });
    expect(end?.groups[3]?.pods).toEqual([]);
    for (const node of [0, 1, 2]) expect(countOn(end, node, 'disk-watch')).toBe(1);
    expect(end?.says).toBeUndefined();
  });

  test('that only prefer others are avoided as long as there is another node', async () => {
    const { course } = await taints.begin(settingsOf('taints', { node1: 'PreferNoSchedule' }));
    expect(countOn(last(course), 0, 'shop-web')).toBe(0);
    const { course: none } = await taints.begin(
      settingsOf('taints', { node1: 'PreferNoSchedule', node2: 'NoSchedule', node3: 'NoSchedule' }),
    );
    expect(countOn(last(none), 0, 'shop-web')).toBe(4);
  });
});

describe('layers', () => {
  /** A letter for each step: from the cache, changed, or run again because of a step before it. */
  const build = async (settings: Settings): Promise<string> =>
    (last(await models.layers.run(settingsOf('layers', settings))).steps ?? [])
      .map(({ state, cause }) => (state === 'cached' ? '.' : cause === 'changed' ? 'C' : 'b'))
      .join('');

  // What BuildKit does with both recipes: https://docs.docker.com/build/cache/
  test.each([
    ['copy-all', 'server.mjs', false, '..Cbb'],
    ['copy-all', 'package.json', false, '..Cbb'],
    ['copy-all', 'README.md', false, '..Cbb'],
    ['copy-all', 'README.md', true, '.....'],
    ['copy-all', 'node:24', false, 'Cbbbb'],
    ['copy-all', 'nothing', false, '.....'],
    ['packages-first', 'server.mjs', false, '....Cb'],
    ['packages-first', 'package.json', false, '..Cbbb'],
    ['packages-first', 'README.md', false, '....Cb'],
    ['packages-first', 'README.md', true, '......'],
    ['packages-first', 'node:24', true, 'Cbbbbb'],
  ])('in the order %s, after a change of %s, ignored: %s', async (order, changed, ignore, expected) => {
    expect(await build({ order, changed, ignore })).toBe(expected);
  });

  test('are built one after the other', async () => {
    const { frames, still } = await models.layers.run(settingsOf('layers'));
    expect(frames.map(({ steps = [] }) => steps.filter(({ state }) => state === 'waiting').length)).toEqual([
      5, 4, 3, 2, 1, 0,
    ]);
    expect(still).toBe(5);
  });
});

describe('requests', () => {
  test('are what the scheduler counts: the seventh Pod finds no node', async () => {
    const end = last(await run('requests', { replicas: 7, cpu: 700 }));
    expect(end.groups.map(({ pods }) => pods.length)).toEqual([2, 2, 2, 1]);
    expect(end.groups[0]?.bars).toEqual([
      { resource: 'cpu', requested: 1400, used: 280, allocatable: 2000 },
      { resource: 'memory', requested: 2048, used: 410, allocatable: 4096 },
    ]);
    expect(end.says?.text).toMatch(/^0\/3 nodes are available: 3 Insufficient cpu\. /);
    expect(last(await run('requests', { replicas: 7, cpu: 600 })).says).toBeUndefined();
  });

  test('of memory count as well, and what is really used changes nothing', async () => {
    const wide = await run('requests', { replicas: 4, memory: 4096 });
    expect(last(wide).says?.text).toContain('3 Insufficient memory.');
    const places = async (use: number): Promise<string[]> =>
      picture(last(await run('requests', { replicas: 9, cpu: 800, use })));
    expect(await places(0)).toEqual(await places(100));
  });

  test('are placed one after the other', async () => {
    const { frames } = await run('requests', { replicas: 4 });
    const placed = frames.map(({ groups }) =>
      groups.filter(({ kind }) => kind === 'node').reduce((sum, { pods }) => sum + pods.length, 0),
    );
    expect([...new Set(placed)]).toEqual([0, 1, 2, 3, 4]);
  });
});

test('the same settings always lead to the same', async () => {
  for (const figure of figureNames) {
    const settings = settingsOf(figure, { breaks: true, node2: 'NoSchedule' });
    expect(await models[figure].run(settings)).toEqual(await models[figure].run(settings));
  }
});

longTest('no setting of requests leads to more than a node has', async () => {
  for (let cpu = 100; cpu <= 2000; cpu += 300)
    for (let memory = 256; memory <= 4096; memory += 768)
      for (const { bars = [] } of last(await run('requests', { replicas: 12, cpu, memory })).groups)
        for (const { requested, allocatable } of bars) expect(requested).toBeLessThanOrEqual(allocatable);
});
