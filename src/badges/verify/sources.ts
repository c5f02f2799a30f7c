import { isRecord } from '../../curriculum/stored.ts';
import { addressOfDid, didPath } from '../issuer.ts';
import { isPrivateKey } from '../jwk.ts';
import { LONGEST } from '../open-badges.ts';
import { type RevocationList, readList } from '../revocations.ts';

/** Keys that somebody has published, or has said to be somebody's. */
export interface KeySource {
  /** Id of whose keys they are, as the document of a DID says it; undefined for keys without a name. */
  owner: string | undefined;
  /** Keys by what they are called in their source. */
  keys: readonly { name: string; jwk: Readonly<Record<string, unknown>> }[];
}

/** What a file is: keys, a list of what was revoked, or something in which a credential is looked for. */
export type Source = { keys: KeySource } | { list: RevocationList } | { private: true } | 'other';

const named = (jwk: Readonly<Record<string, unknown>>, name: unknown): KeySource['keys'][number] => ({
  name: typeof name === 'string' ? name : typeof jwk.kid === 'string' ? jwk.kid : '',
  jwk,
});

function keysIn(value: Readonly<Record<string, unknown>>): KeySource | undefined {
  if (Array.isArray(value.keys))
    return { owner: undefined, keys: value.keys.filter(isRecord).map((jwk) => named(jwk, jwk.kid)) };
  if (typeof value.kty === 'string') return { owner: undefined, keys: [named(value, value.kid)] };
  if (typeof value.id !== 'string' || !Array.isArray(value.verificationMethod)) return undefined;
  const keys = value.verificationMethod.flatMap((method) =>
    isRecord(method) && isRecord(method.publicKeyJwk) ? [named(method.publicKeyJwk, method.id)] : [],
  );
  return { owner: value.id, keys };
}

/** What a text is, by what stands in it: the document of a DID, a set of keys, a key, a list. */
export function sourceOf(text: string): Source {
  if (text.length > LONGEST || !/^\s*\{/.test(text)) return 'other';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'other';
  }
  if (!isRecord(value)) return 'other';
  const list = readList(value);
  if (list) return { list };
  const keys = keysIn(value);
  if (!keys) return 'other';
  return keys.keys.some(({ jwk }) => isPrivateKey(jwk)) ? { private: true } : { keys };
}

/** Where somebody publishes their keys: the document of a DID, or the address that an id is. */
export function publishedAt(issuer: string): string {
  const address = addressOfDid(issuer);
  return address === undefined ? issuer : address + didPath(address);
}
