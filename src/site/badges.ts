import { type Badge, badgesOf } from '../assembly/achievements.ts';
import { didPath, issuerFiles, issuerPaths } from '../badges/issuer.ts';
import type { PublicKey } from '../badges/jwk.ts';
import { emptyList } from '../badges/revocations.ts';
import { getCurriculum, paths, t } from './site.ts';

let known: readonly Badge[] | undefined;

/** Every badge of the site. */
export function siteBadges(): readonly Badge[] {
  known ??= badgesOf(getCurriculum(), paths, t);
  return known;
}

/** Badges of a course: its own, then those of its modules. */
export function badgesOfCourse(courseId: string): Badge[] {
  return siteBadges().filter(({ course }) => course?.id === courseId);
}

/**
 * What the site publishes of whoever signs badges, path below its base to value of JSON; nothing if nobody does. The document of the DID lies
 * where did:web looks for it only if it is that of this site.
 */
export function siteIssuerFiles(): Map<string, unknown> {
  const { badges } = getCurriculum();
  const { issuer } = badges;
  if (!issuer) return new Map();
  const files = issuerFiles(issuer, issuer.keys as PublicKey[]);
  if (issuer.address !== paths.absolute(paths.page(''))) files.delete(didPath(issuer.address));
  // A list without a date: nobody has looked yet whether anything is to be revoked.
  const { updated: _, ...nothing } = emptyList(issuer.address, new Date(0));
  return files.set(issuerPaths.list, badges.revocations ?? nothing);
}
