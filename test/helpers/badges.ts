import { badgesOf } from '../../src/assembly/achievements.ts';
import { assembleCurriculum } from '../../src/assembly/assemble.ts';
import type { Edition } from '../../src/assembly/edition.ts';
import { siteTokens } from '../../src/assembly/load.ts';
import { type Award, credentialOf, signCredential } from '../../src/badges/credential.ts';
import { didDocument, type Issuer } from '../../src/badges/issuer.ts';
import { type Algorithm, type PrivateKey, publicPart } from '../../src/badges/jwk.ts';
import { makeKey } from '../../src/badges/keys.ts';
import type { Achievement } from '../../src/badges/open-badges.ts';
import { emptyList, type RevocationList } from '../../src/badges/revocations.ts';
import { type KeySource, sourceOf } from '../../src/badges/verify/sources.ts';
import { publishedPaths } from '../../src/curriculum/addresses.ts';
import { translator } from '../../src/strings/index.ts';
import { forkFiles } from './layer.ts';

export const ISSUER: Issuer = { address: 'https://academy.example/', name: 'Harbor Academy' };
export const NOW = new Date('2026-11-30T12:00:00Z');

/** The tiny curriculum as a provider publishes it, with some files more. */
export function editionWith(own: Readonly<Record<string, string>> = {}): Edition {
  const { curriculum, findings } = assembleCurriculum(forkFiles(own), siteTokens());
  if (!curriculum) throw new Error(findings.map(({ message }) => message).join('\n'));
  return curriculum;
}

/** The achievement of a badge of the tiny curriculum. */
export function achievement(id = 'harbor'): Achievement {
  const edition = editionWith();
  const found = badgesOf(edition, publishedPaths(edition.identity), translator('en')).find((one) => one.id === id);
  if (!found) throw new Error(`There is no badge ${id}.`);
  return found.achievement;
}

/** Somebody who signs badges: a key, what they publish, and a badge that they have signed. */
export interface Signer {
  key: PrivateKey;
  keys: KeySource;
  list: RevocationList;
  jwt: string;
}

export const AWARD: Award = {
  issuer: ISSUER,
  achievement: achievement(),
  learner: { name: 'Ada Lovelace', email: 'ada@example.org', date: '2026-05-01' },
  expires: '2027-12-31',
};

/** The keys of an issuer, as its site publishes them. */
export function publishedKeys(issuer: Issuer, ...keys: readonly PrivateKey[]): KeySource {
  const source = sourceOf(JSON.stringify(didDocument(issuer, keys.map(publicPart))));
  if (source === 'other' || !('keys' in source)) throw new Error('The document of the DID has no keys.');
  return source.keys;
}

/** Signs a badge with a new key. */
export async function signer(algorithm: Algorithm, award: Award = AWARD): Promise<Signer> {
  const key = await makeKey(algorithm);
  const jwt = await signCredential(await credentialOf(award, key), award.issuer, key);
  const list = emptyList(award.issuer.address, NOW);
  return { key, keys: publishedKeys(award.issuer, key), list, jwt };
}
