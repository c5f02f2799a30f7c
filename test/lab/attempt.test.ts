import { describe, expect, test } from 'vitest';
import { startSchema } from '../../src/curriculum/schema/lab-cluster.ts';
import { Attempt, type AttemptLab, type Listener } from '../../src/lab/attempt/attempt.ts';
import {
  type Action,
  parseRecording,
  type Recording,
  type Typed,
  withoutLast,
} from '../../src/lab/attempt/recording.ts';

const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "nginx:1.27"}]}
`;

const LAB: AttemptLab = {
  lesson: 'tiny',
  digest: 'one',
  start: startSchema.parse({ namespace: 'shop', files: ['web.yaml'] }),
  tasks: [
    {
      id: 'run-it',
      title: 'Run it',
      check: {
        kind: 'conditions',
        conditions: [
          {
            kind: 'value',
            resource: 'Deployment',
            name: 'web',
            path: '{.status.availableReplicas}',
            equals: '3',
            anyOrder: false,
            message: 'Three Pods are available.',
          },
        ],
      },
    },
  ],
  files: { 'web.yaml': MANIFEST },
  hasPrograms: false,
};

const OPTIONS = { seed: 7, start: Date.UTC(2026, 10, 29, 9, 0, 0) };

/** Somebody who writes down all that happens. */
class Witness implements Listener {
  text = '';
  done: string[] = [];
  codes: number[] = [];
  asked: string[] = [];
  content = '';

  output(text: string): void {
    this.text += text;
  }
  begun(command: string, { short }: { short: string }): void {
    this.text += `${short}${command}\n`;
  }
  ended(code: number): void {
    this.codes.push(code);
  }
  edit(path: string, content: string): void {
    this.asked.push(path);
    this.content = content;
  }
  tasks(results: readonly { id: string; isDone: boolean }[]): void {
    this.done = results.filter(({ isDone }) => isDone).map(({ id }) => id);
  }
}

/** All that a cluster holds. */
const stateOf = ({ practice: { cluster } }: Attempt): string =>
  JSON.stringify([
    cluster.clock.now(),
    ...['/pods', '/events', 'apps/deployments', 'apps/replicasets', '/nodes'].map((bucket) =>
      cluster.server.store.list(bucket as never),
    ),
  ]);

/** Does things, each some seconds after the one before it; the clock is moved by so much at a time. */
async function attempt(
  things: readonly (readonly [after: number, action: Action | ((witness: Witness) => Action)])[],
  step = 5000,
): Promise<[Attempt, Witness]> {
  const witness = new Witness();
  const made = await Attempt.begin(LAB, witness, OPTIONS);
  const { clock } = made.practice.cluster;
  for (const [after, action] of things) {
    const goal = clock.now() + after * 1000;
    while (clock.now() < goal) await clock.moveTo(Math.min(goal, clock.now() + step));
    made.act(typeof action === 'function' ? action(witness) : action);
  }
  const goal = clock.now() + 30_000;
  while (clock.now() < goal) await clock.moveTo(Math.min(goal, clock.now() + step));
  return [made, witness];
}

/** What is done at the first terminal, if no other one is named. */
const at = (typed: Typed, terminal = 0): Action => ({ ...typed, terminal });
const command = (text: string, terminal = 0): Action => at({ kind: 'command', text }, terminal);
const SESSION = [
  [1, command('cd /tmp && name=web')],
  [3, command('kubectl apply -f ~/work/$name.yaml')],
  [2, command('kubectl get pods -w')],
  [12, at({ kind: 'interrupt' })],
  [1, command('cat > note')],
  [2, at({ kind: 'input', text: 'one' })],
  [2, at({ kind: 'end' })],
  [1, command('cat note; pwd; exit 3')],
  [1, command('pwd')],
] as const;

describe('an attempt at a lab', () => {
  test('is a shell that stays, with what is typed into its commands', async () => {
    const [made, witness] = await attempt(SESSION);
    expect(witness.text).toContain('deployment.apps/web created');
    expect(witness.text).toMatch(/\/tmp \$ kubectl get pods -w\nNAME .*\n(web-.* +\d\/1 .*\n)+\/tmp \$ cat/);
    expect(witness.text).toMatch(/one\n\/tmp\n.*\$ pwd\n\/home\/user\/work\n$/s);
    expect(witness.codes).toEqual([0, 0, 130, 0, 3, 0]);
    expect(made.isBusyAt(0)).toBe(false);
    expect(witness.done).toEqual(['run-it']);
  });

  test('can be done again, and leads to the same', async () => {
    const [first, witness] = await attempt(SESSION);
    const recording = parseRecording(JSON.stringify(first.recording)) as Recording;
    const later = new Witness();
    const shares: number[] = [];
    const second = await Attempt.again(LAB, later, recording, {}, (share) => shares.push(share));
    expect(stateOf(second)).toBe(stateOf(first));
    expect(later).toEqual(witness);
    expect(second.recording).toEqual(first.recording);
    expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  });

  test('does not depend on the steps in which its clock is moved', async () => {
    const [coarse, one] = await attempt(SESSION, 7000);
    const [fine, other] = await attempt(SESSION, 40);
    expect(stateOf(fine)).toBe(stateOf(coarse));
    expect(other).toEqual(one);
  });

  test('has an editor that commands wait for, and files that are written beside them', async () => {
    const [made, witness] = await attempt([
      [1, command('kubectl create configmap note --from-literal=key=old')],
      [1, command('kubectl edit configmap note')],
      [5, ({ content }) => at({ kind: 'edited', content: content.replace('key: old', 'key: new') })],
      [1, command('kubectl get configmap note -o jsonpath={.data.key}')],
      [1, { kind: 'write', path: '/home/user/work/deep/er.txt', content: 'saved\n' }],
      [1, command('cat deep/er.txt')],
      [1, command('vi web.yaml')],
      [2, at({ kind: 'edited', content: null })],
    ]);
    expect(witness.asked).toEqual([expect.stringContaining('kubectl-edit'), '/home/user/work/web.yaml']);
    expect(witness.text).toContain('configmap/note edited');
    expect(witness.text).toMatch(/jsonpath=\{\.data\.key\}\nnew.*cat deep\/er\.txt\nsaved\n/s);
    expect(made.practice.files.read('/home/user/work/web.yaml')).toBe(MANIFEST);
  });

  test('has two terminals, each with a shell of its own, before one cluster', async () => {
    const [made, witness] = await attempt([
      [1, command('kubectl get pods -w', 1)],
      [1, command('cd /tmp; kubectl apply -f ~/work/web.yaml')],
      [20, command('pwd')],
      [1, at({ kind: 'interrupt' }, 1)],
      [1, command('pwd', 1)],
    ]);
    expect(made.isBusyAt(1)).toBe(false);
    expect(witness.text).toMatch(
      /deployment\.apps\/web created\n.*web-.*\/tmp \$ pwd\n\/tmp\n~\/work \$ pwd\n\/home\/user\/work\n$/s,
    );
    const again = new Witness();
    await Attempt.again(LAB, again, made.recording);
    expect(again).toEqual(witness);
  });

  test('can go on without its last command', async () => {
    const [made] = await attempt([...SESSION, [1, command('sleep 5; touch late')], [1, at({ kind: 'interrupt' })]]);
    const text = withoutLast(JSON.stringify(made.recording), 'sleep 5; touch late');
    const recording = parseRecording(text) as Recording;
    expect(recording.entries).toHaveLength(SESSION.length);
    const again = await Attempt.again(LAB, new Witness(), recording);
    expect(again.recording).toEqual(recording);
    // One that nobody has recorded is not the last one.
    expect(withoutLast(text, 'sleep 5; touch late')).toBe(text);
    expect(withoutLast('nothing', 'pwd')).toBe('nothing');
  });

  test('passes over what cannot be done now', async () => {
    const [made] = await attempt([[1, command('sleep 600')]]);
    expect(made.act(command('pwd'))).toBe(false);
    expect(made.act(at({ kind: 'edited', content: 'x' }))).toBe(false);
    expect(made.act(at({ kind: 'interrupt' }))).toBe(true);
    await made.practice.cluster.clock.step(100);
    expect(made.act(at({ kind: 'input', text: 'x' }))).toBe(false);
    expect(made.recording.entries.map(({ action }) => action.kind)).toEqual(['command', 'interrupt']);
  });

  test.each([
    ['', 'unreadable'],
    ['[]', 'unreadable'],
    ['{"format":"practice-attempt","version":2}', 'too new'],
    [
      '{"format":"practice-attempt","version":1,"lesson":"a","digest":"b","seed":1,"start":1,"until":5,"entries":[{"at":9,"action":{"kind":"end","terminal":0}}]}',
      'unreadable',
    ],
    [
      '{"format":"practice-attempt","version":1,"lesson":"a","digest":"b","seed":1,"start":1,"until":5,"entries":[{"at":1,"action":{"kind":"toString"}}]}',
      'unreadable',
    ],
    [
      '{"format":"practice-attempt","version":1,"lesson":"a","digest":"b","seed":1,"start":1,"until":5,"entries":[{"at":3,"action":{"kind":"end","terminal":0}},{"at":2,"action":{"kind":"end","terminal":0}}]}',
      'unreadable',
    ],
    [
      '{"format":"practice-attempt","version":1,"lesson":"a","digest":"b","seed":1,"start":1,"until":5,"entries":[{"at":3,"action":{"kind":"command","terminal":0}}]}',
      'unreadable',
    ],
    [
      '{"format":"practice-attempt","version":1,"lesson":"a","digest":"b","seed":1,"start":1,"until":5,"entries":[{"at":3,"action":{"kind":"end","terminal":9}}]}',
      'unreadable',
    ],
  ])('is not read from %s', (text, problem) => {
    expect(parseRecording(text)).toBe(problem);
  });
});
