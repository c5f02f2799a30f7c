import { createHash } from 'node:crypto';
import type { DataPath } from '../../findings/yaml.ts';
import { addDays, addMonths } from '../day.ts';
import type { ProviderFile, Release, Requirement } from '../schema/programme.ts';

/** A provider with its id, and where it is written. */
export interface ListedProvider extends ProviderFile {
  id: string;
  /** Path of its file. */
  path: string;
  /** 0 for content/, else the depth of the layer that it belongs to. */
  layer: number;
}

/** Something that speaks for a provider, and can be looked at. */
export interface Proof {
  kind: 'engineer' | 'activity' | 'business-model' | 'course' | 'release';
  /** Where it stands in the provider's file. */
  path: DataPath;
  /** Digest of what it says. A verification names it, so that it holds for nothing else. */
  digest: string;
  /** What is shown of it: a certificate, a sentence, the id of a course, a version. */
  text: string;
  /** What may be shown besides, such as initials. */
  note?: string | undefined;
  /** Where one can look at it. */
  url: string | undefined;
  /** Day from which on it can count; undefined if that does not depend on a day. */
  from?: string | undefined;
  /** First day on which it counts no more by itself; undefined if there is none. */
  ends?: string | undefined;
  /** Certificate of an engineer. */
  certificate?: string | undefined;
}

/** Version of a curriculum to the day of its release. */
export type ReleaseDays = ReadonlyMap<string, string>;

/** Days of releases by their versions. */
export function releaseDays(releases: readonly Release[]): ReleaseDays {
  return new Map(releases.map(({ version, released }) => [version, released]));
}

/** So many hexadecimal digits are enough: records are compared within one provider. */
const DIGITS = 16;

/** A digest of data that does not depend on the order of its keys. */
function digestOf(kind: string, provider: string, data: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, provider, entries]))
    .digest('hex')
    .slice(0, DIGITS);
}

/** The first day after so many months, the last of which still counts. */
const after = (day: string, months: number): string => addDays(addMonths(day, months), 1);

/** Everything that a provider shows, whether or not a requirement asks for it. */
export function proofsOf(provider: ListedProvider): Omit<Proof, 'from' | 'ends'>[] {
  const { id, engineers, activity, business_model: business, courses, curriculum } = provider;
  return [
    ...engineers.map((engineer, index): Proof => {
      const { initials, consent: _, ...said } = engineer;
      return {
        kind: 'engineer',
        path: ['engineers', index],
        digest: digestOf('engineer', id, said),
        text: engineer.certificate,
        note: [engineer.id, ...(initials === undefined ? [] : [initials])].join(', '),
        url: engineer.verification,
        certificate: engineer.certificate,
      };
    }),
    ...activity.map(
      (entry, index): Proof => ({
        kind: 'activity',
        path: ['activity', index],
        digest: digestOf('activity', id, entry),
        text: entry.text,
        url: entry.url,
      }),
    ),
    ...(business
      ? [
          {
            kind: 'business-model' as const,
            path: ['business_model'],
            digest: digestOf('business-model', id, business),
            text: business.text,
            url: business.url,
          },
        ]
      : []),
    ...courses.map(
      (course, index): Proof => ({
        kind: 'course',
        path: ['courses', index],
        digest: digestOf('course', id, course),
        text: course.course,
        note: course.language,
        url: course.url,
      }),
    ),
    ...(curriculum
      ? [
          {
            kind: 'release' as const,
            path: ['curriculum'],
            digest: digestOf('release', id, curriculum),
            text: curriculum.release,
            url: curriculum.url,
          },
        ]
      : []),
  ];
}

/** Which proofs each requirement counts. */
const COUNTED: Readonly<Record<Requirement['proof'], Proof['kind']>> = {
  engineers: 'engineer',
  instructors: 'engineer',
  activity: 'activity',
  'business-model': 'business-model',
  courses: 'course',
  release: 'release',
};

/** The proofs of a provider that a requirement is about, with the days between which they count. A release that nobody knows is none. */
export function proofsFor(
  provider: ListedProvider,
  { proof, months = 0, certificates }: Requirement,
  releases: ReleaseDays,
): Proof[] {
  return proofsOf(provider)
    .filter(({ kind }) => kind === COUNTED[proof])
    .flatMap((found): Proof[] => {
      const index = Number(found.path[1]);
      if (found.kind === 'engineer') {
        const engineer = provider.engineers[index];
        const counts = engineer && certificates.includes(engineer.certificate);
        if (!counts || (proof === 'instructors' && !engineer.teaches)) return [];
        return [{ ...found, from: engineer.consent, ends: engineer.expires }];
      }
      if (found.kind === 'activity') {
        const day = provider.activity[index]?.date ?? '';
        return [{ ...found, from: day, ends: after(day, months) }];
      }
      if (found.kind === 'release') {
        const day = releases.get(found.text);
        return day === undefined ? [] : [{ ...found, from: day, ends: after(day, months) }];
      }
      return [found];
    });
}

/** The first day on which a verification holds no more. @param months undefined if it holds for good. */
export function verificationEnds(on: string, months: number | undefined): string | undefined {
  return months === undefined ? undefined : after(on, months);
}
