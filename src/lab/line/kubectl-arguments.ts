import { asList, asRecord } from '../../kubernetes/data.ts';
import { byBytes } from '../../kubernetes/structs/encode.ts';
import type { Resource } from '../api/resources/resource.ts';
import type { Offer } from './candidates.ts';
import type { KubectlLine, Offers } from './kubectl-line.ts';

/** Commands that take any type, and names of it (`ResourceTypeAndNameCompletionFunc` of k8s.io/kubectl/pkg/util/completion). */
const ANY = new Set([
  'annotate',
  'apply edit-last-applied',
  'apply view-last-applied',
  'debug',
  'delete',
  'describe',
  'edit',
  'get',
  'label',
  'patch',
  'set env',
  'set resources',
  'set selector',
  'set serviceaccount',
  'set subject',
  'wait',
]);
const ROLLING = ['deployment', 'daemonset', 'statefulset'];
const SCALABLE = ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'];
/** Commands that take some types (`validArgs` of the commands). */
const SOME: Readonly<Record<string, readonly string[]>> = {
  autoscale: SCALABLE,
  expose: ['pod', 'service', 'replicationcontroller', 'deployment', 'replicaset'],
  'rollout history': ROLLING,
  'rollout pause': ['deployment'],
  'rollout restart': ROLLING,
  'rollout resume': ['deployment'],
  'rollout status': ROLLING,
  'rollout undo': ROLLING,
  scale: SCALABLE,
  'set image': [
    'daemonsets',
    'deployments',
    'pods',
    'cronjobs',
    'replicasets',
    'replicationcontrollers',
    'statefulsets',
  ],
  taint: ['node'],
};
/** Commands of one object only. */
const ONCE = new Set(['rollout status', 'set image']);
/** Commands whose one argument is an object of one kind. */
const NAMES: Readonly<Record<string, string>> = {
  'certificate approve': 'certificatesigningrequests',
  'certificate deny': 'certificatesigningrequests',
  cordon: 'nodes',
  'create token': 'serviceaccounts',
  drain: 'nodes',
  'top node': 'nodes',
  'top pod': 'pods',
  uncordon: 'nodes',
};
const PODS = new Set(['attach', 'exec', 'logs', 'port-forward']);
const WITH_PODS = [
  'daemonsets',
  'deployments',
  'pods',
  'jobs',
  'replicasets',
  'replicationcontrollers',
  'services',
  'statefulsets',
];
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'use', 'watch'];

const objects = (texts: readonly string[], isOpen = false): Offer[] =>
  texts.map((text) => ({ text, what: 'object', ...(isOpen ? { isOpen } : {}) }));

