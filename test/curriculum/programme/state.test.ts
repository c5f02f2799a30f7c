import { describe, expect, test } from 'vitest';
import { addDays, addMonths, isDay } from '../../../src/curriculum/day.ts';
import { expiringWithin } from '../../../src/curriculum/programme/expiring.ts';
import { releaseDays } from '../../../src/curriculum/programme/proof.ts';
import { judgeProvider } from '../../../src/curriculum/programme/state.ts';
import { providerSchema, type Verification } from '../../../src/curriculum/schema/programme.ts';
import { DAY, type Entry, engineer, entry, programme, RELEASES, verified } from '../../helpers/directory.ts';

interface Situation {
  day?: string;
  verifications?: readonly Entry[];
}

function judge(data: Entry, { day = DAY, verifications = verified('harbor-school', data) }: Situation = {}) {
  const provider = { ...providerSchema.parse(data), id: 'harbor-school', path: 'x.yaml', layer: 0 };
  const releases = releaseDays(RELEASES.releases);
  return judgeProvider(provider, { programme, releases, verifications: verifications as Verification[], day });
}

/** State of a requirement, with its days. */
function state(id: string, data: Entry, situation: Situation = {}): string {
  const found = judge(data, situation).requirements.find(({ requirement }) => requirement.id === id);
  if (!found) throw new Error(`no requirement ${id}`);
  return [found.state, found.until && `until ${found.until}`, found.since && `since ${found.since}`]
    .filter(Boolean)
    .join(' ');
}

const ENGINEERS = 'certified-engineers';
const ACTIVITY = 'community-activity';

describe('a provider', () => {
  test('with all proofs verified is qualified, until the first requirement is not met any more', () => {
    const { kinds, requirements } = judge(entry());
    expect(requirements.map((one) => [one.requirement.id, one.state, one.until])).toEqual([
      [ENGINEERS, 'expires', '2028-05-01'],
      [ACTIVITY, 'expires', '2027-09-16'],
      ['end-user-support', 'expires', '2027-10-16'],
      ['instructors', 'expires', '2028-05-01'],
      ['courses', 'expires', '2027-10-16'],
      ['adopted-release', 'expires', '2027-08-29'],
    ]);
    expect(kinds).toEqual([
      { kind: 'training', qualified: true, until: '2027-08-29' },
      { kind: 'managed-services', qualified: true, until: '2027-09-16' },
    ]);
  });

  test('is downgraded by itself on that day, and not the day before', () => {
    expect(judge(entry(), { day: '2027-08-28' }).kinds.map(({ qualified }) => qualified)).toEqual([true, true]);
    expect(judge(entry(), { day: '2027-08-29' }).kinds.map(({ qualified }) => qualified)).toEqual([false, true]);
    expect(judge(entry(), { day: '2027-09-16' }).kinds.map(({ qualified }) => qualified)).toEqual([false, false]);
  });

  test('has only the requirements of its kinds', () => {
    const ids = judge(entry({ kinds: ['managed-services'] })).requirements.map(({ requirement }) => requirement.id);
    expect(ids).toEqual([ENGINEERS, ACTIVITY, 'end-user-support']);
  });

  test('that nobody has verified may meet everything, and is not qualified', () => {
    const { kinds, requirements } = judge(entry(), { verifications: [] });
    expect(requirements.map((one) => one.state)).toEqual(Array(6).fill('not-verifiable'));
    expect(kinds.map(({ qualified }) => qualified)).toEqual([false, false]);
  });
});

describe('certified engineers', () => {
  const five = ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01'].map((expires, index) =>
    engineer(index + 1, { expires }),
  );

  test('are enough until the third-last certificate expires', () => {
    expect(state(ENGINEERS, entry({ engineers: five }))).toBe('expires until 2027-03-01');
    expect(state(ENGINEERS, entry({ engineers: five }), { day: '2027-02-28' })).toBe('expires until 2027-03-01');
    expect(state(ENGINEERS, entry({ engineers: five }), { day: '2027-03-01' })).toBe('not-met since 2027-03-01');
    expect(state(ENGINEERS, entry({ engineers: five }), { day: '2027-12-01' })).toBe('not-met since 2027-03-01');
  });

  test('have to be three', () => {
    expect(state(ENGINEERS, entry({ engineers: five.slice(0, 2) }))).toBe('not-met');
    expect(state(ENGINEERS, entry({ engineers: [] }), { verifications: [] })).toBe('not-met');
  });

  test('do not count with another certificate, and not before they have agreed', () => {
    const other = [engineer(1), engineer(2), engineer(3, { certificate: 'KCNA' })];
    expect(state(ENGINEERS, entry({ engineers: other }))).toBe('not-met');
    const later = [engineer(1), engineer(2), engineer(3, { consent: '2026-12-24' })];
    expect(state(ENGINEERS, entry({ engineers: later }))).toBe('not-met');
    expect(state(ENGINEERS, entry({ engineers: later }), { day: '2026-12-24' })).toBe('expires until 2028-05-01');
  });

  test.each([
    ['without an address', { verification: undefined }],
    ['with an address of somebody else', { verification: 'https://harbor.example/our-own-word' }],
    ['with an address that only looks alike', { verification: 'https://badges.example.org/3' }],
  ])('are not verifiable %s, whatever a maintainer says', (_, more) => {
    expect(state(ENGINEERS, entry({ engineers: [engineer(1), engineer(2), engineer(3, more)] }))).toBe(
      'not-verifiable',
    );
  });

  test('have to be verified again once anything is changed, but not for their initials', () => {
    const before = verified('harbor-school', entry());
    const changed = (more: Entry): Entry =>
      entry({ engineers: [engineer(1, { teaches: true, ...more }), engineer(2), engineer(3)] });
    expect(state(ENGINEERS, changed({ initials: 'X. Y.' }), { verifications: before })).toBe(
      'expires until 2028-05-01',
    );
    expect(state(ENGINEERS, changed({ expires: '2031-01-01' }), { verifications: before })).toBe('not-verifiable');
  });

  test('do not borrow the verification of another provider', () => {
    expect(state(ENGINEERS, entry(), { verifications: verified('two-hands', entry()) })).toBe('not-verifiable');
  });

  test('are not verified before the day on which somebody did', () => {
    const verifications = verified('harbor-school', entry(), { on: '2026-12-01' });
    expect(state(ENGINEERS, entry(), { verifications })).toBe('not-verifiable');
    expect(state(ENGINEERS, entry(), { verifications, day: '2026-12-01' })).toBe('expires until 2028-05-01');
  });

  test('teach only if they say so', () => {
    expect(state('instructors', entry({ engineers: [engineer(1), engineer(2), engineer(3)] }))).toBe('not-met');
  });
});

