import { isRecord } from '../curriculum/stored.ts';
import { didOf, issuerPaths } from './issuer.ts';

/** A credential that does not count any more. */
export interface Revoked {
  id: string;
  revocationReason?: string;
}

/**
 * What an issuer has revoked, as the 1EdTech Verifiable Credentials Revocation List 1.0 has it. `updated`, which that does not know, says as
 * of when the list is complete: an ISO 8601 moment in UTC.
 */
export interface RevocationList {
  id: string;
  issuer: string;
  updated?: string;
  revokedCredential: readonly Revoked[];
}

/** The list of an issuer that has revoked nothing yet. */
export function emptyList(address: string, now: Date): RevocationList {
  return { id: address + issuerPaths.list, issuer: didOf(address), updated: moment(now), revokedCredential: [] };
}

/** A moment to the second: nothing here happens faster. */
export const moment = (now: Date): string => `${now.toISOString().slice(0, 19)}Z`;

/** A list with one more credential; the same list if it is there already. */
export function withRevoked(list: RevocationList, { id, revocationReason }: Revoked, now: Date): RevocationList {
  if (list.revokedCredential.some((one) => one.id === id)) return list;
  const added = revocationReason === undefined ? { id } : { id, revocationReason };
  return { ...list, updated: moment(now), revokedCredential: [...list.revokedCredential, added] };
}

/**
 * A list as it is written after something was added: what others have put into it stays, and an entry that took a revocation back makes way for the new one.
 * @param value what the file had, of which readList has made a list @param before that list @param after it, with more entries at its end
 */
export function writtenList(value: unknown, before: RevocationList, after: RevocationList): unknown {
  if (!isRecord(value) || !Array.isArray(value.revokedCredential)) return after;
  const added = after.revokedCredential.slice(before.revokedCredential.length);
  const ids = new Set<unknown>(added.map(({ id }) => id));
  const stays = (value.revokedCredential as unknown[]).filter((entry) => !isRecord(entry) || !ids.has(entry.id));
  return { ...value, updated: after.updated, revokedCredential: [...stays, ...added] };
}

/** The list that a value of JSON is; undefined if it is none. Of an entry counts what the standard says: `revoked: false` takes it back. */
export function readList(value: unknown): RevocationList | undefined {
  if (!isRecord(value) || !Array.isArray(value.revokedCredential)) return undefined;
  const { id, issuer, updated, revokedCredential } = value;
  if (typeof id !== 'string' || typeof issuer !== 'string') return undefined;
  const entries: Revoked[] = [];
  for (const entry of revokedCredential as unknown[]) {
    if (!isRecord(entry) || typeof entry.id !== 'string') return undefined;
    if (entry.revoked === false) continue;
    const { revocationReason } = entry;
    entries.push(typeof revocationReason === 'string' ? { id: entry.id, revocationReason } : { id: entry.id });
  }
  const known = typeof updated === 'string' && !Number.isNaN(Date.parse(updated)) ? { updated } : {};
  return { id, issuer, ...known, revokedCredential: entries };
}
