import type { DataPath } from '../../findings/yaml.ts';
import { pathName } from '../../findings/yaml.ts';
import { asList, asRecord, asTexts, type Data, isSet } from '../data.ts';
import { acceptedProblem, type ObjectProblem, problem, type TypeRules } from '../object-problem.ts';
import { groupNameProblems, subresourceProblems, verbProblems } from './access-names.ts';
import { fields } from './values.ts';

/** Resources of the API with the groups that serve them. Source: kubectl api-resources of the checked version. */
const GROUPS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'configmaps',
      'endpoints',
      'limitranges',
      'namespaces',
      'persistentvolumeclaims',
      'persistentvolumes',
      'pods',
      'resourcequotas',
      'secrets',
      'serviceaccounts',
      'services',
    ].map((name) => [name, '']),
  ),
  ...Object.fromEntries(['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map((name) => [name, 'apps'])),
  ...Object.fromEntries(['cronjobs', 'jobs'].map((name) => [name, 'batch'])),
  ...Object.fromEntries(['ingresses', 'ingressclasses', 'networkpolicies'].map((name) => [name, 'networking.k8s.io'])),
  ...Object.fromEntries(
    ['clusterrolebindings', 'clusterroles', 'rolebindings', 'roles'].map((name) => [name, 'rbac.authorization.k8s.io']),
  ),
  horizontalpodautoscalers: 'autoscaling',
  poddisruptionbudgets: 'policy',
  storageclasses: 'storage.k8s.io',
};
/** Groups in which one of these resources may not be looked for; others may serve resources of the same names. */
const KNOWN_GROUPS = new Set(Object.values(GROUPS));

const showGroup = (group: string): string => (group === '' ? '""' : `"${group}"`);

/** Resources that none of the rule's groups has: the rule would allow nothing. */
function groupProblems({ apiGroups, resources }: Data, path: DataPath): ObjectProblem[] {
  const groups = asTexts(apiGroups);
  if (groups.length === 0 || groups.some((group) => !KNOWN_GROUPS.has(group))) return [];
  const groupOf = (resource: string): string | undefined => GROUPS[resource.split('/')[0] ?? ''];
  // If nothing fits, it is the group that is wrong.
  const nothingFits = !asTexts(resources).some((resource) => groups.includes(groupOf(resource) ?? groups[0] ?? ''));
  return asTexts(resources).flatMap((resource, index) => {
    const group = groupOf(resource);
    if (group === undefined || groups.includes(group)) return [];
    const isSaid = asTexts(resources).findIndex((other) => groupOf(other) === group) < index;
    if (nothingFits && isSaid) return [];
    const message = `The resource "${resource}" is in the API group ${showGroup(group)}, which the rule does not name; it allows nothing.`;
    return [
      acceptedProblem(
        'value',
        nothingFits ? [...path, 'apiGroups', 0] : [...path, 'resources', index],
        message,
        `Add ${showGroup(group)} to apiGroups, or make a rule of its own for it.`,
      ),
    ];
  });
}

function singularProblems({ resources }: Data, path: DataPath): ObjectProblem[] {
  return asTexts(resources).flatMap((resource, index) => {
    const [name = '', ...rest] = resource.split('/');
    const plural = [`${name.toLowerCase()}s`, `${name.toLowerCase().replace(/y$/, 'i')}es`, name.toLowerCase()].find(
      (word) => GROUPS[word] !== undefined,
    );
    if (plural === undefined || plural === name) return [];
    const right = [plural, ...rest].join('/');
    return [
      acceptedProblem(
        'value',
        [...path, 'resources', index],
        `"${resource}" is not the name of a resource. Did you mean "${right}"?`,
        'Write resources in the plural and in lower case, as "kubectl api-resources" lists them.',
      ),
    ];
  });
}

/** Source: ValidatePolicyRule in pkg/apis/rbac/validation. */
function ruleProblems(data: Data, path: DataPath): (ObjectProblem | undefined)[] {
  const count = (key: string): number => (Array.isArray(data[key]) ? data[key].length : 0);
  return [
    Array.isArray(data.verbs) && count('verbs') === 0
      ? problem('missing-field', [...path, 'verbs'], 'The rule names no verb.', 'Add one, such as get.')
      : undefined,
    count('resources') > 0 && count('nonResourceURLs') > 0
      ? problem(
          'conflict',
          [...path, 'nonResourceURLs'],
          'A rule cannot have both resources and nonResourceURLs.',
          'Make two rules of it.',
        )
      : undefined,
    count('resources') === 0 && count('nonResourceURLs') === 0
      ? problem('missing-field', path, `"${pathName(path)}" names no resource.`, 'Add resources.')
      : undefined,
    count('resources') > 0 && count('apiGroups') === 0
      ? problem(
          'missing-field',
          path,
          `"${pathName(path)}" lacks the field "apiGroups".`,
          'Add "apiGroups"; for Pods and the like, write [""].',
        )
      : undefined,
    ...groupNameProblems(data, path),
    ...verbProblems(data, path),
    ...subresourceProblems(data, path),
    ...singularProblems(data, path),
    ...groupProblems(data, path),
  ];
}

const RBAC = 'rbac.authorization.k8s.io';
const SUBJECTS = ['ServiceAccount', 'User', 'Group'];

/** Source: ValidateRoleBindingSubject in pkg/apis/rbac/validation. */
function subjectProblems({ kind, apiGroup }: Data, path: DataPath): (ObjectProblem | undefined)[] {
  if (typeof kind !== 'string') return [];
  if (!SUBJECTS.includes(kind)) {
    return [
      problem(
        'value',
        [...path, 'kind'],
        `"${kind}" cannot be the kind of a subject.`,
        `Use one of: ${SUBJECTS.join(', ')}.`,
      ),
    ];
  }
  const wanted = kind === 'ServiceAccount' ? '' : RBAC;
  return [
    isSet(apiGroup) && apiGroup !== wanted
      ? problem(
          'value',
          [...path, 'apiGroup'],
          `The apiGroup of a ${kind} is ${showGroup(wanted)}.`,
          wanted === '' ? 'Remove apiGroup.' : `Write apiGroup: ${wanted}.`,
        )
      : undefined,
  ];
}

function roleRefProblems({ roleRef }: Data, path: DataPath, kinds: readonly string[]): (ObjectProblem | undefined)[] {
  const { kind, apiGroup } = asRecord(roleRef);
  const inside = [...path, 'roleRef'];
  return [
    typeof kind === 'string' && !kinds.includes(kind)
      ? problem(
          'value',
          [...inside, 'kind'],
          `"${kind}" cannot be the kind of this roleRef.`,
          `Write ${kinds.join(' or ')}.`,
        )
      : undefined,
    isSet(apiGroup) && apiGroup !== '' && apiGroup !== RBAC
      ? problem('value', [...inside, 'apiGroup'], `The apiGroup of a roleRef is "${RBAC}".`, `Write apiGroup: ${RBAC}.`)
      : undefined,
  ];
}

/** What the API server asks of roles and bindings. Source: pkg/apis/rbac/validation/validation.go of Kubernetes. */
export const accessRules: TypeRules = {
  [`${RBAC}/v1/PolicyRule`]: fields(ruleProblems),
  [`${RBAC}/v1/Subject`]: fields(subjectProblems),
  [`${RBAC}/v1/RoleBinding`]: fields((data, path) => roleRefProblems(data, path, ['Role', 'ClusterRole'])),
  [`${RBAC}/v1/ClusterRoleBinding`]: fields((data, path) => [
    ...roleRefProblems(data, path, ['ClusterRole']),
    ...asList(data.subjects).map(({ kind, namespace }, index) =>
      kind === 'ServiceAccount' && !isSet(namespace)
        ? problem(
            'missing-field',
            [...path, 'subjects', index],
            'A ServiceAccount in a ClusterRoleBinding needs its namespace.',
            'Add "namespace".',
          )
        : undefined,
    ),
  ]),
  [`${RBAC}/v1/Role`]: fields(({ rules }, path) =>
    asList(rules).map((rule, index) =>
      isSet(rule.nonResourceURLs)
        ? problem(
            'conflict',
            [...path, 'rules', index, 'nonResourceURLs'],
            'A Role is about one namespace, and cannot have nonResourceURLs.',
            'Use a ClusterRole.',
          )
        : undefined,
    ),
  ),
};
