import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSchema } from '../../../src/curriculum/schema/lab-cluster.ts';
import { Attempt, type AttemptLab, type Listener } from '../../../src/lab/attempt/attempt.ts';
import { parseRecording, type Recording } from '../../../src/lab/attempt/recording.ts';
import { Practice } from '../../../src/lab/practice.ts';
import { beginLab } from '../../../src/lab/runner/begin.ts';
import { Judge } from '../../../src/lab/runner/judge.ts';
import { startScript } from '../../../src/lab/runner/script/start-script.ts';
import { ShownCluster } from '../../../src/site/client/practice/shown-cluster.ts';
import { startParts } from '../../../src/site/labs/script-parts.ts';
import { checkOf, scripted, taskOf } from '../../helpers/lab-scripts.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const MAP = (name: string, namespace: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\ndata: {wind: west}\n`;
const FILES = new Map([
  ['log.yaml', MAP('log', 'deck')],
  ['chart.yaml', MAP('chart', 'hold')],
  ['wrong.yaml', MAP('chart', 'hold').replace('west', 'north')],
  ['lost.yaml', MAP('lost', 'hold')],
]);
const START = {
  context: 'kind-harbor',
  namespace: 'deck',
  apply: ['log.yaml'],
  further: [
    {
      context: 'kind-island',
      namespace: 'hold',
      apply: ['chart.yaml'],
      drawn: [{ count: 1, of: ['wrong.yaml', 'lost.yaml'] }],
      nodes: [{ name: 'worker', labels: { disk: 'fast' } }],
    },
  ],
};
const start = startSchema.parse(START);
const ISLAND = { context: 'kind-island' };
const CHART = { kind: 'value', resource: 'ConfigMap', name: 'chart', path: '{.data.wind}' };
const TASKS = [
  taskOf(
    'there',
    { ...CHART, ...ISLAND, equals: 'east', message: 'The chart of the island says east.' },
    { kind: 'kept', resource: 'ConfigMap', name: 'chart', ...ISLAND, message: 'It is the same.' },
    { kind: 'can', verb: 'get', resource: 'configmaps', as: 'ada', isAllowed: true, ...ISLAND, message: 'Ada may.' },
  ),
  taskOf('here', { ...CHART, equals: 'east', message: 'The chart of the harbor says east.' }),
  taskOf(
    'said',
    { kind: 'output', run: 'kubectl get cm chart -o jsonpath={.data.wind}', equals: 'east', ...ISLAND, message: 'm' },
    { kind: 'output', run: 'kubectl config current-context', equals: 'kind-harbor', message: 'm' },
  ),
];

