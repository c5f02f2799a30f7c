import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Practice } from '../../../src/lab/practice.ts';
import { type Comparison, meets, ordered } from '../../../src/lab/runner/compare.ts';
import { Judge } from '../../../src/lab/runner/judge.ts';
import { readReport, reportCode } from '../../../src/lab/runner/script/report.ts';
import { reportedOf } from '../../../src/lab/runner/script/reported.ts';
import { checkParts } from '../../../src/site/labs/script-parts.ts';
import { checkOf, scripted, scriptedLesson, shells, taskOf } from '../../helpers/lab-scripts.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  lab: string;
  tasks: {
    id: string;
    judged: boolean;
    done: boolean;
    conditions: { message: string; met: boolean | null; why?: string }[];
  }[];
  code: string;
}

describe('comparing in the shell is comparing in the page', () => {
  const QUANTITIES = [
    '0',
    '1',
    '-1',
    '+1',
    '.5',
    '5.',
    '100m',
    '0.1',
    '1e3',
    '1k',
    '1Ki',
    '1024',
    '1E',
    '1Ei',
    '1E2',
    '2u',
    '3n',
    '0.5Gi',
    '512Mi',
    '1.',
    'm',
    '',
    'x',
    '1Kj',
    '1 Gi',
    '1e',
    '--1',
    '0x10',
    '10%',
    '1_000',
  ];
  const pairs: [string, Comparison, boolean][] = QUANTITIES.flatMap((value, index) => {
    const other = QUANTITIES[(index * 7 + 3) % QUANTITIES.length] as string;
    return [
      [value, { equals: other }, true],
      [value, { atLeast: other }, true],
      [value, { atMost: other }, false],
      [value, { equals: value, oneOf: ['b', other, value] }, index % 2 === 0],
    ] as [string, Comparison, boolean][];
  });
  const TEXTS: [string, Comparison, boolean][] = [
    ['300m', { equals: '0.3' }, true],
    ['1100m', { atMost: '1.1' }, true],
    ['1073741825', { equals: '1Gi' }, true],
    ['1.20', { equals: '1.2' }, false],
    ['1.20', { equals: '1.2' }, true],
    ['a\nb', { matches: 'a.b' }, false],
    ['a\nb', { matches: 'a' }, false],
    ['a\nb', { matches: 'a[[:space:]]b' }, false],
    ['a\nb', { equals: 'a\nb' }, false],
    ['a\\b', { equals: 'a\\b' }, false],
    ['a\\nb', { equals: 'a\nb' }, false],
    ['-n', { equals: '-n' }, false],
    ['-e', { matches: '-e' }, false],
    ['$(touch no) `touch no` "\'', { equals: '$(touch no) `touch no` "\'' }, false],
    ['x', { oneOf: ['y', 'x', 'z'] }, false],
    ['x', { oneOf: ['y', 'z'] }, false],
    ['', { equals: '' }, false],
    ['', { matches: 'x*' }, false],
    ['abab', { matches: '(ab){2}' }, false],
    ['a]b', { matches: 'a[]x]b' }, false],
    ['a.b', { matches: 'a[.]b' }, false],
    ['axb', { matches: 'a\\.b' }, false],
    ['ab', { matches: 'a|b' }, false],
    ['1.22"}', { matches: '.*1\\.22".*' }, false],
    ['*', { equals: '*' }, false],
    ['a  b', { equals: 'a b' }, false],
    ['5', { atLeast: 3, atMost: 7 }, false],
    ['8', { atLeast: 3, atMost: 7 }, false],
  ];
  const all = [...pairs, ...TEXTS];

  test.each(shells)('%s', (shell) => {
    const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
    const calls = all.map(([value, wanted, areQuantities]) => {
      const { oneOf = [], ...others } = wanted;
      const words = [...Object.entries(others), ...oneOf.map((one) => ['oneOf', one])].flatMap(([name, text]) => [
        name,
        quote(String(text)),
      ]);
      return `kind=${areQuantities ? 'quantity' : 'text'}; if meets ${quote(value)} ${words.join(' ')}; then echo yes; else echo no; fi`;
    });
    const [, common = '', judge = ''] = checkParts();
    const path = join(folder, 'compare.sh');
    writeFileSync(path, [common, judge, ...calls, 'ordered " b  a\nc a "'].join('\n'));
    const output = execFileSync('/bin/sh', ['-c', `exec ${shell} ${path}`], { cwd: folder, encoding: 'utf8' }).split(
      '\n',
    );
    expect(output.pop()).toBe(ordered(' b  a\nc a '));
    expect(output.map((line, index) => [line === 'yes', ...(all[index] ?? [])])).toEqual(
      all.map(([value, wanted, areQuantities]) => [meets(value, wanted, areQuantities), value, wanted, areQuantities]),
    );
  });
});

