import { asRecord, asTexts } from '../../../kubernetes/data.ts';
import { encode } from '../../../kubernetes/structs/encode.ts';
import { ISSUER, issueToken } from '../access/tokens.ts';
import { badRequest, conflict, invalid, notFound } from '../core/errors.ts';
import { wrong } from '../core/field-errors.ts';
import { uniqueId } from '../core/metadata.ts';
import { recordAt, timeText } from '../core/objects.ts';
import { readBody, readObject } from '../http/decode.ts';
import type { Handler } from '../http/handler.ts';
import { representationOf } from '../http/represent.ts';
import { answer } from '../http/respond.ts';

const KIND = {
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenRequest',
  struct: 'authentication/v1.TokenRequest',
} as const;
const SHORTEST = 600;
const LONGEST = 2 ** 32;
const DEFAULT = 3600;

/** `…/token` of ServiceAccounts. @see https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ */
export const token: Handler = ({ server, request, info, call }) => {
  const { data, duplicates } = readBody(request.body ?? '', request.headers['content-type'] ?? '', KIND.kind);
  const object = readObject(data, duplicates, { ...KIND }, call);
  server.registry.prepareAdmission({
    registry: server.registry,
    resource: info.resource,
    call,
    operation: 'CREATE',
    subresource: 'token',
    namespace: info.namespace,
    name: info.name,
    object: undefined,
    old: undefined,
  });
  const account = server.registry.get(info.resource, info.namespace, info.name);
  const { audiences, expirationSeconds, boundObjectRef } = recordAt(object, 'spec');
  const seconds = Number(expirationSeconds ?? DEFAULT);
  if (seconds < SHORTEST || seconds > LONGEST)
    throw invalid(KIND, '', [
      wrong(
        'spec.expirationSeconds',
        seconds,
        seconds < SHORTEST
          ? 'may not specify a duration less than 10 minutes'
          : 'may not specify a duration larger than 2^32 seconds',
      ),
    ]);
  const bound = boundObjectRef === undefined ? undefined : boundTo(asRecord(boundObjectRef));
  function boundTo({ kind, name, uid }: Readonly<Record<string, unknown>>) {
    const plural = kind === 'Pod' ? 'pods' : kind === 'Secret' ? 'secrets' : kind === 'Node' ? 'nodes' : undefined;
    if (!plural)
      throw badRequest(
        `cannot bind token for serviceaccount to object of type ${String(recordAt(object, 'spec', 'boundObjectRef').apiVersion ?? '')}, Kind=${String(kind)}`,
      );
    const resource = server.catalog.builtIn('', plural);
    const found = server.registry.find(resource, info.namespace, String(name));
    if (!found) throw notFound(resource, String(name));
    if (uid !== undefined && uid !== '' && uid !== found.metadata.uid)
      throw conflict(
        resource,
        String(name),
        `the UID in the bound object reference (${String(uid)}) does not match the UID in record. The object might have been deleted and then recreated`,
      );
    return { kind: plural.slice(0, -1) as 'pod' | 'secret' | 'node', name: String(name), uid: found.metadata.uid };
  }
  const now = server.clock.now();
  const text = issueToken(server.store, account, {
    audiences: asTexts(audiences),
    seconds,
    now,
    id: uniqueId(server.registry.random),
    ...(bound ? { bound } : {}),
  });
  const made = {
    ...object,
    metadata: { name: info.name, namespace: info.namespace, creationTimestamp: timeText(now) },
    spec: {
      ...asRecord(object.spec),
      audiences: asTexts(audiences).length > 0 ? audiences : [ISSUER],
      expirationSeconds: seconds,
    },
    status: { token: text, expirationTimestamp: timeText(now + seconds * 1000) },
  };
  return answer(encode(made, KIND.struct), representationOf(request.headers, info.query.pretty), {
    status: 201,
    warnings: call.warnings,
  });
};
