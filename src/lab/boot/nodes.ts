import type { ApiServer } from '../api/server.ts';
import { Client } from '../controllers/framework.ts';
import { Kubelet } from '../node/kubelet.ts';
import type { Shared } from '../node/times.ts';
import type { NodePlan } from './objects.ts';

/** Has a node's agent begin its work. @param shared what the agents of all nodes have together */
export function startKubelet(server: ApiServer, { name, address, network }: NodePlan, shared: Shared): void {
  server.kubelets.set(name, new Kubelet(new Client(server, 'kubelet'), name, address, network, shared));
}