describe('a lab with two clusters', () => {
  test('has a context for each: another server, other nodes, other certificates', async () => {
    const practice = await beginLab(start, FILES);
    const run = async (command: string): Promise<string> => {
      const { output, errors } = await practice.session.run(command);
      return `${output}${errors}`.trim();
    };
    expect(await run('kubectl config get-contexts -o name; kubectl config current-context')).toBe(
      'kind-harbor\nkind-island\nkind-harbor',
    );
    expect(await run('kubectl get cm -o name; kubectl --context kind-island get cm -o name')).toMatch(
      /log\nconfigmap\/chart\n/,
    );
    expect(await run('kubectl --context kind-island get node -l disk=fast -o name; kubectl get node -l disk')).toBe(
      'node/worker\nNo resources found',
    );
    const address = '-o jsonpath={.items[1].status.addresses[0].address}';
    expect(
      await run(
        `kubectl get node ${address}; echo; kubectl --cluster kind-island --user kind-island get node ${address}`,
      ),
    ).toBe('172.18.0.3\n172.18.1.3');
    const refused = 'error: You must be logged in to the server (Unauthorized)';
    expect(await run('kubectl --user kind-island get cm')).toBe(refused);
    expect(await run('kubectl --token $(kubectl create token default) --context kind-island get cm')).toContain(
      'chart',
    );
    expect(
      await run(
        'kubectl config set-credentials who --token $(kubectl create token default) >/dev/null; kubectl --context kind-island --user who get cm',
      ),
    ).toBe(refused);
    expect(
      await run(
        'sed "s/^current-context: .*/current-context: kind-island/" ~/.kube/config > other; KUBECONFIG=other kubectl get cm chart -o name',
      ),
    ).toBe('configmap/chart');
    expect(await run('kubectl config use-context kind-island; kubectl get cm log')).toMatch(
      /Switched to context "kind-island".\nError from server \(NotFound\)/,
    );
  });

  test('Tab and the page follow the current context, and Tab what stands on the line', async () => {
    const practice = await beginLab(start, FILES);
    const shell = practice.session.interactive();
    const offered = async (line: string): Promise<string[]> =>
      (await practice.complete(shell, line, line.length)).candidates.map(({ text }) => text.trim());
    expect(await offered('kubectl get cm ')).toContain('log');
    expect(await offered('kubectl --context kind-island get cm ')).toContain('chart');
    expect(await offered('kubectl --context nowhere get cm ')).toEqual([]);
    expect(practice.contextAt()).toBe('kind-harbor');
    await practice.session.run('kubectl config rename-context kind-island away; kubectl config use-context away');
    expect(await offered('kubectl get cm ')).toContain('chart');
    expect(practice.contextAt()).toBe('kind-island');
    await practice.session.run('echo : > ~/.kube/config');
    expect(practice.contextAt()).toBe('kind-harbor');
  });

  test('is judged where a condition says, whatever the current context is', async () => {
    const practice = await beginLab(start, FILES);
    const judge = new Judge(practice, TASKS, start);
    const done = async (): Promise<string> =>
      (await judge.judge())
        .filter(({ isDone }) => isDone)
        .map(({ id }) => id)
        .join();
    expect(await done()).toBe('');
    const east = `kubectl patch cm chart -p '{"data":{"wind":"east"}}'`;
    await practice.session.run('kubectl config use-context kind-island');
    await practice.session.run(`${east}; kubectl create clusterrolebinding ada --user ada --clusterrole view`);
    await practice.settle();
    expect(await done()).toBe('there,said');
    await practice.session.run(
      `kubectl config use-context kind-harbor; kubectl create cm chart --from-literal=wind=east`,
    );
    expect(await done()).toBe('there,here,said');
    const other = new Judge(
      practice,
      [taskOf('new', { kind: 'kept', resource: 'ConfigMap', name: 'chart', ...ISLAND, message: 'm' })],
      start,
    );
    await practice.session.run('kubectl --context kind-harbor delete cm chart');
    expect((await other.judge())[0]?.isDone).toBe(true);
  });

  test('draws its faults anew with each attempt, and comes to the same when all is done again', async () => {
    const lab: AttemptLab = {
      lesson: 'tiny',
      digest: 'one',
      start,
      tasks: TASKS,
      files: Object.fromEntries(FILES),
      hasPrograms: false,
    };
    const listener: Listener = { output: () => {}, begun: () => {}, ended: () => {}, edit: () => {}, tasks: () => {} };
    const stateOf = ({ practice: { clusters } }: Attempt): string =>
      JSON.stringify(
        [...clusters.values()].map(({ clock, server }) => [
          clock.now(),
          server.store.list('/configmaps'),
          server.store.list('/pods'),
          server.store.list('/events'),
        ]),
      );
    const options = { start: Date.UTC(2026, 10, 29, 9, 0, 0) };
    const first = await Attempt.begin(lab, listener, { ...options, seed: 8 });
    for (const text of ['kubectl config use-context kind-island', 'kubectl create deploy web --image=nginx:1.29']) {
      first.act({ kind: 'command', text, terminal: 0 });
      await first.practice.cluster.clock.step(5000);
    }
    const recording = parseRecording(JSON.stringify(first.recording)) as Recording;
    const again = await Attempt.again(lab, listener, recording);
    expect(stateOf(again)).toBe(stateOf(first));
    expect(stateOf(first)).toMatch(/"wind":"north"/);
    expect(stateOf(first)).toMatch(/"name":"web-/);
    const uids = (context: string) =>
      first.practice
        .clusterOf(context)
        .server.store.list('/pods')
        .map(({ metadata }) => metadata.uid);
    expect(uids('kind-harbor').some((uid) => uids('kind-island').includes(uid))).toBe(false);
    const other = await Attempt.begin(lab, listener, { ...options, seed: 9 });
    expect(stateOf(other)).toMatch(/"name":"lost"/);
  });

  test('with one cluster is as before', async () => {
    const practice = new Practice();
    expect([...practice.clusters.keys()]).toEqual(['kind-lab']);
    expect(practice.files.read('/home/user/.kube/config')).toMatch(
      /server: https:\/\/127.0.0.1:6443\n {2}name: kind-lab\n/,
    );
  });

  test.each([
    [{ context: 'harbor' }, /kind- and the name of a cluster/],
    [{ ...START, context: 'kind-island' }, /a context of its own: "kind-island" is that of a cluster before it/],
    [{ further: [{ context: 'kind-lab' }] }, /a context of its own/],
    [{ further: [{ context: 'kind-a', files: ['a'] }] }, /Unrecognized key: "files"/],
    [{ further: [] }, />=1/],
  ])('is refused as %j', (wrong, message) => {
    expect(
      startSchema
        .safeParse(wrong)
        .error?.issues.map((issue) => issue.message)
        .join(),
    ).toMatch(message);
  });
});

describe('its scripts with the real kubectl', () => {
  const tasks = [TASKS[0], TASKS[1]].filter((task) => task !== undefined);
  const lab = scripted(tasks, 'deck', START);
  const clusters = [
    { images: [], manifests: ['start/log.yaml'], faults: [], forms: [[], []] },
    {
      images: [],
      manifests: ['start/chart.yaml'],
      faults: [],
      forms: [['faults/wrong.yaml'], ['faults/lost.yaml']],
    },
  ];
  const files = new Map([
    ['start.sh', startScript({ ...lab, clusters }, startParts())],
    ['check.sh', checkOf(lab)],
    ...[...FILES].map(([name, text]): [string, string] => [
      `${/wrong|lost/.test(name) ? 'faults' : 'start'}/${name}`,
      text,
    ]),
  ]);
  let practice: Practice;
  let real: RealKubectl;
  beforeAll(async () => {
    practice = new Practice(new Map(), { context: 'kind-harbor', further: [{ context: 'kind-island' }] });
    await practice.settle();
    real = await RealKubectl.start(practice, files, 100);
  });
  afterAll(() => real?.stop());
  const met = async (): Promise<unknown> => {
    const { output } = await real.result('dash check.sh --wait 0 --json');
    const told = JSON.parse(output) as { contexts: string[]; tasks: { conditions: { met: boolean | null }[] }[] };
    expect(told.contexts).toEqual(['kind-harbor', 'kind-island']);
    return told.tasks.map(({ conditions }) => conditions.map((one) => one.met));
  };

  test('make and judge each cluster by its name, whatever the current context is', async () => {
    expect(await met()).toEqual([[false, null, false], [false]]);
    await real.result('kubectl config use-context kind-island');
    const { output, errors, code } = await real.result('dash start.sh --form 1');
    expect([errors, code]).toEqual(['', 0]);
    expect(output).toContain('The namespace of the context kind-island is now hold.');
    expect((await real.result('kubectl config current-context')).output).toBe('kind-harbor\n');
    expect(
      (
        await real.result(
          'kubectl get cm log -o name; kubectl --context kind-island get cm chart -o jsonpath={.data.wind}',
        )
      ).output,
    ).toBe('configmap/log\nnorth');
    expect(await met()).toEqual([[false, true, false], [false]]);
    await real.result(`kubectl --context kind-island patch cm chart -p '{"data":{"wind":"east"}}'`);
    expect(await met()).toEqual([[true, true, false], [false]]);
    expect((await real.result('dash start.sh')).output).toContain('has begun here already');
  });

  test('say what is wrong: a cluster is missing, one is chosen, one has lost the lab', async () => {
    const alone = 'kubectl config view --minify --context kind-harbor > alone; KUBECONFIG=alone dash';
    for (const script of ['start.sh', 'check.sh'])
      expect(await real.result(`${alone} ${script}`)).toMatchObject({
        code: 2,
        output: '',
        errors: expect.stringMatching(/has no context for some of them.*\n {2}kind create cluster --name island\n$/),
      });
    expect(await real.result('dash check.sh --context kind-island')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('several clusters'),
    });
    await real.result('kubectl --context kind-island delete cm lab-tiny -n default');
    expect(await real.result('dash start.sh')).toMatchObject({
      code: 2,
      errors: expect.stringContaining('has begun in some of its clusters, and not in all'),
    });
    expect(await real.result('dash start.sh --remove')).toMatchObject({ code: 0 });
    await practice.settle();
    expect((await real.result('kubectl get ns; kubectl --context kind-island get ns')).output).not.toMatch(/deck|hold/);
  });
});

