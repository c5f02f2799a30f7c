import { asList, asRecord, asText, asTexts, at, type Data } from '../data.ts';

/** An object that is there without a manifest of it: made by a command, by a generator, or by a program of the cluster. */
export interface MadeObject {
  kind: string;
  name: string;
  /** Whether the name is only the beginning of the names of several objects. */
  prefix?: boolean;
  /** Keys of a ConfigMap or Secret; undefined if they are not known. */
  keys?: readonly string[] | undefined;
  /** Labels of the Pods that it makes. */
  labels?: Data;
}

/** Words for kinds that people type, with the kinds. */
const KINDS: ReadonlyMap<string, string> = new Map(
  (
    [
      ['ConfigMap', 'configmap', 'configmaps', 'cm'],
      ['Secret', 'secret', 'secrets'],
      ['ServiceAccount', 'serviceaccount', 'serviceaccounts', 'sa'],
      ['Service', 'service', 'services', 'svc'],
      ['Deployment', 'deployment', 'deployments', 'deploy'],
      ['StatefulSet', 'statefulset', 'statefulsets', 'sts'],
      ['ReplicaSet', 'replicaset', 'replicasets', 'rs'],
      ['Pod', 'pod', 'pods', 'po'],
      ['Job', 'job', 'jobs'],
      ['CronJob', 'cronjob', 'cronjobs', 'cj'],
      ['Role', 'role', 'roles'],
      ['ClusterRole', 'clusterrole', 'clusterroles'],
      ['PriorityClass', 'priorityclass', 'priorityclasses', 'pc'],
      ['Ingress', 'ingress', 'ingresses', 'ing'],
    ] as const
  ).flatMap(([kind, ...words]) => words.map((word) => [word, kind] as const)),
);
/** Kinds for which "kubectl create" wants a second word before the name. */
const WITH_TYPE = new Set(['Secret', 'Service']);
/** Flags of these commands that stand without a value. */
const BARE =
  /^(--(rm|stdin|tty|command|attach|quiet|append-hash|validate|privileged|leave-stdin-open|expose|wait|install|atomic|create-namespace|dry-run|save-config|windows-line-endings)|-[itq]+)$/;

