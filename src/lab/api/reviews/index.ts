import { asRecord, asTexts } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { type Attributes, authorize, rulesFor } from '../access/rbac.ts';
import { readToken } from '../access/tokens.ts';
import type { User } from '../core/call.ts';
import { invalid } from '../core/errors.ts';
import { required, wrong } from '../core/field-errors.ts';
import { recordAt, timeText } from '../core/objects.ts';
import { read } from '../http/body.ts';
import type { Handler, Handling } from '../http/handler.ts';
import { representationOf } from '../http/represent.ts';
import { answer } from '../http/respond.ts';
import type { Resource } from '../resources/resource.ts';

/** Answers with the object and what was found out about it. */
function answered(
  { request, info, call, server }: Handling,
  object: Record<string, unknown>,
  withMoment = false,
): ReturnType<Handler> {
  const { resource } = info;
  if (withMoment) object.metadata = { ...asRecord(object.metadata), creationTimestamp: timeText(server.clock.now()) };
  return answer(encode(object, resource.struct as string), representationOf(request.headers, info.query.pretty), {
    status: 201,
    warnings: call.warnings,
  });
}

/** What somebody wants to do, as reviews say it. */
function attributesOf(spec: Readonly<Record<string, unknown>>, namespace?: string): Attributes {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (nonResourceAttributes !== undefined) {
    const { path, verb } = asRecord(nonResourceAttributes);
    return { verb: String(verb ?? ''), path: String(path ?? '') };
  }
  const { verb, group, resource, subresource, name, namespace: own } = asRecord(resourceAttributes);
  return {
    verb: String(verb ?? ''),
    group: String(group ?? ''),
    resource: String(resource ?? ''),
    subresource: String(subresource ?? ''),
    name: String(name ?? ''),
    namespace: namespace ?? String(own ?? ''),
  };
}

function decide(handling: Handling, user: User, namespace?: string): Record<string, unknown> {
  const object = read(handling.request, handling.info, handling.call);
  const spec = recordAt(object, 'spec');
  const { isAllowed, reason } = authorize(handling.server.store, user, attributesOf(spec, namespace));
  return { ...object, status: { allowed: isAllowed, ...(reason === '' ? {} : { reason }) } };
}

const selfAccess: Handler = (handling) => {
  const object = read(handling.request, handling.info, handling.call);
  const spec = recordAt(object, 'spec');
  if ((spec.resourceAttributes === undefined) === (spec.nonResourceAttributes === undefined))
    throw invalid(handling.info.resource, '', [
      wrong(
        'spec.resourceAttributes',
        spec.resourceAttributes ?? null,
        spec.resourceAttributes === undefined
          ? 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
          : 'cannot be specified in combination with nonResourceAttributes',
      ),
    ]);
  return answered(handling, decide(handling, handling.call.user));
};

/** A user as a review names it. */
function userOf(spec: Readonly<Record<string, unknown>>): User {
  const { user, groups, uid } = spec;
  return { name: String(user ?? ''), groups: asTexts(groups), ...(uid === undefined ? {} : { uid: String(uid) }) };
}

const access: Handler = (handling) => {
  const object = read(handling.request, handling.info, handling.call);
  const spec = recordAt(object, 'spec');
  if ((spec.user ?? '') === '' && asTexts(spec.groups).length === 0)
    throw invalid(handling.info.resource, '', [
      required('spec.user', 'at least one of user or group must be specified'),
    ]);
  const namespace = handling.info.resource.namespaced ? handling.info.namespace : undefined;
  return answered(handling, decide(handling, userOf(spec), namespace));
};

const rules: Handler = (handling) => {
  const object = read(handling.request, handling.info, handling.call);
  const { namespace } = recordAt(object, 'spec');
  if ((namespace ?? '') === '') throw invalid(handling.info.resource, '', [required('spec.namespace', '')]);
  const all = rulesFor(handling.server.store, handling.call.user, String(namespace));
  const resourceRules = all
    .filter(({ rule }) => asTexts(rule.resources).length > 0)
    .map(({ rule: { verbs, apiGroups, resources, resourceNames } }) => ({
      verbs,
      apiGroups,
      resources,
      resourceNames,
    }));
  const nonResourceRules = all
    .filter(({ rule }) => asTexts(rule.nonResourceURLs).length > 0)
    .map(({ rule: { verbs, nonResourceURLs } }) => ({ verbs, nonResourceURLs }));
  const isNode = handling.call.user.groups.includes('system:nodes');
  return answered(handling, {
    ...object,
    spec: {},
    status: {
      resourceRules,
      nonResourceRules,
      incomplete: isNode,
      ...(isNode ? { evaluationError: 'node authorizer does not support user rule resolution' } : {}),
    },
  });
};

const who: Handler = (handling) => {
  const object = read(handling.request, handling.info, handling.call);
  const { name, uid, groups, extra } = handling.call.user;
  return answered(
    handling,
    {
      ...object,
      status: {
        userInfo: { username: name, ...(uid === undefined ? {} : { uid }), groups, ...(extra ? { extra } : {}) },
      },
    },
    true,
  );
};

const token: Handler = (handling) => {
  const object = read(handling.request, handling.info, handling.call);
  const { token: given } = recordAt(object, 'spec');
  if ((given ?? '') === '') throw invalid(handling.info.resource, '', [required('spec.token', '')]);
  const { server } = handling;
  const user = readToken(String(given), server.store, server.clock.now());
  const status = user
    ? {
        authenticated: true,
        user: { username: user.name, uid: user.uid, groups: user.groups, extra: user.extra },
        audiences: ['https://kubernetes.default.svc.cluster.local'],
      }
    : { user: {}, error: 'invalid bearer token' };
  return answered(handling, { ...object, status });
};

const handlers: Readonly<Record<string, Handler>> = {
  LocalSubjectAccessReview: access,
  SelfSubjectAccessReview: selfAccess,
  SelfSubjectReview: who,
  SelfSubjectRulesReview: rules,
  SubjectAccessReview: access,
  TokenReview: token,
};

/** What answers the creation of a kind that is a question and is kept nowhere; undefined for all others. */
export function review({ kind }: Resource): Handler | undefined {
  return handlers[kind];
}
