import { describe, expect, test } from 'vitest';
import { askPractice } from '../../src/checks/labs/workers.ts';
import { labSchema } from '../../src/curriculum/schema/lab.ts';

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: page}\nspec: {containers: [{name: page, image: "nginx:1.28"}]}\n';
const RUNS = {
  kind: 'value',
  resource: 'Pod',
  name: 'page',
  path: '{.status.phase}',
  equals: 'Running',
  message: 'It runs.',
};

/** What is said of a lab with a first task that somebody got wrong, and a second one whose solution does nothing: the rule, the place, the message. */
async function said(task: object, patience = 60_000): Promise<string[]> {
  const right = {
    check: { kind: 'conditions', conditions: [RUNS] },
    solution: '```bash\nkubectl apply -f pod.yaml; sleep 10\n```',
  };
  const common = { title: 'Run', text: 'Run it.' };
  const lab = labSchema.parse({
    title: 'Run a page',
    goal: 'You will have run a page.',
    environment: 'cluster',
    minutes: 15,
    start: 'Begin.',
    cluster: { files: ['pod.yaml'] },
    tasks: [
      { id: 'one', ...common, ...right, ...task },
      {
        id: 'two',
        ...common,
        check: {
          kind: 'conditions',
          conditions: [{ kind: 'exists', resource: 'ConfigMap', name: 'two', message: 'Two.' }],
        },
        solution: '```bash\ntrue\n```',
      },
    ],
  });
  const source = { lab, files: new Map([['pod.yaml', POD]]), images: undefined };
  const answer = await askPractice({ kind: 'lab', source }, patience);
  if (answer?.kind !== 'lab') throw new Error(JSON.stringify(answer));
  return answer.problems.map(({ rule, path, message }) => `${rule} ${path.join('.')} ${message}`);
}

const fence = (text: string): { solution: string } => ({ solution: `\`\`\`bash\n${text}\n\`\`\`` });
const second = expect.stringContaining('lab/solution tasks.1.solution ');
const conditions = (more: object): object => ({ check: { kind: 'conditions', conditions: [RUNS, more] } });

describe('a lab whose author went wrong', () => {
  test.each([
    ['kubectl apply -f pod.yaml; sleep 10; kubectl logs -f page', 'it waits for what never comes'],
    ['kubectl apply -f pod.yaml; kubectl get pods -w', 'nobody waits so long'],
    ['sleep infinity', 'it waits for what never comes'],
    ['yes', 'it prints without end'],
  ])('a solution that has no end is said, and hides nothing: %s', async (command, why) => {
    expect(await said(fence(command))).toEqual([
      `lab/solution tasks.0.solution There is no end of the solution of "one" (it ends with "${command}"): ${why}.`,
      second,
    ]);
  });

  test('what keeps the machine busy is stopped, and said', async () => {
    expect(
      await said(fence("echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab | grep -E '^(a+)+$'"), 3000),
    ).toEqual([
      expect.stringMatching(
        /^lab\/solution tasks\.0\.solution The practice cluster does not get to the end of .* \| grep/,
      ),
    ]);
  });

  test.each([
    [{ kind: 'absent', resource: 'Podd', name: 'x', message: 'm' }, 'has no kind "Podd"', [second]],
    [{ kind: 'exists', resource: 'Pod', selector: 'a in (', message: 'm' }, 'is no label selector', []],
    [
      { kind: 'value', resource: 'Pod', name: 'page', path: '{.a[?(@.b==}', equals: '', message: 'm' },
      'is no JSONPath',
      [],
    ],
  ])('conditions that mean nothing: %o', async (condition, why, others) => {
    const problems = await said(conditions(condition));
    expect(problems.sort()).toEqual([
      expect.stringMatching(new RegExp(`^lab/condition tasks\\.0\\.check\\.conditions\\.1 .*${why}`)),
      ...others,
    ]);
  });

  test('a solution that takes its folder away breaks nothing', async () => {
    expect(await said(fence('rm -rf /home/user; kubectl delete namespace default --wait=false'))).toEqual([
      expect.stringContaining('lab/solution tasks.0.solution '),
      second,
    ]);
  });
});
