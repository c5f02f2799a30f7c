import { didYouMean } from '../../findings/suggest.ts';
import { schemaProblems } from '../custom/schema.ts';
import { type Data, isRecord } from '../data.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';
import { kindRules } from './rules.ts';
import published from './schemas.json' with { type: 'json' };
import { writtenSchemas } from './written.ts';

/** Definitions with what they refer to in the place of its name; types may hold themselves. */
function resolved(definitions: Readonly<Record<string, Data>>): ReadonlyMap<string, Data> {
  const schemas = new Map(Object.keys(definitions).map((name): [string, Record<string, unknown>] => [name, {}]));
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (!isRecord(value)) return value;
    if (typeof value.ref === 'string') return schemas.get(value.ref);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolve(item)]));
  };
  for (const [name, schema] of schemas) Object.assign(schema, resolve(definitions[name]));
  return schemas;
}

let known: ReadonlyMap<string, Data> | undefined;

function schemaOf(key: string): Data | undefined {
  if (Object.hasOwn(writtenSchemas, key)) return writtenSchemas[key];
  known ??= resolved(published.definitions as Readonly<Record<string, Data>>);
  const name = (published.kinds as Readonly<Record<string, string>>)[key];
  return name === undefined ? undefined : known.get(name);
}

const KEYS = [...Object.keys(published.kinds), ...Object.keys(writtenSchemas)];
const VERSIONS = new Set(KEYS.map((key) => key.split(' ')[0] ?? ''));

/** Whether the schema of a kind of configuration files is here; v1 belongs to the API, but for what kubectl reads. */
export function isConfiguration(apiVersion: unknown, kind: unknown): boolean {
  return KEYS.includes(`${String(apiVersion)} ${String(kind)}`);
}

/** Versions that were taken away, with what is read now. */
const FORMER: Readonly<Record<string, string>> = {
  'kubeadm.k8s.io/v1beta1': 'kubeadm.k8s.io/v1beta4',
  'kubeadm.k8s.io/v1beta2': 'kubeadm.k8s.io/v1beta4',
  'kubeadm.k8s.io/v1beta3': 'kubeadm.k8s.io/v1beta4',
  'kind.x-k8s.io/v1alpha3': 'kind.x-k8s.io/v1alpha4',
  'kubescheduler.config.k8s.io/v1beta1': 'kubescheduler.config.k8s.io/v1',
  'kubescheduler.config.k8s.io/v1beta2': 'kubescheduler.config.k8s.io/v1',
  'kubescheduler.config.k8s.io/v1beta3': 'kubescheduler.config.k8s.io/v1',
  'audit.k8s.io/v1alpha1': 'audit.k8s.io/v1',
  'audit.k8s.io/v1beta1': 'audit.k8s.io/v1',
};

/**
 * Everything that is wrong with a configuration file of kubeadm, the kubelet, the API server, the scheduler, kube-proxy, kubectl,
 * kind or Kustomize, as far as the file tells. Sources: the types that the programs read it into, see schemas.json, and the
 * references of their configuration (https://kubernetes.io/docs/reference/config-api/).
 * @returns undefined if nothing here knows the kind.
 */
export function configurationProblems(object: Data): ObjectProblem[] | undefined {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  const key = `${apiVersion} ${kind}`;
  const schema = schemaOf(key);
  if (schema) {
    const found = schemaProblems(object, schema);
    return found.length > 0 ? found : kindRules(key, object, configurationProblems);
  }
  const former = FORMER[apiVersion];
  if (former !== undefined) {
    const remedy = former.startsWith('kubeadm')
      ? `Write ${former}; "kubeadm config migrate" converts the file.`
      : `Write ${former}, and look which fields have another name there.`;
    return [
      problem('api-version', ['apiVersion'], `"${apiVersion}" is a former version of this configuration.`, remedy),
    ];
  }
  if (!VERSIONS.has(apiVersion) || apiVersion === 'v1') return undefined;
  const kinds = KEYS.filter((one) => one.startsWith(`${apiVersion} `)).map((one) => one.slice(apiVersion.length + 1));
  return [
    problem(
      'api-version',
      ['kind'],
      `"${apiVersion}" has no kind "${kind}".${didYouMean(kind, kinds)}`,
      `Use one of: ${kinds.join(', ')}.`,
    ),
  ];
}
