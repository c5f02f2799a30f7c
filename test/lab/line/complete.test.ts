import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mask } from '../../../scripts/lab/recording.ts';
import { completed } from '../../../src/lab/line/candidates.ts';
import type { InteractiveShell } from '../../../src/lab/line/interactive.ts';
import { Practice } from '../../../src/lab/practice.ts';
import { Collector } from '../../../src/lab/shell/streams.ts';
import { isLong, longTest } from '../../helpers/long.ts';
import { RealKubectl } from '../../helpers/real-kubectl.ts';

const FILES = new Map([
  ['web.yaml', 'kind: Pod'],
  ['weather.txt', 'sun'],
  ['notes.md', ''],
  ['my file.yaml', ''],
  ['shop/deploy.yaml', ''],
  ['shop/start.sh', '#!/bin/sh\n'],
  ['.hidden/x.json', ''],
]);

const two = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'two', labels: { tier: 'back' } },
  spec: {
    initContainers: [{ name: 'setup', image: 'busybox' }],
    containers: [
      { name: 'server', image: 'nginx', ports: [{ containerPort: 80 }, { containerPort: 8443 }] },
      { name: 'sidecar', image: 'busybox' },
    ],
  },
};

const practice = new Practice(new Map([...FILES, ['two.json', JSON.stringify(two)]]));
const shell: InteractiveShell = practice.session.interactive();

async function type(line: string): Promise<void> {
  const errors = new Collector();
  const streams = { output: new Collector(), errors, signal: new AbortController().signal };
  const code = await practice.cluster.clock.until(shell.run(line, streams));
  if (code !== 0) throw new Error(errors.text);
}

/** Texts of the candidates at the `|` of a line. */
async function textsAt(marked: string): Promise<string[]> {
  const cursor = marked.lastIndexOf('|');
  const line = marked.slice(0, cursor) + marked.slice(cursor + 1);
  const { candidates } = await practice.complete(shell, line, cursor);
  return candidates.map(({ text }) => text);
}

beforeAll(async () => {
  await practice.settle();
  await type(
    'kubectl create deployment web --image=nginx; kubectl create deployment api --image=nginx; kubectl apply -f two.json',
  );
  await type(
    'kubectl create namespace shop; kubectl expose deployment web --port=80; kubectl create configmap conf --from-literal=a=b',
  );
  await type('kubectl create cronjob tick --image=busybox --schedule="* * * * *"');
  await type('PORT=80; POD=two; deploy() { true; }; alias kg="kubectl get"; rm two.json; sleep 100 &');
  await practice.settle();
});

