import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Algorithm, PrivateKey } from './jwk.ts';

/** A new private key. Its name is its thumbprint, so that nobody has to think of one, and two keys never have the same. */
export async function makeKey(alg: Algorithm): Promise<PrivateKey> {
  const { privateKey } = await generateKeyPair(alg, {
    extractable: true,
    ...(alg === 'EdDSA' ? { crv: 'Ed25519' } : {}),
    ...(alg === 'RS256' ? { modulusLength: 3072 } : {}),
  });
  const jwk = await exportJWK(privateKey);
  if (jwk.d === undefined) throw new Error('The key that was made has no private part.');
  return { ...jwk, d: jwk.d, alg, use: 'sig', kid: await calculateJwkThumbprint(jwk) };
}
