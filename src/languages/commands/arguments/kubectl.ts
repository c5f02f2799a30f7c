import {
  deployment,
  execution,
  ingressRules,
  literals,
  only,
  pairs,
  patches,
  quotas,
  ROLLED,
  rbacResources,
  resourceNames,
  SCALED,
  said,
  serviceAccounts,
  subjects,
  taints,
  topKeys,
  verbs,
  waits,
} from './kubectl-checks.ts';
import { hasFlag, isLeftToReader, valuesOf } from './parse.ts';
import { type ArgumentRules, CHOOSING, FILES, MANY } from './rules.ts';

/** How many arguments, which flags and which values commands of kubectl want. Source: kubectl --help and kubectl's own checks, 1.36. */
export const KUBECTL_RULES: ArgumentRules = {
  annotate: { count: [1, MANY, 'kubectl annotate TYPE NAME key=value'], instead: FILES, check: pairs('annotation') },
  apply: {
    needs: [[FILES, '-f FILE']],
    check: (invocation) =>
      valuesOf(invocation, '-k', '--kustomize').map((value) =>
        /\.ya?ml$/.test(value)
          ? said(
              `kubectl apply -k: "${value}" is a file; a kustomization is named by its folder.`,
              `Write the folder: ${value.replace(/\/?[^/]*$/, '') || '.'}`,
            )
          : undefined,
      ),
  },
  'auth can-i': {
    count: [2, 3, 'kubectl auth can-i VERB RESOURCE'],
    instead: ['--list'],
    check: (invocation) => [
      ...subjects(invocation),
      ...resourceNames((invocation.plain[1] ?? '').startsWith('/') ? [] : invocation.plain.slice(1, 2), new Set()),
    ],
  },
  autoscale: {
    count: [1, 2, 'kubectl autoscale TYPE NAME --max=N'],
    instead: FILES,
    needs: [[['--max'], '--max=N']],
    check: only(SCALED, 'scaled'),
  },
  'certificate approve': { count: [1, MANY, 'kubectl certificate approve NAME'], instead: FILES },
  'certificate deny': { count: [1, MANY, 'kubectl certificate deny NAME'], instead: FILES },
  'config delete-context': { count: [1, 1, 'kubectl config delete-context NAME'] },
  'config rename-context': { count: [2, 2, 'kubectl config rename-context OLD NEW'] },
  'config set': { count: [2, 2, 'kubectl config set PROPERTY VALUE'] },
  'config set-cluster': { count: [1, 1, 'kubectl config set-cluster NAME'] },
  'config set-context': { count: [1, 1, 'kubectl config set-context NAME'], instead: ['--current'] },
  'config set-credentials': { count: [1, 1, 'kubectl config set-credentials NAME'] },
  'config use-context': { count: [1, 1, 'kubectl config use-context NAME'] },
  cordon: { count: [1, MANY, 'kubectl cordon NODE'], instead: ['-l', '--selector'] },
  cp: {
    count: [2, 2, 'kubectl cp FILE POD:FILE'],
    check: ({ plain: [from = '', to] }) => [
      to === undefined || from.includes(':') || to.includes(':') || isLeftToReader(from + to)
        ? undefined
        : said('kubectl cp: neither side names a Pod.', 'Write POD:FILE for the file in the container.'),
    ],
  },
  create: { needs: [[[...FILES, '--raw'], '-f FILE']], count: [0, 0, 'kubectl create -f FILE'] },
  'create clusterrole': {
    count: [1, 1, 'kubectl create clusterrole NAME --verb=get --resource=pods'],
    check: (one) => [...verbs(one), ...rbacResources(one)],
  },
  'create clusterrolebinding': {
    count: [1, 1, 'kubectl create clusterrolebinding NAME --clusterrole=NAME'],
    needs: [[['--clusterrole'], '--clusterrole=NAME']],
    check: serviceAccounts,
  },
  'create configmap': { count: [1, 1, 'kubectl create configmap NAME'], check: literals },
  'create cronjob': {
    count: [1, 1, 'kubectl create cronjob NAME --image=IMAGE --schedule="…"'],
    needs: [
      [['--image'], '--image=IMAGE'],
      [['--schedule'], '--schedule="…"'],
    ],
  },
  'create deployment': {
    count: [1, 1, 'kubectl create deployment NAME --image=IMAGE'],
    needs: [[['--image'], '--image=IMAGE']],
    check: deployment,
  },
  'create ingress': {
    count: [1, 1, 'kubectl create ingress NAME --rule="host/path=service:port"'],
    needs: [[['--rule', '--default-backend'], '--rule="host/path=service:port"']],
    check: ingressRules,
  },
  'create job': {
    count: [1, 1, 'kubectl create job NAME --image=IMAGE'],
    needs: [[['--image', '--from'], '--image=IMAGE or --from=cronjob/NAME']],
    check: ({ behind }) => [
      behind?.some((word) => word.startsWith('--schedule'))
        ? said(
            '"--schedule" stands behind "--", where it is a word of the container\'s command.',
            'Use "kubectl create cronjob … --schedule=…", with the flag before "--".',
          )
        : undefined,
    ],
  },
  'create namespace': { count: [1, 1, 'kubectl create namespace NAME'] },
  'create poddisruptionbudget': {
    count: [1, 1, 'kubectl create poddisruptionbudget NAME'],
    needs: [
      [['--selector'], '--selector=…'],
      [['--min-available', '--max-unavailable'], '--min-available=N'],
    ],
  },
  'create quota': { count: [1, 1, 'kubectl create quota NAME'], check: quotas },
  'create role': {
    count: [1, 1, 'kubectl create role NAME --verb=get --resource=pods'],
    needs: [
      [['--verb'], '--verb=get'],
      [['--resource'], '--resource=pods'],
    ],
    check: (one) => [...verbs(one), ...rbacResources(one)],
  },
  'create rolebinding': {
    count: [1, 1, 'kubectl create rolebinding NAME --role=NAME'],
    needs: [[['--role', '--clusterrole'], '--role=NAME']],
    check: serviceAccounts,
  },
  'create secret docker-registry': { count: [1, 1, 'kubectl create secret docker-registry NAME'] },
  'create secret generic': { count: [1, 1, 'kubectl create secret generic NAME'], check: literals },
  'create secret tls': {
    count: [1, 1, 'kubectl create secret tls NAME --cert=FILE --key=FILE'],
    needs: [
      [['--cert'], '--cert=FILE'],
      [['--key'], '--key=FILE'],
    ],
  },
  'create service clusterip': {
    count: [1, 1, 'kubectl create service clusterip NAME --tcp=PORT'],
    needs: [[['--tcp', '--clusterip'], '--tcp=PORT']],
  },
  'create service externalname': {
    count: [1, 1, 'kubectl create service externalname NAME --external-name=HOST'],
    needs: [[['--external-name'], '--external-name=HOST']],
  },
  'create service loadbalancer': {
    count: [1, 1, 'kubectl create service loadbalancer NAME --tcp=PORT'],
    needs: [[['--tcp'], '--tcp=PORT']],
  },
  'create service nodeport': {
    count: [1, 1, 'kubectl create service nodeport NAME --tcp=PORT'],
    needs: [[['--tcp'], '--tcp=PORT']],
  },
  'create serviceaccount': { count: [1, 1, 'kubectl create serviceaccount NAME'] },
  'create token': { count: [1, 1, 'kubectl create token SERVICEACCOUNT'] },
  debug: {
    count: [1, MANY, 'kubectl debug POD --image=IMAGE'],
    instead: FILES,
    check: (one) => [
      hasFlag(one, '--image', '--set-image', '--copy-to', '-f', '--filename')
        ? undefined
        : said('kubectl debug: it says no image.', 'Add --image=IMAGE, such as --image=busybox:1.37.'),
    ],
  },
  delete: {
    count: [1, MANY, 'kubectl delete TYPE NAME'],
    instead: [...FILES, '--raw'],
    check: (one) => [
      hasFlag(one, '--now') && hasFlag(one, '--grace-period')
        ? said('kubectl delete: --now and --grace-period cannot stand together.', 'Keep one of the two.')
        : undefined,
      one.plain.length === 1 &&
      !one.plain[0]?.includes('/') &&
      !isLeftToReader(one.plain[0] ?? '') &&
      !hasFlag(one, ...CHOOSING)
        ? said(
            `kubectl delete: it says no name of a ${one.plain[0]}.`,
            'Write the name behind it, or --all, or a selector with -l.',
          )
        : undefined,
    ],
  },
  describe: { count: [1, MANY, 'kubectl describe TYPE NAME'], instead: FILES },
  drain: { count: [1, MANY, 'kubectl drain NODE'], instead: ['-l', '--selector'] },
  edit: { count: [1, MANY, 'kubectl edit TYPE NAME'], instead: FILES },
  exec: { count: [1, MANY, 'kubectl exec POD -- COMMAND'], instead: FILES, check: execution },
  explain: { count: [1, 1, 'kubectl explain TYPE'] },
  expose: {
    count: [1, MANY, 'kubectl expose TYPE NAME --port=PORT'],
    instead: FILES,
    check: only(['Deployment', 'Pod', 'ReplicaSet', 'ReplicationController', 'Service'], 'exposed'),
  },
  get: { count: [1, MANY, 'kubectl get TYPE'], instead: [...FILES, '--raw'] },
  label: { count: [1, MANY, 'kubectl label TYPE NAME key=value'], instead: FILES, check: pairs('label') },
  logs: { count: [1, 2, 'kubectl logs POD'], instead: ['-l', '--selector'] },
  patch: { count: [1, MANY, "kubectl patch TYPE NAME -p '…'"], instead: FILES, check: patches },
  'port-forward': {
    count: [2, MANY, 'kubectl port-forward TYPE/NAME PORT'],
    check: ({ plain }) =>
      plain
        .slice(1)
        .map((port) =>
          /^(?:\d*:)?[\w-]+$/.test(port) || isLeftToReader(port)
            ? undefined
            : said(`kubectl port-forward: "${port}" is no port.`, 'Write PORT, or LOCAL:REMOTE.'),
        ),
  },
  replace: { needs: [[[...FILES, '--raw'], '-f FILE']] },
  'rollout history': {
    count: [1, MANY, 'kubectl rollout history TYPE/NAME'],
    instead: FILES,
    check: only(ROLLED, 'rolled out'),
  },
  'rollout pause': {
    count: [1, MANY, 'kubectl rollout pause deployment/NAME'],
    instead: FILES,
    check: only(['Deployment'], 'paused'),
  },
  'rollout restart': {
    count: [1, MANY, 'kubectl rollout restart TYPE/NAME'],
    instead: FILES,
    check: only(ROLLED, 'restarted'),
  },
  'rollout resume': {
    count: [1, MANY, 'kubectl rollout resume deployment/NAME'],
    instead: FILES,
    check: only(['Deployment'], 'resumed'),
  },
  'rollout status': {
    count: [1, MANY, 'kubectl rollout status TYPE/NAME'],
    instead: FILES,
    check: only(ROLLED, 'rolled out'),
  },
  'rollout undo': {
    count: [1, MANY, 'kubectl rollout undo TYPE/NAME'],
    instead: FILES,
    check: only(ROLLED, 'rolled back'),
  },
  run: {
    count: [1, MANY, 'kubectl run NAME --image=IMAGE'],
    needs: [[['--image'], '--image=IMAGE']],
    check: (one) => [
      hasFlag(one, '--rm') && !hasFlag(one, '-i', '--stdin', '-it', '-ti', '--attach', '-t', '--tty')
        ? said('kubectl run: --rm goes only with a Pod that one is attached to.', 'Add -it.')
        : undefined,
    ],
  },
  scale: {
    count: [1, MANY, 'kubectl scale TYPE NAME --replicas=N'],
    instead: FILES,
    needs: [[['--replicas'], '--replicas=N']],
    check: (one) => [
      ...only([...SCALED, 'Job'], 'scaled')(one),
      ...one.plain
        .slice(1)
        .filter((word) => /^\d+$/.test(word) && hasFlag(one, '--replicas'))
        .map((word) =>
          said(`kubectl scale: "${word}" is taken for the name of an object.`, 'Write one number, in --replicas=N.'),
        ),
    ],
  },
  'set env': { count: [1, MANY, 'kubectl set env TYPE/NAME KEY=VALUE'], instead: FILES },
  'set image': { count: [2, MANY, 'kubectl set image TYPE/NAME CONTAINER=IMAGE'], instead: FILES },
  taint: {
    count: [2, MANY, 'kubectl taint node NAME key=value:NoSchedule'],
    instead: ['-l', '--selector', '--all'],
    check: taints,
  },
  'top pod': { check: (one) => topKeys(one) },
  'top pods': { check: (one) => topKeys(one) },
  'top node': { check: (one) => topKeys(one) },
  'top nodes': { check: (one) => topKeys(one) },
  uncordon: { count: [1, MANY, 'kubectl uncordon NODE'], instead: ['-l', '--selector'] },
  wait: {
    count: [1, MANY, 'kubectl wait TYPE/NAME --for=condition=Ready'],
    instead: [...FILES, '--all'],
    needs: [[['--for'], '--for=condition=Ready']],
    check: waits,
  },
};
