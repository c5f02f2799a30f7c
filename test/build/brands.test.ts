import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run, temporaryFolder } from '../helpers/build.ts';
import { Repository, rebrandFlags } from '../helpers/fork.ts';

/** Two brands of one checkout, each built as its provider would, one after the other with the same cache. */
const folder = temporaryFolder();
afterAll(folder.remove);

const NAMES = { own: 'Mate & "Boat" <School> ⚓', evening: 'אקדמיית הנמל' };
const HOSTS = { own: 'mate.example', evening: 'namal.example' };

let fork: Repository;
/** Everything that a site says, by path. */
let sites: Record<keyof typeof NAMES, Map<string, string>>;

function textsOf(dist: string): Map<string, string> {
  const paths = readdirSync(join(fork.path, dist), { recursive: true, encoding: 'utf8' });
  return new Map(
    paths
      .filter((path) => /\.(html|css|js|json|xml|txt|svg|ics|bib|webmanifest)$/.test(path))
      .map((path) => [path.replaceAll('\\', '/'), fork.text(join(dist, path))]),
  );
}

beforeAll(async () => {
  const upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
  await fork.must('rebrand', ...rebrandFlags('quotes'));
  await fork.must('rebrand', '--brand', 'evening', ...rebrandFlags('rtl'));
  fork.write('provider/slots/end-of-lesson.mdx', 'Learn with <Brand of="name" />, by day.\n');
  fork.write('provider/brands/evening/slots/end-of-lesson.mdx', 'Learn with <Brand of="name" />, in the evening.\n');
  fork.write('provider/brands/evening/curriculum.yaml', 'hide: [log-line]\n');
  for (const [dist = '', ...words] of [['dist-own'], ['dist-evening', '--brand', 'evening']]) {
    const environment = { OUT_DIR: dist, CHROME_PATH: join(fork.path, 'no-browser') };
    const build = ['scripts/build.ts', '--silent', ...words];
    const { code, output } = await run(process.execPath, build, fork.path, environment);
    expect(code, output).toBe(0);
  }
  sites = { own: textsOf('dist-own'), evening: textsOf('dist-evening') };
});

test('a brand is begun by one command, in a folder of its own, with nothing that is the same for all', () => {
  expect(readdirSync(join(fork.path, 'provider/brands/evening')).sort()).toEqual([
    'assets',
    'brand.yaml',
    'curriculum.yaml',
    'people.yaml',
    'slots',
  ]);
  expect(fork.text('provider/brand.yaml')).toContain(HOSTS.own);
});

describe.each([
  ['own', 'evening'],
  ['evening', 'own'],
] as const)('the site of %s', (brand, other) => {
  test('names nothing of the other one', () => {
    const found = [...sites[brand]].filter(
      ([, text]) =>
        text.includes(HOSTS[other]) || text.includes(NAMES[other]) || text.includes(encodeURIComponent(NAMES[other])),
    );
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('says its own address', () => {
    for (const path of [
      'index.html',
      'lessons/code-flags/index.html',
      'feed.xml',
      'sitemap-0.xml',
      'curriculum.json',
      'robots.txt',
    ])
      expect(sites[brand].get(path), path).toContain(`https://${HOSTS[brand]}/`);
  });
});

test('each has its icons, its slots and its choice of lessons', () => {
  expect(sites.own.get('favicon.svg')).not.toBe(sites.evening.get('favicon.svg'));
  expect(sites.own.get('lessons/code-flags/index.html')).toContain(', by day.');
  expect(sites.evening.get('lessons/code-flags/index.html')).toContain('in the evening.');
  expect([sites.own, sites.evening].map((site) => site.has('lessons/log-line/index.html'))).toEqual([true, false]);
});

test('check looks at all of them, and the other commands at the one that is named', async () => {
  fork.write('provider/brands/evening/theme.css', ':root { --raduis: 1px }\n');
  const all = await fork.run('check', '--no-prose');
  expect(all.code).toBe(1);
  expect(all.output.match(/provider\/brands\/evening\/theme\.css:1/g)).toHaveLength(1);
  expect((await fork.run('provenance')).code).toBe(0);
  const { code, output } = await fork.run('provenance', '--brand', 'evening');
  expect([code, output]).toEqual([1, expect.stringContaining('provider/brands/evening/theme.css:1')]);
  expect((await fork.run('provenance', '--brand', 'evenings')).output).toContain('Did you mean "evening"?');
});
