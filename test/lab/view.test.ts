import { describe, expect, test } from 'vitest';
import { Practice } from '../../src/lab/practice.ts';
import { clusterView, type PodView } from '../../src/lab/view/cluster-view.ts';
import { story } from '../../src/lab/view/story.ts';

const deployment = (name: string, image: string, more = ''): string =>
  `kubectl create deployment ${name} --image=${image} ${more}`;

/** A cluster in which something has been done. */
async function practiceAfter(...commands: string[]): Promise<Practice> {
  const practice = new Practice();
  for (const command of commands) {
    const { code, errors } = await practice.session.run(command);
    if (code !== 0) throw new Error(errors);
  }
  return practice;
}

const podsOf = ({ cluster }: Practice): PodView[] => {
  const { nodes, waiting } = clusterView(cluster.server);
  return [...nodes.flatMap(({ pods }) => pods), ...waiting].filter(({ namespace }) => namespace === 'default');
};

describe('the picture of a cluster', () => {
  test('has every Pod once, on its node, as kubectl names its state', async () => {
    const practice = await practiceAfter(
      deployment('web', 'nginx:1.27', '--replicas=3'),
      deployment('gone', 'nope.example.com/x:1'),
    );
    await practice.settle();
    const pods = podsOf(practice);
    const { output } = await practice.session.run('kubectl get pods --no-headers');
    const printed = output
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/).slice(0, 3).join(' '));
    expect(pods.map(({ name, ready, status }) => `${name} ${ready} ${status}`).sort()).toEqual(printed.sort());
    expect(pods.filter(({ state }) => state === 'ready')).toHaveLength(3);
    expect(pods.find(({ state }) => state === 'failing')).toMatchObject({ images: ['x:1'] });
    expect(clusterView(practice.cluster.server).nodes.find(({ isControlPlane }) => isControlPlane)?.name).toBe(
      'control-plane',
    );
  });

  test('shows what waits for a node, what ends, and which node takes nothing', async () => {
    const practice = await practiceAfter(
      'kubectl cordon worker && kubectl cordon worker2',
      'kubectl run late --image=nginx',
      'kubectl run once --image=busybox --restart=Never --overrides=\'{"spec":{"tolerations":[{"operator":"Exists"}],"nodeName":"worker"}}\' -- true',
    );
    await practice.settle();
    const { waiting, nodes } = clusterView(practice.cluster.server);
    expect(waiting.map(({ name, state }) => [name, state])).toEqual([['late', 'waiting']]);
    expect(nodes.filter(({ isSchedulable }) => !isSchedulable).map(({ name }) => name)).toEqual(['worker', 'worker2']);
    expect(podsOf(practice).find(({ name }) => name === 'once')?.state).toBe('done');
  });

  test('counts the endpoints of Services', async () => {
    const practice = await practiceAfter(
      deployment('web', 'nginx:1.27', '--replicas=2'),
      'kubectl expose deployment web --port=80',
      'kubectl expose deployment web --name=none --port=80 --selector=app=other',
    );
    await practice.settle();
    const services = clusterView(practice.cluster.server).services.filter(
      ({ name }) => name === 'web' || name === 'none',
    );
    expect(services).toEqual([
      { namespace: 'default', name: 'none', type: 'ClusterIP', ready: 0, all: 0 },
      { namespace: 'default', name: 'web', type: 'ClusterIP', ready: 2, all: 2 },
    ]);
  });
});

describe('what happened', () => {
  test('is told in sentences, the latest first, since the attempt began', async () => {
    const practice = await practiceAfter('true');
    const { server, clock } = practice.cluster;
    expect(story(server, clock.now())).toEqual([]);
    const since = clock.now();
    await practice.session.run(deployment('gone', 'nope.example.com/x:1'));
    await practice.settle();
    const told = story(server, since);
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).sort((one, other) => other - one));
    const keys = told.map(({ key }) => key);
    expect(keys).toEqual(
      expect.arrayContaining(['practiceStoryScheduled', 'practiceStoryScaling', 'practiceStoryBackOff']),
    );
    expect(told.find(({ key }) => key === 'practiceStoryScheduled')?.values).toMatchObject({
      object: expect.stringMatching(/^Pod gone-/),
      node: expect.stringMatching(/^worker2?$/),
    });
    expect(told.some(({ isProblem }) => isProblem)).toBe(true);
  });
});
