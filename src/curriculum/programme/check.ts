import type { RuleName } from '../../findings/catalog.ts';
import type { FindingText } from '../../findings/finding.ts';
import { didYouMean } from '../../findings/suggest.ts';
import type { DataPath } from '../../findings/yaml.ts';
import { addDays } from '../day.ts';
import type { Reader } from '../reader.ts';
import type { Programme } from '../schema/programme.ts';
import { reportTwins } from '../twins.ts';
import type { ListedProvider, ReleaseDays } from './proof.ts';
import { isConfirming } from './state.ts';

/** What a provider is checked against. */
interface Against {
  courses: readonly string[];
  today: string | undefined;
  programme: Programme | undefined;
  /** Undefined if the releases could not be read. */
  releases: ReleaseDays | undefined;
  /** Where a certificate stood first, by its hash or its address: one counts once. */
  proofs: Map<string, string>;
}

type Report = (rule: RuleName, path: DataPath, text: FindingText) => void;

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** Up to four capital letters of whatever script, with dots, hyphens and blanks between them; scripts without capitals have letters. */
const INITIALS = /^(?:[\p{Lu}\p{Lt}\p{Lo}]\p{M}*\.?[ -]?){1,4}$/u;
const LONGEST_INITIALS = 12;

/** Reports what is wrong with the entry of a provider besides its form. */
export function checkProvider(reader: Reader, provider: ListedProvider, against: Against): void {
  const { path } = provider;
  const report: Report = (rule, at, text) => reader.report(rule, path, reader.place(path, at), text);
  checkPersonalData(provider, report);
  checkEngineers(provider, against, report);
  checkDays(provider, against, report);
  checkNames(provider, against, report);
  reportTwins(reader, {
    file: path,
    kind: 'engineer',
    entries: provider.engineers,
    path: (index) => ['engineers', index, 'id'],
  });
  const activities = provider.activity.map(({ date, url }) => `${date} ${url}`);
  activities.forEach((activity, index) => {
    if (activities.indexOf(activity) !== index) reportTwice(report, ['activity', index], 'activity', path);
  });
}

function checkPersonalData({ engineers, ...entry }: ListedProvider, report: Report): void {
  const refuse = (at: DataPath, what: string, remedy: string): void =>
    report('programme/personal-data', at, {
      message: what,
      why: 'The directory is public and its history stays. Of an engineer it shows only what they agreed to: a certificate, its expiry, initials.',
      remedy,
    });
  const look = (value: unknown, at: DataPath): void => {
    if (typeof value === 'string') {
      const email = EMAIL.exec(value)?.[0];
      if (email !== undefined)
        refuse(at, `Here stands an e-mail address: ${email}`, 'Remove it, and link a page with a form instead.');
    } else if (value !== null && typeof value === 'object')
      for (const [key, part] of Object.entries(value)) look(part, [...at, Array.isArray(value) ? Number(key) : key]);
  };
  look(entry, []);
  engineers.forEach(({ initials, verification = '' }, index) => {
    look(verification, ['engineers', index, 'verification']);
    if (initials === undefined || (initials.length <= LONGEST_INITIALS && INITIALS.test(initials))) return;
    refuse(
      ['engineers', index, 'initials'],
      `"${initials}" is no initials: it looks like a name, or like an address.`,
      'Write one to four capital letters, such as "A. K.", or leave the key out.',
    );
  });
}

function reportTwice(report: Report, at: DataPath, what: string, other: string): void {
  report('programme/same-proof', at, {
    message: `This ${what} stands in ${other} already.`,
    why: 'A proof counts once. Counted twice, it would make a provider look larger than it is.',
    remedy: 'Remove one of the two.',
  });
}

function checkEngineers({ path, engineers }: ListedProvider, against: Against, report: Report): void {
  const { programme, proofs } = against;
  const asked = programme?.requirements.flatMap(({ certificates }) => certificates) ?? [];
  engineers.forEach(({ certificate, id_hash: hash, verification }, index) => {
    const at = (key: string): DataPath => ['engineers', index, key];
    // The page of a form is the same for all certificates.
    const isOwn = verification !== undefined && !programme?.verification_addresses.includes(verification);
    const keys = [hash, ...(isOwn ? [verification] : [])];
    const other = keys.map((key) => proofs.get(key)).find((found) => found !== undefined);
    if (other !== undefined) reportTwice(report, at('id_hash'), 'certificate', other);
    for (const key of keys) proofs.set(key, path);
    if (!programme) return;
    if (!asked.includes(certificate))
      report('programme/not-counted', at('certificate'), {
        message: `No requirement asks for the certificate ${certificate}.${didYouMean(certificate, asked)}`,
        why: 'The engineer is listed, and counts for nothing.',
        remedy: `Certificates that count: ${[...new Set(asked)].join(', ')}.`,
      });
    if (verification === undefined || !isConfirming(verification, programme))
      report('programme/not-counted', verification === undefined ? at('id') : at('verification'), {
        message:
          verification === undefined
            ? `The certificate of ${engineers[index]?.id} has no address under which it can be verified.`
            : `Nobody who issues certificates confirms them under ${verification}.`,
        why: 'Nobody can verify it, so it does not count.',
        remedy: `Give an address that begins with one of: ${programme.verification_addresses.join(', ')}.`,
      });
  });
}

function checkDays(provider: ListedProvider, { today }: Against, report: Report): void {
  if (today === undefined) return;
  const days: [DataPath, string][] = [
    [['applied'], provider.applied],
    ...provider.engineers.map(({ consent }, index): [DataPath, string] => [['engineers', index, 'consent'], consent]),
    ...provider.activity.map(({ date }, index): [DataPath, string] => [['activity', index, 'date'], date]),
  ];
  // Where a day begins first, it is a day later than where days are counted.
  for (const [at, day] of days) if (day > addDays(today, 1)) reportFuture(report, at, day, today);
}

/** Reports a day that is still to come. */
export function reportFuture(report: Report, at: DataPath, day: string, today: string): void {
  report('programme/future', at, {
    message: `${day} is later than today, ${today}.`,
    why: 'What has not happened yet proves nothing.',
    remedy: 'Correct the day, or add the entry when it has happened.',
  });
}

function checkNames(provider: ListedProvider, { courses, releases }: Against, report: Report): void {
  provider.courses.forEach(({ course }, index) => {
    if (courses.includes(course)) return;
    report('programme/unknown-course', ['courses', index, 'course'], {
      message: `There is no course "${course}".${didYouMean(course, courses)}`,
      why: 'The entry would lead to a page that does not exist.',
      remedy: `Use one of: ${courses.join(', ')}.`,
    });
  });
  const release = provider.curriculum?.release;
  if (release === undefined || !releases || releases.has(release)) return;
  report('programme/unknown-release', ['curriculum', 'release'], {
    message: `There is no release "${release}" of this curriculum.${didYouMean(release, releases.keys())}`,
    why: 'How old the lessons of a provider are is computed from the day of the release.',
    remedy: `Use one of: ${[...releases.keys()].join(', ')}.`,
  });
}
