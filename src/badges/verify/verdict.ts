import type { StringKey } from '../../strings/keys.ts';

/** A sentence that a verdict consists of, by its key; what stands in it as {name} comes with it. */
export type SayKey = Extract<StringKey, `verify${string}`>;

/** What of a credential is looked at. */
export type Subject = 'form' | 'signature' | 'keys' | 'time' | 'revocation' | 'recipient';

/**
 * What became of one check. passed: it holds; given: it holds if a file that somebody has added is what it says; open: it could not be
 * checked here; failed: it does not hold.
 */
export type CheckState = 'passed' | 'given' | 'open' | 'failed';

export interface Check {
  subject: Subject;
  state: CheckState;
  says: SayKey;
  values: Readonly<Record<string, string>>;
}

/** What a credential says of itself, as plain text. Whether it is true is what the checks are about. */
export interface Facts {
  id: string;
  issuer: { id: string; name: string };
  achievement: { id: string; name: string; description: string; criteria: string };
  /** Name of the learner, if it is in the credential. */
  learner: string | undefined;
  validFrom: string | undefined;
  validUntil: string | undefined;
}

/**
 * What is to be said of a credential as a whole: genuine only if everything was checked and holds; given if it holds as far as files that
 * somebody has added are what they say; open if something could not be checked; refused if something does not hold.
 */
export interface Verdict {
  result: 'genuine' | 'given' | 'open' | 'refused';
  /** The sentence that says it: the gravest thing first. */
  says: SayKey;
  checks: readonly Check[];
  facts: Facts | undefined;
}

/** Makes a check. */
export function checked(
  subject: Subject,
  state: CheckState,
  says: SayKey,
  values: Readonly<Record<string, string>> = {},
): Check {
  return {
    subject,
    state,
    says,
    values: Object.fromEntries(Object.entries(values).map(([k, v]) => [k, shownText(v)])),
  };
}

const LONGEST_SHOWN = 600;

/**
 * Text of somebody else as it may stand in a sentence of ours: without control characters and marks that turn the direction of writing, which
 * would make the sentence say something else, and not endless.
 */
export function shownText(text: string): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return plain.length > LONGEST_SHOWN ? `${plain.slice(0, LONGEST_SHOWN)} …` : plain;
}

/** What all checks together come to. */
export function verdictOf(checks: readonly Check[], facts: Facts | undefined): Verdict {
  const has = (state: CheckState): Check | undefined => checks.find((check) => check.state === state);
  const failed = has('failed');
  if (failed) return { result: 'refused', says: refusal(failed), checks, facts };
  if (has('open'))
    return { result: 'open', says: has('open')?.subject === 'keys' ? 'verifyOpenKeys' : 'verifyOpen', checks, facts };
  if (has('given')) return { result: 'given', says: 'verifyGiven', checks, facts };
  return { result: 'genuine', says: 'verifyGenuine', checks, facts };
}

function refusal({ subject, says }: Check): SayKey {
  if (says === 'verifyTimeExpired') return 'verifyRefusedExpired';
  if (says === 'verifyTimeEarly') return 'verifyRefusedEarly';
  if (subject === 'revocation') return 'verifyRefusedRevoked';
  if (subject === 'recipient') return 'verifyRefusedRecipient';
  return 'verifyRefused';
}
