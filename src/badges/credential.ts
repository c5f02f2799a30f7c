import { importJWK, SignJWT } from 'jose';
import { derived, identityHash, plainEmail, uuidOf } from './hashes.ts';
import { didOf, type Issuer, issuerPaths } from './issuer.ts';
import { algorithmOf, type PrivateKey } from './jwk.ts';
import { type Achievement, CONTEXTS, type Credential, EXTENSIONS, LIST_KIND } from './open-badges.ts';

/** Somebody who has achieved something. */
export interface Learner {
  name: string;
  email: string;
  /** Day on which it was achieved, YYYY-MM-DD. */
  date: string;
}

/** What is said of a learner. */
export interface Award {
  issuer: Issuer;
  achievement: Achievement;
  learner: Learner;
  /** Last day on which it counts, YYYY-MM-DD; without it, it counts for ever. */
  expires?: string | undefined;
}

/** The first moment of a day, in UTC. */
const beginningOf = (day: string): string => `${day}T00:00:00Z`;
/** The last second of a day, in UTC. */
const endOf = (day: string): string => `${day}T23:59:59Z`;
const seconds = (moment: string): number => Date.parse(moment) / 1000;

/**
 * The credential of a learner. Its id, that of the learner and the salt are made of the private key: whoever issues the same thing once more
 * gets the same credential, and nobody else can find out from the ids whom they stand for.
 */
export async function credentialOf(award: Award, key: PrivateKey): Promise<Credential> {
  const { issuer, achievement, learner, expires } = award;
  const email = plainEmail(learner.email);
  const about = [issuer.address, achievement.id, email, learner.date];
  const salt = (await derived(key.d, ['salt', ...about])).slice(0, 32);
  return {
    '@context': [...CONTEXTS, EXTENSIONS],
    id: `urn:uuid:${uuidOf(await derived(key.d, ['credential', ...about]))}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: achievement.name,
    issuer: { id: didOf(issuer.address), type: ['Profile'], name: issuer.name, url: issuer.address },
    validFrom: beginningOf(learner.date),
    ...(expires === undefined ? {} : { validUntil: endOf(expires) }),
    credentialSubject: {
      id: `urn:uuid:${uuidOf(await derived(key.d, ['learner', ...about]))}`,
      type: ['AchievementSubject'],
      identifier: [
        {
          type: 'IdentityObject',
          hashed: true,
          identityHash: await identityHash(email, salt),
          identityType: 'emailAddress',
          salt,
        },
        { type: 'IdentityObject', hashed: false, identityHash: learner.name, identityType: 'ext:name' },
      ],
      achievement,
    },
    credentialStatus: { id: issuer.address + issuerPaths.list, type: LIST_KIND },
  };
}

/**
 * A credential, signed: a JWT as OB 3.0 has it (section 8.2, JSON Web Token Proof Format). Its payload is the credential itself, with the
 * claims `iss`, `jti`, `sub`, `nbf` and `exp`, and its header has no members but those that are allowed there. With EdDSA and RS256 the
 * same credential gives the same text.
 */
export async function signCredential(credential: Credential, issuer: Issuer, key: PrivateKey): Promise<string> {
  const alg = algorithmOf(key);
  if (alg === undefined) throw new Error('Keys of this kind sign no credentials.');
  const { validFrom, validUntil } = credential;
  const claims = {
    iss: credential.issuer.id,
    jti: credential.id,
    sub: credential.credentialSubject.id,
    nbf: seconds(validFrom),
    ...(validUntil === undefined ? {} : { exp: seconds(validUntil) }),
  };
  return await new SignJWT({ ...credential, ...claims })
    .setProtectedHeader({ alg, kid: issuer.address + issuerPaths.key(key.kid), typ: 'JWT' })
    .sign(await importJWK(key, alg));
}
