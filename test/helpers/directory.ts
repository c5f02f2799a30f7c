import { stringify } from 'yaml';
import { proofsOf } from '../../src/curriculum/programme/proof.ts';
import { programmeSchema, providerSchema } from '../../src/curriculum/schema/programme.ts';

/** Day on which the directory of the tests is judged unless they say another one. */
export const DAY = '2026-11-30';

const BADGE = 'https://badges.example/';

/** What providers of the tests have to show, as the programme of this curriculum does. */
export const PROGRAMME = {
  verification_addresses: [BADGE, 'https://exams.example/verify'],
  notice_days: 60,
  requirements: [
    {
      id: 'certified-engineers',
      of: ['managed-services', 'training'],
      proof: 'engineers',
      title: 'At least three certified engineers',
      text: 'Three people hold a certificate.',
      minimum: 3,
      certificates: ['CKA', 'CKS'],
    },
    {
      id: 'community-activity',
      of: ['managed-services', 'training'],
      proof: 'activity',
      title: 'Active within 12 months',
      text: 'One contribution.',
      months: 12,
    },
    {
      id: 'end-user-support',
      of: ['managed-services'],
      proof: 'business-model',
      title: 'Supports end users',
      text: 'A public page.',
      verification_months: 12,
    },
    {
      id: 'instructors',
      of: ['training'],
      proof: 'instructors',
      title: 'At least one certified instructor',
      text: 'One of the engineers teaches.',
      certificates: ['CKA', 'CKS'],
    },
    {
      id: 'courses',
      of: ['training'],
      proof: 'courses',
      title: 'A course on offer',
      text: 'A page with a class.',
      verification_months: 12,
    },
    {
      id: 'adopted-release',
      of: ['training'],
      proof: 'release',
      title: 'A release that is not outdated',
      text: 'Of the last 18 months.',
      months: 18,
    },
  ],
};

/** Releases of the curriculum of the tests. */
export const RELEASES = {
  releases: [
    { version: '0.9.0', released: '2024-01-31' },
    { version: '1.0.0', released: '2026-02-28' },
  ],
};

/** A provider as its file has it. */
export type Entry = Record<string, unknown>;

/** An engineer with a certificate that can be verified. @param number of the engineer, other ones of other certificates. */
export function engineer(number: number, more: Entry = {}): Entry {
  return {
    id: `e${number % 100}`,
    certificate: 'CKA',
    id_hash: number.toString(16).padStart(64, '0'),
    verification: `${BADGE}${number}`,
    expires: '2028-05-01',
    consent: '2026-10-01',
    ...more,
  };
}

/** A provider that meets everything, as soon as somebody has verified it. */
export function entry(more: Entry = {}): Entry {
  return {
    name: 'Harbor School',
    homepage: 'https://harbor.example/',
    description: 'Teaches and runs clusters for people at the coast.',
    kinds: ['training', 'managed-services'],
    countries: ['DE', 'CH'],
    languages: ['de', 'en'],
    offerings: [{ title: 'Classes', url: 'https://harbor.example/classes' }],
    applied: '2026-10-01',
    engineers: [engineer(1, { initials: 'A. K.', teaches: true }), engineer(2), engineer(3)],
    activity: [{ date: '2026-09-15', text: 'A talk about knots', url: 'https://talks.example/knots' }],
    business_model: { text: 'Runs clusters for others.', url: 'https://harbor.example/managed' },
    courses: [{ course: 'harbor', language: 'de', url: 'https://harbor.example/classes/harbor' }],
    curriculum: { release: '1.0.0', url: 'https://harbor.example/learn/' },
    ...more,
  };
}

/** Verifications of all proofs of a provider. */
export function verified(id: string, data: Entry, { on = '2026-10-15', by = 'ada' } = {}): Entry[] {
  const provider = { ...providerSchema.parse(data), id, path: '', layer: 0 };
  return proofsOf(provider).map(({ digest }) => ({ provider: id, proof: digest, on, by }));
}

/** The programme of the tests as it is read. */
export const programme = programmeSchema.parse(PROGRAMME);

/** Providers of all sorts: qualified, expired, with two engineers only, without activity, with odd names. */
export function sampleEntries(): Record<string, Entry> {
  const own = (from: number, more: Entry = {}): Entry[] => [
    engineer(from, { teaches: true, ...more }),
    engineer(from + 1, more),
    engineer(from + 2, more),
  ];
  return {
    'harbor-school': entry(),
    'ebb-and-flow': entry({
      name: 'Ebb & Flow',
      kinds: ['managed-services'],
      countries: ['NL'],
      languages: ['nl', 'en'],
      engineers: own(11, { expires: '2026-11-01' }),
    }),
    'two-hands': entry({
      name: 'Two Hands',
      kinds: ['training'],
      countries: ['BR'],
      languages: ['pt-BR'],
      engineers: own(21).slice(0, 2),
    }),
    becalmed: entry({
      name: 'Becalmed',
      countries: ['JP'],
      languages: ['ja'],
      engineers: own(31, { expires: '2027-01-20' }),
      activity: [{ date: '2025-01-10', text: 'A meetup', url: 'https://meetups.example/1' }],
    }),
    odd: entry({
      name: `مرساة “A<b>&amp;‘${'W'.repeat(40)}`,
      description: `</script><script>alert(1)</script> ⚓ ${'long'.repeat(60)}`,
      kinds: ['managed-services'],
      countries: ['EG'],
      languages: ['ar'],
      engineers: own(41),
    }),
  };
}

/** Files of a directory by path, for a curriculum with a course `harbor` and a maintainer `ada`; the last entry, `odd`, is not verified. */
export function directoryFiles(entries = sampleEntries()): Map<string, string> {
  const verifications = Object.entries(entries).flatMap(([id, data]) => (id === 'odd' ? [] : verified(id, data)));
  return new Map([
    ['content/programme.yaml', stringify(PROGRAMME)],
    ['content/releases.yaml', stringify(RELEASES)],
    ...Object.entries(entries).map(([id, data]) => [`content/providers/${id}.yaml`, stringify(data)] as const),
    ['content/verifications.yaml', stringify({ verifications })],
  ]);
}
