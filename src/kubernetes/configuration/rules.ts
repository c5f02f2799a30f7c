import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asList, asRecord, type Data, isRecord } from '../data.ts';
import { type ObjectProblem, problem } from '../object-problem.ts';

/** Judges an object that stands in another one; undefined if its kind is not known. */
type Judge = (object: Data) => ObjectProblem[] | undefined;
type Rule = (object: Data, judge: Judge) => ObjectProblem[];

const at = (path: DataPath, problems: readonly ObjectProblem[]): ObjectProblem[] =>
  problems.map((found) => ({ ...found, path: [...path, ...found.path] }));

const missing = (path: DataPath, field: string, why: string): ObjectProblem =>
  problem('missing-field', path, `"${field}" is missing: ${why}.`, `Add "${field}".`);

/** A kubeconfig in which contexts and the current one name what is there. Source: kubectl config view, client-go's validation. */
const kubeconfig: Rule = (object) => {
  const names = (list: unknown): string[] => asList(list).map(({ name }) => String(name));
  const contexts = names(object.contexts);
  // kubectl puts several files together: one without a list leaves it to the others.
  const isElsewhere: Readonly<Record<string, boolean>> = {
    cluster: object.clusters === undefined,
    user: object.users === undefined,
    context: object.contexts === undefined,
  };
  const unknown = (path: DataPath, what: string, name: unknown, all: readonly string[]): ObjectProblem[] =>
    name === undefined || name === '' || all.includes(String(name)) || isElsewhere[what]
      ? []
      : [
          problem(
            'reference',
            path,
            `There is no ${what} "${String(name)}" in this file.${didYouMean(String(name), all)}`,
            all.length > 0 ? `Use one of: ${all.join(', ')}.` : `Add it to the list of ${what}s.`,
          ),
        ];
  return [
    ...asList(object.contexts).flatMap(({ context }, index) => {
      const { cluster, user } = asRecord(context);
      const path = ['contexts', index, 'context'];
      return [
        ...unknown([...path, 'cluster'], 'cluster', cluster, names(object.clusters)),
        ...unknown([...path, 'user'], 'user', user, names(object.users)),
      ];
    }),
    ...unknown(['current-context'], 'context', object['current-context'], contexts),
  ];
};

/** Providers of encryption that take keys, with the lengths of these in bytes. */
const KEY_LENGTHS: Readonly<Record<string, readonly number[]>> = {
  aescbc: [16, 24, 32],
  aesgcm: [16, 24, 32],
  secretbox: [32],
};

function keyProblems(provider: string, keys: unknown, path: DataPath): ObjectProblem[] {
  const lengths = KEY_LENGTHS[provider];
  if (!lengths) return [];
  return asList(keys).flatMap(({ secret }, index): ObjectProblem[] => {
    // A placeholder stands for what nobody publishes.
    if (typeof secret !== 'string' || /[<>{}$]|^\.\.\.$/.test(secret)) return [];
    const bytes = /^[A-Za-z0-9+/]+=*$/.test(secret) && secret.length % 4 === 0 ? atob(secret).length : undefined;
    if (bytes !== undefined && lengths.includes(bytes)) return [];
    const is = bytes === undefined ? 'is not base64' : `has ${bytes} bytes`;
    const remedy = `Make one: head -c 32 /dev/urandom | base64`;
    return [
      problem(
        'value',
        [...path, 'keys', index, 'secret'],
        `The key of ${provider} ${is}; it takes ${lengths.join(', ')} bytes in base64.`,
        remedy,
      ),
    ];
  });
}

/** Source: https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/, and the API server's validation. */
const encryption: Rule = (object) => {
  const resources = asList(object.resources);
  if (resources.length === 0) return [missing([], 'resources', 'the API server asks for at least one')];
  return resources.flatMap(({ resources: names, providers }, index): ObjectProblem[] => {
    const path = ['resources', index];
    return [
      ...(Array.isArray(names) && names.length > 0 ? [] : [missing(path, 'resources', 'nothing would be encrypted')]),
      ...(asList(providers).length > 0 ? [] : [missing(path, 'providers', 'nothing could be written')]),
      ...asList(providers).flatMap((provider, at): ObjectProblem[] => {
        const [kind = '', ...others] = Object.keys(provider);
        const place = [...path, 'providers', at];
        if (kind === '' || others.length > 0) {
          return [
            problem(
              'conflict',
              place,
              'Each entry of "providers" has exactly one provider.',
              'Write each provider as an item of its own.',
            ),
          ];
        }
        return keyProblems(kind, asRecord(provider[kind]).keys, [...place, kind]);
      }),
    ];
  });
};

/** Source: https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/. */
const audit: Rule = (object) => {
  const rules = asList(object.rules);
  if (rules.length === 0) return [missing([], 'rules', 'the API server refuses a policy without rules')];
  return rules.flatMap((rule, index): ObjectProblem[] =>
    rule.level === undefined || rule.level === '' ? [missing(['rules', index], 'level', 'each rule has one')] : [],
  );
};

/** Source: https://kind.sigs.k8s.io/docs/user/configuration/. */
const kindCluster: Rule = (object) => {
  const nodes = asList(object.nodes);
  const isControlPlane = ({ role }: Data): boolean => role === undefined || role === '' || role === 'control-plane';
  return nodes.length === 0 || nodes.some(isControlPlane)
    ? []
    : [problem('value', ['nodes'], 'No node has the role "control-plane".', 'Add "- role: control-plane".')];
};

