import { describe, expect, test } from 'vitest';
import { tasksAsText } from '../../../scripts/lab/lesson.ts';
import { startSchema } from '../../../src/curriculum/schema/lab-cluster.ts';
import { Practice } from '../../../src/lab/practice.ts';
import { beginLab } from '../../../src/lab/runner/begin.ts';
import { type Comparison, meets, ordered } from '../../../src/lab/runner/compare.ts';
import { Judge } from '../../../src/lab/runner/judge.ts';
import { taskOf } from '../../helpers/lab-scripts.ts';

describe('conditions', () => {
  const START = [
    'kubectl create namespace shop',
    'kubectl create deploy web -n shop --image=nginx:1.29 --replicas=2',
    'kubectl set resources deploy/web -n shop --requests=cpu=100m',
    'kubectl expose deploy/web -n shop --name=door --port=80',
    'kubectl create serviceaccount reader -n shop',
    'kubectl create role reader -n shop --verb=get,list --resource=pods',
    'kubectl create rolebinding reader -n shop --role=reader --serviceaccount=shop:reader',
    "kubectl run once -n shop --image=busybox:1.37 --restart=Never -- sh -c 'echo wind is west; exit 0'",
    'echo "tag: 1.2" > notes.yaml',
  ];
  const DEPLOYMENT = { resource: 'Deployment', name: 'web' };
  const ACCOUNT = 'system:serviceaccount:shop:reader';
  const CASES: readonly [boolean, Record<string, unknown>][] = [
    [
      true,
      {
        kind: 'value',
        ...DEPLOYMENT,
        path: '{.spec.template.spec.containers[0].resources.requests.cpu}',
        equals: '0.1',
      },
    ],
    [
      false,
      { kind: 'value', ...DEPLOYMENT, path: '{.spec.template.spec.containers[0].resources.requests.cpu}', equals: '1' },
    ],
    [true, { kind: 'value', resource: 'deploy', name: 'web', path: '{.status.readyReplicas}', atLeast: 2, atMost: 2 }],
    [false, { kind: 'value', ...DEPLOYMENT, path: '{.status.readyReplicas}', atLeast: 3 }],
    [false, { kind: 'value', ...DEPLOYMENT, path: '{.status.nothing}', atMost: 3 }],
    [false, { kind: 'value', resource: 'Pod', selector: 'app=nobody', path: '{.kind}', equals: 'Pod' }],
    [true, { kind: 'value', resource: 'pods', selector: 'app=web', path: '{.status.phase}', equals: 'Running' }],
    [false, { kind: 'value', resource: 'Pod', selector: 'run', path: '{.status.phase}', equals: 'Running' }],
    [
      true,
      {
        kind: 'value',
        resource: 'Role',
        name: 'reader',
        path: '{.rules[0].verbs[*]}',
        equals: 'list get',
        anyOrder: true,
      },
    ],
    [false, { kind: 'value', resource: 'Role', name: 'reader', path: '{.rules[0].verbs[*]}', equals: 'list get' }],
    [true, { kind: 'exists', ...DEPLOYMENT }],
    [false, { kind: 'exists', ...DEPLOYMENT, namespace: 'default' }],
    [true, { kind: 'absent', resource: 'Service', name: 'web' }],
    [false, { kind: 'absent', resource: 'deployments.apps', name: 'web' }],
    [
      true,
      { kind: 'count', resource: 'Pod', selector: 'app=web', path: '{.status.phase}', value: 'Running', atLeast: 2 },
    ],
    [false, { kind: 'count', resource: 'Pod', atMost: 2 }],
    [true, { kind: 'can', verb: 'list', resource: 'pods', as: ACCOUNT, isAllowed: true }],
    [true, { kind: 'can', verb: 'get', resource: 'pods/log', as: ACCOUNT, isAllowed: false }],
    [false, { kind: 'can', verb: 'delete', resource: 'pods', as: ACCOUNT, isAllowed: true }],
    [true, { kind: 'can', verb: 'list', resource: 'po', namespace: 'default', as: ACCOUNT, isAllowed: false }],
    [true, { kind: 'log', name: 'once', matches: '^wind is (west|east)$' }],
    [false, { kind: 'log', name: 'once', matches: 'north' }],
    [true, { kind: 'file', path: 'notes.yaml', matches: '^tag:[[:blank:]]+1\\.[[:digit:]]$' }],
    [false, { kind: 'file', path: 'other.yaml', matches: '.' }],
    [true, { kind: 'reaches', selector: 'app=web', to: 'door.shop:80' }],
    [true, { kind: 'reaches', name: 'once', to: 'nobody:80', isReached: false }],
    [false, { kind: 'reaches', selector: 'app=web', to: 'door:81' }],
    [false, { kind: 'reaches', selector: 'app=nobody', to: 'door:80', isReached: false }],
    [true, { kind: 'output', run: 'cat notes.yaml | wc -l', equals: '1' }],
    [false, { kind: 'output', run: 'cat none.yaml', equals: 'tag: 1.2' }],
  ];

  test('hold or do not, as they say', async () => {
    const practice = new Practice();
    for (const command of START) expect(await practice.session.run(command)).toMatchObject({ code: 0 });
    await practice.settle();
    const tasks = CASES.map(([, condition], index) => taskOf(`case-${index}`, { ...condition, message: 'm' }));
    const results = await new Judge(practice, tasks, startSchema.parse({ namespace: 'shop' })).judge();
    expect(results.map(({ isDone }, index) => [isDone, CASES[index]?.[1]])).toEqual(CASES);
  });

  test('what was repaired was kept, and not deleted and made anew; what was done stays done', async () => {
    const practice = new Practice();
    await practice.session.run('kubectl create deploy web --image=nginx:1.29');
    await practice.settle();
    const kept = { kind: 'kept', ...DEPLOYMENT, message: 'It is still the same Deployment.' };
    const three = { kind: 'value', ...DEPLOYMENT, path: '{.spec.replicas}', equals: '3', message: 'It wants three.' };
    const task = taskOf('repair', kept, three);
    const judge = new Judge(practice, [task]);
    expect(tasksAsText(await judge.judge())).toBe('✗ repair\n    It wants three.');
    const other = new Judge(practice, [task]);
    await practice.session.run('kubectl scale deploy/web --replicas=3');
    expect(tasksAsText(await judge.judge())).toBe('✓ repair');
    await practice.session.run('kubectl delete deploy web; kubectl create deploy web --image=nginx:1.29 --replicas=3');
    expect(tasksAsText(await judge.judge())).toBe('✓ repair');
    expect(tasksAsText(await other.judge())).toBe('✗ repair\n    It is still the same Deployment.');
  });

  test('what was replaced is not kept; one more is no other one', async () => {
    const practice = new Practice();
    await practice.session.run('kubectl create deploy web --image=nginx:1.29 --replicas=2');
    await practice.settle();
    const pods = { kind: 'kept', resource: 'Pod', selector: 'app=web', isKept: false, message: 'One is gone.' };
    const judge = new Judge(practice, [taskOf('replace', pods)]);
    await practice.session.run('kubectl scale deploy/web --replicas=3');
    await practice.settle();
    expect(tasksAsText(await judge.judge())).toBe('✗ replace\n    One is gone.');
    await practice.session.run('kubectl delete pods --all');
    expect(tasksAsText(await judge.judge())).toBe('✓ replace');
  });

  const VALUES: readonly [boolean, string, Comparison, boolean][] = [
    [true, '1Gi', { equals: '1024Mi' }, true],
    [false, '1.20', { equals: '1.2' }, false],
    [true, '1.20', { equals: '1.2' }, true],
    [true, '250m', { atLeast: '0.25', atMost: 1 }, true],
    [false, '', { atMost: 1 }, true],
    [false, 'many', { atLeast: 0 }, false],
    [true, 'b', { oneOf: ['a', 'b'] }, false],
    [false, 'bc', { matches: 'b' }, false],
    [true, 'line\nline', { matches: '(line.?)+' }, false],
    [false, 'a', { equals: 'a', oneOf: ['b'] }, false],
  ];
  test.each(VALUES)('%s: "%s" and %j', (isMet, value, wanted, areQuantities) => {
    expect(meets(value, wanted, areQuantities)).toBe(isMet);
  });
  test('words without an order', () => expect(ordered(' b  a\nc ')).toBe('a b c'));
});

