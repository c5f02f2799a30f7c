import type { Removal } from './table.ts';

/*
 * What the tables, which tell of one version, do not say: commands and flags that older versions had, with what to do
 * instead, and those that work although no help lists them. Only what is certain: that the checked version does not
 * take it was tried with its program, or read in its source; "since" is from the change that each entry names.
 */

const DEPLOYMENT = 'Use "kubectl create deployment", "create job" or "create cronjob"; "kubectl run" makes only Pods.';

/** Removed commands and flags, by program and words. */
export const REMOVED: Readonly<Record<string, Readonly<Record<string, Removal>>>> = {
  kubectl: {
    // https://github.com/kubernetes/kubernetes/pull/88057
    'rolling-update': { since: '1.18', instead: 'Use a Deployment and "kubectl rollout".' },
    // https://github.com/kubernetes/kubernetes/pull/87077: only Pods are left since 1.18, and the flags went later.
    'run --generator': { instead: DEPLOYMENT },
    'run --replicas': { instead: DEPLOYMENT },
    'run --schedule': { instead: DEPLOYMENT },
    'run --serviceaccount': { instead: `Use --overrides='{"spec":{"serviceAccountName":"…"}}', or a manifest.` },
    'run --limits': { instead: 'Write the resources in a manifest, or use --overrides.' },
    'run --requests': { instead: 'Write the resources in a manifest, or use --overrides.' },
    'expose --generator': { instead: 'Leave it out; use "kubectl create service" for other types.' },
    // https://github.com/kubernetes/kubernetes/pull/88649
    'get --export': { instead: 'Use "-o yaml", and delete what the cluster has added.' },
    'get --show-all': { instead: 'Leave it out: all Pods are shown.' },
    // https://github.com/kubernetes/kubectl/issues/1518
    'version --short': { since: '1.28', instead: 'Leave it out: the output is short.' },
    'drain --delete-local-data': { instead: 'Use --delete-emptydir-data.' },
  },
  helm: {
    // https://helm.sh/docs/topics/v2_v3_migration/ and https://helm.sh/docs/faq/changes_since_helm2/
    init: { since: '3.0.0', instead: 'Leave it out: Helm needs nothing in the cluster any more.' },
    reset: { since: '3.0.0', instead: 'Leave it out: Helm has nothing in the cluster any more.' },
    home: { since: '3.0.0', instead: 'Use "helm env".' },
    serve: { since: '3.0.0', instead: 'Push the chart to a registry ("helm push"), or use another server.' },
    'install --name': { since: '3.0.0', instead: 'Write the name as the first argument: "helm install NAME CHART".' },
    'uninstall --purge': { since: '3.0.0', instead: 'Leave it out: nothing is kept without --keep-history.' },
    'delete --purge': { since: '3.0.0', instead: 'Leave it out: nothing is kept without --keep-history.' },
    'del --purge': { since: '3.0.0', instead: 'Leave it out: nothing is kept without --keep-history.' },
  },
  kubeadm: {
    // https://github.com/kubernetes/kubernetes/pull/97706 and https://github.com/kubernetes/kubernetes/pull/101938
    'alpha certs': { since: '1.21', instead: 'Use "kubeadm certs".' },
    'alpha kubeconfig': { since: '1.22', instead: 'Use "kubeadm kubeconfig".' },
    // https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-config/
    'config view': { instead: 'Use "kubectl get configmap kubeadm-config -n kube-system -o yaml".' },
    'join --experimental-control-plane': { instead: 'Use --control-plane.' },
    'init --experimental-upload-certs': { instead: 'Use --upload-certs.' },
    // Called deprecated by the reference at kubernetes/website f005d8cd8b4f, and gone from it at 0637786b3e0a.
    'init phase kubelet-finalize experimental-cert-rotation': {
      instead: 'Use "kubeadm init phase kubelet-finalize enable-client-cert-rotation".',
    },
  },
  etcdctl: {
    // https://github.com/etcd-io/etcd/blob/main/CHANGELOG/CHANGELOG-3.6.md, "Deprecations"
    'snapshot restore': { since: '3.6', instead: 'Use "etcdutl snapshot restore".' },
    'snapshot status': { since: '3.6', instead: 'Use "etcdutl snapshot status".' },
    'defrag --data-dir': { since: '3.6', instead: 'Use "etcdutl defrag --data-dir".' },
    // https://github.com/etcd-io/etcd/blob/main/CHANGELOG/CHANGELOG-3.5.md
    migrate: { since: '3.5', instead: 'Use etcd 3.4 to move old data of its API version 2.' },
    // Commands of etcd's API version 2, which etcdctl no longer speaks.
    'cluster-health': { instead: 'Use "etcdctl endpoint health".' },
    ls: { instead: 'Use "etcdctl get --prefix --keys-only".' },
    set: { instead: 'Use "etcdctl put".' },
    mk: { instead: 'Use "etcdctl put".' },
    rm: { instead: 'Use "etcdctl del".' },
    backup: { instead: 'Use "etcdctl snapshot save".' },
  },
  etcdutl: {
    // https://github.com/etcd-io/etcd/pull/16662
    backup: { since: '3.6', instead: 'Use "etcdctl snapshot save".' },
    'snapshot save': { instead: 'Use "etcdctl snapshot save": only that talks to a running server.' },
  },
};

const RECORDING = [
  'annotate',
  'apply',
  'apply edit-last-applied',
  'autoscale',
  'create',
  'edit',
  'expose',
  'label',
  'patch',
  'run',
  'scale',
  'set image',
  'set resources',
  'set sa',
  'set selector',
  'set serviceaccount',
];

/** Deprecated or unlisted commands and flags that work, by program: tried with the programs of the tables' versions. */
export const HIDDEN: Readonly<Record<string, readonly string[]>> = {
  kubectl: [
    'alpha',
    'options',
    'autoscale --cpu-percent',
    // With KUBECTL_APPLYSET=true in the environment.
    'apply --applyset',
    ...RECORDING.map((command) => `${command} --record`),
  ],
  helm: [
    'install --atomic',
    'install --force',
    'rollback --force',
    'template --atomic',
    'template --force',
    'upgrade --atomic',
    'upgrade --force',
  ],
};
