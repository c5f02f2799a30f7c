import { isRecord } from '../../curriculum/stored.ts';
import { LONGEST, listOf } from '../open-badges.ts';
import { type Check, checked, type Facts } from './verdict.ts';

/** A credential that could be read. Nothing of it is verified yet. */
export interface Token {
  /** The compact JWS. */
  jwt: string;
  header: Readonly<Record<string, unknown>>;
  payload: Readonly<Record<string, unknown>>;
  credential: Readonly<Record<string, unknown>>;
}

const COMPACT = /^[\w-]+\.[\w-]+\.[\w-]*$/;
/** Keys under which other programs put a JWT into JSON. */
const NAMES = ['jwt', 'credential', 'verifiableCredential', 'compactJwsString', 'vc'];

/** What a text holds: a JWT, what kind of other proof a credential has, or nothing that is known. */
type Found = { jwt: string } | { proof: string } | 'none' | 'too-long';

/** A word of somebody else for a sentence of ours. JSON may have objects there, of which not every one can be made a text. */
export const writtenKind = (value: unknown): string => (typeof value === 'string' ? value : '?');

function inJson(value: unknown, depth = 0): Found {
  if (typeof value === 'string') return COMPACT.test(value.trim()) ? { jwt: value.trim() } : 'none';
  if (Array.isArray(value) && value.length === 1) return inJson(value[0], depth + 1);
  if (!isRecord(value) || depth > 3) return 'none';
  for (const name of NAMES) {
    const found = inJson(value[name], depth + 1);
    if (found !== 'none') return found;
  }
  const [proof] = listOf(value.proof);
  return isRecord(proof) ? { proof: writtenKind(proof.cryptosuite ?? proof.type) } : 'none';
}

/** Finds the credential in a text: a JWT, also with line breaks in it as mail programs make them, or JSON that holds one. */
export function findToken(text: string): Found {
  if (text.length > LONGEST) return 'too-long';
  const trimmed = text.trim();
  if (/^[{["]/.test(trimmed)) {
    try {
      return inJson(JSON.parse(trimmed));
    } catch {
      return 'none';
    }
  }
  const whole = trimmed.replace(/\s+/g, '');
  return COMPACT.test(whole) ? { jwt: whole } : 'none';
}

/** A part of a JWT as an object; undefined if it is none. */
function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What of an Open Badge is missing, by its name in the standard; nothing if it is one. */
function missing(credential: Readonly<Record<string, unknown>>): string | undefined {
  const types = listOf(credential.type);
  if (!types.includes('VerifiableCredential')) return 'type: VerifiableCredential';
  if (!types.includes('OpenBadgeCredential') && !types.includes('AchievementCredential'))
    return 'type: OpenBadgeCredential';
  if (typeof credential.id !== 'string') return 'id';
  if (issuerId(credential) === undefined) return 'issuer.id';
  const { credentialSubject: subject } = credential;
  if (!isRecord(subject)) return 'credentialSubject';
  if (typeof subject.id !== 'string' && listOf(subject.identifier).length === 0) return 'credentialSubject.id';
  if (!isRecord(subject.achievement)) return 'credentialSubject.achievement';
  return typeof subject.achievement.name === 'string' ? undefined : 'credentialSubject.achievement.name';
}

/** Id of whoever says to have issued a credential: an address or a profile with one. */
export function issuerId({ issuer }: Readonly<Record<string, unknown>>): string | undefined {
  const id = isRecord(issuer) ? issuer.id : issuer;
  return typeof id === 'string' ? id : undefined;
}

/** Reads a credential, in the form of the data model 2.0 or, with a claim `vc`, of 1.1. Gives a check that says why if it cannot be read. */
export function readToken(text: string): Token | Check {
  const found = findToken(text);
  if (found === 'none') return checked('form', 'failed', 'verifyFormNone');
  if (found === 'too-long') return checked('form', 'failed', 'verifyFormLong');
  if ('proof' in found) return checked('form', 'open', 'verifyFormEmbedded', { kind: found.proof });
  const [head = '', body = ''] = found.jwt.split('.');
  const header = decoded(head);
  const payload = decoded(body);
  if (!header || !payload) return checked('form', 'failed', 'verifyFormBroken');
  const credential = isRecord(payload.vc) ? { ...payload.vc, id: payload.vc.id ?? payload.jti } : payload;
  const what = missing(credential);
  return what === undefined
    ? { jwt: found.jwt, header, payload, credential }
    : checked('form', 'failed', 'verifyFormMissing', { what });
}

/** Kinds of identifiers that are names of people: that of the implementation guide, and one that others write. */
const NAME_KINDS = ['ext:name', 'name'];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a credential says of itself. */
export function factsOf({ credential }: Token): Facts {
  const subject = isRecord(credential.credentialSubject) ? credential.credentialSubject : {};
  const achievement = isRecord(subject.achievement) ? subject.achievement : {};
  const criteria = isRecord(achievement.criteria) ? achievement.criteria : {};
  const issuer = issuerId(credential) ?? '';
  const named = listOf(subject.identifier).find(
    (one) => isRecord(one) && NAME_KINDS.includes(textOf(one.identityType)) && one.hashed === false,
  );
  return {
    id: textOf(credential.id),
    issuer: { id: issuer, name: (isRecord(credential.issuer) && textOf(credential.issuer.name)) || issuer },
    achievement: {
      id: textOf(achievement.id),
      name: textOf(achievement.name),
      description: textOf(achievement.description),
      criteria: textOf(criteria.narrative),
    },
    learner: isRecord(named) ? textOf(named.identityHash) : undefined,
    validFrom: textOf(credential.validFrom ?? credential.issuanceDate) || undefined,
    validUntil: textOf(credential.validUntil ?? credential.expirationDate) || undefined,
  };
}