describe('a start that cannot be made', () => {
  const start = startSchema.parse({});
  const files = new Map([['web.yaml', 'kind: Deployment']]);
  test.each([
    ['There is no file "wep.yaml" beside the lesson. There are: web.yaml.', { ...start, files: ['wep.yaml'] }],
    ['web.yaml: "kubectl apply -f -" failed: error: ', { ...start, apply: ['web.yaml'] }],
    ['The namespace "Shop" cannot be made: Namespace "Shop" is invalid', { ...start, namespace: 'Shop' }],
    [
      '"kubectl taint node worker gpu" failed: error: ',
      { ...start, nodes: [{ name: 'worker' as const, labels: {}, taints: ['gpu'] }] },
    ],
  ])('%s', async (message, wanted) => {
    await expect(beginLab(wanted, files)).rejects.toThrow(message);
  });

  test('images of registries that do not exist have to be on the nodes', async () => {
    const practice = await beginLab({ ...start, images: ['registry.example.com/shop:1.1'] }, files);
    const waits = async (image: string, flags = ''): Promise<string> => {
      await practice.session.run(`kubectl run p --image=${image} ${flags}`);
      await practice.settle();
      const path = '{.status.containerStatuses[0].state.waiting.reason}';
      const { output } = await practice.session.run(
        `kubectl get pod p -o jsonpath='${path}'; kubectl delete pod p --now > /dev/null 2>&1`,
      );
      return output;
    };
    expect(await waits('registry.example.com/shop:1.1')).toBe('');
    expect(await waits('registry.example.com/shop:1.1', '--image-pull-policy=Always')).toMatch(/ImagePull/);
    expect(await waits('registry.example.com/shop:1.2')).toMatch(/ImagePull/);
    expect(await waits('nginx:1.29')).toBe('');
  });
});
