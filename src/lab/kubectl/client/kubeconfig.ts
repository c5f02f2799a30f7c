import { asList, asRecord, isRecord } from '../../../kubernetes/data.ts';
import { byBytes } from '../../../kubernetes/structs/encode.ts';

/** Something with a name in a kubeconfig: by its name, what it is. */
export type Named = Record<string, Record<string, unknown>>;

/** A kubeconfig (k8s.io/client-go/tools/clientcmd/api). */
export interface Kubeconfig {
  clusters: Named;
  users: Named;
  contexts: Named;
  currentContext: string;
  preferences: Record<string, unknown>;
}

const FIELDS = {
  cluster: [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority',
    'certificate-authority-data',
    'proxy-url',
    'disable-compression',
    'extensions',
  ],
  user: [
    'client-certificate',
    'client-certificate-data',
    'client-key',
    'client-key-data',
    'token',
    'tokenFile',
    'as',
    'as-uid',
    'as-groups',
    'as-user-extra',
    'username',
    'password',
    'auth-provider',
    'exec',
    'extensions',
  ],
  context: ['cluster', 'user', 'namespace', 'extensions'],
} as const;

/** The fields that a kind of entry can have. */
export function fieldsOfEntry(kind: keyof typeof FIELDS): readonly string[] {
  return FIELDS[kind];
}

/** Fields that are written even without a value. */
const ALWAYS = new Set(['server', 'cluster', 'user']);

/** Reads the data of a kubeconfig file. */
export function readKubeconfig(data: unknown): Kubeconfig {
  const config = asRecord(data);
  const named = (list: unknown, key: string): Named =>
    Object.fromEntries(asList(list).map((entry) => [String(entry.name ?? ''), { ...asRecord(entry[key]) }]));
  return {
    clusters: named(config.clusters, 'cluster'),
    users: named(config.users, 'user'),
    contexts: named(config.contexts, 'context'),
    currentContext: String(config['current-context'] ?? ''),
    preferences: { ...asRecord(config.preferences) },
  };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (isRecord(value) && Object.keys(value).length === 0) ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** The program that brings credentials, with what is written of it even without a value (`ExecConfig` of clientcmd/api/v1). */
function programEntry(program: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { command, args, env, apiVersion, provideClusterInfo, ...rest } = program;
  return {
    command: command ?? '',
    args: args ?? null,
    env: env ?? null,
    apiVersion,
    provideClusterInfo: provideClusterInfo ?? false,
    ...rest,
  };
}

function entry(kind: keyof typeof FIELDS, value: Record<string, unknown>): Record<string, unknown> {
  const names = FIELDS[kind].filter((name) => !isEmpty(value[name]) || (ALWAYS.has(name) && !(kind === 'user')));
  return Object.fromEntries(
    names.map((name) => [name, name === 'exec' ? programEntry(asRecord(value[name])) : (value[name] ?? '')]),
  );
}

/** The data of a kubeconfig as it is written, with the order of the fields of its Go structs. */
export function kubeconfigData({
  clusters,
  users,
  contexts,
  currentContext,
  preferences,
}: Kubeconfig): Record<string, unknown> {
  const list = (named: Named, kind: keyof typeof FIELDS): unknown => {
    const names = Object.keys(named).sort(byBytes);
    return names.length === 0 ? null : names.map((name) => ({ name, [kind]: entry(kind, named[name] ?? {}) }));
  };
  return {
    kind: 'Config',
    apiVersion: 'v1',
    ...(Object.keys(preferences).length > 0 ? { preferences } : {}),
    clusters: list(clusters, 'cluster'),
    users: list(users, 'user'),
    contexts: list(contexts, 'context'),
    'current-context': currentContext,
  };
}

/** One kubeconfig from several: what comes first holds. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merged: Kubeconfig = { clusters: {}, users: {}, contexts: {}, currentContext: '', preferences: {} };
  for (const config of configs) {
    merged.clusters = { ...config.clusters, ...merged.clusters };
    merged.users = { ...config.users, ...merged.users };
    merged.contexts = { ...config.contexts, ...merged.contexts };
    merged.currentContext ||= config.currentContext;
    merged.preferences = { ...config.preferences, ...merged.preferences };
  }
  return merged;
}
