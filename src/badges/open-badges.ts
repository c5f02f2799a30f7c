/**
 * In this room: Open Badges 3.0: keys, credentials that a provider signs, revocation, and how a credential is verified; in
 * pure TypeScript for Node and browsers.
 */

/** What terms of an achievement and of a credential mean, in the order that the specification asks for (OB 3.0, B.1.2). */
export const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
] as const;

/** What the kind of a revocation list means: the other contexts do not know it. */
export const EXTENSIONS = 'https://purl.imsglobal.org/spec/ob/v3p0/extensions.json';

/** The kind of revocation list that Open Badges 3.0 names (1EdTech Verifiable Credentials Revocation List 1.0). */
export const LIST_KIND = '1EdTechRevocationList';

/** The longest credential that is read, in characters: hundreds of times what one of ours has. */
export const LONGEST = 1_000_000;

/** Who made an achievement, or who issues credentials. */
export interface Profile {
  id: string;
  type: ['Profile'];
  name: string;
  url?: string;
}

/** Where an achievement fits into a framework, such as the competencies of an exam. */
export interface Alignment {
  type: ['Alignment'];
  targetName: string;
  targetUrl: string;
  targetFramework: string;
  targetCode: string;
}

/** What can be achieved, as Open Badges 3.0 has it. */
export interface Achievement {
  id: string;
  type: ['Achievement'];
  name: string;
  description: string;
  achievementType: string;
  criteria: { id: string; narrative: string };
  image: { id: string; type: 'Image'; caption: string };
  creator: Profile;
  alignment: readonly Alignment[];
  inLanguage: string;
  version?: string;
}

/** How a person is known to a credential: by a name (as the implementation guide of OB 3.0 writes it), or by the hash of an address that only those can check who know it. */
export type IdentityObject =
  | { type: 'IdentityObject'; hashed: true; identityHash: string; identityType: 'emailAddress'; salt: string }
  | { type: 'IdentityObject'; hashed: false; identityHash: string; identityType: 'ext:name' };

/** An achievement that somebody has. Dates are ISO 8601 in UTC, to the second. */
export interface Credential {
  '@context': readonly string[];
  id: string;
  type: ['VerifiableCredential', 'OpenBadgeCredential'];
  name: string;
  issuer: Profile;
  validFrom: string;
  validUntil?: string;
  credentialSubject: {
    id: string;
    type: ['AchievementSubject'];
    identifier: readonly IdentityObject[];
    achievement: Achievement;
  };
  credentialStatus: { id: string; type: typeof LIST_KIND };
}

/** A value that stands alone or in a list, as a list: JSON-LD makes no difference. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}