describe('activity', () => {
  const on = (...days: string[]): Entry =>
    entry({ activity: days.map((date) => ({ date, text: 'A talk', url: 'https://talks.example/' })) });

  test.each([
    ['2025-11-30', '2026-11-30', 'expires until 2026-12-01'],
    ['2025-11-29', '2026-11-30', 'not-met since 2026-11-30'],
    ['2024-02-29', '2025-02-28', 'expires until 2025-03-01'],
    ['2024-02-29', '2025-03-01', 'not-met since 2025-03-01'],
    ['2023-02-28', '2024-02-28', 'expires until 2024-02-29'],
    ['2023-12-31', '2024-12-31', 'expires until 2025-01-01'],
  ])('of %s is on %s: %s', (date, day, expected) => {
    const verifications = verified('harbor-school', on(date), { on: date });
    expect(state(ACTIVITY, on(date), { day, verifications })).toBe(expected);
  });

  test('the latest decides', () => {
    expect(state(ACTIVITY, on('2026-01-10', '2026-11-01', '2026-05-05'))).toBe('expires until 2027-11-02');
  });

  test('that is still to come does not count yet', () => {
    expect(state(ACTIVITY, on('2026-12-01'), { verifications: [] })).toBe('not-met');
  });
});

describe('a page', () => {
  test('has to be looked at again, and is not verifiable until then', () => {
    expect(state('end-user-support', entry(), { day: '2027-10-15' })).toBe('expires until 2027-10-16');
    expect(state('end-user-support', entry(), { day: '2027-10-16' })).toBe('not-verifiable');
    const again = [...verified('harbor-school', entry()), ...verified('harbor-school', entry(), { on: '2027-10-20' })];
    expect(state('end-user-support', entry(), { day: '2027-10-20', verifications: again })).toBe(
      'expires until 2028-10-21',
    );
  });
});

describe('a release', () => {
  const of = (release: string): Entry => entry({ curriculum: { release, url: 'https://harbor.example/learn/' } });

  test('is outdated after 18 months', () => {
    expect(state('adopted-release', of('1.0.0'))).toBe('expires until 2027-08-29');
    const verifications = verified('harbor-school', of('0.9.0'), { on: '2024-03-01' });
    expect(state('adopted-release', of('0.9.0'), { verifications })).toBe('not-met since 2025-08-01');
  });

  test('that does not exist counts for nothing', () => {
    expect(state('adopted-release', of('9.9.9'))).toBe('not-met');
  });
});

describe('what expires', () => {
  const soon = entry({
    engineers: [
      engineer(1, { expires: '2027-01-29', teaches: true }),
      engineer(2),
      engineer(3),
      engineer(4, { expires: '2026-12-05' }),
    ],
  });

  test('is listed by its day, with whether something is not met any more', () => {
    const list = expiringWithin([judge(soon)], DAY, 60).map(
      ({ requirement, on, breaks }) => `${on} ${requirement.id} ${breaks}`,
    );
    expect(list).toEqual([
      '2026-12-05 certified-engineers false',
      '2027-01-29 certified-engineers true',
      '2027-01-29 instructors true',
    ]);
  });

  test('is not listed a day too early, nor once it has expired', () => {
    expect(expiringWithin([judge(soon)], DAY, 4)).toEqual([]);
    expect(expiringWithin([judge(soon, { day: '2026-12-05' })], '2026-12-05', 5)).toEqual([]);
  });
});

describe('days of the calendar', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2026-12-15', 12, '2027-12-15'],
    ['0050-06-30', 12, '0051-06-30'],
    ['9999-12-01', 18, '9999-12-31'],
  ])('%s and %i months are %s', (day, months, expected) => {
    expect(addMonths(day, months)).toBe(expected);
  });

  test('go on over the ends of months and years', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test.each(['2026-02-30', '2026-2-3', '', 'today', '2026-13-01', '2026-11-30T00:00'])('"%s" is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test('2024-02-29 is one', () => {
    expect(isDay('2024-02-29')).toBe(true);
  });
});
