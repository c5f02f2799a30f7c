import { describe, expect, test } from 'vitest';
import { commandProblems } from '../../../src/languages/commands/commands.ts';
import { shellCommands } from '../../../src/languages/commands/shell.ts';
import { commandTables } from '../../../src/languages/commands/tables.ts';

/** What is wrong in a shell text: messages, with what to do. */
function problems(text: string): [message: string, remedy: string][] {
  return shellCommands(text).flatMap(({ words }) => {
    const table = commandTables.get(words[0] ?? '');
    return table
      ? commandProblems(words, table).map(({ message, remedy }) => [message, remedy] as [string, string])
      : [];
  });
}

describe('commands that exist', () => {
  test.each([
    'kubectl options',
    'kubectl help get',
    'kubectl -o wide get pods',
    'kubectl set image deployment/web app=nginx:1.29 --record',
    'kubectl $VERB pods --anything',
    'kubectl [command] [TYPE] [NAME] [flags]',
    'k get po -nshop -oyaml',
    'helm upgrade shop ./chart --install --atomic',
    'helm dep up ./chart',
    'sudo kubeadm init --pod-network-cidr=10.244.0.0/16 --apiserver-advertise-address 10.0.0.10 --v=5',
    'kubeadm init phase certs apiserver --apiserver-cert-extra-sans=cluster.example --dry-run',
    'kubeadm init phase upload-certs --upload-certs',
    'kubeadm join 10.0.0.10:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash sha256:12 --control-plane',
    'kubeadm token create --print-join-command --ttl 2h',
    'kubeadm upgrade plan v1.36.3',
    'kubeadm upgrade apply v1.36.3 -y --etcd-upgrade=false',
    'kubeadm upgrade apply phase addon all --config kubeadm.yaml',
    'kubeadm certs renew all && kubeadm certs check-expiration -o json',
    'kubeadm config images pull --kubernetes-version v1.36.3',
    'kubeadm kubeconfig user --client-name=bea --org=developers > bea.conf',
    'kubeadm reset -f --cri-socket unix:///run/containerd/containerd.sock',
    'sudo crictl --runtime-endpoint unix:///run/containerd/containerd.sock ps -a',
    'crictl ps --name web -q | xargs crictl logs --tail 20',
    'crictl -timeout 5s pods --namespace kube-system -o table',
    'crictl exec -it 3f2a ls --all-kinds-of-flags',
    'crictl inspect --output go-template --template "{{.info.pid}}" 3f2a',
    'crictl pull --creds user:password registry.example/app:1',
    'crictl rmi --prune',
    'ETCDCTL_API=3 etcdctl --endpoints=https://127.0.0.1:2379 --cacert ca.crt --cert a.crt --key a.key member list -w table',
    'etcdctl get /registry/pods --prefix --keys-only --limit 5',
    'etcdctl snapshot save /backup/etcd.db --endpoints=127.0.0.1:2379',
    'etcdctl mem list',
    'etcdctl endpoint status --cluster -w table',
    'etcdctl lock mine -- etcdctl put a b',
    'etcdutl snapshot restore /backup/etcd.db --data-dir /var/lib/etcd-new --bump-revision 1000000 --mark-compacted',
    'etcdutl --write-out=table snapshot status /backup/etcd.db',
  ])('%s', (line) => {
    expect(problems(line)).toEqual([]);
  });
});

const help = (command: string): string => `Correct it; "${command} --help" lists the commands.`;
const flagHelp = (command: string): string => `Correct it, or remove it; "${command} --help" lists the flags.`;