/** Kinds by what is typed of them: `deployments.apps`; a short name or a kind that is written in full stays as it is. */
export function kindOffers(line: KubectlLine, typed: string): Offer[] {
  const comma = typed.lastIndexOf(',') + 1;
  const [before, start] = [typed.slice(0, comma), typed.slice(comma)];
  const all = new Map<string, Resource>();
  for (const resource of line.cluster?.resources() ?? []) {
    const name = resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`;
    if (!all.has(name)) all.set(name, resource);
  }
  const found = [...all]
    .filter(([name]) => name.startsWith(start))
    .sort(([a], [b]) => byBytes(a, b))
    .map(
      ([name, { shortNames, kind }]): Offer => ({
        text: before + name,
        what: 'kind',
        detail: [kind, ...shortNames].join(' '),
      }),
    );
  if (start === '' || found.length > 0) return found;
  const exact = line.resource(start);
  return exact ? [{ text: typed, what: 'kind', detail: exact.kind }] : [];
}

/** `type name…` and `type/name…`. */
function typeAndNames(line: KubectlLine, typed: string, types?: readonly string[], isOnce = false): Offer[] {
  const [first] = line.words;
  if (first !== undefined && !first.includes('/')) {
    if (isOnce && line.words.length > 1) return [];
    const given = new Set(line.words.slice(1));
    return objects(line.names(first).filter((name) => name.startsWith(typed) && !given.has(name)));
  }
  const slash = typed.indexOf('/');
  if (slash < 0) {
    if (first !== undefined && isOnce) return [];
    const kinds = types
      ? types.filter((one) => one.startsWith(typed)).map((text): Offer => ({ text, what: 'kind' }))
      : kindOffers(line, typed);
    // A short name that some types have: `deploy` for `deployment`.
    if (kinds.length === 0 && types && line.resource(typed)) kinds.push({ text: typed, what: 'kind' });
    return first === undefined ? kinds : kinds.map((one) => ({ ...one, text: `${one.text}/`, isOpen: true }));
  }
  if (first !== undefined && isOnce) return [];
  return ofType(line, typed, slash).filter(({ text }) => !line.words.includes(text));
}

function ofType(line: KubectlLine, typed: string, slash: number): Offer[] {
  const [type, start] = [typed.slice(0, slash), typed.slice(slash + 1)];
  return objects(
    line
      .names(type)
      .filter((name) => name.startsWith(start))
      .map((name) => `${type}/${name}`),
  );
}

/** Names of Pods, and types of what has Pods. */
function podOffers(line: KubectlLine, typed: string): Offer[] {
  const slash = typed.indexOf('/');
  if (slash >= 0) return ofType(line, typed, slash);
  const pods = objects(line.names('pods').filter((name) => name.startsWith(typed)));
  const types = WITH_PODS.filter((type) => type.startsWith(typed)).map(
    (type): Offer => ({
      text: `${type}/`,
      what: 'kind',
      isOpen: true,
    }),
  );
  return [...pods, ...types];
}

const PORTS: Readonly<Record<string, string>> = { services: 'ports', pods: 'containers' };

/** Ports of a Pod or Service, on this machine and there. */
function portOffers(line: KubectlLine, typed: string): Offer[] {
  const [kind = '', name = ''] = (line.words[0] ?? '').includes('/')
    ? (line.words[0] as string).split('/')
    : ['pods', line.words[0]];
  const resource = line.resource(kind);
  const object =
    resource && line.cluster?.objects(resource, line.namespace).find(({ metadata }) => metadata.name === name);
  if (!resource || !object || !PORTS[resource.plural]) return [];
  const spec = asRecord(object.spec);
  const ports =
    resource.plural === 'services'
      ? asList(spec.ports).map(({ port }) => port)
      : asList(spec.containers).flatMap((container) =>
          asList(container.ports).map(({ containerPort }) => containerPort),
        );
  const local = typed.split(':')[0] ?? '';
  return ports
    .map((port): Offer => ({ text: `${local === '' ? port : local}:${port}`, what: 'value' }))
    .filter(({ text }) => text.startsWith(typed));
}

/** What `kubectl cp` copies: Pods with a colon, namespaces with a slash, files. */
function copyOffers(line: KubectlLine, typed: string): Offers {
  if (line.words.length > 1 || /^[/.~]/.test(typed) || typed.includes(':')) return { files: undefined };
  const pods = objects(
    line.names('pods').map((name) => `${name}:`),
    true,
  ).filter(({ text }) => text.startsWith(typed));
  return pods.length > 0 ? pods : { files: undefined };
}

/** `container=image` of `kubectl set image`. */
function imageOffers(line: KubectlLine, typed: string): Offer[] {
  const [first = '', second] = line.words;
  const target = first.includes('/') ? first : `${first}/${second ?? ''}`;
  const given = line.words.slice(first.includes('/') ? 1 : 2).map((word) => word.split('=')[0]);
  return line
    .containers(target)
    .filter((name) => !given.includes(name))
    .map((name): Offer => ({ text: `${name}=`, what: 'object', isOpen: true }))
    .filter(({ text }) => text.startsWith(typed));
}

const isNamed = ({ words }: KubectlLine): boolean => words.length > (words[0]?.includes('/') ? 0 : 1);

/** What completes an argument of a command. */
export function argumentOffers(line: KubectlLine, typed: string): Offers {
  const { path, words } = line;
  const starting = (texts: readonly string[], what: Offer['what']): Offer[] =>
    texts.filter((text) => text.startsWith(typed)).map((text) => ({ text, what }));
  if (path === 'set image' && isNamed(line)) return imageOffers(line, typed);
  if (/^(label|annotate|taint|set env)$/.test(path) && isNamed(line) && typed.includes('=')) return 'none';
  if (ANY.has(path)) return typeAndNames(line, typed);
  const some = SOME[path];
  if (some) return typeAndNames(line, typed, some, ONCE.has(path));
  const kind = NAMES[path];
  if (kind) {
    const isMany = kind === 'certificatesigningrequests' || kind === 'nodes';
    return words.length === 0 || isMany
      ? objects(line.names(kind).filter((name) => name.startsWith(typed) && !words.includes(name)))
      : [];
  }
  if (PODS.has(path)) {
    if (words.length === 0) return podOffers(line, typed);
    if (words.length === 1 && path === 'logs')
      return objects(line.containers(words[0] as string).filter((name) => name.startsWith(typed)));
    return path === 'port-forward' ? portOffers(line, typed) : [];
  }
  const { contexts, clusters, users } = line.config;
  switch (path) {
    case 'config use-context':
    case 'config delete-context':
    case 'config rename-context':
    case 'config set-context':
      return words.length === 0 ? starting(Object.keys(contexts).sort(), 'object') : [];
    case 'config delete-cluster':
    case 'config set-cluster':
      return words.length === 0 ? starting(Object.keys(clusters).sort(), 'object') : [];
    case 'config delete-user':
    case 'config set-credentials':
      return words.length === 0 ? starting(Object.keys(users).sort(), 'object') : [];
    case 'completion':
      return words.length === 0 ? starting(['bash', 'zsh', 'fish', 'powershell'], 'value') : [];
    case 'cp':
      return copyOffers(line, typed);
    case 'explain':
      return words.length === 0 ? kindOffers(line, typed) : [];
    case 'auth can-i':
      if (words.length === 0) return starting(VERBS, 'value');
      return words.length === 1 ? kindOffers(line, typed) : [];
    case 'kustomize':
      return 'folders';
    default:
      return 'none';
  }
}
