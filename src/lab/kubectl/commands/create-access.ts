import { byBytes } from '../../../kubernetes/structs/encode.ts';
import type { Call } from '../call.ts';
import type { Mapper } from '../client/mapper.ts';
import { asError } from '../errors.ts';
import type { Command } from './command.ts';
import { createGenerated, onlyName, ownNamespace } from './create.ts';

const GROUP = 'rbac.authorization.k8s.io';
const RESOURCE_VERBS = [
  '*',
  'get',
  'delete',
  'list',
  'create',
  'update',
  'patch',
  'watch',
  'proxy',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
];
const URL_VERBS = ['*', 'get', 'post', 'put', 'delete', 'patch', 'head', 'options'];
const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  use: ['podsecuritypolicies.policy', 'podsecuritypolicies.extensions'],
  bind: [`roles.${GROUP}`, `clusterroles.${GROUP}`],
  escalate: [`roles.${GROUP}`, `clusterroles.${GROUP}`],
  impersonate: ['users.', 'serviceaccounts.', 'groups.', 'userextras.authentication.k8s.io'],
};

interface Wanted {
  name: string;
  group: string;
  subresource: string;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function verbsOf({ flags }: Call): string[] {
  const verbs = flags.list('verb');
  return verbs.includes('*') ? ['*'] : unique(verbs);
}

function resourcesOf({ flags }: Call): Wanted[] {
  const wanted = flags.list('resource').map((text) => {
    const slash = text.indexOf('/');
    const full = slash < 0 ? text : text.slice(0, slash);
    const dot = full.indexOf('.');
    return {
      name: dot < 0 ? full : full.slice(0, dot),
      group: dot < 0 ? '' : full.slice(dot + 1),
      subresource: slash < 0 ? '' : text.slice(slash + 1),
      isAll: text === '*',
    };
  });
  const all = wanted.find(({ isAll }) => isAll);
  return all ? [all] : wanted;
}

/** The resource that is meant, by its full name and group; as it was written if the server does not have it. */
function known(mapper: Mapper, { name, group }: Wanted): { name: string; group: string; error?: Error } {
  try {
    return mapper.byName(name, group);
  } catch (error) {
    return { name, group, error: asError(error) };
  }
}

function checkResources(mapper: Mapper, verbs: readonly string[], resources: readonly Wanted[]): void {
  for (const wanted of resources) {
    if (wanted.name === '') throw new Error('resource must be specified if apiGroup/subresource specified');
    if (wanted.name === '*') return;
    let { name, group, error } = known(mapper, wanted);
    for (const verb of verbs) {
      const special = SPECIAL[verb];
      if (!special) continue;
      if (!special.includes(`${name}.${group}`))
        throw new Error(`can not perform '${verb}' on '${name}' in group '${group}'`);
      error = undefined;
    }
    if (error) throw error;
  }
}

function rulesOf(
  mapper: Mapper | undefined,
  verbs: string[],
  resources: readonly Wanted[],
  resourceNames: string[],
  urls: string[],
): Record<string, unknown>[] {
  const groups = new Map<string, string[]>();
  for (const wanted of resources) {
    const { name, group } = mapper ? known(mapper, wanted) : wanted;
    const full = wanted.subresource === '' ? name : `${name}/${wanted.subresource}`;
    groups.set(group, unique([...(groups.get(group) ?? []), full]));
  }
  const rules: Record<string, unknown>[] = [...groups.keys()]
    .sort(byBytes)
    .map((group) => ({ verbs, apiGroups: [group], resources: groups.get(group), resourceNames }));
  return urls.length > 0 ? [...rules, { verbs, nonResourceURLs: urls }] : rules;
}

function warnAboutVerbs(call: Call, verbs: readonly string[]): void {
  for (const verb of verbs)
    if (!RESOURCE_VERBS.includes(verb)) call.note(`Warning: '${verb}' is not a standard resource verb`);
}

const role: Command = {
  async run(call) {
    const name = onlyName(call);
    const verbs = verbsOf(call);
    const resources = resourcesOf(call);
    const mapper = await call.client.mapper();
    if (name === '') throw new Error('name must be specified');
    if (verbs.length === 0) throw new Error('at least one verb must be specified');
    warnAboutVerbs(call, verbs);
    if (resources.length === 0) throw new Error('at least one resource must be specified');
    checkResources(mapper, verbs, resources);
    const rules = rulesOf(mapper, verbs, resources, unique(call.flags.list('resource-name')), []);
    await createGenerated(
      call,
      { apiVersion: `${GROUP}/v1`, kind: 'Role', metadata: { name, ...ownNamespace(call) }, rules },
      { group: GROUP, version: 'v1', name: 'roles', namespaced: true, failure: '' },
    );
  },
};

function checkUrls(verbs: readonly string[], urls: readonly string[]): void {
  for (const verb of verbs)
    if (!URL_VERBS.includes(verb)) throw new Error(`invalid verb: '${verb}' for nonResourceURL`);
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new Error('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*'))
      throw new Error("nonResourceURL only supports wildcard matches when '*' is at the end");
  }
}

