import { isRecord } from '../../curriculum/stored.ts';
import { identityHash, plainEmail } from '../hashes.ts';
import { LIST_KIND, listOf } from '../open-badges.ts';
import type { RevocationList } from '../revocations.ts';
import { issuerId, type Token, writtenKind } from './read-token.ts';
import { type Check, checked } from './verdict.ts';

/** A day, or a moment as standards write it (ISO 8601), with or without a time zone. */
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/;

/**
 * A moment in milliseconds; undefined if a value is none, NaN is never given. Without a time zone it is one of UTC: a badge must not end
 * earlier in Tokyo than in Lima.
 */
function momentOf(value: unknown): number | undefined {
  const found = typeof value === 'string' ? MOMENT.exec(value) : null;
  if (!found) return undefined;
  const [written, zone] = found;
  const time = Date.parse(written.includes('T') && zone === undefined ? `${written}Z` : written);
  return Number.isNaN(time) ? undefined : time;
}

const endOf = ({ credential }: Token): unknown => credential.validUntil ?? credential.expirationDate ?? undefined;

const fromSeconds = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;

/** The claims of a JWT, each with the member of the credential that says the same (OB 3.0, 8.2.4.1). */
function pairs(token: Token): { claim: string; isSame: boolean }[] {
  const { payload, credential } = token;
  const { iss, sub, jti, nbf, exp } = payload;
  const { credentialSubject: subject } = credential;
  const from = momentOf(credential.validFrom ?? credential.issuanceDate);
  const end = endOf(token);
  const until = momentOf(end);
  const subjectId = isRecord(subject) ? subject.id : undefined;
  return [
    { claim: 'iss', isSame: iss === issuerId(credential) },
    { claim: 'jti', isSame: jti === credential.id },
    { claim: 'sub', isSame: sub === subjectId },
    // A claim counts whole seconds, and a date may be said more exactly.
    { claim: 'nbf', isSame: from !== undefined && fromSeconds(nbf) === Math.floor(from / 1000) * 1000 },
    {
      claim: 'exp',
      // An end that nobody can read is not the same as none: it would count for ever.
      isSame:
        end === undefined
          ? exp === undefined || fromSeconds(exp) !== undefined
          : until !== undefined && fromSeconds(exp) === Math.floor(until / 1000) * 1000,
    },
  ];
}

/** Whether what a credential says twice is the same. */
export function checkForm(token: Token): Check {
  const wrong = pairs(token).find(({ isSame }) => !isSame);
  return wrong
    ? checked('form', 'failed', 'verifyFormContradicts', { claim: wrong.claim })
    : checked('form', 'passed', 'verifyFormHolds');
}

const dayOf = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Whether a credential counts at a moment: from its first moment on, and until its last one. */
export function checkTime(token: Token, now: Date): Check {
  const { payload, credential } = token;
  const from = momentOf(credential.validFrom ?? credential.issuanceDate) ?? 0;
  const ends = [fromSeconds(payload.exp), momentOf(endOf(token))];
  const until = Math.min(...ends.map((end) => end ?? Number.POSITIVE_INFINITY));
  if (now.getTime() < from)
    return checked('time', 'failed', 'verifyTimeEarly', { from: dayOf(from), now: dayOf(now.getTime()) });
  if (now.getTime() > until)
    return checked('time', 'failed', 'verifyTimeExpired', { until: dayOf(until), now: dayOf(now.getTime()) });
  return until === Number.POSITIVE_INFINITY
    ? checked('time', 'passed', 'verifyTimeEver', { from: dayOf(from) })
    : checked('time', 'passed', 'verifyTimeUntil', { from: dayOf(from), until: dayOf(until) });
}

/** Lists of what was revoked. */
export interface Lists {
  /** That of the site, or of the repository, that verifies. */
  own?: RevocationList | undefined;
  /** What somebody has added. */
  given: readonly RevocationList[];
}

const timeOf = ({ updated }: RevocationList): number => (updated === undefined ? 0 : Date.parse(updated));

/** Whether a credential was revoked, as of the date of a list. A list counts only for the issuer and the address that it names. */
export function checkRevocation({ credential }: Token, issuer: string, { own, given }: Lists): Check {
  const states = listOf(credential.credentialStatus);
  if (states.length === 0) return checked('revocation', 'passed', 'verifyRevocationNone');
  const strange = states.find((state) => !isRecord(state) || state.type !== LIST_KIND || typeof state.id !== 'string');
  if (strange !== undefined)
    return checked('revocation', 'open', 'verifyRevocationKind', {
      kind: isRecord(strange) ? writtenKind(strange.type) : '?',
    });
  const found = states.map((state) => {
    const address = isRecord(state) ? String(state.id) : '';
    const isOurs = (list: RevocationList): boolean => list.issuer === issuer && list.id === address;
    const ownList = own && isOurs(own) ? own : undefined;
    // Of several the newest counts for what was not revoked, and each of them for what was.
    const others = given.filter(isOurs).sort((one, other) => timeOf(other) - timeOf(one));
    const lists = ownList ? [ownList] : others;
    const list = lists.find(({ revokedCredential }) => revokedCredential.some(({ id }) => id === credential.id));
    return { address, list: list ?? lists[0], isOwn: ownList !== undefined };
  });
  const date = (list: RevocationList | undefined): string => (list?.updated ? dayOf(Date.parse(list.updated)) : '?');
  for (const { list } of found) {
    const entry = list?.revokedCredential.find(({ id }) => id === credential.id);
    if (!entry) continue;
    const { revocationReason: reason } = entry;
    const values = { date: date(list) };
    return reason === undefined
      ? checked('revocation', 'failed', 'verifyRevoked', values)
      : checked('revocation', 'failed', 'verifyRevokedReason', { ...values, reason });
  }
  const unknown = found.find(({ list }) => list === undefined);
  if (unknown)
    return given.length > 0
      ? checked('revocation', 'open', 'verifyRevocationOther', { address: unknown.address })
      : checked('revocation', 'open', 'verifyRevocationMissing', { address: unknown.address });
  const weakest = found.find(({ isOwn }) => !isOwn) ?? found[0];
  const { list, isOwn = false, address = '' } = weakest ?? {};
  if (list?.updated === undefined)
    return checked('revocation', isOwn ? 'passed' : 'given', 'verifyRevocationUndated', { address });
  return isOwn
    ? checked('revocation', 'passed', 'verifyRevocationOwn', { date: date(list) })
    : checked('revocation', 'given', 'verifyRevocationGiven', { date: date(list), address });
}

/** Whether a credential is about the one with an e-mail address (OB 3.0, 9.3). */
export async function checkRecipient({ credential }: Token, email: string): Promise<Check> {
  const subject = isRecord(credential.credentialSubject) ? credential.credentialSubject : {};
  const identities = listOf(subject.identifier)
    .filter(isRecord)
    .filter((one) => one.identityType === 'emailAddress');
  if (identities.length === 0) return checked('recipient', 'open', 'verifyRecipientUnknown');
  for (const { hashed, identityHash: known, salt } of identities) {
    for (const written of new Set([plainEmail(email), email.trim()])) {
      const isThis =
        hashed === true
          ? known === (await identityHash(written, typeof salt === 'string' ? salt : ''))
          : known === written;
      if (isThis) return checked('recipient', 'passed', 'verifyRecipientHolds', { email });
    }
  }
  return checked('recipient', 'failed', 'verifyRecipientOther', { email });
}