describe('commands that do not', () => {
  test.each([
    ['kubectl create foo', 'kubectl create has no command "foo" in version 1.36.3.', help('kubectl create')],
    [
      'kubectl krew install ctx',
      'kubectl has no command "krew" in version 1.36.3.',
      `${help('kubectl')} If a plugin brings it, and the lesson installs that, say so in the "exceptions" of the lesson.`,
    ],
    [
      'kubectl rolling-update web --image=web:2',
      'kubectl has no command "rolling-update" in version 1.36.3. It was removed in 1.18.',
      'Use a Deployment and "kubectl rollout".',
    ],
    [
      'kubectl get deployment web -o yaml --export',
      'kubectl get has no flag --export in version 1.36.3. Older versions had it.',
      'Use "-o yaml", and delete what the cluster has added.',
    ],
    [
      'kubectl drain node-1 --ignore-daemonsets --delete-local-data',
      'kubectl drain has no flag --delete-local-data in version 1.36.3. Older versions had it.',
      'Use --delete-emptydir-data.',
    ],
    [
      'kubectl create deployment web --image=web -f web.yaml',
      'kubectl create deployment has no flag -f in version 1.36.3.',
      flagHelp('kubectl create deployment'),
    ],
    [
      'helm repo ad x https://x.example',
      'helm repo has no command "ad" in version 4.2.3. Did you mean "add"?',
      help('helm repo'),
    ],
    [
      'helm init --upgrade',
      'helm has no command "init" in version 4.2.3. It was removed in 3.0.0.',
      'Leave it out: Helm needs nothing in the cluster any more.',
    ],
    [
      'helm install --name shop ./chart',
      'helm install has no flag --name in version 4.2.3. It was removed in 3.0.0.',
      'Write the name as the first argument: "helm install NAME CHART".',
    ],
    [
      'sudo kubeadm init --pod-network-cdir=10.244.0.0/16',
      'kubeadm init has no flag --pod-network-cdir in version 1.36. Did you mean "--pod-network-cidr"?',
      flagHelp('kubeadm init'),
    ],
    [
      'kubeadm init phases certs',
      'kubeadm init has no command "phases" in version 1.36. Did you mean "phase"?',
      help('kubeadm init'),
    ],
    [
      'kubeadm init phase kubelet-start --token x',
      'kubeadm init phase kubelet-start has no flag --token in version 1.36.',
      flagHelp('kubeadm init phase kubelet-start'),
    ],
    [
      'kubeadm alpha certs renew all',
      'kubeadm alpha has no command "certs" in version 1.36. It was removed in 1.21.',
      'Use "kubeadm certs".',
    ],
    [
      'kubeadm join 10.0.0.1:6443 --experimental-control-plane',
      'kubeadm join has no flag --experimental-control-plane in version 1.36. Older versions had it.',
      'Use --control-plane.',
    ],
    ['kubeadm token create --ttl', 'kubeadm token create: the flag --ttl needs a value.', 'Write the value behind it.'],
    [
      'kubeadm certs renew apisever',
      'kubeadm certs renew has no command "apisever" in version 1.36. Did you mean "apiserver"?',
      help('kubeadm certs renew'),
    ],
    ['sudo crictl pss -a', 'crictl has no command "pss" in version 1.36.0. Did you mean "ps"?', help('crictl')],
    [
      'crictl logs --tails 5 3f2a',
      'crictl logs has no flag --tails in version 1.36.0. Did you mean "--tail"?',
      flagHelp('crictl logs'),
    ],
    [
      'crictl ps --runtime-endpoint unix:///run/containerd/containerd.sock',
      'crictl ps has no flag --runtime-endpoint in version 1.36.0.',
      'Write it before the command: "crictl --runtime-endpoint … ps".',
    ],
    ['crictl -a ps', 'crictl has no flag -a in version 1.36.0.', flagHelp('crictl')],
    [
      'ETCDCTL_API=3 etcdctl snapshot restore backup.db --data-dir /var/lib/etcd-new',
      'etcdctl snapshot has no command "restore" in version 3.6.14. It was removed in 3.6.',
      'Use "etcdutl snapshot restore".',
    ],
    [
      'etcdctl -w table snapshot status backup.db',
      'etcdctl snapshot has no command "status" in version 3.6.14. It was removed in 3.6.',
      'Use "etcdutl snapshot status".',
    ],
    [
      'etcdctl defrag --data-dir /var/lib/etcd',
      'etcdctl defrag has no flag --data-dir in version 3.6.14. It was removed in 3.6.',
      'Use "etcdutl defrag --data-dir".',
    ],
    [
      'etcdctl cluster-health',
      'etcdctl has no command "cluster-health" in version 3.6.14. Older versions had it.',
      'Use "etcdctl endpoint health".',
    ],
    [
      'etcdctl -endpoints=127.0.0.1:2379 get a',
      'etcdctl get has no flag -endpoints in version 3.6.14. Did you mean "--endpoints"?',
      flagHelp('etcdctl get'),
    ],
    [
      'etcdctl get / --prefx',
      'etcdctl get has no flag --prefx in version 3.6.14. Did you mean "--prefix"?',
      flagHelp('etcdctl get'),
    ],
    // "mo" could be nothing but "move-leader", "m" also "member" and "make-mirror".
    ['etcdctl m list', 'etcdctl has no command "m" in version 3.6.14.', help('etcdctl')],
    [
      'etcdutl snapshot save backup.db',
      'etcdutl snapshot has no command "save" in version 3.6.14. Older versions had it.',
      'Use "etcdctl snapshot save": only that talks to a running server.',
    ],
    [
      'etcdutl snapshot restore backup.db --endpoints x',
      'etcdutl snapshot restore has no flag --endpoints in version 3.6.14.',
      flagHelp('etcdutl snapshot restore'),
    ],
    [
      'kubectl -n kube-system exec etcd-control-plane -- sh -c "ETCDCTL_API=3 etcdctl snapshot status x.db"',
      'etcdctl snapshot has no command "status" in version 3.6.14. It was removed in 3.6.',
      'Use "etcdutl snapshot status".',
    ],
    [
      'docker exec -it kind-control-plane crictl imagess',
      'crictl has no command "imagess" in version 1.36.0. Did you mean "images"?',
      help('crictl'),
    ],
  ])('%s', (line, message, remedy) => {
    expect(problems(line)).toEqual([[message, remedy]]);
  });
});

describe('a table', () => {
  test.each([...commandTables.values()])(
    'of $program has every command that it lists, and says where it is from',
    (table) => {
      const missing = Object.entries(table.commands).flatMap(([path, { subcommands }]) =>
        subcommands
          .map((name) => `${path} ${name}`.trim())
          .filter((command) => !command.endsWith('help') && table.commands[command] === undefined),
      );
      expect(missing).toEqual([]);
      // Of a program of which only commands are known, the address of its reference is enough.
      expect(table.source).toMatch(
        table.withoutFlags
          ? /^https:\/\//
          : /^\w+ --help(?:, from @| all \(\d)|^https:\/\/github\.com\/.*\b[0-9a-f]{40}\b.* read on \d{4}-\d\d-\d\d$/,
      );
    },
  );

  test.each([...commandTables.values()])('of $program has nothing that is said to be removed', (table) => {
    const there = Object.keys(table.removed ?? {}).filter((key) => {
      const words = key.split(' ');
      const flag = words.at(-1)?.startsWith('-') ? (words.pop() ?? '') : undefined;
      const command = table.commands[words.join(' ')];
      return flag === undefined
        ? command !== undefined
        : command === undefined || flag in { ...table.global, ...command.flags };
    });
    expect(there).toEqual([]);
  });
});
