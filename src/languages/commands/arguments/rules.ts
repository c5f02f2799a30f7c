import type { Invocation } from './parse.ts';

/** What is wrong with the arguments or the values of a command. */
export interface ArgumentProblem {
  message: string;
  remedy: string;
}

/** What a command needs. */
export interface ArgumentRule {
  /** Fewest and most arguments, and how they are called. */
  count?: readonly [least: number, most: number, form: string];
  /** Flags of which one has to be there, with how to write it. */
  needs?: readonly (readonly [flags: readonly string[], form: string])[];
  /** Flags with which arguments are not needed: they choose objects in another way. */
  instead?: readonly string[];
  check?: (invocation: Invocation) => (ArgumentProblem | undefined)[];
}

/** Rules by the words of a command. */
export type ArgumentRules = Readonly<Record<string, ArgumentRule>>;

const MANY = Number.POSITIVE_INFINITY;
const FILES = ['-f', '--filename', '-k', '--kustomize'];
const CHOOSING = [...FILES, '-l', '--selector', '--all', '-A', '--all-namespaces', '--field-selector', '--raw'];

/** How many arguments Helm and other programs of the cluster want. Source: their help, in the versions of the tables. */
export const OTHER_RULES: Readonly<Record<string, ArgumentRules>> = {
  helm: {
    install: { count: [1, 2, 'helm install NAME CHART'] },
    upgrade: { count: [2, 2, 'helm upgrade RELEASE CHART'] },
    rollback: {
      count: [1, 2, 'helm rollback RELEASE [REVISION]'],
      check: ({ plain: [, revision] }) => [
        revision === undefined || /^\d+$/.test(revision)
          ? undefined
          : {
              message: `helm rollback: "${revision}" is no revision; it is a number.`,
              remedy: '"helm history RELEASE" lists the revisions.',
            },
      ],
    },
    uninstall: { count: [1, MANY, 'helm uninstall RELEASE'] },
    'repo add': { count: [2, 2, 'helm repo add NAME URL'] },
    'repo remove': { count: [1, MANY, 'helm repo remove NAME'] },
    status: { count: [1, 1, 'helm status RELEASE'] },
    history: { count: [1, 1, 'helm history RELEASE'] },
    create: { count: [1, 1, 'helm create NAME'] },
    package: { count: [1, MANY, 'helm package FOLDER'] },
    pull: { count: [1, MANY, 'helm pull CHART'] },
    push: { count: [2, 2, 'helm push CHART REMOTE'] },
    template: { count: [1, 2, 'helm template NAME CHART'] },
    'get values': { count: [1, 1, 'helm get values RELEASE'] },
    'get manifest': { count: [1, 1, 'helm get manifest RELEASE'] },
    'get notes': { count: [1, 1, 'helm get notes RELEASE'] },
    'show values': { count: [1, 1, 'helm show values CHART'] },
    'show chart': { count: [1, 1, 'helm show chart CHART'] },
    test: { count: [1, 1, 'helm test RELEASE'] },
  },
  etcdctl: {
    put: { count: [1, 2, 'etcdctl put KEY VALUE'] },
    get: { count: [1, 2, 'etcdctl get KEY'] },
    del: { count: [1, 2, 'etcdctl del KEY'] },
    'snapshot save': { count: [1, 1, 'etcdctl snapshot save FILE'] },
    'member remove': { count: [1, 1, 'etcdctl member remove ID'] },
    'member add': { count: [1, 1, 'etcdctl member add NAME --peer-urls=URL'] },
  },
  etcdutl: {
    'snapshot restore': { count: [1, 1, 'etcdutl snapshot restore FILE --data-dir=FOLDER'] },
    'snapshot status': { count: [1, 1, 'etcdutl snapshot status FILE'] },
  },
  crictl: {
    logs: { count: [1, 1, 'crictl logs CONTAINER'] },
    inspect: {
      count: [1, MANY, 'crictl inspect CONTAINER'],
      instead: [
        '--name',
        '-l',
        '--last',
        '--latest',
        '-n',
        '--label',
        '--state',
        '-s',
        '--pod',
        '-p',
        '--image',
        '-a',
        '--all',
      ],
    },
    inspectp: {
      count: [1, MANY, 'crictl inspectp POD'],
      instead: ['--name', '-l', '--last', '--latest', '-n', '--label', '--state', '-s', '--namespace', '--id'],
    },
    exec: { count: [2, MANY, 'crictl exec CONTAINER COMMAND'] },
    pull: { count: [1, 1, 'crictl pull IMAGE'] },
    stop: { count: [1, MANY, 'crictl stop CONTAINER'] },
    rmi: { count: [1, MANY, 'crictl rmi IMAGE'], instead: ['-a', '--all', '-q', '--prune'] },
  },
  kubeadm: {
    join: { count: [0, 1, 'kubeadm join HOST:PORT'] },
    'token delete': { count: [1, MANY, 'kubeadm token delete TOKEN'] },
  },
};

export { CHOOSING, FILES, MANY };