describe('Tab completes', () => {
  test.each<[string, string[]]>([
    ['ech|', ['echo']],
    ['kubec|', ['kubectl']],
    ['dep|', ['deploy']],
    ['ki|', ['kill', 'kind']],
    ['ls sh|', ['shop/']],
    ['cat w|', ['weather.txt', 'web.yaml']],
    ['cat my|', ['my\\ file.yaml']],
    ['cat "my|', ['"my file.yaml"']],
    ["cat 'm|", ["'my file.yaml'"]],
    ['cat my\\ |', ['my\\ file.yaml']],
    ['cat shop/d|', ['shop/deploy.yaml']],
    ['cat ~/work/sh|', ['~/work/shop/']],
    ['cat $HOME/wo|', ['$HOME/work/']],
    ['cat "$HOME/work/my|', ['"$HOME/work/my file.yaml"']],
    ['cat ./shop/|', ['./shop/deploy.yaml', './shop/start.sh']],
    ['cat .h|', ['.hidden/']],
    ['cd |', ['shop/']],
    ['cd w|', []],
    ['./shop/|', ['./shop/start.sh']],
    ['echo hi > no|', ['notes.md']],
    ['echo hi 2>no|', ['notes.md']],
    ['sort < we|', ['weather.txt', 'web.yaml']],
    ['echo $PO|', ['$PORT', '$POD'].sort()],
    [`echo "\${POR|`, ['$' + '{PORT}']],
    ["echo '$PO|", []],
    ['export PO|', ['POD', 'PORT']],
    ['kill %|', ['%1']],
    ['ls && cat no|', ['notes.md']],
    ['ls | gre|', ['grep']],
    ['echo $(ca|', ['cal', 'case', 'cat'].filter((name) => name === 'cat')],
    ['echo "$(cat no|', ['notes.md']],
    ['for f in we|', ['weather.txt', 'web.yaml']],
    ['if tes|', ['test']],
    ['# comm|', []],
    ['nothing here fits zz|', []],
    ['kubectl get po|', ['poddisruptionbudgets.policy', 'pods', 'podtemplates']],
    ['k get deploy|', ['deployments.apps']],
    ['k get svc|', ['svc']],
    ['kg ns|', ['ns']],
    ['kg deploy w|', ['web']],
    ['watch -n 1 kubectl get deploy a|', ['api']],
    ['K=1 kubectl get deploy a|', ['api']],
    ['kubectl get deploy a | grep x|', []],
    ['kubectl -n kube-system get deploy core|', ['coredns']],
    ['kubectl get deploy api |', ['web']],
    ['kubectl get deploy/we|', ['deploy/web']],
    ['kubectl logs tw|', ['two']],
    ['kubectl logs two -c |', ['setup', 'server', 'sidecar']],
    ['kubectl exec -it two -c=|', []],
    ['kubectl exec -it two --container=s|', ['--container=setup', '--container=server', '--container=sidecar']],
    ['kubectl exec two -- l|', []],
    ['kubectl rollout undo deployment we|', ['web']],
    ['kubectl rollout restart deploy|', ['deployment']],
    ['kubectl rollout restart deploy |', ['api', 'web']],
    ['kubectl get pods -o js|', ['json', 'jsonpath=', 'jsonpath-as-json=', 'jsonpath-file=']],
    ['kubectl get pods -n sh|', ['shop']],
    ['kubectl get pods --names|', ['--namespace']],
    ['kubectl apply -f |', ['my\\ file.yaml', 'shop/', 'web.yaml']],
    ['kubectl apply -f shop/|', ['shop/deploy.yaml']],
    ['kubectl apply --filename=w|', ['--filename=web.yaml']],
    ['kubectl create configmap x --from-file=no|', ['--from-file=notes.md']],
    ['kubectl apply -k |', ['shop/']],
    ['kubectl set image deploy web |', ['nginx=']],
    ['kubectl set image deploy/web |', ['nginx=']],
    ['kubectl create job now --from=|', ['--from=cronjob/tick']],
    ['kubectl get pods -l tier|', ['tier=back']],
    ['kubectl patch deploy web --type |', ['json', 'merge', 'strategic']],
    ['kubectl create deployment x --dry-run=c|', ['--dry-run=client']],
    ['kubectl wait --for |', ['create', 'delete', 'condition=', 'jsonpath=']],
    ['kubectl auth can-i cr|', ['create']],
    ['kubectl auth can-i create deploy|', ['deployments.apps']],
  ])('%s', async (line, texts) => {
    expect(await textsAt(line)).toEqual(texts);
  });

  test('and writes what is common, and a space after the only one', async () => {
    const tab = async (line: string): Promise<string> => {
      const completion = await practice.complete(shell, line, line.length);
      return completed(line, completion).line;
    };
    expect(await tab('ec')).toBe('echo ');
    expect(await tab('cat we')).toBe('cat we');
    expect(await tab('cat wea')).toBe('cat weather.txt ');
    expect(await tab('cd sh')).toBe('cd shop/');
    expect(await tab('kubectl get pods -o jsonpath-')).toBe('kubectl get pods -o jsonpath-');
    expect(await tab('kubectl logs deployments')).toBe('kubectl logs deployments/');
    expect(await tab('nothing')).toBe('nothing');
    expect(completed('kubectl ge pods', await practice.complete(shell, 'kubectl ge pods', 10))).toEqual({
      line: 'kubectl get pods',
      cursor: 12,
    });
  });
});

describe('of the real kubectl', () => {
  let real: RealKubectl | undefined;
  beforeAll(async () => {
    if (isLong) real = await RealKubectl.start(practice, FILES, 2000);
  });
  afterAll(() => real?.stop());
  const lines = readFileSync('test/fixtures/lab/completion.txt', 'utf8').trimEnd().split('\n');

  longTest.each(lines)('%s', async (marked) => {
    const words = marked.replace('kubectl ', '').replace('|', '').split(' ');
    const quoted = words.map((word) => `'${word}'`).join(' ');
    const printed = (await real?.run(`kubectl __complete ${quoted} 2>/dev/null`)) ?? '';
    // Of `--flag` and `--flag=` we offer one; templates follow a sign.
    const plain = (texts: readonly string[]): string[] =>
      [
        ...new Set(
          texts
            .map((text) => mask(text.replace(/=$/, '').replace(/^--\w+=/, '')))
            .filter((text) => !/^-\w$/.test(text)),
        ),
      ].sort();
    const theirs = printed
      .split('\n')
      .filter((line) => !/^:\d+$|^\[exit/.test(line) && line !== '')
      .map((line) => line.split('\t')[0] ?? '');
    expect(plain(await textsAt(marked))).toEqual(plain(theirs));
  });
});
