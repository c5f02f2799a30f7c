import { describe, expect, test } from 'vitest';
import { stringify as toYaml } from 'yaml';
import { checkContent } from '../../../src/checks/check.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { DAY, directoryFiles, type Entry, engineer, entry, PROGRAMME, verified } from '../../helpers/directory.ts';
import { assemble, placeOf, readTiny } from '../../helpers/fixture.ts';
import { forkFiles } from '../../helpers/layer.ts';

const stringify = (data: unknown): string => toYaml(data, { aliasDuplicateObjects: false });
const FILE = 'content/providers/harbor-school.yaml';
const VERIFICATIONS = 'content/verifications.yaml';

/** The tiny curriculum with a directory of one provider, changed. */
function withDirectory(data: Entry, more: Readonly<Record<string, string>> = {}): ContentFiles {
  const files = new Map([...readTiny(), ...directoryFiles({ 'harbor-school': entry() })]);
  files.set(FILE, stringify(data));
  if (Object.keys(more).length > 0 || JSON.stringify(data) !== JSON.stringify(entry())) files.delete(VERIFICATIONS);
  for (const [path, text] of Object.entries(more))
    if (text === '') files.delete(path);
    else files.set(path, text);
  return files;
}

/** Rule, file and message of everything that is found. */
function found(files: ContentFiles): string[] {
  return checkContent(files, { prose: false, today: DAY }).map(
    ({ rule, file, message }) => `${rule} ${file}: ${message}`,
  );
}

const own = (data: Entry): string[] => found(withDirectory(data)).map((line) => line.replace(` ${FILE}:`, ''));

test('a directory with providers of all sorts has no mistakes', () => {
  expect(found(new Map([...readTiny(), ...directoryFiles()]))).toEqual([]);
});

test.each(['Harbor', 'X Y', 'über', 'x.y', 'a--b'])('a file called %s cannot be that of a provider', (id) => {
  const files = new Map([
    ...withDirectory({ ...entry() }, { [FILE]: '' }),
    [`content/providers/${id}.yaml`, stringify(entry())],
  ]);
  const [name, ...others] = found(files).filter((line) => line.startsWith('file/name'));
  expect(name).toContain(`The name of this file, "${id}", cannot be the id of a provider.`);
  expect(others).toEqual([]);
});

