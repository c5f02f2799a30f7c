import { describe, expect, test } from 'vitest';
import { reaches } from '../../../src/lab/network/reaches.ts';
import type { ImageProgram } from '../../../src/lab/node/process.ts';
import { Practice } from '../../../src/lab/practice.ts';

const MANIFEST = `apiVersion: v1
kind: Pod
metadata: {name: own, labels: {app: own}}
spec:
  terminationGracePeriodSeconds: 20
  containers:
    - name: c
      image: registry.example.com/own:1.0
      env: [{name: PORT, value: "8080"}]
      resources: {limits: {memory: 64Mi}}
      readinessProbe: {httpGet: {port: 8080, path: /ready}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: own}
spec: {selector: {app: own}, ports: [{port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Pod
metadata: {name: box}
spec: {containers: [{name: c, image: "busybox:1.37", command: [sleep, infinity]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: c, image: "nginx:1.29"}]}
`;

/** A program of a course: it answers, asks somebody outside of the cluster, takes memory, and says goodbye. */
const own: ImageProgram = ({ environment, network, clock, write, exit, useMemory, hostname }) => {
  network.listen(Number(environment.get('PORT')), async ({ path }) => {
    if (path === '/eat') useMemory(100 * 2 ** 20);
    if (path === '/stop') exit(3);
    const before = clock.now();
    const said = await clock.outside(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 'from outside';
    });
    return { status: 200, headers: {}, body: `${hostname} ${path} ${said} after ${clock.now() - before} ms\n` };
  });
  write('listening\n');
  return {
    signal: (name) => {
      if (name !== 'SIGTERM') return;
      write('goodbye\n');
      clock.after(2000, () => exit(0));
    },
  };
};

async function begun(): Promise<{ practice: Practice; run: (command: string) => Promise<string> }> {
  const practice = new Practice(new Map([['all.yaml', MANIFEST]]), {
    images: ['registry.example.com/own:1.0'],
    programs: (image) => (image === 'registry.example.com/own:1.0' ? own : undefined),
  });
  const run = async (command: string): Promise<string> => {
    const { output, errors } = await practice.session.run(command);
    return output + errors;
  };
  await run('kubectl apply -f all.yaml');
  await practice.settle();
  return { practice, run };
}

describe('programs of a course', () => {
  test('serve, and the clock stands still while they wait for what is outside', async () => {
    const { run } = await begun();
    expect(await run('kubectl exec box -- wget -qO- http://own/x')).toBe('own /x from outside after 0 ms\n');
    expect(await run('kubectl logs own')).toBe('listening\n');
    expect(await run('kubectl exec own -- ps')).toContain('node');
  });

  test('end as they want to, and are ended when they take too much', async () => {
    const { practice, run } = await begun();
    const last = "kubectl get pod own -o jsonpath='{.status.containerStatuses[0].lastState.terminated}'";
    expect(await run('kubectl exec box -- wget -qO- http://own/stop')).toContain('wget: error getting response');
    await practice.cluster.clock.step(3000);
    expect(await run(last)).toContain('"exitCode":3');
    expect(await run('kubectl exec box -- wget -qO- http://own/eat')).toContain('wget: error getting response');
    await practice.cluster.clock.step(12_000);
    expect(await run(last)).toContain('"reason":"OOMKilled"');
  });

  test('hear that they are to end, and are waited for', async () => {
    const { practice, run } = await begun();
    const before = practice.cluster.clock.now();
    await run('(kubectl logs -f own > own.log) & kubectl delete pod own; wait');
    expect(await run('cat own.log')).toBe('listening\ngoodbye\n');
    const seconds = (practice.cluster.clock.now() - before) / 1000;
    expect(seconds).toBeGreaterThan(2);
    expect(seconds).toBeLessThan(6);
  });

  test('are waited for when they get another image, too, and a shell that hears nothing is killed', async () => {
    const { practice, run } = await begun();
    const last = (pod: string): Promise<string> =>
      run(`kubectl get pod ${pod} -o jsonpath='{.status.containerStatuses[0].lastState.terminated.exitCode}'`);
    await run('kubectl set image pod/box c=busybox:1.37.0; kubectl set image pod/web c=nginx:1.28');
    await practice.cluster.clock.step(10_000);
    expect([await last('box'), await last('web')]).toEqual(['', '0']);
    await practice.cluster.clock.step(25_000);
    expect(await last('box')).toBe('137');
    expect(await run('kubectl get pod box --no-headers')).toMatch(/^box +1\/1 +Running +1 /);
  });
});

describe('a judge', () => {
  test('asks whether a Pod reaches a port, without a trace', async () => {
    const { practice, run } = await begun();
    const { cluster } = practice;
    const from = { namespace: 'default', name: 'box' };
    const log = await run('kubectl logs web');
    const address = await run("kubectl get pod web -o jsonpath='{.status.podIP}'");
    expect(await reaches(cluster, { from, to: 'own:80' })).toBe(true);
    expect(await reaches(cluster, { from, to: `${address}:80` })).toBe(true);
    expect(await reaches(cluster, { from, to: `${address}:81` })).toBe(false);
    expect(await reaches(cluster, { from, to: 'nobody:80' })).toBe(false);
    expect(await reaches(cluster, { from: { namespace: 'default', name: 'nobody' }, to: 'own:80' })).toBe(false);
    await run('kubectl scale deployment coredns -n kube-system --replicas=0');
    await practice.settle();
    expect(await reaches(cluster, { from, to: 'own:80' })).toBe(false);
    expect(await run('kubectl logs web')).toBe(log);
  });
});

test('the same seed gives the same, to the millisecond', async () => {
  const play = async (): Promise<string> => {
    const { run } = await begun();
    await run(
      'kubectl create deployment many --image=nginx:1.29 --replicas=3; kubectl expose deployment many --port=80; sleep 5',
    );
    await run('for i in 1 2 3 4 5 6; do kubectl exec box -- wget -qO- http://many >/dev/null; done');
    return run('kubectl logs -l app=many --prefix --timestamps --tail=3; kubectl get pods -o wide');
  };
  expect(await play()).toBe(await play());
});