describe('whatever a lab says, the script only says it', () => {
  const HOSTILE = '\'; touch no; $(touch no) `touch no` "$HOME" \\ \\\\n %s %d \u001b[31m * ~ \r';
  const text = checkOf({
    ...scripted(
      [
        {
          ...taskOf(
            'hostile',
            {
              kind: 'value',
              resource: '--all',
              name: HOSTILE,
              namespace: HOSTILE,
              path: `{.a}${HOSTILE}`,
              equals: HOSTILE,
              message: HOSTILE,
            },
            {
              kind: 'log',
              selector: HOSTILE,
              container: HOSTILE,
              matches: '[`$\'"]',
              message: `two\nlines ${HOSTILE}`,
            },
            { kind: 'can', verb: HOSTILE, resource: HOSTILE, as: HOSTILE, isAllowed: true, message: 'm' },
          ),
          title: HOSTILE,
          hints: [`${HOSTILE}\n\n${HOSTILE}`],
        },
      ],
      HOSTILE,
    ),
    title: `${HOSTILE}\nrm -rf /`,
    notice: [`${HOSTILE}\ntouch no`],
  });
  const path = join(folder, 'hostile.sh');
  const PLAIN = '\'; touch no; $(touch no) `touch no` "$HOME" \\ \\\\n %s %d [31m * ~';

  test.each(shells)('%s', (shell) => {
    writeFileSync(path, text);
    // A kubectl that finds nothing.
    const kubectl =
      '#!/bin/sh\ncase "$*" in *current-context*) echo kind-x;; *"get "*namespace*) echo default;; *can-i*) echo no;; *) echo "Error from server (NotFound): x" >&2; exit 1;; esac\n';
    writeFileSync(join(folder, 'kubectl'), kubectl, { mode: 0o755 });
    const run = (option: string) =>
      spawnSync('/bin/sh', ['-c', `exec ${shell} ${path} --wait 0 ${option}`], {
        cwd: folder,
        encoding: 'utf8',
        env: { PATH: `${folder}:/usr/bin:/bin` },
      });
    const { stdout, stderr, status } = run('--hints 3');
    expect([stderr, status]).toEqual(['', 1]);
    expect(stdout).toContain(`✗ 1. ${PLAIN}\n`);
    expect(stdout).toContain(`✗ two lines ${PLAIN}\n`);
    expect(stdout).toContain(`Hint: ${PLAIN}`);
    expect(stdout).not.toContain('\u001b');
    const told = JSON.parse(run('--json').stdout) as Told & { tasks: { title: string }[] };
    expect(told.tasks[0]).toMatchObject({
      title: PLAIN,
      conditions: [{ message: PLAIN, met: false }, { message: `two lines ${PLAIN}` }, {}],
    });
    expect(run('--tap').stdout).toContain(`not ok 1 - ${PLAIN.replaceAll('\\', '\\\\')}\n`);
    expect(execFileSync('ls', { cwd: folder, encoding: 'utf8' })).not.toMatch(/^no$/m);
  });

  test.skipIf(spawnSync('shellcheck', ['--version']).status !== 0)('ShellCheck has nothing to say', () => {
    const lint = (script: string): string =>
      spawnSync('shellcheck', ['-s', 'sh', '-'], { input: script, encoding: 'utf8' }).stdout ?? '';
    expect(lint(checkOf(scriptedLesson('deployments')))).toBe('');
  });
});