describe('of every field it is said what is wrong', () => {
  const cases: [name: string, more: Entry, messages: string[]][] = [
    ['no name', { name: undefined }, ['schema/value "name" is missing.']],
    [
      'an endless name',
      { name: 'W'.repeat(81) },
      ['schema/value "name" is too long or too large: at most 80 allowed.'],
    ],
    [
      'a home page that runs code',
      { homepage: 'javascript:alert(1)' },
      [
        'schema/value "homepage" is the text "javascript:alert(1)", but should be an address that begins with https://.',
      ],
    ],
    [
      'no description',
      { description: ' ' },
      ['schema/value "description" is too short or too small: at least 1 expected.'],
    ],
    [
      'an unknown kind',
      { kinds: ['trainig'] },
      ['schema/value "kinds[1]" is the text "trainig", which is not one of its values. Did you mean "training"?'],
    ],
    ['no kind', { kinds: [] }, ['schema/value "kinds" is too short or too small: at least 1 expected.']],
    [
      'a country in words',
      { countries: ['Germany'] },
      [
        'schema/value "countries[1]" is the text "Germany", but should be a country of ISO 3166 in two capital letters, such as "DE".',
      ],
    ],
    [
      'a country that is none',
      { countries: ['XX'] },
      [
        'schema/value "countries[1]" is the text "XX", but should be a country of ISO 3166 in two capital letters, such as "DE".',
      ],
    ],
    [
      'a country that YAML reads as false',
      { countries: [false] },
      ['schema/value "countries[1]" should be text, but is the boolean false.'],
    ],
    [
      'a country twice',
      { countries: ['DE', 'CH', 'DE'] },
      ['schema/value "countries[3]" is the text "DE", but should be one that does not stand there already.'],
    ],
    [
      'a kind twice',
      { kinds: ['training', 'training'] },
      ['schema/value "kinds[2]" is the text "training", but should be one that does not stand there already.'],
    ],
    [
      'an address with a password',
      { homepage: 'https://ada:secret@harbor.example/' },
      [
        'schema/value "homepage" is the text "https://ada:secret@harbor.example/", but should be an address without a user name or a password in it.',
      ],
    ],
    [
      'a language in words',
      { languages: ['German'] },
      ['schema/value "languages[1]" is the text "German", but should be a BCP 47 tag, such as "en" or "pt-BR".'],
    ],
    ['nothing to buy', { offerings: [] }, ['schema/value "offerings" is too short or too small: at least 1 expected.']],
    [
      'an offering without a page',
      { offerings: [{ title: 'Classes' }] },
      ['schema/value "offerings[1].url" is missing.'],
    ],
    [
      'no day of application',
      { applied: '30 November' },
      ['schema/value "applied" is the text "30 November", but should be a date as YYYY-MM-DD.'],
    ],
    [
      'a day that the calendar lacks',
      { applied: '2026-02-30' },
      ['schema/value "applied" is the text "2026-02-30", but should be a date as YYYY-MM-DD.'],
    ],
    ['an unknown key', { email: 'a' }, ['schema/unknown-key Unknown key "email".']],
    [
      'a misspelled key',
      { languges: ['de'] },
      ['schema/unknown-key Unknown key "languges". Did you mean "languages"?'],
    ],
    [
      'a business without a page',
      { business_model: { text: 'We help.' } },
      ['schema/value "business_model.url" is missing.'],
    ],
    [
      'an activity without a day',
      { activity: [{ text: 'A talk', url: 'https://talks.example/' }] },
      ['schema/value "activity[1].date" is missing.'],
    ],
    [
      'a course without a language',
      { courses: [{ course: 'harbor', url: 'https://harbor.example/' }] },
      ['schema/value "courses[1].language" is missing.'],
    ],
    [
      'a release without an address',
      { curriculum: { release: '1.0.0' } },
      ['schema/value "curriculum.url" is missing.'],
    ],
    [
      'a logo that is no SVG',
      { landscape: { logo: 'harbor.png' } },
      [
        'schema/value "landscape.logo" is the text "harbor.png", but should be the name of an SVG file, such as "harbor.svg".',
      ],
    ],
    [
      'another page than Crunchbase',
      { landscape: { crunchbase: 'https://harbor.example/' } },
      [
        'schema/value "landscape.crunchbase" is the text "https://harbor.example/", but should be an address of an organization at Crunchbase.',
      ],
    ],
    [
      'a course that does not exist',
      { courses: [{ course: 'habor', language: 'de', url: 'https://harbor.example/' }] },
      ['programme/unknown-course There is no course "habor". Did you mean "harbor"?'],
    ],
    [
      'a release that does not exist',
      { curriculum: { release: '1.0.1', url: 'https://harbor.example/' } },
      ['programme/unknown-release There is no release "1.0.1" of this curriculum. Did you mean "1.0.0"?'],
    ],
    [
      'an application of the future',
      { applied: '2027-01-01' },
      ['programme/future 2027-01-01 is later than today, 2026-11-30.'],
    ],
    [
      'an activity of the future',
      { activity: [{ date: '2027-01-01', text: 'A talk', url: 'https://talks.example/' }] },
      ['programme/future 2027-01-01 is later than today, 2026-11-30.'],
    ],
    [
      'an activity twice',
      { activity: Array(2).fill({ date: '2026-01-01', text: 'A talk', url: 'https://talks.example/' }) },
      ['programme/same-proof This activity stands in content/providers/harbor-school.yaml already.'],
    ],
    [
      'an e-mail address',
      { description: 'Write to jane.doe@harbor.example, please.' },
      ['programme/personal-data Here stands an e-mail address: jane.doe@harbor.example'],
    ],
    [
      'an e-mail address in an address',
      { homepage: 'https://harbor.example/?to=jane@harbor.example' },
      ['programme/personal-data Here stands an e-mail address: jane@harbor.example'],
    ],
  ];
  test.each(cases)('%s', (_, more, messages) => {
    expect(own(entry(more))).toEqual(messages);
  });

  const engineers: [name: string, more: Entry, messages: string[]][] = [
    [
      'an id that names somebody',
      { id: 'jane-doe' },
      [
        'schema/value "engineers[1].id" is the text "jane-doe", but should be a number that says nothing of the person, such as "e1".',
      ],
    ],
    [
      'a certificate in words',
      { certificate: 'Certified Kubernetes Administrator' },
      [
        'schema/value "engineers[1].certificate" is the text "Certified Kubernetes Administrator", but should be the short name of a certificate, such as "CKA".',
      ],
    ],
    [
      'the id itself in place of its hash',
      { id_hash: 'LF-abc123def4' },
      [
        'schema/value "engineers[1].id_hash" is the text "LF-abc123def4", but should be a SHA-256 of 64 hexadecimal digits.',
      ],
    ],
    ['no expiry', { expires: undefined }, ['schema/value "engineers[1].expires" is missing.']],
    ['no consent', { consent: undefined }, ['schema/value "engineers[1].consent" is missing.']],
    [
      'a consent of the future',
      { consent: '2027-01-01' },
      ['programme/future 2027-01-01 is later than today, 2026-11-30.'],
    ],
    ['a name', { name: 'Jane Doe' }, ['schema/unknown-key Unknown key "engineers[1].name".']],
    [
      'a name as initials',
      { initials: 'Jane Doe' },
      ['programme/personal-data "Jane Doe" is no initials: it looks like a name, or like an address.'],
    ],
    [
      'a name in capitals as initials',
      { initials: 'JANE D.' },
      ['programme/personal-data "JANE D." is no initials: it looks like a name, or like an address.'],
    ],
    [
      'an e-mail address as initials',
      { initials: 'j@harbor.example' },
      ['programme/personal-data "j@harbor.example" is no initials: it looks like a name, or like an address.'],
    ],
    [
      'no address',
      { verification: undefined },
      ['programme/not-counted The certificate of e1 has no address under which it can be verified.'],
    ],
    [
      'an address of its own',
      { verification: 'https://harbor.example/e1' },
      ['programme/not-counted Nobody who issues certificates confirms them under https://harbor.example/e1.'],
    ],
    [
      'another certificate',
      { certificate: 'CKAD' },
      ['programme/not-counted No requirement asks for the certificate CKAD. Did you mean "CKA"?'],
    ],
    [
      'the certificate of a colleague',
      { id_hash: String(engineer(2).id_hash) },
      ['programme/same-proof This certificate stands in content/providers/harbor-school.yaml already.'],
    ],
    ['the id of a colleague', { id: 'e2' }, ['id/duplicate The engineer id "e2" stands here twice.']],
  ];
  test.each(engineers)('of an engineer: %s', (_, more, messages) => {
    expect(own(entry({ engineers: [engineer(1, more), engineer(2), engineer(3)] }))).toEqual(messages);
  });

  test.each(['A. K.', 'AK', 'Ö.', 'É. D.', '王', 'Д. И.', 'J-P. S.'])('initials may be %s', (initials) => {
    expect(own(entry({ engineers: [engineer(1, { initials }), engineer(2), engineer(3)] }))).toEqual([]);
  });

  test('the page of a form is the same for all certificates', () => {
    const form = { verification: 'https://exams.example/verify' };
    expect(own(entry({ engineers: [engineer(1, form), engineer(2, form), engineer(3, form)] }))).toEqual([]);
  });

  test('at the right line', () => {
    const files = withDirectory(entry({ applied: '2027-01-01' }));
    const line = (files.get(FILE) ?? '').split('\n').findIndex((text) => text.startsWith('applied')) + 1;
    expect(checkContent(files, { prose: false, today: DAY }).map(placeOf)).toEqual([`${FILE}:${line}:10`]);
  });
});

