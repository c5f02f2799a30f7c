import { asList, asRecord, asTexts, at } from '../../../kubernetes/data.ts';
import { byBytes } from '../../../kubernetes/structs/encode.ts';
import type { Call } from '../call.ts';
import { Exit, hasReason, isNotFound } from '../errors.ts';
import { table } from '../print/columns.ts';
import { sortedKeys } from '../print/json.ts';
import { operationPrinter } from '../print/printer.ts';
import { typed } from '../print/typed.ts';
import { reconcile } from './auth-reconcile.ts';
import type { Command } from './command.ts';

const RESOURCE_VERBS = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'impersonate',
  '*',
  'approve',
  'sign',
  'escalate',
  'attest',
];
const URL_VERBS = ['get', 'put', 'post', 'head', 'options', 'delete', 'patch', '*'];
const NO_RESOURCES = ['users', 'groups'];

interface Rule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  resourceNames: string[];
  nonResourceURLs: string[];
}

function warn(call: Call, text: string): void {
  call.note(`Warning: ${text}\n`);
}

/** The resource of an argument; as it is written if the server does not have it. */
async function resourceFor(
  call: Call,
  argument: string,
): Promise<{ group: string; resource: string; namespaced?: boolean }> {
  if (argument === '*') return { group: '', resource: '*' };
  const text = argument.toLowerCase();
  try {
    const { group, name, namespaced } = (await call.client.mapper()).byArgument(text);
    return { group, resource: name, namespaced };
  } catch {
    const dot = text.indexOf('.');
    const [name, group] = dot < 0 ? [text, ''] : [text.slice(0, dot), text.slice(dot + 1)];
    if (!NO_RESOURCES.includes(text)) {
      warn(call, `the server doesn't have a resource type '${name}'${group === '' ? '' : ` in group '${group}'`}`);
    }
    return { group: '', resource: argument };
  }
}

const canI: Command = {
  async run(call) {
    const { flags, words } = call;
    const isList = flags.is('list');
    if (isList) {
      if (words.length > 0) throw new Error('list option must be specified with no arguments');
      if (flags.is('quiet') || flags.is('all-namespaces') || flags.text('subresource') !== '') {
        throw new Error("list option can't be specified with neither quiet, all-namespaces nor subresource options");
      }
      return listAccess(call);
    }
    const [verb, what] = words;
    if (words.length !== 2 || verb === undefined || what === undefined) {
      throw new Error(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
      );
    }
    const namespace = flags.is('all-namespaces') ? '' : call.namespace().name;
    const spec = what.startsWith('/') ? urlSpec(call, verb, what) : await resourceSpec(call, verb, what, namespace);
    if (flags.is('no-headers')) throw new Error('--no-headers cannot be set without --list specified');
    const review = await call.client.json({
      method: 'POST',
      path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
      body: { kind: 'SelfSubjectAccessReview', apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec },
    });
    const { allowed, reason, evaluationError } = asRecord(review.status);
    if (!flags.is('quiet')) {
      const more = [reason, evaluationError].filter(Boolean).map((text) => ` - ${String(text)}`);
      call.out(allowed === true ? 'yes\n' : `no${more.join('')}\n`);
    }
    if (allowed !== true) throw new Exit(1);
  },
};

function urlSpec(call: Call, verb: string, path: string): Record<string, unknown> {
  if (call.flags.text('subresource') !== '') throw new Error('--subresource can not be used with NonResourceURL');
  if (!URL_VERBS.includes(verb)) warn(call, `verb '${verb}' is not a known verb`);
  return { nonResourceAttributes: { verb, path } };
}

