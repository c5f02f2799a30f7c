import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { signedFile } from '../../../src/authoring/verify-provider.ts';
import { dayOf } from '../../../src/curriculum/day.ts';
import { judgeDirectory } from '../../../src/curriculum/programme/read.ts';
import { Workplace } from '../../helpers/begin.ts';
import { run } from '../../helpers/build.ts';
import { DAY, directoryFiles, entry, PROGRAMME, RELEASES } from '../../helpers/directory.ts';
import { assemble, readTiny } from '../../helpers/fixture.ts';

let work: Workplace;
beforeEach(() => {
  work = new Workplace();
  work.write('content/programme.yaml', stringify(PROGRAMME));
  work.write('content/releases.yaml', stringify(RELEASES));
});
afterEach(() => work.remove());

const FILE = 'content/providers/nord-and-south.yaml';
const FLAGS = {
  name: 'Nord & "South": no',
  url: 'https://nord.example/',
  about: 'Teaches: at the coast #1.',
  as: 'training',
  country: 'NO',
  title: 'Classes',
};
const flags = (more: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries({ ...FLAGS, ...more }).flatMap(([flag, value]) => [`--${flag}`, value]);

describe('npm run new provider', () => {
  test('writes an entry that passes the check, whatever its name is', async () => {
    await work.new(['provider', ...flags({ id: 'nord-and-south' }), '--language', 'no', '--language', 'en']);
    expect(parse(work.text(FILE))).toEqual({
      name: 'Nord & "South": no',
      homepage: 'https://nord.example/',
      description: 'Teaches: at the coast #1.',
      kinds: ['training'],
      countries: ['NO'],
      languages: ['no', 'en'],
      offerings: [{ title: 'Classes', url: 'https://nord.example/' }],
      applied: dayOf(),
    });
    expect(work.allFindings()).toEqual([]);
  });

  test('asks for the same, and takes numbers for what there is to choose', async () => {
    const answers = [
      'Nord',
      '',
      'https://nord.example/',
      'Teaches.',
      '1, 2',
      'NO, SE',
      '',
      'Classes',
      'https://nord.example/classes',
    ];
    const asked = await work.new(['provider'], answers);
    expect(asked).toContain('teaches courses of this curriculum');
    expect(parse(work.text('content/providers/nord.yaml'))).toMatchObject({
      kinds: ['training', 'managed-services'],
      countries: ['NO', 'SE'],
      languages: ['en'],
    });
    expect(asked).toContain('npm run providers -- show nord');
  });

  test('what stands in comments has the form that an entry needs', async () => {
    await work.new(['provider', 'nord', ...flags({ as: 'training' })]);
    const filled = work
      .text('content/providers/nord.yaml')
      .replace(/^# (?=[a-z ]{2,}[a-z_-])/gm, '')
      .replaceAll('https://www.credly.com/badges/…', 'https://badges.example/1')
      .replaceAll('https://…', 'https://nord.example/')
      .replace('"…"', `"${'a'.repeat(64)}"`)
      .replace('course: introduction', 'course: harbor')
      .replace('release: 0.8.0', 'release: 1.0.0');
    expect(Object.keys(parse(filled))).toEqual(
      expect.arrayContaining(['engineers', 'activity', 'business_model', 'courses', 'curriculum']),
    );
    work.write('content/providers/nord.yaml', filled);
    expect(work.allFindings()).toEqual([]);
  });

  test.each([
    [
      { country: 'Norway' },
      '--country: "Norway" should be a country of ISO 3166 in two capital letters, such as "DE". For example: DE, CH',
    ],
    [
      { language: 'Norwegian' },
      '--language: "Norwegian" should be a BCP 47 tag, such as "en" or "pt-BR". For example: de, en',
    ],
    [{ as: 'trainig' }, '--as: "trainig" is none of: training, managed-services. Did you mean "training"?'],
    [
      { url: 'nord.example' },
      '--url: "nord.example" is not an address. Write it whole, such as https://kubernetes.io/docs/',
    ],
    [{ name: 'N'.repeat(81) }, '--name: It has 81 characters; at most 80 are shown in full. Say it shorter.'],
    [
      { id: 'Nord!' },
      '--id: "Nord!" cannot be an id: it is made of lower-case letters and digits, with hyphens between words, such as nord.',
    ],
  ])('%j is refused', async (more, message) => {
    expect(await work.refusal(['provider', ...flags(more)])).toBe(message);
  });

  test('names what is missing where nobody is asked', async () => {
    expect(await work.refusal(['provider', '--name', 'Nord', '--yes'])).toMatch(
      /^Not everything is known\. Add, for example: --url "https:/,
    );
  });

  test('takes no id that is taken', async () => {
    work.write('content/providers/nord.yaml', stringify(entry()));
    expect(await work.refusal(['provider', 'nord', ...flags()])).toContain('There is a provider "nord" already.');
  });
});

describe('a maintainer signs', () => {
  const files = new Map([...readTiny(), ...directoryFiles()]);
  const { directory } = assemble(files);
  const odd = directory?.providers.find(({ id }) => id === 'odd');
  if (!directory || !odd) throw new Error('no directory');

  test('for everything that a provider shows, which is met then', () => {
    const { path, text, signed } = signedFile(directory, odd, { on: DAY, by: 'ada' });
    expect([path, signed.length]).toEqual(['content/verifications.yaml', 7]);
    const again = assemble(new Map(files).set(path, text)).directory;
    const states = again && judgeDirectory(again, DAY).find(({ provider }) => provider.id === 'odd');
    expect(states?.kinds).toMatchObject([{ kind: 'managed-services', qualified: true }]);
    expect(again?.verifications.get(0)).toHaveLength((directory.verifications.get(0)?.length ?? 0) + 7);
  });

  test('for some proofs only, and for none that is not there', () => {
    const first = signedFile(directory, odd, { on: DAY, by: 'ada' }).signed[0] ?? '';
    expect(signedFile(directory, odd, { proofs: [first, 'feedfeedfeedfeed'], on: DAY, by: 'ada' })).toMatchObject({
      signed: [first],
      unknown: ['feedfeedfeedfeed'],
    });
  });

  test('again, in the place of what was signed before and of what is not there any more', () => {
    const school = directory.providers.find(({ id }) => id === 'harbor-school');
    if (!school) throw new Error('no school');
    const changed = { ...school, activity: [] };
    const { text } = signedFile(directory, changed, { on: '2026-12-01', by: 'ada' });
    const records = (parse(text) as { verifications: { provider: string; on: string }[] }).verifications.filter(
      ({ provider }) => provider === 'harbor-school',
    );
    expect(records.map(({ on }) => on)).toEqual(Array(6).fill('2026-12-01'));
  });
});

describe('the commands', () => {
  const command = (script: string, words: readonly string[]) => {
    for (const [path, text] of directoryFiles()) work.write(path, text);
    return run(process.execPath, [`scripts/${script}.ts`, ...words], process.cwd(), { CURRICULUM_ROOT: work.root });
  };

  test('npm run providers says who meets what on a day', async () => {
    const { code, output } = await command('providers', ['--date', DAY]);
    expect(code).toBe(0);
    expect(output).toContain(
      'ebb-and-flow: Ebb & Flow\n  Managed-service provider: Not qualified\n  certified-engineers: Not met since Nov 1, 2026 (0 of 3)',
    );
  });

  test.each([
    ['providers', ['shwo'], '"shwo" is nothing that this command does. Did you mean "show"?'],
    ['providers', ['show', 'ood'], 'There is no provider "ood". Did you mean "odd"?\nDo:  name one of: becalmed'],
    ['providers', ['verify', 'odd', '--by', 'ben'], '"ben" is no maintainer.\nDo:  --by with one of: ada'],
    [
      'providers',
      ['verify', 'odd', '--by', 'ada', '--proof', 'feedfeedfeedfeed'],
      '"odd" has no proof feedfeedfeedfeed.',
    ],
    ['providers', ['hash', '--key', 'secret'], 'The key is no key that this command has printed'],
    ['providers', ['--date', '2026-02-30'], '"2026-02-30" is no day of the calendar.'],
    ['landscape', [], 'Say with which landscape.\nDo:  Download https://'],
    ['landscape', ['--landscape', 'no-such-file.yml'], 'no-such-file.yml cannot be read (ENOENT'],
    ['landscape', ['--landscape', 'package.json'], 'package.json has not the form of a landscape'],
    ['landscape', ['--export', 'ood'], 'There is no provider "ood". Did you mean "odd"?'],
    [
      'landscape',
      ['--export', 'harbor-school'],
      'Say as what "harbor-school" is to be exported: --kind training or --kind managed-services',
    ],
  ])('npm run %s -- %j is refused in words', async (script, words, message) => {
    const { code, output } = await command(script, words);
    expect(output).toContain(message);
    expect(output).not.toMatch(/\n {4}at /);
    expect(code).toBe(1);
  });

  test('npm run landscape prints an item that can be pasted', async () => {
    const { output } = await command('landscape', ['--export', 'harbor-school', '--kind', 'training']);
    expect(parse(output)).toEqual([
      {
        item: null,
        name: 'Harbor School (KCNTP)',
        description: 'Teaches and runs clusters for people at the coast.',
        homepage_url: 'https://harbor.example/',
      },
    ]);
    expect(output).toContain('# "logo" is missing: add it under "landscape" in content/providers/harbor-school.yaml.');
  });
});