/** The words of a command that are no flags and no values of flags, and the values of its flags. */
function parseWords(words: readonly string[]): { plain: string[]; flags: [string, string][] } {
  const plain: string[] = [];
  const flags: [string, string][] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    if (word === '--') break;
    if (!word.startsWith('-') || word === '-') plain.push(word);
    else if (word.includes('=')) flags.push([word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
    else if (BARE.test(word)) flags.push([word, '']);
    else flags.push([word, words[++index] ?? '']);
  }
  return { plain, flags };
}

const flagValue = (flags: readonly [string, string][], ...names: readonly string[]): string | undefined =>
  flags.find(([name]) => names.includes(name))?.[1];

/** Labels that somebody wrote as `key=value,key=value`. */
function labelsOf(text: string): Data {
  return Object.fromEntries(
    text.split(',').flatMap((pair) => {
      const [key = '', value] = pair.split('=');
      return value === undefined ? [] : [[key.trim(), value.trim()]];
    }),
  );
}

/** Keys that the flags of "kubectl create configmap" or "secret" make; undefined if a file decides on them. */
function keysOf(kind: string, type: string | undefined, flags: readonly [string, string][]): string[] | undefined {
  if (kind === 'Secret' && type === 'tls') return ['tls.crt', 'tls.key'];
  if (kind === 'Secret' && type !== 'generic') return ['.dockerconfigjson'];
  const keys: string[] = [];
  for (const [name, value] of flags) {
    if (name === '--from-literal') keys.push(value.split('=')[0] ?? '');
    if (name === '--from-env-file') return undefined;
    if (name !== '--from-file') continue;
    const key = value.includes('=') ? value.split('=')[0] : value.split('/').at(-1);
    // A folder gives a key for each of its files.
    if (!value.includes('=') && !(key ?? '').includes('.')) return undefined;
    keys.push(key ?? '');
  }
  return keys.length === 0 ? undefined : keys;
}

function created(plain: readonly string[], flags: readonly [string, string][]): MadeObject[] {
  const kind = KINDS.get(plain[2]?.toLowerCase() ?? '');
  if (kind === undefined) return [];
  const typed = WITH_TYPE.has(kind);
  const name = plain[typed ? 4 : 3];
  if (name === undefined) return [];
  if (kind === 'ConfigMap' || kind === 'Secret') {
    return [{ kind, name, keys: keysOf(kind, typed ? plain[3] : undefined, flags) }];
  }
  return [{ kind, name, ...(kind === 'Deployment' ? { labels: { app: name } } : {}) }];
}

function exposed(plain: readonly string[], flags: readonly [string, string][]): MadeObject[] {
  const target = plain[2]?.includes('/') ? plain[2].split('/')[1] : plain[3];
  const name = flagValue(flags, '--name') ?? target;
  return name === undefined ? [] : [{ kind: 'Service', name }];
}

/** Objects that a command makes. @param words of the command, the program first. */
export function madeByCommand(words: readonly string[]): MadeObject[] {
  const { plain, flags } = parseWords(words);
  const [program, verb] = plain;
  if (program === 'helm') {
    const release = verb === 'install' || verb === 'upgrade' ? plain[2] : undefined;
    return release === undefined ? [] : [{ kind: '', name: release, prefix: true }];
  }
  if (program !== 'kubectl') return [];
  if (verb === 'create') return created(plain, flags);
  if (verb === 'expose') return exposed(plain, flags);
  const name = plain[2];
  if (verb !== 'run' || name === undefined) return [];
  const labels = labelsOf(flagValue(flags, '--labels', '-l') ?? `run=${name}`);
  const service: MadeObject[] = flags.some(([flag]) => flag === '--expose') ? [{ kind: 'Service', name }] : [];
  return [{ kind: 'Pod', name, labels }, ...service];
}

/** Labels that a command puts on objects: `kubectl label pod web app=shop` gives "app=shop". */
export function labelsByCommand(words: readonly string[]): string[] {
  const { plain } = parseWords(words);
  return plain[0] === 'kubectl' && plain[1] === 'label' ? plain.slice(2).filter((word) => word.includes('=')) : [];
}

function generatedKeys(generator: Data): string[] | undefined {
  if (asTexts(generator.envs).length > 0 || generator.env !== undefined || generator.behavior === 'merge')
    return undefined;
  return [
    ...asTexts(generator.literals).map((literal) => literal.split('=')[0] ?? ''),
    ...asTexts(generator.files).map((file) => (file.includes('=') ? file.split('=')[0] : file.split('/').at(-1)) ?? ''),
  ];
}

/** Objects that come from an object which is read by a program: a Kustomization, or one that has a Secret made. */
export function madeByObject(object: Data): MadeObject[] {
  const name = asText(at(object, 'metadata', 'name'));
  const generated = (field: string, kind: string): MadeObject[] =>
    asList(object[field]).flatMap((generator) => {
      const own = asText(generator.name);
      return own === undefined ? [] : [{ kind, name: own, keys: generatedKeys(generator) }];
    });
  switch (object.kind) {
    case 'Kustomization':
      return [...generated('configMapGenerator', 'ConfigMap'), ...generated('secretGenerator', 'Secret')];
    case 'Certificate': {
      const secret = asText(at(object, 'spec', 'secretName'));
      return secret === undefined ? [] : [{ kind: 'Secret', name: secret, keys: ['tls.crt', 'tls.key', 'ca.crt'] }];
    }
    case 'ExternalSecret':
    case 'SealedSecret': {
      const target = asText(at(object, 'spec', 'target', 'name')) ?? name;
      return target === undefined ? [] : [{ kind: 'Secret', name: target }];
    }
    case 'StatefulSet':
      return asList(asRecord(object.spec).volumeClaimTemplates).flatMap((template) => {
        const own = asText(at(template, 'metadata', 'name'));
        return own === undefined || name === undefined
          ? []
          : [{ kind: 'PersistentVolumeClaim', name: `${own}-${name}-`, prefix: true }];
      });
    default:
      return [];
  }
}