async function resourceSpec(
  call: Call,
  verb: string,
  what: string,
  namespace: string,
): Promise<Record<string, unknown>> {
  const slash = what.indexOf('/');
  const [argument, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  const { group, resource, namespaced } = await resourceFor(call, argument);
  if (!call.flags.is('all-namespaces')) {
    if (namespaced === false)
      warn(call, `resource '${resource}' is not namespace scoped${group === '' ? '' : ` in group '${group}'`}`);
    if (!RESOURCE_VERBS.includes(verb)) warn(call, `verb '${verb}' is not a known verb`);
  }
  const subresource = call.flags.text('subresource');
  return {
    resourceAttributes: {
      ...(namespace === '' ? {} : { namespace }),
      verb,
      ...(group === '' ? {} : { group }),
      resource,
      ...(subresource === '' ? {} : { subresource }),
      ...(name === '' ? {} : { name }),
    },
  };
}

function ruleText({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: Rule): string {
  const list = (values: readonly string[]): string => `[${values.join(' ')}]`;
  return `&PolicyRule{Verbs:${list(verbs)},APIGroups:${list(apiGroups)},Resources:${list(resources)},ResourceNames:${list(resourceNames)},NonResourceURLs:${list(nonResourceURLs)},}`;
}

/** Rules with one resource, one verb or one address each, put together again by resource (k8s.io/kubectl/pkg/util/rbac). */
function compact(rules: readonly Rule[]): Rule[] {
  const urls: Rule[] = [];
  const simple = new Map<string, Rule>();
  for (const rule of rules) {
    for (const url of rule.nonResourceURLs)
      for (const verb of rule.verbs)
        urls.push({ ...rule, verbs: [verb], apiGroups: [], resources: [], resourceNames: [], nonResourceURLs: [url] });
    for (const group of rule.apiGroups) {
      for (const resource of rule.resources) {
        for (const name of rule.resourceNames.length > 0 ? rule.resourceNames : ['']) {
          const key = `${group}|${resource}|${name}`;
          const known = simple.get(key) ?? {
            verbs: [],
            apiGroups: [group],
            resources: [resource],
            resourceNames: name === '' ? [] : [name],
            nonResourceURLs: [],
          };
          known.verbs = [...new Set([...known.verbs, ...rule.verbs])];
          simple.set(key, known);
        }
      }
    }
  }
  return [...urls, ...simple.values()].sort((a, b) => byBytes(ruleText(a), ruleText(b)));
}

async function listAccess(call: Call): Promise<void> {
  const review = await call.client.json({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: {
      kind: 'SelfSubjectRulesReview',
      apiVersion: 'authorization.k8s.io/v1',
      metadata: {},
      spec: { namespace: call.namespace().name },
    },
  });
  const status = asRecord(review.status);
  if (status.incomplete === true)
    call.note(`Warning: the list may be incomplete: ${String(status.evaluationError ?? '')}`);
  const rules = [...asList(status.resourceRules), ...asList(status.nonResourceRules)].map(
    (rule): Rule => ({
      verbs: [...asTexts(rule.verbs)],
      apiGroups: [...asTexts(rule.apiGroups)],
      resources: [...asTexts(rule.resources)],
      resourceNames: [...asTexts(rule.resourceNames)],
      nonResourceURLs: [...asTexts(rule.nonResourceURLs)],
    }),
  );
  const lines = compact(rules).map(({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }) => {
    const [base = '', sub] = (resources[0] ?? '').split(/\/(.*)/s);
    const name =
      resources.length === 0
        ? ''
        : `${base}${apiGroups[0] ? `.${apiGroups[0]}` : ''}${sub === undefined ? '' : `/${sub}`}`;
    return [name, `[${nonResourceURLs.join(' ')}]`, `[${resourceNames.join(' ')}]`, `[${verbs.join(' ')}]`];
  });
  const header = ['Resources', 'Non-Resource URLs', 'Resource Names', 'Verbs'];
  call.out(table(call.flags.is('no-headers') ? lines : [header, ...lines]));
}

const whoami: Command = {
  async run(call) {
    const printer = call.flags.changed('output') ? operationPrinter(call, '') : undefined;
    const review = await call.client
      .json({
        method: 'POST',
        path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        body: { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: {}, status: {} },
      })
      .catch((error: unknown) => {
        if (hasReason(error, 'Forbidden'))
          throw new Error(
            'the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it',
          );
        throw isNotFound(error) ? new Error('the selfsubjectreviews API is not enabled in the cluster') : error;
      });
    if (printer) {
      printer(typed(review));
      return;
    }
    const info = asRecord(at(review, 'status', 'userInfo'));
    const extra = asRecord(info.extra);
    const list = (value: unknown): string => `[${asTexts(value).join(' ')}]`;
    call.out(
      table([
        ['ATTRIBUTE', 'VALUE'],
        ...(info.username ? [['Username', String(info.username)]] : []),
        ...(info.uid ? [['UID', String(info.uid)]] : []),
        ...(asTexts(info.groups).length > 0 ? [['Groups', list(info.groups)]] : []),
        ...sortedKeys(extra).map((key) => [`Extra: ${key}`, list(extra[key])]),
      ]),
    );
  },
};

/** Commands below `kubectl auth` (k8s.io/kubectl/pkg/cmd/auth). */
export const auth: Readonly<Record<string, Command>> = {
  'auth can-i': canI,
  'auth whoami': whoami,
  'auth reconcile': reconcile,
};
