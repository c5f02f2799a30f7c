import { describe, expect, test } from 'vitest';
import { startSchema } from '../../src/curriculum/schema/lab-cluster.ts';
import { limited, type Memory, remember } from '../../src/lab/controllers/autoscaling/rates.ts';
import { proposal } from '../../src/lab/controllers/autoscaling/replicas.ts';
import { Practice } from '../../src/lab/practice.ts';
import { beginLab } from '../../src/lab/runner/begin.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: "nginx:1.27", resources: {requests: {cpu: 200m, memory: 100Mi}, limits: {cpu: 500m}}}
      - {name: side, image: "busybox:1.37", command: [sleep, inf], resources: {requests: {cpu: 100m, memory: 10Mi}}}
`;

const scaler = (name: string, metrics: string, more = ''): string => `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${name}}
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 1
  maxReplicas: 6
  metrics: [${metrics}]
${more}`;
const cpu = '{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 50}}}';

async function begun(files: Record<string, string> = {}, metrics = true) {
  const load = { metrics, pods: [] };
  const practice = new Practice(new Map(Object.entries({ 'web.yaml': WEB, ...files })), { load });
  const run = async (line: string): Promise<string> => {
    const { output, errors } = await practice.session.run(line);
    return output + errors;
  };
  await run('kubectl apply -f web.yaml');
  return { practice, run, wait: (seconds: number) => run(`sleep ${seconds}`) };
}

describe('what Pods use', () => {
  test('is not known without a metrics server, and load says so', async () => {
    const { run } = await begun({}, false);
    expect(await run('kubectl top pods')).toBe('error: Metrics API not available\n');
    expect(await run('kubectl get --raw /apis/metrics.k8s.io/v1beta1/nodes')).toContain('(NotFound)');
    expect(await run('kubectl get apiservices -o name')).not.toContain('metrics');
    expect(await run('load app=web 1')).toMatch(/no metrics server/);
  });

  test('is measured every 15 seconds, for the first time when a container is ten seconds old', async () => {
    const { run, wait } = await begun();
    expect(await run('kubectl top pods')).toBe('error: metrics not available yet\n');
    await wait(30);
    expect(await run('kubectl top pods --no-headers --containers')).toMatch(
      /^web-\S+ +side +\d+m +\d+Mi +\nweb-\S+ +web /,
    );
    const list = await run('kubectl get --raw /apis/metrics.k8s.io/v1beta1/namespaces/default/pods');
    const [item] = JSON.parse(list).items;
    expect(item).toMatchObject({ window: '15s', metadata: { namespace: 'default', labels: { app: 'web' } } });
    expect(Date.parse(item.timestamp) % 1000).toBe(0);
    expect(item.containers[0].usage).toMatchObject({
      cpu: expect.stringMatching(/^\d+n$/),
      memory: expect.stringMatching(/^\d+Ki$/),
    });
    expect(await run('kubectl get apiservice v1beta1.metrics.k8s.io --no-headers')).toMatch(/metrics-server +True/);
    expect(await run('kubectl top pod nope')).toBe('Error from server (NotFound): pods "nope" not found\n');
    expect(await run('kubectl auth can-i list pods.metrics.k8s.io --as jane')).toContain('no');
  });

  test('follows the load, which replicas share, up to the limit', async () => {
    const { run, wait } = await begun();
    await run('load app=web 800m 40Mi');
    await wait(30);
    const top = 'kubectl top pods --containers --no-headers | grep " web "';
    expect(await run(top)).toMatch(/ 500m +40Mi/);
    await run('kubectl scale deploy web --replicas=2');
    await wait(30);
    expect(await run(top)).toMatch(/ 400m .*\n.* 400m /);
    expect(await run('load')).toMatch(/app=web +800m +together +40Mi/);
    await run('load -e app=web 300m');
    await wait(15);
    expect(await run(top)).toMatch(/ 300m .*\n.* 300m /);
    await run('load app=web off');
    await wait(15);
    expect(await run(top)).toMatch(/ [12]m .*\n.* [12]m /);
  });

  test('load says what is wrong', async () => {
    const { run } = await begun();
    expect(await run('load "app in" 5')).toMatch(/app in is no label selector/);
    expect(await run('load app=web lots')).toMatch(/lots is no quantity/);
    expect(await run('load app=web')).toMatch(/how much\?/);
    expect(await run('load app=web off')).toMatch(/no Pods with app=web/);
    expect(await run('load --help')).toMatch(/practice cluster only/);
    expect(await run('load')).toBe('No Pods have a load.\n');
  });

  test('can be part of how a lab begins', async () => {
    const start = startSchema.parse({
      apply: ['web.yaml'],
      load: { pods: [{ selector: 'app=web', cpu: '450m' }] },
    });
    const practice = await beginLab(start, new Map([['web.yaml', WEB]]));
    await practice.session.run('sleep 30');
    expect((await practice.session.run('kubectl top pods --no-headers')).output).toMatch(/ 45[12]m /);
    expect(startSchema.safeParse({ load: { pods: [{ selector: 'a=b', cpu: 'much' }] } }).success).toBe(false);
    expect(startSchema.parse({}).load).toBeUndefined();
  });
});

describe('an autoscaler', () => {
  test('scales up within its sync, and down only after five minutes', async () => {
    const { run, wait } = await begun({ 'hpa.yaml': scaler('web', cpu) });
    await wait(30);
    await run('kubectl apply -f hpa.yaml');
    await run('load app=web 600m');
    await wait(17);
    // 501m of 300m are 167 %, which is 3.3 times the target: 4 replicas.
    expect(await run('kubectl get hpa web --no-headers')).toMatch(/cpu: 167%\/50% +1 +6 +1 /);
    const page = await run('kubectl describe hpa web');
    expect(page).toContain('New size: 4; reason: cpu resource utilization (percentage of request) above target');
    expect(page).toMatch(
      /AbleToScale +True +SucceededRescale +the HPA controller was able to update the target scale to 4/,
    );
    expect(page).toMatch(/ScalingActive +True +ValidMetricFound/);
    await wait(60);
    // 151m of 300m are 50 %: as it should be.
    expect(await run('kubectl get hpa web --no-headers')).toMatch(/cpu: 50%\/50% +1 +6 +4 /);
    await run('load app=web off');
    await wait(200);
    const steady = await run('kubectl describe hpa web');
    expect(steady).toMatch(/AbleToScale +True +ScaleDownStabilized +recent recommendations were higher/);
    expect(steady).toContain('4 current / 4 desired');
    await wait(150);
    expect(await run('kubectl get hpa web --no-headers')).toMatch(/cpu: 0%\/50% +1 +6 +1 /);
    expect(await run('kubectl describe hpa web')).toContain('New size: 1; reason: All metrics below target');
  });

  test('takes the greatest of several metrics, of Pods and of containers', async () => {
    const metrics = [
      '{type: Resource, resource: {name: memory, target: {type: AverageValue, averageValue: 500Mi}}}',
      '{type: ContainerResource, containerResource: {name: cpu, container: web, target: {type: Utilization, averageUtilization: 100}}}',
    ].join(', ');
    const { run, wait } = await begun({ 'hpa.yaml': scaler('web', metrics) });
    await run('load app=web 400m 64Mi');
    await wait(30);
    await run('kubectl apply -f hpa.yaml');
    await wait(17);
    const page = await run('kubectl describe hpa web');
    expect(page).toContain(
      'New size: 2; reason: cpu container resource utilization (percentage of request) above target',
    );
    expect(page).toMatch(
      /resource cpu of container "web" on pods +\(as a percentage of request\): +200% \(400m\) \/ 100%/,
    );
    expect(await run("kubectl get hpa web -o jsonpath='{.status.currentMetrics[0].resource.name}'")).toBe('memory');
    expect(await run('kubectl get hpa web --no-headers')).toMatch(/ memory: \d+\/500Mi, cpu: 200%\/100% /);
  });

  test('says what it cannot compute, as the real one does', async () => {
    const missing =
      '{type: Resource, resource: {name: ephemeral-storage, target: {type: Utilization, averageUtilization: 50}}}';
    const pods = '{type: Pods, pods: {metric: {name: hits}, target: {type: AverageValue, averageValue: "5"}}}';
    const { run, wait } = await begun({
      'a.yaml': scaler('a', `${missing}, ${pods}`),
      'b.yaml': scaler('b', cpu),
    });
    await wait(30);
    await run('kubectl apply -f a.yaml');
    await wait(17);
    const page = await run('kubectl describe hpa a');
    expect(page).toMatch(
      /invalid metrics \(2 invalid out of 2\), first error is: failed to get ephemeral-storage resource metric value: failed to get ephemeral-storage utilization: /,
    );
    expect(page).toContain(
      'unable to get metric hits: unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered',
    );
    await run('kubectl apply -f b.yaml');
    await wait(17);
    expect(await run('kubectl describe hpa b')).toContain(
      'pods by selector app=web are controlled by multiple HPAs: [default/a default/b]',
    );
  });

  test('without a metrics server finds no metrics', async () => {
    const { run, wait } = await begun({ 'hpa.yaml': scaler('web', cpu) }, false);
    await run('kubectl apply -f hpa.yaml');
    await wait(17);
    expect(await run('kubectl describe hpa web')).toMatch(
      /ScalingActive +False +FailedGetResourceMetric +the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource \(get pods\.metrics\.k8s\.io\)/,
    );
  });
});

describe('how fast an autoscaler is', () => {
  const fresh = (): Memory => ({ recommendations: [], ups: [], downs: [] });
  const policy = (type: string, value: number, periodSeconds: number) => ({ type, value, periodSeconds });
  const bounds = { least: 1, most: 100 };

  test('follows its policies in both directions, and its choice among them', () => {
    const scaleDown = { stabilizationWindowSeconds: 0, policies: [policy('Pods', 2, 60), policy('Percent', 10, 60)] };
    const scaleUp = { policies: [policy('Pods', 4, 60), policy('Percent', 100, 60)] };
    const at = (wish: number, current: number, up: object = {}, down: object = {}) =>
      limited(
        wish,
        current,
        { ...bounds, behavior: { scaleUp: { ...scaleUp, ...up }, scaleDown: { ...scaleDown, ...down } } },
        fresh(),
        1e6,
      );
    expect(at(100, 10)).toMatchObject({ replicas: 20, isLimited: true, limit: ['ScaleUpLimit', expect.any(String)] });
    expect(at(100, 10, { selectPolicy: 'Min' }).replicas).toBe(14);
    expect(at(100, 10, { selectPolicy: 'Disabled' }).replicas).toBe(10);
    expect(at(1, 50).replicas).toBe(45);
    expect(at(1, 50, {}, { selectPolicy: 'Min' })).toMatchObject({
      replicas: 48,
      limit: ['ScaleDownLimit', expect.any(String)],
    });
    expect(at(12, 10)).toMatchObject({
      replicas: 12,
      isLimited: false,
      limit: ['DesiredWithinRange', expect.any(String)],
    });
  });

  test('counts what was changed within the period', () => {
    const behavior = { scaleUp: { policies: [policy('Pods', 4, 60)] }, scaleDown: {} };
    const memory = fresh();
    remember(memory, 10, 13, behavior, 1e6);
    expect(limited(50, 13, { ...bounds, behavior }, memory, 1e6 + 30_000).replicas).toBe(14);
    expect(limited(50, 14, { ...bounds, behavior }, memory, 1e6 + 61_000).replicas).toBe(18);
  });

  test('waits before it goes up, if it shall', () => {
    const behavior = {
      scaleUp: { stabilizationWindowSeconds: 60, policies: [policy('Pods', 100, 15)] },
      scaleDown: {},
    };
    const memory = fresh();
    limited(2, 2, { ...bounds, behavior }, memory, 0);
    expect(limited(8, 2, { ...bounds, behavior }, memory, 30_000)).toMatchObject({
      replicas: 2,
      able: ['ScaleUpStabilized', expect.any(String)],
    });
    expect(limited(8, 2, { ...bounds, behavior }, memory, 61_000).replicas).toBe(8);
  });
});

describe('how many replicas a metric wants', () => {
  const now = Date.parse('2026-11-28T12:00:00Z');
  const pod = (name: string, ready: 'True' | 'False' = 'True', phase = 'Running') => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, uid: name, resourceVersion: '1', creationTimestamp: '' },
    spec: { containers: [{ name: 'c', resources: { requests: { cpu: '100m' } } }] },
    status: {
      phase,
      startTime: '2026-11-28T11:00:00Z',
      conditions: [{ type: 'Ready', status: ready, lastTransitionTime: '2026-11-28T11:00:10Z' }],
    },
  });
  const used = (name: string, cpu: string) => ({
    name,
    namespace: 'default',
    timestamp: now,
    window: 15_000,
    containers: [{ name: 'c', usage: { cpu } }],
  });
  const wanted = { resource: 'cpu', container: '', target: 50, isPercent: true };
  const of = (pods: ReturnType<typeof pod>[], metrics: ReturnType<typeof used>[], target = 50) =>
    proposal({ ...wanted, target }, { pods, metrics, current: pods.length, now, behavior: undefined });

  test('nothing changes within a tenth of the target', () => {
    expect(of([pod('a')], [used('a', '55m')])).toEqual({ replicas: 1, percent: 55, value: 55 });
    expect(of([pod('a')], [used('a', '56m')]).replicas).toBe(2);
  });

  test('Pods that are not measured or not ready yet hold it back', () => {
    // Missing on the way down: as if it used all that it requests.
    expect(of([pod('a'), pod('b'), pod('c')], [used('a', '10m'), used('b', '10m')]).replicas).toBe(3);
    // Unready on the way up: as if it used nothing.
    expect(of([pod('a'), pod('b', 'False')], [used('a', '150m'), used('b', '0')]).replicas).toBe(3);
    expect(of([pod('a'), pod('b', 'True', 'Pending')], [used('a', '90m')]).replicas).toBe(2);
    expect(() => of([pod('a', 'False')], [used('a', '90m')])).toThrow(
      'did not receive metrics for targeted pods (pods might be unready)',
    );
  });

  test('requests must be there', () => {
    const bare = { ...pod('a'), spec: { containers: [{ name: 'c', resources: { requests: {} } }] } };
    expect(() => of([bare as never], [used('a', '1m')])).toThrow('missing request for cpu in container c of Pod a');
  });
});
