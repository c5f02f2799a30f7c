import { base64OfBytes, bytesOfBase64, sha256 } from '../../../kubernetes/digest.ts';
import type { User } from '../core/call.ts';
import type { KubeObject } from '../core/objects.ts';
import type { Store } from '../core/store.ts';

/** Who issues tokens, and for whom they are if nobody says otherwise. */
export const ISSUER = 'https://kubernetes.default.svc.cluster.local';

/** What a token says. @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/ */
interface Claims {
  aud: string[];
  exp: number;
  iat: number;
  iss: string;
  jti: string;
  'kubernetes.io': {
    namespace: string;
    serviceaccount: { name: string; uid: string };
    pod?: { name: string; uid: string };
    secret?: { name: string; uid: string };
    node?: { name: string; uid: string };
  };
  nbf: number;
  sub: string;
}

const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const encoded = (value: unknown): string => urlSafe(base64OfBytes(new TextEncoder().encode(JSON.stringify(value))));

/** What makes a token this cluster's own: a keyed digest, because no key of a pair is needed where issuer and reader are one. */
function seal(text: string, key: string): string {
  const inner = sha256(new TextEncoder().encode(`${key}.${text}`));
  return urlSafe(base64OfBytes(Uint8Array.of(...inner, ...sha256(inner))));
}

/** The key of a cluster: the identity of its first namespace, which nobody knows beforehand. */
function keyOf(store: Store): string {
  return store.get('/namespaces', '', 'kube-system')?.metadata.uid ?? '';
}

/** A token of a ServiceAccount. */
export function issueToken(
  store: Store,
  account: KubeObject,
  {
    audiences,
    seconds,
    now,
    id,
    bound,
  }: {
    audiences: readonly string[];
    seconds: number;
    now: number;
    id: string;
    bound?: { kind: 'pod' | 'secret' | 'node'; name: string; uid: string };
  },
): string {
  const iat = Math.floor(now / 1000);
  const { namespace = '', name, uid } = account.metadata;
  const claims: Claims = {
    aud: audiences.length > 0 ? [...audiences] : [ISSUER],
    exp: iat + seconds,
    iat,
    iss: ISSUER,
    jti: id,
    'kubernetes.io': {
      namespace,
      ...(bound ? { [bound.kind]: { name: bound.name, uid: bound.uid } } : {}),
      serviceaccount: { name, uid },
    },
    nbf: iat,
    sub: `system:serviceaccount:${namespace}:${name}`,
  };
  const text = `${encoded({ alg: 'HS256', kid: seal('kid', keyOf(store)).slice(0, 43) })}.${encoded(claims)}`;
  return `${text}.${seal(text, keyOf(store))}`;
}

/** Reads a token; undefined if it is not valid, or what it rests on is not there any more. */
export function readToken(token: string, store: Store, now: number): User | undefined {
  const [head = '', body = '', mark = ''] = token.split('.');
  if (mark === '' || mark !== seal(`${head}.${body}`, keyOf(store))) return undefined;
  const standard = body.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = bytesOfBase64(standard.padEnd(Math.ceil(standard.length / 4) * 4, '='));
  if (!bytes) return undefined;
  const claims = JSON.parse(new TextDecoder().decode(bytes)) as Claims;
  const { namespace, serviceaccount, pod } = claims['kubernetes.io'];
  const account = store.get('/serviceaccounts', namespace, serviceaccount.name);
  if (claims.exp * 1000 < now || account?.metadata.uid !== serviceaccount.uid) return undefined;
  if (pod && store.get('/pods', namespace, pod.name)?.metadata.uid !== pod.uid) return undefined;
  if (!claims.aud.includes(ISSUER)) return undefined;
  return {
    name: claims.sub,
    uid: serviceaccount.uid,
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    extra: { 'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`] },
  };
}
