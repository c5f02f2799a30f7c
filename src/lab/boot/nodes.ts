import type { ApiServer } from '../api/server.ts';
import { Client } from '../controllers/framework.ts';
import { Kubelet } from '../node/kubelet.ts';
import type { Shared } from '../node/times.ts';
import { type NodePlan, nodeObject } from './objects.ts';

/** Has a node's agent begin its work. @param shared what the agents of all nodes have together */
export function startKubelet(server: ApiServer, { name, address, network }: NodePlan, shared: Shared): void {
  server.kubelets.set(name, new Kubelet(new Client(server, 'kubelet'), name, address, network, shared));
}

/** Registers a node of another size than usual, and has its agent begin. @param size what Pods may have of it, such as `{ cpu: '2', memory: '4Gi' }` */
export function addNode(
  server: ApiServer,
  plan: NodePlan,
  size: Readonly<Record<string, string>>,
  shared: Shared,
): void {
  const admin = new Client(server, 'kube-apiserver');
  const nodes = admin.resource('', 'nodes');
  const { status, ...given } = nodeObject(plan, server.clock.now()) as { status: Record<string, unknown> };
  admin.create(nodes, given);
  const resources = { ...(status.allocatable as Record<string, string>), ...size };
  const write = (node: Record<string, unknown>): true => {
    node.status = { ...status, allocatable: resources, capacity: resources };
    return true;
  };
  admin.change(nodes, { namespace: '', name: plan.name }, write, 'status');
  startKubelet(server, plan, shared);
}