describe('codes', () => {
  const lesson = scriptedLesson('deployments');
  const reported = reportedOf(lesson);
  const ids = reported.tasks;
  const code = reportCode(reported, ['roll-out', 'undo-it']);
  test('say which tasks are done, however they are typed', () => {
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    for (const typed of [
      code,
      code.toLowerCase(),
      code.replaceAll('-', ' '),
      ` ${code.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')}\n`,
    ])
      expect(readReport(typed, reported)).toEqual({ tasks: ['roll-out', 'undo-it'] });
    for (const done of [[], ids]) expect(readReport(reportCode(reported, done), reported)).toEqual({ tasks: done });
  });
  test('with a mistake, of another lab or another edition say so', () => {
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    for (let at = 0; at < code.length; at++) {
      for (const letter of letters) {
        const typed = code.slice(0, at) + letter + code.slice(at + 1);
        if (typed.replaceAll('-', '') !== code.replaceAll('-', ''))
          expect(readReport(typed, reported)).toEqual({ problem: 'typo' });
      }
      const swapped = code.slice(0, at) + (code[at + 1] ?? '') + code[at] + code.slice(at + 2);
      if (swapped.replaceAll('-', '') !== code.replaceAll('-', ''))
        expect(readReport(swapped, reported)).toEqual({ problem: 'typo' });
    }
    for (const typed of ['', '1', `${code}0`, code.slice(1), code.replace(/.$/, 'U')])
      expect(readReport(typed, reported)).toEqual({ problem: 'typo' });
    expect(readReport(code, reportedOf({ ...lesson, lesson: 'pods' }))).toEqual({ problem: 'other-lab' });
    expect(readReport(code, reportedOf({ ...lesson, lab: { tasks: lesson.lab.tasks.slice(1) } }))).toEqual({
      problem: 'other-edition',
    });
  });
});

