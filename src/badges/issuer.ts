import { type PublicKey, publicPart } from './jwk.ts';

/** Who signs credentials: an address on the web, below which keys and list are published. */
export interface Issuer {
  /** Address with a slash at the end. */
  address: string;
  name: string;
}

/**
 * The address of an issuer as all files have it: https, without query and fragment, with a slash at the end. Undefined if a text is no
 * such address: the method did:web knows no other.
 */
export function issuerAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined;
  if (url.search !== '' || url.hash !== '') return undefined;
  return url.origin + (url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`);
}

/** The DID of an address (did:web method specification, 2.5.1): its host, and the folders of its path with colons between them. */
export function didOf(address: string): string {
  const { host, pathname } = new URL(address);
  const folders = pathname.split('/').filter(Boolean);
  return ['did:web', host.replace(':', '%3A'), ...folders].join(':');
}

/** The address of a did:web, with a slash at the end; undefined if an id is none. */
export function addressOfDid(did: string): string | undefined {
  const [method, kind, host, ...folders] = did.split(':');
  if (method !== 'did' || kind !== 'web' || !host) return undefined;
  return issuerAddress(`https://${[host.replace(/%3A/i, ':'), ...folders].join('/')}/`);
}

/** Where the document of a DID lies, below the address of its issuer (did:web method specification, 2.5.2). */
export function didPath(address: string): string {
  return new URL(address).pathname === '/' ? '.well-known/did.json' : 'did.json';
}

/** Paths of what an issuer publishes, below its address. */
export const issuerPaths = {
  /** The document of its DID once more, where pages of the same site find it whatever their address. */
  did: 'issuer/did.json',
  /** All keys as a JWK Set (RFC 7517). */
  keys: 'issuer/jwks.json',
  /** One key: credentials name it by this address, because OB 3.0 wants an address that leads to a key. */
  key: (id: string) => `issuer/keys/${id}.json`,
  list: 'issuer/revocations.json',
} as const;

/** The document of an issuer's DID (DID 1.0), with its keys. */
export function didDocument({ address }: Pick<Issuer, 'address'>, keys: readonly PublicKey[]): Record<string, unknown> {
  const id = didOf(address);
  const methods = keys.map((key) => ({
    id: `${id}#${key.kid}`,
    type: 'JsonWebKey2020',
    controller: id,
    publicKeyJwk: publicPart(key),
  }));
  return {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/jws-2020/v1'],
    id,
    alsoKnownAs: [address],
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}

/** Everything that an issuer publishes besides its list, as JSON: path below its address to value. */
export function issuerFiles(issuer: Pick<Issuer, 'address'>, keys: readonly PublicKey[]): Map<string, unknown> {
  const document = didDocument(issuer, keys);
  return new Map<string, unknown>([
    [didPath(issuer.address), document],
    [issuerPaths.did, document],
    [issuerPaths.keys, { keys: keys.map(publicPart) }],
    ...keys.map((key): [string, unknown] => [issuerPaths.key(key.kid), publicPart(key)]),
  ]);
}
