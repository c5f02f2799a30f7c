import { describe, expect, test } from 'vitest';
import { Practice } from '../../src/lab/practice.ts';
import { Clock } from '../../src/lab/time/clock.ts';

const deployment = (more = ''): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2${more}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: c, image: "nginx:1.29"}]}
`;

const BOUNDS = `---
apiVersion: v1
kind: LimitRange
metadata: {name: bounds}
spec: {limits: [{type: Pod, max: {cpu: "2"}}]}
`;

async function session(files: Record<string, string>) {
  const practice = new Practice(new Map(Object.entries(files)));
  await practice.settle();
  return {
    practice,
    run: async (line: string): Promise<string> => {
      const { output, errors } = await practice.session.run(line);
      return output + errors;
    },
  };
}

describe('time passes while a command runs', () => {
  test('Pods of a Deployment are there before the bounds that come later in the same file', async () => {
    const { practice, run } = await session({ 'all.yaml': deployment() + BOUNDS });
    await run('kubectl apply -f all.yaml');
    await practice.settle();
    expect(await run('kubectl get deploy web --no-headers')).toMatch(/^web +2\/2/);
    expect(await run('kubectl get events --field-selector reason=FailedCreate')).toContain('No resources found');
  });

  test('the same commands lead to the same, whatever the machine does', async () => {
    const play = async (): Promise<string> => {
      const { run } = await session({ 'web.yaml': deployment() });
      await run('kubectl apply -f web.yaml && kubectl set image deploy/web c=nginx:1.28');
      return run('timeout 4 kubectl get rs -w; kubectl get pods,events -o yaml');
    };
    expect(await play()).toBe(await play());
  });

  test('the clock stands at whole milliseconds only', async () => {
    const clock = new Clock(1000);
    const moments: number[] = [];
    clock.after(1.4, () => moments.push(clock.now()));
    await clock.moveTo(1002.7);
    expect([...moments, clock.now()]).toEqual([1001, 1002]);
  });
});

test('a watch of a rolling update sees what the controllers write, one after the other', async () => {
  const strategy = '\n  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}';
  const { practice, run } = await session({ 'web.yaml': deployment(strategy) });
  await run('kubectl apply -f web.yaml');
  await practice.settle();
  const seen = await run(
    '(sleep 1; kubectl set image deploy/web c=nginx:1.28 >/dev/null) & timeout 3 kubectl get rs -w --no-headers',
  );
  const [newest] = seen.match(/^web-\S+ +1 /m) ?? [''];
  const states = seen
    .split('\n')
    .filter((line) => line.startsWith(newest.split(' ')[0] as string))
    .map((line) => line.split(/ +/).slice(1, 4).join(' '));
  // Made, observed, with its Pod, ready; asked for one more, observed, with that, ready.
  expect(states).toEqual(['1 0 0', '1 0 0', '1 1 0', '1 1 1', '2 1 1', '2 1 1', '2 2 1', '2 2 2']);
});

describe('what kubectl remembers and takes away', () => {
  test('prunes what was applied and stands in no file any more', async () => {
    const map = (name: string): string => `---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    const { run } = await session({ 'both.yaml': map('a') + map('b'), 'one.yaml': map('a') });
    await run('kubectl apply -f both.yaml; kubectl create cm made');
    expect(await run('kubectl diff -f one.yaml --prune --prune-allowlist=core/v1/ConfigMap')).toContain('-  name: b');
    expect(await run('kubectl apply -f one.yaml --prune --all --prune-allowlist=core/v1/ConfigMap')).toBe(
      'configmap/a unchanged\nconfigmap/b pruned\n',
    );
    expect(await run('kubectl get cm -o name')).toBe('configmap/a\nconfigmap/kube-root-ca.crt\nconfigmap/made\n');
  });

  test('takes over from client-side apply without a conflict, and is refused what somebody else has changed', async () => {
    const { run } = await session({ 'web.yaml': deployment(), 'new.yaml': deployment().replace('1.29', '1.28') });
    await run('kubectl apply -f web.yaml');
    expect(await run('kubectl apply --server-side -f new.yaml')).toBe('deployment.apps/web serverside-applied\n');
    await run('kubectl set image deploy/web c=nginx:1.27');
    expect(await run('kubectl apply --server-side -f new.yaml')).toContain('1 conflict: conflict with "kubectl-set"');
  });

  test('an autoscaler of the first version is kept and shown in the second', async () => {
    const old = `apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 3, targetCPUUtilizationPercentage: 50}
`;
    const { run } = await session({ 'old.yaml': old });
    await run('kubectl apply -f old.yaml');
    const path = '{.spec.metrics[0].resource.target.averageUtilization}';
    expect(await run(`kubectl get hpa web -o jsonpath='${path}'`)).toBe('50');
    const first = 'horizontalpodautoscalers.v1.autoscaling';
    expect(await run(`kubectl get ${first} web -o jsonpath='{.spec.targetCPUUtilizationPercentage}'`)).toBe('50');
  });
});