describe('on a cluster, with the real kubectl', () => {
  const DEPLOYMENT = { resource: 'Deployment', name: 'web' };
  const ACCOUNT = 'system:serviceaccount:shop:reader';
  const START = [
    'kubectl create namespace shop',
    'kubectl create deploy web -n shop --image=nginx:1.29 --replicas=2',
    'kubectl set resources deploy/web -n shop --requests=cpu=100m',
    'kubectl create serviceaccount reader -n shop',
    'kubectl create role reader -n shop --verb=get,list --resource=pods,nodes',
    'kubectl create rolebinding reader -n shop --role=reader --serviceaccount=shop:reader',
    'kubectl create configmap lines -n shop --from-literal=text="$(printf \'a\\nb\\n\')"',
  ];
  const CONDITIONS: Record<string, unknown>[] = [
    { kind: 'value', ...DEPLOYMENT, path: '{.spec.template.spec.containers[0].resources.requests.cpu}', equals: '0.1' },
    { kind: 'value', ...DEPLOYMENT, path: '{.spec.template.spec.containers[0].resources.requests.cpu}', equals: '1' },
    { kind: 'value', resource: 'deploy', name: 'web', path: '{.status.readyReplicas}', atLeast: 2, atMost: 2 },
    { kind: 'value', ...DEPLOYMENT, path: '{.status.nothing}', atMost: 3 },
    { kind: 'value', ...DEPLOYMENT, path: '{.status.nothing}', equals: '' },
    { kind: 'value', ...DEPLOYMENT, path: '{.spec.template.spec.containers[7].image}', equals: '' },
    { kind: 'value', resource: 'Deployment', name: 'other', path: '{.status.nothing}', equals: '' },
    { kind: 'value', resource: 'Pod', selector: 'app=nobody', path: '{.kind}', equals: 'Pod' },
    { kind: 'value', resource: 'pods', selector: 'app=web', path: '{.status.phase}', equals: 'Running' },
    {
      kind: 'value',
      resource: 'Role',
      name: 'reader',
      path: '{.rules[0].verbs[*]}',
      equals: 'list get',
      anyOrder: true,
    },
    { kind: 'value', resource: 'Role', name: 'reader', path: '{.rules[0].verbs[*]}', equals: 'list get' },
    { kind: 'value', resource: 'ConfigMap', name: 'lines', path: '{.data.text}', matches: 'a.b' },
    { kind: 'value', resource: 'Namespace', name: 'shop', path: '{.status.phase}', equals: 'Active' },
    { kind: 'exists', ...DEPLOYMENT },
    { kind: 'exists', ...DEPLOYMENT, namespace: 'default' },
    { kind: 'exists', resource: 'Gateway.gateway.networking.k8s.io', name: 'web' },
    { kind: 'absent', resource: 'NoSuchKind', name: 'web' },
    { kind: 'absent', resource: 'deployments.apps', name: 'web' },
    { kind: 'count', resource: 'Pod', selector: 'app=web', path: '{.status.phase}', value: 'Running', atLeast: 2 },
    { kind: 'count', resource: 'Pod', atMost: 1 },
    { kind: 'count', resource: 'Node', atLeast: 3, atMost: 3 },
    { kind: 'can', verb: 'list', resource: 'pods', as: ACCOUNT, isAllowed: true },
    { kind: 'can', verb: 'get', resource: 'pods/log', as: ACCOUNT, isAllowed: false },
    { kind: 'can', verb: 'delete', resource: 'pods', as: ACCOUNT, isAllowed: true },
    { kind: 'can', verb: 'list', resource: 'po', namespace: 'default', as: ACCOUNT, isAllowed: false },
    { kind: 'can', verb: 'list', resource: 'nodes', as: ACCOUNT, isAllowed: false },
    { kind: 'can', verb: 'get', resource: 'pods', name: 'x', as: ACCOUNT, isAllowed: true },
    { kind: 'log', selector: 'app=web', matches: 'no such line' },
    { kind: 'kept', ...DEPLOYMENT },
    { kind: 'file', path: 'a', matches: 'a' },
    { kind: 'output', run: 'true', equals: '' },
  ];
  const lab = scripted(
    CONDITIONS.map((condition, index) => taskOf(`case-${index}`, { ...condition, message: `m ${index}` })),
    'shop',
  );
  let practice: Practice;
  let real: RealKubectl;

  beforeAll(async () => {
    practice = new Practice();
    for (const command of START) expect(await practice.session.run(command)).toMatchObject({ code: 0 });
    await practice.settle();
    real = await RealKubectl.start(practice, new Map([['check.sh', checkOf(lab)]]), 2000);
  }, 30_000);
  afterAll(() => real?.stop());

  test('every kind of condition is judged as in the page', async () => {
    const judged = await new Judge(practice, lab.lab.tasks, lab.start).judge();
    const { output, errors, code } = await real.result('dash check.sh --wait 0 --json');
    expect([errors, code]).toEqual(['', 1]);
    const told = JSON.parse(output) as Told;
    expect(told.tasks.map(({ conditions }, index) => [conditions[0]?.met, CONDITIONS[index]])).toEqual(
      judged.map(({ conditions }, index) => {
        const { kind } = CONDITIONS[index] as { kind: string };
        return [['kept', 'file', 'output'].includes(kind) ? null : conditions[0]?.isMet, CONDITIONS[index]];
      }),
    );
  });

  test('it says what is wrong with how it was called, and for which cluster', async () => {
    const says = async (command: string) => {
      const { output, errors, code } = await real.result(`dash check.sh ${command}`);
      return `${code} ${output}${errors}`;
    };
    expect(await says('--frob')).toMatch(/^2 .*"--frob" is no option/);
    expect(await says('--task')).toMatch(/^2 .*--task wants a value/);
    expect(await says('--task nothing')).toMatch(/^2 .*no task "nothing". It has: case-0, /);
    expect(await says('--wait soon')).toMatch(/^2 .*wants seconds, but got "soon"/);
    expect(await says('--code 1234')).toMatch(/^2 .*no code of this edition/);
    expect(await says('--context nowhere')).toMatch(/^3 .*context "nowhere" does not answer/);
    expect(await says('--help')).toMatch(/^0 Looks at your cluster/);
    expect(await says('--task case-0 --wait 0')).toMatch(/^0 Lab: A tiny lab\nContext: kind-lab\n\n✓ 1\. case-0\n/);
    const rename = 'sed s/kind-lab/production/g "$KUBECONFIG" > other; KUBECONFIG=other dash check.sh --wait 0';
    expect(await real.result(rename)).toMatchObject({
      code: 2,
      output: '',
      errors: expect.stringContaining('the current context is "production"'),
    });
    expect((await real.result(`${rename} --context production --task case-0`)).code).toBe(0);
  });

  test('what was done earlier stays done', async () => {
    const earlier = reportCode(reportedOf(lab), ['case-1', 'case-6']);
    const { output } = await real.result(`dash check.sh --wait 0 --task case-1 --code ${earlier.toLowerCase()}`);
    expect(output).toContain('✓ 2. case-1 (done earlier)');
    expect(readReport(/Code for the page: (\S+)/.exec(output)?.[1] ?? '', reportedOf(lab))).toEqual({
      tasks: ['case-1', 'case-6'],
    });
  });
});
