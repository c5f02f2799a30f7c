import type { Program } from './shell/program.ts';

/** Programs that people look for beside kubectl, and why they are not here. */
export const absentPrograms: Readonly<Record<string, string>> = {
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
  node: 'no Node.js in this shell; on your own machine node runs the scripts of a lesson',
  kind: 'no need of kind: it is a cluster already. On your own machine kind makes one',
  minikube: 'no need of minikube: it is a cluster already. On your own machine minikube makes one',
};

/** The programs that say in one line why they are not here, and where they are. */
export const edges: Readonly<Record<string, Program>> = Object.fromEntries(
  Object.entries(absentPrograms).map(([name, why]): [string, Program] => [
    name,
    async ({ errors }) => {
      errors.write(`${name}: The practice cluster has ${why}.\n`);
      return 127;
    },
  ]),
);

/** Where the practice cluster is simpler than a real one, and what shows it. */
export interface Edge {
  /** A sentence to learners. */
  text: string;
  /** Command lines whose output shows that it is so: it has these words. Tests run them. */
  shown?: { run: string; says: string };
}

/** Parts of the practice cluster, with what is simpler in each. */
export type EdgeArea = 'machines' | 'images' | 'network' | 'kubectl' | 'shell' | 'time';

/** A command in a container of an image. */
const inPod = (image: string, command: string, settings = ''): string =>
  `kubectl run probe --image=${image} ${settings}; kubectl wait --for=condition=Ready pod/probe; kubectl exec probe -- ${command}`;

/** What is simpler than in a real cluster, by area. The page on the practice cluster is made of this list. */
export const clusterEdges: Readonly<Record<EdgeArea, readonly Edge[]>> = {
  machines: [
    {
      text: 'It has three nodes, and no more can be added: there are no machines behind them, no containers of an engine, no kernel. What nodes report of their size and their system is made up.',
      shown: { run: 'ssh worker', says: 'no machines behind its nodes' },
    },
    {
      text: 'There is no etcd, no kubelet and no container runtime that one could look into; one program plays the API server, the controllers, the scheduler and the nodes.',
      shown: { run: 'crictl ps', says: 'no container runtime to ask' },
    },
    {
      text: 'CPU and memory are not used. What "kubectl top" shows, and what autoscalers follow, is said by the lab or by the program "load".',
      shown: { run: 'kubectl top nodes', says: 'Metrics API not available' },
    },
    { text: 'Volumes lie in memory. Every class of storage behaves as the local one of a kind cluster does.' },
  ],
  images: [
    {
      text: 'Nothing is pulled from a registry. The nodes have the programs of some well-known images, such as nginx, busybox and PostgreSQL, and those of the course; every other image follows conventions: it starts, and does nothing.',
      shown: { run: 'docker pull nginx', says: 'no Docker' },
    },
    {
      text: 'Programs in containers are small models of the real ones. They do what lessons need.',
      shown: {
        run: inPod('postgres:18', "psql -U postgres -c '\\du'", '--env=POSTGRES_PASSWORD=x'),
        says: "of psql's own commands",
      },
    },
    {
      text: 'The shell of containers has the usual small programs. Tools that look into packets, trace processes or install packages are not among them.',
      shown: { run: inPod('nginx:1.28', 'apt-get update'), says: 'no apt-get in containers' },
    },
  ],
  network: [
    {
      text: 'Nothing comes from the internet, and nothing goes there.',
      shown: { run: 'kubectl apply -f https://example.com/pod.yaml', says: 'no way to the internet' },
    },
    {
      text: 'Connections are carried as messages between programs. There are no packets, so pings and captures of traffic do not work, and nothing is encrypted.',
      shown: {
        run: inPod('busybox:1.37', 'ping -c 1 10.96.0.1', '-- sleep 600'),
        says: 'the practice cluster carries no pings',
      },
    },
    {
      text: 'Gateways, Ingresses and load balancers work as beside a kind cluster, once "cloud-provider-kind" runs. There is no other Ingress controller.',
      shown: { run: 'ingress-nginx', says: 'no Ingress controller of that name' },
    },
  ],
  kubectl: [
    {
      text: 'kubectl is written anew for the practice cluster, after the real one. Its commands, flags and messages are compared with recordings of a real cluster; "explain" has the fields, and no descriptions of them.',
    },
    {
      text: 'There are no plugins and no kuberc.',
      shown: { run: 'kubectl kuberc view', says: 'reads no kuberc' },
    },
    {
      text: 'There is no Helm.',
      shown: { run: 'helm version', says: 'no Helm' },
    },
  ],
  shell: [
    {
      text: 'The shell is a model of bash with the programs that lessons use. Files have no links, and there is no other user.',
      shown: { run: 'sudo id', says: 'no other user of this machine' },
    },
  ],
  time: [
    {
      text: 'Time is the cluster’s own. It goes as fast as the day while somebody looks, can be moved ahead, and stands still while the page is closed. The same commands at the same moments lead to the same state; delays are typical ones, and nothing gets slow under load.',
    },
  ],
};
