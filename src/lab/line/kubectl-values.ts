import type { Offer } from './candidates.ts';
import type { KubectlLine, Offers } from './kubectl-line.ts';

/** Formats of every command that prints objects, and those of `kubectl get` beside them. */
const FORMATS = [
  'json',
  'yaml',
  'name',
  'go-template',
  'go-template-file',
  'template',
  'templatefile',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
];
const GET_FORMATS = [
  'json',
  'yaml',
  'kyaml',
  'name',
  ...FORMATS.slice(3),
  'custom-columns',
  'custom-columns-file',
  'wide',
];
/** Commands with few formats of their own. */
const OWN_FORMATS: Readonly<Record<string, readonly string[]>> = {
  'api-resources': ['name', 'wide', 'json', 'yaml'],
  'config get-contexts': ['name'],
  'config view': FORMATS,
  explain: ['plaintext', 'plaintext-openapiv2'],
  get: GET_FORMATS,
  version: ['json', 'yaml'],
  'apply view-last-applied': ['json', 'yaml'],
};
/** Formats after which a template follows. */
const WITH_TEMPLATE = /^(go-template|template|jsonpath|custom-columns)(-file|-as-json)?$|^templatefile$/;

/** Values that a flag may have, whatever the command is. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  cascade: ['background', 'orphan', 'foreground'],
  concise: [],
  'dry-run': ['none', 'server', 'client'],
  for: ['create', 'delete', 'condition=', 'jsonpath='],
  'image-pull-policy': ['Always', 'IfNotPresent', 'Never'],
  profile: ['legacy', 'general', 'baseline', 'netadmin', 'restricted', 'sysadmin'],
  protocol: ['TCP', 'UDP', 'SCTP'],
  restart: ['Always', 'OnFailure', 'Never'],
  'sort-by': ['.metadata.name', '.metadata.creationTimestamp'],
  subresource: ['status', 'scale', 'resize'],
  validate: ['strict', 'warn', 'ignore'],
  verb: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
  sortby: ['cpu', 'memory'],
};
const TYPES: Readonly<Record<string, readonly string[]>> = {
  expose: ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'],
  patch: ['json', 'merge', 'strategic'],
};
/** Flags whose value is the name of an object. */
const OBJECTS: Readonly<Record<string, string>> = {
  namespace: 'namespaces',
  serviceaccount: 'serviceaccounts',
  clusterrole: 'clusterroles',
  role: 'roles',
  nodename: 'nodes',
};
/** Flags whose value is a file; a manifest if it says so. */
const FILES: Readonly<Record<string, RegExp | undefined>> = {
  filename: /\.(json|yaml|yml)$/,
  'certificate-authority': undefined,
  'client-certificate': undefined,
  'client-key': undefined,
  cert: undefined,
  key: undefined,
  'from-file': undefined,
  'from-env-file': undefined,
  kubeconfig: undefined,
  'patch-file': undefined,
  kuberc: undefined,
};
const FOLDERS = new Set(['kustomize', 'cache-dir', 'output-directory', 'www']);

/** What completes the value of a flag. */
export function flagValues(line: KubectlLine, name: string, typed: string): Offers {
  const { path } = line;
  const offers = (texts: readonly string[], what: Offer['what'] = 'value'): Offer[] =>
    texts
      .filter((text) => text.startsWith(typed))
      .map((text) => ({ text, what, ...(text.endsWith('=') ? { isOpen: true } : {}) }));
  if (name === 'output') {
    const formats = OWN_FORMATS[path] ?? FORMATS;
    return offers(formats).map((offer) =>
      WITH_TEMPLATE.test(offer.text) ? { ...offer, text: `${offer.text}=`, isOpen: true } : offer,
    );
  }
  if (name === 'type' && TYPES[path]) return offers(TYPES[path] ?? []);
  if (name === 'sort-by' && path.startsWith('top')) return offers(VALUES.sortby ?? []);
  if (name === 'container' && line.words[0] !== undefined) return offers(line.containers(line.words[0]), 'object');
  if (name === 'context') return offers(Object.keys(line.config.contexts).sort(), 'object');
  if (name === 'cluster') return offers(Object.keys(line.config.clusters).sort(), 'object');
  if (name === 'user' && !path.startsWith('create')) return offers(Object.keys(line.config.users).sort(), 'object');
  if (name === 'from' && path === 'create job')
    return offers(
      line.names('cronjobs').map((one) => `cronjob/${one}`),
      'object',
    );
  if (name === 'resource' && path.startsWith('create'))
    return offers([...new Set(line.cluster?.resources().map(({ plural }) => plural))].sort(), 'kind');
  if (name === 'selector' || name === 'labels') return offers(labelsOf(line));
  const kind = OBJECTS[name];
  if (kind) return offers(line.names(kind), 'object');
  const values = VALUES[name];
  if (values) return offers(values);
  if (FOLDERS.has(name)) return 'folders';
  return Object.hasOwn(FILES, name) ? { files: FILES[name] } : 'none';
}

/** Labels of what the command is about, as `key=value`. */
function labelsOf(line: KubectlLine): string[] {
  const resource = line.resource(line.words[0] ?? (/^(logs|exec|attach)$/.test(line.path) ? 'pods' : ''));
  if (!resource || !line.cluster) return [];
  const all = line.cluster
    .objects(resource, line.namespace)
    .flatMap(({ metadata }) => Object.entries(metadata.labels ?? {}));
  return [...new Set(all.map(([key, value]) => `${key}=${value}`))].sort();
}