describe('one bad file', () => {
  test('hides no other, and no verification of the other one', () => {
    const files = new Map([...readTiny(), ...directoryFiles()]).set('content/providers/becalmed.yaml', 'name: [');
    expect(found(files).map((line) => line.split(' ')[0])).toEqual(['yaml/syntax']);
  });

  test.each(['', '- 1\n', 'a: &a [*a]\n', '\0'])('with %j does not crash', (text) => {
    const files = new Map([...readTiny(), ...directoryFiles()]).set('content/providers/becalmed.yaml', text);
    expect(found(files).length).toBeGreaterThan(0);
  });
});

describe('of the programme it is said', () => {
  const changed = (more: Entry): string[] =>
    found(withDirectory(entry(), { 'content/programme.yaml': stringify({ ...PROGRAMME, ...more }) }));
  const requirement = (more: Entry): Entry => ({ requirements: [{ ...PROGRAMME.requirements[0], ...more }] });

  test.each([
    [
      'that it is missing',
      { 'content/programme.yaml': '' },
      ['file/missing content/programme.yaml: The file content/programme.yaml does not exist.'],
    ],
    [
      'that the releases are missing',
      { 'content/releases.yaml': '' },
      ['file/missing content/releases.yaml: The file content/releases.yaml does not exist.'],
    ],
  ])('%s', (_, more, messages) => {
    expect(found(withDirectory(entry(), more))).toEqual(messages);
  });

  test('that a time is missing', () => {
    expect(changed(requirement({ proof: 'activity' }))).toContainEqual(
      'schema/value content/programme.yaml: "requirements[1].months" is missing.',
    );
  });

  test('that nobody says which certificates count', () => {
    expect(changed(requirement({ certificates: [] }))).toContainEqual(
      'schema/value content/programme.yaml: "requirements[1].certificates" is a list, but should be a list of the certificates that count.',
    );
  });

  test('that two requirements have the same id', () => {
    expect(changed({ requirements: [...PROGRAMME.requirements, PROGRAMME.requirements[0]] })).toEqual([
      'id/duplicate content/programme.yaml: The requirement id "certified-engineers" stands here twice.',
    ]);
  });
});

