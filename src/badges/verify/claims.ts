import { identityHash, plainEmail } from '../hashes.ts';
import { isRecord, LIST_KIND, listOf } from '../open-badges.ts';
import type { RevocationList } from '../revocations.ts';
import { issuerId, type Token } from './read-token.ts';
import { type Check, checked } from './verdict.ts';

/** A moment in milliseconds; undefined if a text is none, NaN is never given. */
function momentOf(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

const fromSeconds = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) < 8.64e12 ? value * 1000 : undefined;

/** The claims of a JWT, each with the member of the credential that says the same (OB 3.0, 8.2.4.1). */
function pairs({ payload, credential }: Token): { claim: string; isSame: boolean }[] {
  const { iss, sub, jti, nbf, exp } = payload;
  const { credentialSubject: subject } = credential;
  const from = momentOf(credential.validFrom ?? credential.issuanceDate);
  const until = momentOf(credential.validUntil ?? credential.expirationDate);
  const subjectId = isRecord(subject) ? subject.id : undefined;
  return [
    { claim: 'iss', isSame: iss === issuerId(credential) },
    { claim: 'jti', isSame: jti === credential.id },
    { claim: 'sub', isSame: sub === subjectId },
    // A claim counts whole seconds, and a date may be said more exactly.
    { claim: 'nbf', isSame: from !== undefined && fromSeconds(nbf) === Math.floor(from / 1000) * 1000 },
    {
      claim: 'exp',
      isSame:
        until === undefined
          ? exp === undefined || fromSeconds(exp) !== undefined
          : fromSeconds(exp) === Math.floor(until / 1000) * 1000,
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
export function checkTime({ payload, credential }: Token, now: Date): Check {
  const from = momentOf(credential.validFrom ?? credential.issuanceDate) ?? 0;
  const ends = [fromSeconds(payload.exp), momentOf(credential.validUntil ?? credential.expirationDate)];
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

/** Whether a credential was revoked, as of the date of a list. A list counts only for the issuer and the address that it names. */
export function checkRevocation({ credential }: Token, issuer: string, { own, given }: Lists): Check {
  const states = listOf(credential.credentialStatus);
  if (states.length === 0) return checked('revocation', 'passed', 'verifyRevocationNone');
  const strange = states.find((state) => !isRecord(state) || state.type !== LIST_KIND || typeof state.id !== 'string');
  if (strange !== undefined)
    return checked('revocation', 'open', 'verifyRevocationKind', {
      kind: isRecord(strange) ? String(strange.type) : '?',
    });
  const found = states.map((state) => {
    const address = isRecord(state) ? String(state.id) : '';
    const isOurs = (list: RevocationList): boolean => list.issuer === issuer && list.id === address;
    const ownList = own && isOurs(own) ? own : undefined;
    return { address, list: ownList ?? given.find(isOurs), isOwn: ownList !== undefined };
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
