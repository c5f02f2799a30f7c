import { hexOfBytes, sha256 } from '../../../kubernetes/digest.ts';
import type { User } from '../core/call.ts';
import { ApiError } from '../core/errors.ts';
import type { Store } from '../core/store.ts';
import type { ApiRequest } from '../protocol.ts';
import { authorize, refusal } from './rbac.ts';

/** Reads a bearer token; undefined if it is not valid. */
export type ReadToken = (token: string) => User | undefined;

const ANONYMOUS: User = { name: 'system:anonymous', groups: ['system:unauthenticated'] };

/** 401: nobody knows who asks. */
export const unauthorized = (): ApiError => new ApiError(401, 'Unauthorized', 'Unauthorized');

/**
 * Finds out who asks: by certificate, by token, or nobody. @throws ApiError 401 for a certificate of another authority or a token that is not valid, 403 for who may not act as somebody else
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
export function authenticate(request: ApiRequest, readToken: ReadToken, store: Store, signer: string): User {
  const user = whoAsks(request, readToken, signer);
  const asUser = request.headers['impersonate-user'];
  const asGroups = request.headers['impersonate-group'];
  if (asUser === undefined && asGroups === undefined) return user;
  const groups = asGroups === undefined ? [] : asGroups.split(',').map((group) => group.trim());
  const account = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(asUser ?? '');
  const check = (resource: string, name: string, namespace = '', group = ''): void => {
    const wanted = { verb: 'impersonate', group, resource, name, namespace };
    if (authorize(store, user, wanted).isAllowed) return;
    throw new ApiError(403, 'Forbidden', `${resource} ${JSON.stringify(name)} is forbidden: ${refusal(user, wanted)}`, {
      name,
      kind: resource,
    });
  };
  if (account) check('serviceaccounts', account[2] as string, account[1] as string);
  else check('users', asUser ?? '');
  for (const group of groups) check('groups', group);
  const own = account && groups.length === 0 ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`] : [];
  const all = [...groups, ...own];
  const isAnonymous = asUser === ANONYMOUS.name;
  if (!isAnonymous && !all.includes('system:authenticated')) all.push('system:authenticated');
  if (isAnonymous && !all.includes('system:unauthenticated')) all.push('system:unauthenticated');
  const uid = request.headers['impersonate-uid'];
  return { name: asUser ?? '', groups: all, ...(uid === undefined ? {} : { uid }) };
}

function whoAsks({ certificate, headers }: ApiRequest, readToken: ReadToken, signer: string): User {
  // Who shows a certificate of the cluster's authority is asked for no token.
  if (certificate && (certificate.signer ?? signer) === signer) {
    const { name, groups } = certificate;
    const id = hexOfBytes(sha256(new TextEncoder().encode(`${name}/${groups.join('/')}`)));
    return {
      name,
      groups: [...groups, 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [`X509SHA256=${id}`] },
    };
  }
  const bearer = /^bearer (.*)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  if (bearer !== undefined && bearer !== '') {
    const user = readToken(bearer);
    if (!user) throw unauthorized();
    return user;
  }
  if (certificate) throw unauthorized();
  return ANONYMOUS;
}