const clusterrole: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const verbs = verbsOf(call);
    const resources = resourcesOf(call);
    const urls = unique(flags.list('non-resource-url'));
    const names = unique(flags.list('resource-name'));
    const head = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { name } };
    const target = { group: GROUP, version: 'v1', name: 'clusterroles', namespaced: false, failure: '' };
    if (name === '') throw new Error('name must be specified');
    const aggregation = flags.text('aggregation-rule');
    if (aggregation !== '') {
      if (urls.length + verbs.length + resources.length + names.length > 0) {
        throw new Error(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      }
      const matchLabels = Object.fromEntries(aggregation.split(',').map((pair) => pair.split('=')));
      return createGenerated(
        call,
        { ...head, aggregationRule: { clusterRoleSelectors: [{ matchLabels }] }, rules: null },
        target,
      );
    }
    if (verbs.length === 0) throw new Error('at least one verb must be specified');
    if (resources.length === 0 && urls.length === 0)
      throw new Error('one of resource or nonResourceURL must be specified');
    const mapper = resources.length > 0 ? await call.client.mapper() : undefined;
    if (mapper) {
      warnAboutVerbs(call, verbs);
      checkResources(mapper, verbs, resources);
    }
    if (urls.length > 0) checkUrls(verbs, urls);
    return createGenerated(call, { ...head, rules: rulesOf(mapper, verbs, resources, names, urls) }, target);
  },
};

/** The subjects of `--user`, `--group` and `--serviceaccount`. @throws Error for a ServiceAccount without a namespace. */
export function subjectsOf({ flags }: Call): Record<string, unknown>[] {
  const named = (kind: string, names: readonly string[]): Record<string, unknown>[] =>
    names.map((name) => ({ kind, apiGroup: GROUP, name }));
  const accounts = flags.list('serviceaccount').map((text) => {
    const parts = text.split(':');
    if (parts.length !== 2 || parts.includes('')) throw new Error('serviceaccount must be <namespace>:<name>');
    return { kind: 'ServiceAccount', name: parts[1], namespace: parts[0] };
  });
  return [...named('User', flags.list('user')), ...named('Group', flags.list('group')), ...accounts];
}

const rolebinding: Command = {
  async run(call) {
    const { flags } = call;
    const name = onlyName(call);
    const [clusterRole, ownRole] = [flags.text('clusterrole'), flags.text('role')];
    if (name === '') throw new Error('name must be specified');
    if ((clusterRole === '') === (ownRole === ''))
      throw new Error('exactly one of clusterrole or role must be specified');
    const roleRef = { apiGroup: GROUP, kind: ownRole !== '' ? 'Role' : 'ClusterRole', name: ownRole || clusterRole };
    await createGenerated(
      call,
      {
        apiVersion: `${GROUP}/v1`,
        kind: 'RoleBinding',
        metadata: { name, ...ownNamespace(call) },
        subjects: subjectsOf(call),
        roleRef,
      },
      {
        group: GROUP,
        version: 'v1',
        name: 'rolebindings',
        namespaced: true,
        failure: 'failed to create rolebinding: ',
      },
    );
  },
};

const clusterrolebinding: Command = {
  required: ['clusterrole'],
  async run(call) {
    const name = onlyName(call);
    const roleRef = { apiGroup: GROUP, kind: 'ClusterRole', name: call.flags.text('clusterrole') };
    await createGenerated(
      call,
      {
        apiVersion: `${GROUP}/v1`,
        kind: 'ClusterRoleBinding',
        metadata: { name },
        subjects: subjectsOf(call),
        roleRef,
      },
      {
        group: GROUP,
        version: 'v1',
        name: 'clusterrolebindings',
        namespaced: false,
        failure: 'failed to create clusterrolebinding: ',
      },
    );
  },
};

/** Generators of what gives rights. */
export const createAccess: Readonly<Record<string, Command>> = {
  'create role': role,
  'create clusterrole': clusterrole,
  'create rolebinding': rolebinding,
  'create clusterrolebinding': clusterrolebinding,
};
