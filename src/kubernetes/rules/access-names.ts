import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { asTexts, type Data } from '../data.ts';
import { acceptedProblem, type ObjectProblem } from '../object-problem.ts';

/** Groups with a version behind them: rules name groups alone. */
export function groupNameProblems({ apiGroups }: Data, path: DataPath): ObjectProblem[] {
  return asTexts(apiGroups).flatMap((group, index) => {
    const bare = /^v\d/.test(group) ? '""' : group.split('/')[0];
    return group.includes('/') || /^v\d+((alpha|beta)\d+)?$/.test(group)
      ? [
          acceptedProblem(
            'value',
            [...path, 'apiGroups', index],
            `"${group}" is no API group: a rule names the group without a version, and allows nothing else.`,
            `Write ${bare}.`,
          ),
        ]
      : [];
  });
}

/** Verbs of the API, and those of single resources. Source: https://kubernetes.io/docs/reference/access-authn-authz/authorization/. */
export const API_VERBS: readonly string[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'bind',
  'escalate',
  'impersonate',
  'use',
  'approve',
  'sign',
  'attest',
  'proxy',
  '*',
];
/** The same with those of addresses that are no resources. */
const VERBS = [...API_VERBS, 'head', 'post', 'put', 'options'];
/** Words that people write for verbs. */
const MEANT: Readonly<Record<string, string>> = {
  read: 'get, list and watch',
  view: 'get, list and watch',
  write: 'create, update, patch and delete',
  edit: 'update and patch',
  modify: 'update and patch',
  remove: 'delete',
  add: 'create',
  execute: 'create, for the resource pods/exec',
  exec: 'create, for the resource pods/exec',
  all: '"*"',
  apply: 'create and patch',
  describe: 'get',
  logs: 'get, for the resource pods/log',
  scale: 'update, for the resource deployments/scale',
};

export function verbProblems({ verbs }: Data, path: DataPath): ObjectProblem[] {
  return asTexts(verbs).flatMap((verb, index) => {
    if (VERBS.includes(verb)) return [];
    const inside = [...path, 'verbs', index];
    const meant = MEANT[verb.toLowerCase()];
    if (meant !== undefined)
      return [
        acceptedProblem(
          'value',
          inside,
          `There is no verb "${verb}": the rule allows nothing by it.`,
          `Write ${meant}.`,
        ),
      ];
    const suggestion = didYouMean(verb, VERBS);
    // Admission and authorizers may have verbs of their own.
    return suggestion === '' && /^[a-z-]+$/.test(verb)
      ? []
      : [
          acceptedProblem(
            'value',
            inside,
            `There is no verb "${verb}": the rule allows nothing by it.${suggestion}`,
            `Use one of: ${VERBS.slice(0, 8).join(', ')}.`,
          ),
        ];
  });
}

const SUBRESOURCES: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'attach',
    'binding',
    'ephemeralcontainers',
    'eviction',
    'exec',
    'log',
    'portforward',
    'proxy',
    'resize',
    'status',
  ],
  services: ['proxy', 'status'],
  nodes: ['proxy', 'status', 'metrics', 'stats', 'log', 'spec', 'checkpoint', 'configz', 'healthz', 'pods'],
  serviceaccounts: ['token'],
  deployments: ['scale', 'status', 'finalizers'],
  statefulsets: ['scale', 'status', 'finalizers'],
  replicasets: ['scale', 'status', 'finalizers'],
  jobs: ['status', 'finalizers'],
  namespaces: ['finalize', 'status'],
};

export function subresourceProblems({ resources }: Data, path: DataPath): ObjectProblem[] {
  return asTexts(resources).flatMap((resource, index) => {
    const [name = '', sub] = resource.split('/');
    const known = SUBRESOURCES[name];
    if (sub === undefined || !known || known.includes(sub) || /^(?:\*|status|finalizers)$/.test(sub)) return [];
    const inside = [...path, 'resources', index];
    return [
      acceptedProblem(
        'value',
        inside,
        `There is no "${resource}": the rule allows nothing by it.${didYouMean(sub, known).replace('"', () => `"${name}/`)}`,
        `Use one of: ${known.map((one) => `${name}/${one}`).join(', ')}.`,
      ),
    ];
  });
}
