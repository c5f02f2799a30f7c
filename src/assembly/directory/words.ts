import { addDays } from '../../curriculum/day.ts';
import type { Expiring } from '../../curriculum/programme/expiring.ts';
import type { Proof } from '../../curriculum/programme/proof.ts';
import type { JudgedProvider, JudgedRequirement, ProofState } from '../../curriculum/programme/state.ts';
import type { ProviderKind } from '../../curriculum/schema/programme.ts';
import { formatDates, languageName } from '../../provider/offerings/schedule.ts';
import { type Translate, translator } from '../../strings/index.ts';
import type { Edition } from '../edition.ts';

/** What pages and feeds say of providers, in the language of a curriculum. */
export interface DirectoryWords {
  t: Translate;
  /** A day for people. @param day YYYY-MM-DD. */
  day(day: string): string;
  kind(kind: ProviderKind): string;
  country(code: string): string;
  language(tag: string): string;
  /** Whether a provider is qualified as one of its kinds. */
  verdict(of: JudgedProvider['kinds'][number]): string;
  state(of: JudgedRequirement): string;
  proof(proof: Pick<Proof, 'kind' | 'text' | 'note'>): string;
  proofState(state: ProofState): string;
  /** A proof that will not count any more, with its provider. */
  expiring(one: Expiring): string;
}

/** A whole sentence with the first letter of what begins it as it is. */
const STATES = {
  met: 'programmeMet',
  'not-met': 'programmeNotMet',
  'not-verifiable': 'programmeNotVerifiable',
} as const;
const KINDS = { training: 'providerTraining', 'managed-services': 'providerManagedServices' } as const;
const WHY = {
  'no-address': 'proofNoAddress',
  'unknown-address': 'proofUnknownAddress',
  'not-verified': 'proofNotVerified',
  lapsed: 'proofLapsed',
} as const;

/** The words for the directory of an edition. */
export function directoryWords({ identity, courses }: Pick<Edition, 'identity' | 'courses'>): DirectoryWords {
  const { language } = identity;
  const t = translator(language);
  const day = (text: string): string => formatDates(text, text, language);
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  const proof: DirectoryWords['proof'] = ({ kind, text, note }) => {
    if (kind === 'engineer') return note === undefined ? text : `${text} (${note})`;
    if (kind === 'release') return t('proofRelease', { version: text });
    if (kind !== 'course') return text;
    const title = courses.find(({ id }) => id === text)?.title ?? text;
    return note === undefined ? title : `${title} (${languageName(note, language)})`;
  };
  return {
    t,
    day,
    kind: (kind) => t(KINDS[kind]),
    country: (code) => regions.of(code) ?? code,
    language: (tag) => languageName(tag, language),
    verdict: ({ qualified, until }) =>
      !qualified
        ? t('providerNotQualified')
        : until === undefined
          ? t('providerQualified')
          : t('providerQualifiedUntil', { day: day(addDays(until, -1)) }),
    state: ({ state, until, since }) => {
      if (state === 'expires') return t('programmeExpires', { day: day(until ?? '') });
      return state === 'not-met' && since !== undefined
        ? t('programmeNotMetSince', { day: day(since) })
        : t(STATES[state]);
    },
    proof,
    proofState: (state) => {
      if (state.is === 'ended') return t('proofEnded', { day: day(state.on) });
      if (state.is === 'not-yet') return t('proofNotYet', { day: day(state.on) });
      if (state.is === 'not-verifiable') return t(WHY[state.why]);
      return state.until === undefined ? t('proofCounts') : t('proofExpires', { day: day(state.until) });
    },
    expiring: ({ provider, requirement, proof: one }) =>
      t('providerExpiring', { name: provider.name, requirement: requirement.title, proof: proof(one) }),
  };
}
