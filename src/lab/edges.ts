import type { Program } from './shell/program.ts';

/** Programs that people look for beside kubectl, and why they are not here. */
const EDGES: Readonly<Record<string, string>> = {
  helm: 'no Helm; on your own machine helm installs charts into a cluster of your own. "kubectl apply -k" is here',
  kubeadm: 'no machines to set up; kubeadm is on the nodes of a cluster of your own',
  systemctl: 'no services of an operating system; on a node of your own systemctl shows the kubelet',
  journalctl:
    'no journal of an operating system; on a node of your own journalctl -u kubelet shows what the kubelet says',
  crictl:
    'no container runtime to ask; on a node of your own crictl does. "kubectl get pods -o wide" shows what runs where',
  'ingress-nginx':
    'no Ingress controller of that name; "cloud-provider-kind &" opens doors for Ingresses, Gateways and Services of type LoadBalancer, as beside a kind cluster',
  etcdctl: 'no etcd; on a control plane of your own etcdctl reads and saves it',
  ssh: 'no machines behind its nodes, so there is nothing to log in to; "kubectl describe node" shows what is known of one',
  docker: 'no Docker; images are pulled by its nodes. On your own machine docker builds and runs them',
  podman: 'no Podman; images are pulled by its nodes. On your own machine podman builds and runs them',
  kind: 'no need of kind: it is a cluster already. On your own machine kind makes one',
  minikube: 'no need of minikube: it is a cluster already. On your own machine minikube makes one',
};

/** The programs that say in one line why they are not here, and where they are. */
export const edges: Readonly<Record<string, Program>> = Object.fromEntries(
  Object.entries(EDGES).map(([name, why]): [string, Program] => [
    name,
    async ({ errors }) => {
      errors.write(`${name}: The practice cluster has ${why}.\n`);
      return 127;
    },
  ]),
);
