import { describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../src/lab/api/protocol.ts';
import { Cluster } from '../../../src/lab/cluster.ts';

/** A cluster whose controllers have done their first work. */
async function running(): Promise<Cluster> {
  const cluster = new Cluster();
  await cluster.clock.step(2000);
  return cluster;
}

async function send(
  cluster: Cluster,
  method: 'POST' | 'PATCH' | 'PUT',
  path: string,
  body: unknown,
  type = 'application/json',
) {
  const answer: ApiResponse = await cluster.handle({
    method,
    path,
    headers: { 'content-type': type, 'user-agent': 'test/1' },
    certificate: { name: 'admin', groups: ['system:masters'] },
    body: JSON.stringify(body),
  });
  return { ...answer, data: JSON.parse(answer.body) as Record<string, never> & { message?: string } };
}

const pod = (name: string, container: Record<string, unknown> = {}): unknown => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image: 'nginx', ...container }] },
});

const PODS = '/api/v1/namespaces/default/pods';

describe('the rules of kinds', () => {
  it('refuses what is wrong with a Pod, in the order of its fields', async () => {
    const cluster = await running();
    const { status, data } = await send(
      cluster,
      'POST',
      PODS,
      pod('A', { name: 'X', ports: [{ containerPort: 70000 }] }),
    );
    expect(status).toBe(422);
    expect(data.message).toMatch(
      /^Pod "A" is invalid: \[metadata\.name: .*, spec\.containers\[0\]\.name: .*, spec\.containers\[0\]\.ports\[0\]\.containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive\]$/,
    );
  });

  it('gives Services an address and lets nobody change it', async () => {
    const cluster = await running();
    const path = '/api/v1/namespaces/default/services';
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 80 }] } };
    const { data } = await send(cluster, 'POST', path, service);
    expect(data).toMatchObject({ spec: { clusterIP: expect.stringMatching(/^10\.96\./), type: 'ClusterIP' } });
    const patch = { spec: { clusterIP: '10.96.9.9' } };
    const refused = await send(cluster, 'PATCH', `${path}/a`, patch, 'application/merge-patch+json');
    expect(refused.data.message).toBe(
      'Service "a" is invalid: spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set',
    );
  });

  it('creates nothing in a namespace that is not there', async () => {
    const { data } = await send(await running(), 'POST', '/api/v1/namespaces/none/pods', pod('p'));
    expect(data).toMatchObject({ code: 404, message: 'namespaces "none" not found' });
  });

  it('holds Pods to the level of their namespace', async () => {
    const cluster = await running();
    const labels = { 'pod-security.kubernetes.io/enforce': 'baseline' };
    await send(
      cluster,
      'PATCH',
      '/api/v1/namespaces/default',
      { metadata: { labels } },
      'application/merge-patch+json',
    );
    const { data } = await send(cluster, 'POST', PODS, pod('p', { securityContext: { privileged: true } }));
    expect(data.message).toBe(
      'pods "p" is forbidden: violates PodSecurity "baseline:latest": privileged (container "c" must not set securityContext.privileged=true)',
    );
  });
});

describe('server-side apply', () => {
  it('asks before it takes a field from somebody else, and drops what is not applied any more', async () => {
    const cluster = await running();
    const path = '/api/v1/namespaces/default/configmaps/m';
    const apply = (manager: string, data: Record<string, string>, more = '') =>
      send(
        cluster,
        'PATCH',
        `${path}?fieldManager=${manager}${more}`,
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'm' }, data },
        'application/apply-patch+yaml',
      );
    expect((await apply('a', { x: '1', y: '1' })).status).toBe(201);
    expect((await apply('b', { x: '2' })).data.message).toBe(
      'Apply failed with 1 conflict: conflict with "a": .data.x',
    );
    expect((await apply('b', { x: '2' }, '&force=true')).data).toMatchObject({ data: { x: '2', y: '1' } });
    const { data } = await apply('b', {});
    expect((data as { data?: unknown }).data).toEqual({ y: '1' });
  });
});
