import { createPublicKey, verify as verifyBytes } from 'node:crypto';
import { verifyJWT } from 'did-jwt';
import type { DIDDocument } from 'did-resolver';
import { describe, expect, test } from 'vitest';
import { didDocument } from '../../src/badges/issuer.ts';
import { type PrivateKey, publicPart } from '../../src/badges/jwk.ts';
import { verifyCredential } from '../../src/badges/verify/verify.ts';
import { ISSUER, NOW, type Signer, signer } from '../helpers/badges.ts';

/** What did-jwt says, which finds the key by itself, in the document of the issuer's DID. */
async function foreignOpinion(jwt: string, key: PrivateKey): Promise<boolean> {
  const resolve = async (did: string) => {
    expect(did).toBe('did:web:academy.example');
    return {
      didDocument: didDocument(ISSUER, [publicPart(key)]) as unknown as DIDDocument,
      didDocumentMetadata: {},
      didResolutionMetadata: { contentType: 'application/did+json' },
    };
  };
  try {
    const { verified } = await verifyJWT(jwt, {
      resolver: { resolve },
      policies: { now: NOW.getTime() / 1000 },
      proofPurpose: 'assertionMethod',
    });
    return verified;
  } catch {
    return false;
  }
}

/** What Node's own cryptography says. */
function plainOpinion(jwt: string, key: PrivateKey): boolean {
  const [head = '', body = '', signature = ''] = jwt.split('.');
  const publicKey = createPublicKey({ key: { ...publicPart(key) }, format: 'jwk' });
  const options = key.alg === 'ES256' ? { key: publicKey, dsaEncoding: 'ieee-p1363' as const } : publicKey;
  return verifyBytes(
    key.alg === 'EdDSA' ? null : 'sha256',
    Buffer.from(`${head}.${body}`),
    options,
    Buffer.from(signature, 'base64url'),
  );
}

async function ourOpinion(jwt: string, { keys, list }: Signer): Promise<boolean> {
  const means = { now: NOW, keys: { own: keys, given: [] }, lists: { own: list, given: [] } };
  return (await verifyCredential(jwt, means)).result === 'genuine';
}

/** A JWT in which one letter of one part is another one. */
function changed(jwt: string, part: number): string {
  const parts = jwt.split('.');
  const text = parts[part] ?? '';
  // In the middle: the last letter may hold bits that count for nothing.
  const at = Math.floor(text.length / 2);
  parts[part] = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  return parts.join('.');
}

describe('what a foreign library says of our badges:', () => {
  test.each(['ES256', 'EdDSA'] as const)(
    'did-jwt takes one that was signed with %s, and none that was changed',
    async (algorithm) => {
      const own = await signer(algorithm);
      expect(await foreignOpinion(own.jwt, own.key)).toBe(true);
      expect(await ourOpinion(own.jwt, own)).toBe(true);
      for (const part of [0, 1, 2]) {
        const other = changed(own.jwt, part);
        expect(await foreignOpinion(other, own.key)).toBe(false);
        expect(await ourOpinion(other, own)).toBe(false);
      }
      const stranger = await signer(algorithm);
      expect(await foreignOpinion(own.jwt, stranger.key)).toBe(false);
    },
  );

  test.each(['ES256', 'RS256', 'EdDSA'] as const)(
    'Node’s own cryptography says the same with %s',
    async (algorithm) => {
      const own = await signer(algorithm);
      expect(plainOpinion(own.jwt, own.key)).toBe(true);
      expect(await ourOpinion(own.jwt, own)).toBe(true);
      for (const part of [1, 2]) {
        const other = changed(own.jwt, part);
        expect(plainOpinion(other, own.key)).toBe(false);
        expect(await ourOpinion(other, own)).toBe(false);
      }
    },
  );
});
