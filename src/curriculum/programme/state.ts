import {
  PROVIDER_KINDS,
  type Programme,
  type ProviderKind,
  type Requirement,
  type Verification,
} from '../schema/programme.ts';
import { type ListedProvider, type Proof, proofsFor, type ReleaseDays, verificationEnds } from './proof.ts';

/** Whether a proof counts on a day, and if not, why. Days are YYYY-MM-DD. */
export type ProofState =
  /** It counts; `until` is the first day on which it does no more. */
  | { is: 'counts'; until: string | undefined }
  /** It counted, or would have, before that day. */
  | { is: 'ended'; on: string }
  /** It is of a later day. */
  | { is: 'not-yet'; on: string }
  /** Nobody can say: the address is missing or is none of those that confirm; nobody has looked; somebody has looked too long ago. */
  | { is: 'not-verifiable'; why: 'no-address' | 'unknown-address' | 'not-verified' | 'lapsed' };

/** A proof, and whether it counts. */
export interface JudgedProof {
  proof: Proof;
  state: ProofState;
  /** Who looked at it last, on or before the day. */
  verified: Pick<Verification, 'on' | 'by'> | undefined;
}

/** A requirement of a provider on a day. */
export interface JudgedRequirement {
  requirement: Requirement;
  /**
   * met: for good; expires: met, until a day; not-met: it would not be met if somebody had looked at all proofs;
   * not-verifiable: it may be met, but nobody has verified enough proofs.
   */
  state: 'met' | 'expires' | 'not-met' | 'not-verifiable';
  /** The first day on which it is not met any more, if nothing new comes. */
  until: string | undefined;
  /** The day since which it is not met, if it was met before. */
  since: string | undefined;
  /** How many proofs count. */
  counted: number;
  proofs: readonly JudgedProof[];
}

/** A provider on a day. */
export interface JudgedProvider {
  provider: ListedProvider;
  requirements: readonly JudgedRequirement[];
  /** Of each kind that it wants to be listed as: whether all requirements are met, and the first day on which one is not any more. */
  kinds: readonly { kind: ProviderKind; qualified: boolean; until: string | undefined }[];
}

/** What providers are judged by. */
export interface Judgment {
  programme: Programme;
  releases: ReleaseDays;
  /** Verifications of the layer that the provider belongs to. */
  verifications: readonly Verification[];
  /** Day on which they are judged, YYYY-MM-DD. */
  day: string;
}

/** Whether an address is one under which whoever issues certificates confirms them. */
export function isConfirming(address: string, { verification_addresses: known }: Programme): boolean {
  return known.some((beginning) => address.startsWith(beginning));
}

/** The earlier of two days, either of which may be none. */
function earlier(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

function judgeProof(proof: Proof, requirement: Requirement, provider: string, judgment: Judgment): JudgedProof {
  const { programme, verifications, day } = judgment;
  const looks = verifications
    .filter((one) => one.provider === provider && one.proof === proof.digest && one.on <= day)
    .sort((one, other) => (one.on < other.on ? -1 : 1));
  const verified = looks.at(-1);
  const judged = (state: ProofState): JudgedProof => ({ proof, state, verified });
  if (proof.ends !== undefined && proof.ends <= day) return judged({ is: 'ended', on: proof.ends });
  if (proof.from !== undefined && proof.from > day) return judged({ is: 'not-yet', on: proof.from });
  if (proof.url === undefined) return judged({ is: 'not-verifiable', why: 'no-address' });
  if (proof.kind === 'engineer' && !isConfirming(proof.url, programme))
    return judged({ is: 'not-verifiable', why: 'unknown-address' });
  if (!verified) return judged({ is: 'not-verifiable', why: 'not-verified' });
  const lapses = verificationEnds(verified.on, requirement.verification_months);
  if (lapses !== undefined && lapses <= day) return judged({ is: 'not-verifiable', why: 'lapsed' });
  return judged({ is: 'counts', until: earlier(proof.ends, lapses) });
}

/** The day on which fewer than so many are left, of days on which one each goes; undefined if enough stay for good, or there never were enough. */
function dayOfTooFew(ends: readonly (string | undefined)[], minimum: number): string | undefined {
  const stay = ends.filter((end) => end === undefined).length;
  const going = ends.flatMap((end) => end ?? []).sort();
  // Those that go last are needed last: with five of which three are needed, the third-last decides.
  return ends.length < minimum || stay >= minimum ? undefined : going.at(stay - minimum);
}

/** Judges one requirement of a provider. */
export function judgeRequirement(
  provider: ListedProvider,
  requirement: Requirement,
  judgment: Judgment,
): JudgedRequirement {
  const { minimum } = requirement;
  const proofs = proofsFor(provider, requirement, judgment.releases).map((proof) =>
    judgeProof(proof, requirement, provider.id, judgment),
  );
  const counting = proofs.flatMap(({ state }) => (state.is === 'counts' ? [state.until] : []));
  const open = proofs.filter(({ state }) => state.is === 'not-verifiable').length;
  const counted = counting.length;
  const base = { requirement, counted, proofs, since: undefined, until: undefined };
  if (counted >= minimum) {
    const until = dayOfTooFew(counting, minimum);
    return { ...base, state: until === undefined ? 'met' : 'expires', until };
  }
  if (counted + open >= minimum) return { ...base, state: 'not-verifiable' };
  // What was verified, and has ended since, says until when it was met.
  const were = proofs.flatMap(({ state, verified }) =>
    state.is === 'counts' ? [undefined] : state.is === 'ended' && verified && verified.on < state.on ? [state.on] : [],
  );
  return { ...base, state: 'not-met', since: dayOfTooFew(were, minimum) };
}

/** Whether a state is one of a requirement that is met. */
export const isMet = ({ state }: JudgedRequirement): boolean => state === 'met' || state === 'expires';

/**
 * Judges a provider by the requirements of the kinds that it wants to be listed as.
 * Pure: the same provider, programme, releases, verifications and day give the same states.
 */
export function judgeProvider(provider: ListedProvider, judgment: Judgment): JudgedProvider {
  const asked = judgment.programme.requirements.filter(({ of }) => of.some((kind) => provider.kinds.includes(kind)));
  const requirements = asked.map((requirement) => judgeRequirement(provider, requirement, judgment));
  const kinds = PROVIDER_KINDS.filter((kind) => provider.kinds.includes(kind)).map((kind) => {
    const own = requirements.filter(({ requirement }) => requirement.of.includes(kind));
    const qualified = own.length > 0 && own.every(isMet);
    const until = qualified ? own.map((one) => one.until).reduce(earlier, undefined) : undefined;
    return { kind, qualified, until };
  });
  return { provider, requirements, kinds };
}