/** Objects within plugins of admission and of the scheduler. */
const admission: Rule = (object, judge) =>
  asList(object.plugins).flatMap(({ configuration }, index) =>
    isRecord(configuration) ? at(['plugins', index, 'configuration'], judge(configuration) ?? []) : [],
  );

/** Source: https://kubernetes.io/docs/reference/config-api/kube-scheduler-config.v1/. */
const scheduler: Rule = (object, judge) =>
  asList(object.profiles).flatMap(({ pluginConfig }, profile) =>
    asList(pluginConfig).flatMap(({ name, args }, index) => {
      const kind = `${String(name)}Args`;
      const found = isRecord(args) ? judge({ apiVersion: object.apiVersion, kind, ...args }) : undefined;
      // Plugins of others have arguments that nobody here knows.
      if (!found || found.some(({ rule, path }) => rule === 'api-version' && path[0] === 'kind')) return [];
      return at(['profiles', profile, 'pluginConfig', index, 'args'], found);
    }),
  );

const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Source: https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/. */
const podSecurity: Rule = (object) =>
  Object.entries(asRecord(object.defaults)).flatMap(([key, value]): ObjectProblem[] => {
    const isVersion = key.endsWith('-version');
    const fits = isVersion ? /^(latest|v1\.\d+)$/.test(String(value)) : LEVELS.includes(String(value));
    if (fits) return [];
    const suggestion = isVersion ? '' : didYouMean(String(value), LEVELS);
    const remedy = isVersion ? 'Write latest, or a version such as v1.36.' : `Use one of: ${LEVELS.join(', ')}.`;
    return [
      problem('value', ['defaults', key], `"${key}" is "${String(value)}", which it cannot be.${suggestion}`, remedy),
    ];
  });

/** Source: https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration. */
const authentication: Rule = (object) =>
  asList(object.jwt).flatMap(({ issuer, claimMappings }, index): ObjectProblem[] => {
    const path = ['jwt', index];
    const { url, audiences } = asRecord(issuer);
    const { claim, prefix, expression } = asRecord(asRecord(claimMappings).username);
    const username = [...path, 'claimMappings', 'username'];
    return [
      ...(typeof url === 'string' && url.startsWith('https://')
        ? []
        : [
            problem(
              'value',
              [...path, 'issuer', 'url'],
              'The address of the issuer begins with https://.',
              'Write it so.',
            ),
          ]),
      ...(Array.isArray(audiences) && audiences.length > 0
        ? []
        : [missing([...path, 'issuer'], 'audiences', 'tokens for anybody would be taken')]),
      ...(Boolean(claim) === Boolean(expression)
        ? [
            problem(
              'conflict',
              username,
              'A user name comes from a claim or from an expression, one of them.',
              'Write "claim" or "expression".',
            ),
          ]
        : []),
      ...(claim && prefix === undefined
        ? [missing(username, 'prefix', 'it is asked for beside "claim", and may be empty: prefix: ""')]
        : []),
    ];
  });

const MODES = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Node', 'RBAC', 'Webhook'];

/** Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/#using-configuration-file-for-authorization. */
const authorization: Rule = (object) => {
  const authorizers = asList(object.authorizers);
  if (authorizers.length === 0) return [missing([], 'authorizers', 'the API server asks for at least one')];
  return authorizers.flatMap(({ type, name, webhook }, index): ObjectProblem[] => {
    const path = ['authorizers', index];
    return [
      ...(MODES.includes(String(type))
        ? []
        : [
            problem(
              'value',
              [...path, 'type'],
              `"${String(type)}" is no mode of authorization.${didYouMean(String(type), MODES)}`,
              `Use one of: ${MODES.join(', ')}.`,
            ),
          ]),
      ...(name ? [] : [missing(path, 'name', 'it names the authorizer in metrics')]),
      ...(type === 'Webhook' && !isRecord(webhook)
        ? [missing(path, 'webhook', 'the API server would not know whom to ask')]
        : []),
    ];
  });
};

const RULES: Readonly<Record<string, Rule>> = {
  'v1 Config': kubeconfig,
  'apiserver.config.k8s.io/v1 EncryptionConfiguration': encryption,
  'audit.k8s.io/v1 Policy': audit,
  'kind.x-k8s.io/v1alpha4 Cluster': kindCluster,
  'apiserver.config.k8s.io/v1 AdmissionConfiguration': admission,
  'kubescheduler.config.k8s.io/v1 KubeSchedulerConfiguration': scheduler,
  'pod-security.admission.config.k8s.io/v1 PodSecurityConfiguration': podSecurity,
  'apiserver.config.k8s.io/v1 AuthenticationConfiguration': authentication,
  'apiserver.config.k8s.io/v1beta1 AuthenticationConfiguration': authentication,
  'apiserver.config.k8s.io/v1 AuthorizationConfiguration': authorization,
  'apiserver.config.k8s.io/v1beta1 AuthorizationConfiguration': authorization,
};

/** What a kind of configuration asks for beyond the types of its fields. @param key `apiVersion kind`. */
export function kindRules(key: string, object: Data, judge: Judge): ObjectProblem[] {
  return RULES[key]?.(object, judge) ?? [];
}