test('the page shows the cluster of the current context, or the one that is chosen until that changes', async () => {
  const lab: AttemptLab = {
    lesson: 'tiny',
    digest: '1',
    start,
    tasks: [],
    files: Object.fromEntries(FILES),
    hasPrograms: false,
  };
  const listener: Listener = { output: () => {}, begun: () => {}, ended: () => {}, edit: () => {}, tasks: () => {} };
  const attempt = await Attempt.begin(lab, listener, { seed: 1, start: Date.UTC(2026, 10, 29, 9, 0, 0) });
  const shown = new ShownCluster(attempt);
  const type = async (text: string, terminal = 0): Promise<void> => {
    attempt.act({ kind: 'command', text, terminal });
    shown.typedAt(terminal);
    await attempt.practice.cluster.clock.step(3000);
  };
  expect(shown.news()?.contexts).toEqual({
    all: ['kind-harbor', 'kind-island'],
    current: 'kind-harbor',
    shown: 'kind-harbor',
  });
  expect(shown.news()).toBeUndefined();
  shown.choose('kind-island');
  shown.choose('nowhere');
  expect(shown.news()?.contexts).toMatchObject({ current: 'kind-harbor', shown: 'kind-island' });
  await type('kubectl create deploy page --image=nginx:1.29 --context kind-island');
  expect(
    shown
      .news()
      ?.view.nodes.flatMap(({ pods }) => pods)
      .some(({ name }) => name.startsWith('page-')),
  ).toBe(true);
  shown.choose('kind-harbor');
  expect(shown.news()?.story.some(({ values }) => values.object?.includes('page'))).toBe(false);
  await type('kubectl config use-context kind-island');
  expect(shown.news()?.contexts).toMatchObject({ current: 'kind-island', shown: 'kind-island' });
  await type('sed /^current-context/s/island/harbor/ ~/.kube/config > own; export KUBECONFIG=own', 1);
  expect(shown.news()?.contexts.shown).toBe('kind-harbor');
  await type('pwd');
  expect(shown.news()?.contexts.shown).toBe('kind-island');
});
