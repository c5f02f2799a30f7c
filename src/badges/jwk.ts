import type { JWK } from 'jose';

/**
 * The algorithms that keys are made for, and that are taken. ES256 and RS256 are what the validator of 1EdTech takes; EdDSA (with
 * Ed25519) is shorter, and its signatures are the same each time. None of them works with a secret that both sides know.
 */
export const ALGORITHMS = ['ES256', 'RS256', 'EdDSA'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];

export function isAlgorithm(value: unknown): value is Algorithm {
  return (ALGORITHMS as readonly unknown[]).includes(value);
}

/** A public key as JWK (RFC 7517), named by its thumbprint (RFC 7638). */
export interface PublicKey extends JWK {
  kid: string;
  alg: Algorithm;
}

/** A private key as JWK. */
export interface PrivateKey extends PublicKey {
  d: string;
}

/** Members of a JWK that say what only its owner may know (RFC 7518, 6.2.2, 6.3.2 and 6.4.1; RFC 8037, 2). */
export const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;

/** Members of a public key that are published, in this order. */
const PUBLIC_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e', 'alg', 'use', 'kid'] as const;

/** A key without what only its owner may know: what is copied is named, so that nothing else comes along. */
export function publicPart(key: PublicKey): PublicKey {
  const entries = PUBLIC_MEMBERS.flatMap((name) => (key[name] === undefined ? [] : [[name, key[name]]]));
  return Object.fromEntries(entries) as PublicKey;
}

/** Whether a key says what only its owner may know. */
export function isPrivateKey(key: Readonly<Record<string, unknown>>): boolean {
  return PRIVATE_MEMBERS.some((name) => key[name] !== undefined);
}

/**
 * What a key is for: the algorithm that its kind is used with. Undefined for kinds that are not taken. It is the key that decides, not
 * what a credential says of itself.
 */
export function algorithmOf({ kty, crv }: { kty?: unknown; crv?: unknown }): Algorithm | undefined {
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA';
  return kty === 'RSA' ? 'RS256' : undefined;
}

/** A private key, read from what `keys` has written. Undefined if a value is none. */
export function readPrivateKey(value: Readonly<Record<string, unknown>>): PrivateKey | undefined {
  const { d, kid } = value;
  const alg = algorithmOf(value);
  if (typeof d !== 'string' || typeof kid !== 'string' || alg === undefined) return undefined;
  return { ...value, d, kid, alg };
}