describe('a verification', () => {
  const record = verified('harbor-school', entry())[0];
  const with_ = (more: Entry): string[] =>
    found(withDirectory(entry(), { [VERIFICATIONS]: stringify({ verifications: [{ ...record, ...more }] }) })).map(
      (line) => line.replace(` ${VERIFICATIONS}:`, ''),
    );

  test.each([
    ['right as it is', {}, []],
    [
      'of nobody',
      { provider: 'habor-school' },
      [
        'programme/unknown-provider There is no provider "habor-school" beside this file. Did you mean "harbor-school"?',
      ],
    ],
    [
      'of something else',
      { proof: '0'.repeat(16) },
      [`programme/outdated-verification ${FILE} has no proof 0000000000000000 any more.`],
    ],
    ['of the future', { on: '2027-01-01' }, ['programme/future 2027-01-01 is later than today, 2026-11-30.']],
    ['by a reviewer', { by: 'ben' }, ['programme/verifier "ben" is no maintainer of this curriculum.']],
    [
      'by nobody',
      { by: 'aada' },
      ['programme/verifier "aada" is no maintainer of this curriculum. Did you mean "ada"?'],
    ],
    [
      'with a digest in words',
      { proof: 'all' },
      ['schema/value "verifications[1].proof" is the text "all", but should be a digest of 16 hexadecimal digits.'],
    ],
  ])('%s', (_, more, messages) => {
    expect(with_(more)).toEqual(messages);
  });
});

describe('in a fork', () => {
  const people = stringify({ people: [{ id: 'zoe', name: 'Zoe', kind: 'person', roles: ['maintainer'] }] });
  const layer = (by: string, id = 'own-school'): ContentFiles => {
    const data = entry({ engineers: [engineer(91), engineer(92), engineer(93)] });
    return forkFiles(
      {
        'provider/people.yaml': people,
        [`provider/providers/${id}.yaml`]: stringify(data),
        'provider/verifications.yaml': stringify({ verifications: verified(id, data, { by }) }),
      },
      new Map([...readTiny(), ...directoryFiles()]),
    );
  };
  const about = (files: ContentFiles): string[] =>
    found(files).filter((line) => /programme\/|id\/duplicate/.test(line));

  test('providers of its own stand beside those of the original', () => {
    expect(about(layer('zoe'))).toEqual([]);
    const { directory } = assemble(layer('zoe'));
    expect(directory?.providers.map(({ id, layer: depth }) => `${id} ${depth}`)).toContain('own-school 1');
    expect(directory?.providers).toHaveLength(6);
    expect(directory?.verifications.get(1)).toHaveLength(7);
  });

  test('the original verifies none of them', () => {
    expect(new Set(about(layer('ada')))).toEqual(
      new Set(['programme/verifier provider/verifications.yaml: "ada" is no maintainer of this layer.']),
    );
  });

  test('none takes the place of one of the original', () => {
    expect(about(layer('zoe', 'becalmed'))).toContainEqual(
      expect.stringMatching(
        /^id\/duplicate provider\/providers\/becalmed\.yaml: The provider id "becalmed" is used by content/,
      ),
    );
  });
});
