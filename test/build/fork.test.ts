import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/build.ts';
import { brokenLinks } from '../helpers/built-links.ts';
import { Repository } from '../helpers/fork.ts';
import { longTest } from '../helpers/long.ts';

/**
 * A provider's whole life with real repositories: fork at the first release, rebrand, adapt, hide, add; upstream goes on;
 * merge; and somebody forks the fork. Tests build on each other, as the steps of a life do.
 */
const folder = temporaryFolder();
afterAll(folder.remove);

let upstream: Repository;
let fork: Repository;
let second: Repository;

const BOWLINE = 'provider/lessons/tie-a-bowline/lesson.mdx';
const FLAGS = 'provider/lessons/code-flags/lesson.mdx';
const changed = (date: string, text: string) => (lesson: string) =>
  lesson.replace('changes: []', `changes:\n  - {date: ${date}, text: ${text}}`);

const RTL = 'אקדמיית הנמל';
const QUOTES = 'Mate & "Boat" <School> ⚓';

beforeAll(async () => {
  upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
});

describe('a fork at release 1', () => {
  test('is rebranded by one command, which prints the contrast of its colors', async () => {
    const { code, output } = await fork.rebrand('rtl');
    expect(code, output).toBe(0);
    expect(output).toContain('on-overprint');
    expect(output).not.toContain('TOO LOW');
    expect(fork.text('provider/upstream.yaml')).toContain(`commit: ${fork.git('rev-parse', 'HEAD').trim()}`);
    expect(fork.git('status', '--porcelain').trim()).toBe('?? .github/\n?? provider/');
    fork.commit('Publish as ourselves');
  });

  test('adapts two lessons, hides one and adds one', async () => {
    await fork.must('adapt', 'tie-a-bowline');
    await fork.must('adapt', 'code-flags');
    fork.edit(BOWLINE, changed('2026-06-01', 'Examples show our own pier'));
    fork.edit(BOWLINE, (text) => `${text}\nOur pier is of oak.\n`);
    fork.edit(FLAGS, changed('2026-06-02', 'Flags of our harbor'));
    fork.edit(FLAGS, (text) => `${text}\nOur harbor has a flag of its own.\n`);
    await fork.must('new', 'lesson', '--provider', 'mooring-at-our-pier', '--after', 'belay-a-cleat');
    fork.edit('provider/lessons/mooring-at-our-pier/lesson.mdx', (text) => text.replace('draft', 'published'));
    fork.edit('provider/curriculum.yaml', (text) => `${text}\nhide: [log-line]\n`);
    fork.edit('provider/brand.yaml', (text) => `${text}\noffline: false\n`);
    const { code, output } = await fork.build({ inBrowser: true });
    expect(output.trim()).toBe('');
    expect(code).toBe(0);
    fork.commit('Adapt, hide, add');
  });

  test('keeps nothing in browsers, if its brand says so: what takes the place of the worker removes itself', () => {
    expect(fork.page('')).not.toContain('data-worker');
    expect(fork.page('courses/harbor')).not.toContain('<save-course');
    expect(fork.text('dist/sw.js')).toContain('.unregister()');
  });

  test('is told lesson by lesson where each comes from', async () => {
    const rows = JSON.parse(await fork.must('provenance', '--json')) as { id: string; state: string; from: string[] }[];
    expect(rows.map(({ id, state, from }) => [id, state, from.join()])).toEqual([
      ['tie-a-bowline', 'adapted', 'Tiny Harbor'],
      ['belay-a-cleat', 'verbatim', 'Tiny Harbor'],
      ['mooring-at-our-pier', 'original', ''],
      ['code-flags', 'adapted', 'Tiny Harbor'],
      ['compass-course', 'verbatim', 'Tiny Harbor'],
    ]);
    expect(await fork.must('provenance')).toContain('2 verbatim, 2 adapted, 0 stale, 1 original');
  });

  test('refers to the guides of the original, and has the other pages of prose itself', () => {
    expect(['rebrand', 'use-in-classes'].filter((page) => fork.has(`dist/${page}/index.html`))).toEqual([]);
    expect(fork.page('attribution')).toContain('<a href="https://tiny.example/rebrand/">How to publish these lessons');
    expect(fork.page('attribution')).toContain(`Nobody who made Tiny Harbor endorses this site`);
    expect(fork.page('privacy')).toContain('Nobody counts your visits.');
    expect(fork.page('privacy')).toContain('<a href="mailto:shalom@namal.example">');
  });

  test('says the same in the colophon and the JSON-LD of each page', () => {
    expect(fork.changesOf('belay-a-cleat')).toBe(
      `Unmodified text of “Belay a cleat”, version 1.2.0, by Ben Buoy (Tiny Harbor); presented by ${RTL}.`,
    );
    expect(fork.changesOf('tie-a-bowline')).toBe(
      `Adapted by ${RTL} from “Tie a bowline”, version 1.2.0, by Ada Anchor and The Tiny Harbor Crew (Tiny Harbor, ` +
        'https://tiny.example/lessons/tie-a-bowline/), licensed under Creative Commons Attribution 4.0 International. ' +
        'Changes: 2026-06-01: Examples show our own pier What was changed',
    );
    expect(fork.changesOf('mooring-at-our-pier')).toContain('not adapted from another work');
    const own = 'https://namal.example/k8s/lessons/tie-a-bowline/';
    expect(fork.jsonLdOf('tie-a-bowline')).toMatchObject({
      '@id': own,
      publisher: { name: RTL, url: 'https://namal.example/k8s/' },
      copyrightNotice: `© 2026 ${RTL} · © 2026 The Tiny Harbor Authors`,
      isBasedOn: {
        '@id': 'https://tiny.example/lessons/tie-a-bowline/',
        name: 'Tie a bowline',
        version: '1.2.0',
        license: 'https://creativecommons.org/licenses/by/4.0/',
        publisher: { name: 'Tiny Harbor' },
      },
    });
    expect(fork.jsonLdOf('belay-a-cleat')).toMatchObject({
      copyrightNotice: '© 2026 The Tiny Harbor Authors',
      isBasedOn: { '@id': 'https://tiny.example/lessons/belay-a-cleat/' },
    });
    expect(fork.jsonLdOf('mooring-at-our-pier')).not.toHaveProperty('isBasedOn');
  });

  test('says it on the other pages, too, and beside the files to download', () => {
    const course = fork.page('courses/harbor');
    expect(course).toContain(`Changed by ${RTL}.`);
    expect(course).toContain('Adapted: “Tie a bowline”, “Code flags”.');
    expect(course).toContain('<a href="https://tiny.example/courses/harbor/">');
    expect(fork.page('courses/open-sea')).toContain('Left out: “Measure speed with a log line”.');
    expect(fork.page('lessons/tie-a-bowline')).toContain('before it was adapted on 2026-06-01');
    expect(fork.page('lessons/belay-a-cleat')).not.toContain('before it was adapted');
    expect(fork.text('dist/lessons/tie-a-bowline/NOTICE.txt')).toMatch(
      new RegExp(`\\(adapted by ${RTL}\\)[\\s\\S]*License of code: [\\s\\S]*- 2026-06-01: Examples show our own pier`),
    );
    expect(fork.page('lessons/tie-a-bowline')).toContain('href="/k8s/lessons/tie-a-bowline/NOTICE.txt"');
    expect(fork.text('dist/feed.xml')).toContain(`<dc:contributor>${RTL}</dc:contributor>`);
    const data = JSON.parse(fork.text('dist/curriculum.json')) as { version: string; courses: { changes: object[] }[] };
    expect(data).toMatchObject({ version: 'unreleased', courses: [{ changes: [{ by: { name: RTL } }] }, {}] });
  });

  test('shows nothing of upstream but the credit', () => {
    const home = fork.page('');
    const [head = '', body = ''] = home.split('<body>');
    expect(head).not.toContain('Tiny Harbor');
    expect(body.split('<footer')[0]).not.toContain('Tiny Harbor');
    expect(body.split('<footer')[1]).toContain('Nobody who made Tiny Harbor endorses this site');
    expect(fork.text('dist/site.webmanifest')).toContain(RTL);
    expect(fork.text('dist/site.webmanifest')).not.toContain('Tiny Harbor');
    expect(fork.page('attribution')).toContain('Forked from Tiny Harbor');
    expect(readdirSync(join(fork.path, 'dist/lessons'))).not.toContain('log-line');
    expect(brokenLinks(join(fork.path, 'dist'), 'https://namal.example/k8s/')).toEqual([]);
  });
});

describe('a fork is not built', () => {
  const refused = async (options = {}): Promise<string> => {
    const { code, output } = await fork.build(options);
    fork.git('checkout', '--quiet', '.');
    expect(code).not.toBe(0);
    expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
    return output;
  };

  test('if its pages present upstream as their publisher', async () => {
    fork.edit('src/site/components/BrandLink.astro', (text) =>
      text.replace('<bdi>{identity.name}', '<bdi>Tiny Harbor'),
    );
    const output = await refused();
    expect(output).toContain('Your site still presents Tiny Harbor as its publisher:');
    expect(output).toContain('index.html: the header shows "Tiny Harbor" as the publisher');
    expect(output).toMatch(/Why: the license covers no names and logos[\s\S]*Do: +run "npm run rebrand" for the icons/);
  });

  longTest('if it shows an icon of upstream, or lacks one of its own', async () => {
    fork.write('provider/assets/icons/favicon.svg', fork.text('public/favicon.svg'));
    expect(await refused()).toContain('favicon.svg: is the icon of Tiny Harbor');
    fork.git('rm', '--quiet', '--cached', 'provider/assets/icons/icon-192.png');
    rmSync(join(fork.path, 'provider/assets/icons/icon-192.png'));
    const { code, output } = await fork.build();
    fork.git('reset', '--quiet', '--hard');
    expect(output).toContain('The icon provider/assets/icons/icon-192.png is missing.');
    expect(output).toContain('Do:  run "npm run rebrand", which makes all icons from your logo.');
    expect(code).not.toBe(0);
  });

  longTest('if its template loses a part of the attribution', async () => {
    fork.edit('src/site/components/Colophon.astro', (text) =>
      text.replace(/<dd data-attribution="changes">[\s\S]*?<\/dd>/, ''),
    );
    expect(await refused()).toContain(
      'lessons/tie-a-bowline/: the colophon does not show whether the material was modified',
    );
  });

  test('if its styles hide a part of the attribution in one view', async () => {
    fork.edit(
      'src/site/components/Colophon.css',
      (text) => `${text}\n@media (width > 1900px) { .colophon [data-attribution=changes] { opacity: 0.01 } }\n`,
    );
    const output = await refused({ inBrowser: true });
    expect(output).toContain('Readers cannot see all of the attribution:');
    expect(output).toMatch(
      /lessons\/tie-a-bowline\/: whether the material was modified: it is faint \(opacity 0\.01\) \(light, \d{4} px;/,
    );
    expect(fork.has('dist/lessons/tie-a-bowline/index.html')).toBe(true);
  });

  longTest('if the JSON-LD forgets what a lesson is based on', async () => {
    fork.edit('src/attribution/json-ld.ts', (text) =>
      text.replace('[...(basedOn ? [workJsonLd(basedOn)] : []), ', '['),
    );
    expect(await refused()).toContain(
      'the JSON-LD does not say that the lesson is based on https://tiny.example/lessons/tie-a-bowline/',
    );
  });
});

describe('a rebranding stops', () => {
  test('at an explicit color that cannot be read, and names one that can', async () => {
    const { code, output } = await upstream.rebrand('failing', '--dry-run');
    expect(code).toBe(1);
    expect(output).toContain('--overprint on --paper has a contrast of 1.21 on light pages; at least 4.5 is needed.');
    expect(output).toMatch(/Do: {2}The nearest color that passes is "#[0-9a-f]{6}"\./);
    expect(upstream.git('status', '--porcelain').trim()).toBe('');
  });

  test.each([
    [['--logo', 'package.json'], 'package.json is neither SVG nor PNG.'],
    [['--logo', 'nowhere.svg'], 'There is no file "nowhere.svg". Name your logo with --logo.'],
    [['--contact', 'nobody'], '--contact: "nobody" is not an e-mail address.'],
    [['--url', 'academy'], '--url: "academy" is not an address.'],
    [['--color', 'greenish'], '--color: "greenish" is not a color.'],
    [['--accent-light', '#000000'], 'Give both --accent-light and --accent-dark, or neither'],
    [['--colour', 'teal'], "Unknown option '--colour'"],
  ])('at %j', async (flags, message) => {
    const { code, output } = await fork.rebrand('rtl', ...flags, '--dry-run');
    expect(output).toContain(message);
    expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(code).toBe(1);
  });

  test('at the layer of somebody else, and says how to go on', async () => {
    const { code, output } = await fork.rebrand('quotes');
    expect(output).toContain(`provider/ is the layer of "${RTL}" (https://namal.example/k8s/).`);
    expect(output).toContain('If you forked their repository, add --fork: your layer goes into provider/provider/.');
    expect(code).toBe(1);
    expect(fork.git('status', '--porcelain').trim()).toBe('');
  });

  test('at --help, and prints what there is', async () => {
    const { code, output } = await fork.run('rebrand', '--help');
    expect(output).toContain('Flags: --name --url --contact --logo --color');
    expect(code).toBe(0);
  });

  test('if it does not know enough and nobody can be asked', async () => {
    const { code, output } = await upstream.run('rebrand', '--name', 'Harbor Academy');
    expect(output).toContain(
      'Not everything is known, and nobody can be asked here. Add: --url "https://academy.example/"',
    );
    expect(code).toBe(1);
  });

  test('short of writing anything in a dry run', async () => {
    const clone = upstream.clone(join(folder.path, 'dry'));
    const { code, output } = await clone.rebrand('quotes', '--dry-run');
    expect(code).toBe(0);
    expect(output).toContain('would write  provider/brand.yaml');
    expect(clone.git('status', '--porcelain').trim()).toBe('');
  });
});

describe('an adaptation that is recorded anew', () => {
  test('keeps the rest of its frontmatter as it is written', async () => {
    const before = fork.text(BOWLINE);
    await fork.must('adapt', 'tie-a-bowline', '--record');
    const [own = ''] = before.split('adapts:');
    expect(fork.text(BOWLINE).startsWith(own)).toBe(true);
    expect(fork.text(BOWLINE)).toContain('Examples show our own pier');
    fork.git('checkout', '--quiet', '.');
  });
});

describe('commands say what they cannot do', () => {
  test.each([
    ['adapt', ['tie-a-bowlin'], 'There is no lesson "tie-a-bowlin" to adapt. Did you mean "tie-a-bowline"?'],
    ['adapt', [], 'Say which lesson: npm run adapt <id>.'],
    ['adapt', ['tie-a-bowline'], 'provider/lessons/tie-a-bowline/ is there already.'],
    ['adapt', ['belay-a-cleat', '--record'], 'You have not adapted "belay-a-cleat".'],
    ['new', ['lesson', '--provider', 'Our Pier'], '"Our Pier" cannot be an id: it is made of lower-case letters'],
    ['new', ['lesson', '--provider', 'log-line'], 'The lesson "log-line" exists already'],
    ['new', ['lesson', 'moorin', 'new-one'], 'There is no module "moorin". Did you mean "mooring"?'],
    ['new', ['thing'], '"thing" cannot be begun.'],
    ['upstream', ['--diff', 'belay-a-cleat'], 'You have not adapted "belay-a-cleat".'],
  ])('%s %j', async (command, words, message) => {
    const { code, output } = await fork.run(command, ...words);
    expect(output).toContain(message);
    expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(code).toBe(1);
  });

  test('a merge over changes that are not committed, or that meet upstream’s, is taken back', async () => {
    fork.edit('provider/brand.yaml', (text) => `${text}corners: soft\n`);
    upstream.write('NOTES.md', 'Two\n');
    upstream.edit('content/versions.yaml', (text) => `${text}# checked\n`);
    upstream.commit('Next');
    const dirty = await fork.run('upstream', '--merge', '--ref', 'upstream/main');
    expect(dirty.output).toContain('There are changes that are not committed:\n  provider/brand.yaml');
    fork.git('checkout', '--quiet', '.');
    const before = fork.git('rev-parse', 'HEAD');
    fork.write('NOTES.md', 'Three\n');
    fork.commit('Edit what is not ours');
    const conflict = await fork.run('upstream', '--merge', '--ref', 'upstream/main');
    expect(conflict.output).toContain('Nothing was merged: 1 files were changed both here and upstream:\n  NOTES.md');
    expect(conflict.code).toBe(1);
    expect(fork.git('status', '--porcelain').trim()).toBe('');
    fork.git('reset', '--quiet', '--hard', before.trim());
    upstream.git('reset', '--quiet', '--hard', 'HEAD~1');
  });
});

describe('what was taken from upstream', () => {
  test('is what upstream has: an edit of one’s own does not become unmodified by being recorded', async () => {
    const before = fork.git('rev-parse', 'HEAD').trim();
    fork.edit('content/courses/harbor/mooring/belay-a-cleat/lesson.mdx', (text) => `${text}\nOur own turn.\n`);
    fork.commit('Edit in place');
    await fork.must('upstream', '--record');
    expect(fork.text('provider/upstream.yaml')).toContain('ahead: {}');
    const { code, output } = await fork.build();
    expect(output).toContain('provenance/edited-in-place');
    expect(code).not.toBe(0);
    fork.git('reset', '--quiet', '--hard', before);
  });

  test('includes what upstream had changed since its release', async () => {
    const [here, there] = [fork.git('rev-parse', 'HEAD').trim(), upstream.git('rev-parse', 'HEAD').trim()];
    upstream.edit('content/courses/harbor/mooring/belay-a-cleat/lesson.mdx', (text) => `${text}\nNot released.\n`);
    upstream.commit('Ahead of the release');
    await fork.must('upstream', '--merge', '--ref', 'upstream/main', '--no-build');
    expect(fork.text('provider/upstream.yaml')).toMatch(/ahead:\n {2}belay-a-cleat: [0-9a-f]{64}/);
    expect(await fork.must('provenance')).toMatch(/belay-a-cleat +verbatim/);
    fork.git('reset', '--quiet', '--hard', here);
    upstream.git('reset', '--quiet', '--hard', there);
  });
});

describe('upstream goes on', () => {
  beforeAll(async () => {
    upstream.git('mv', 'content/courses/harbor/mooring', 'content/courses/harbor/knots');
    upstream.edit('content/courses/harbor/course.yaml', (text) => text.replace('- mooring', '- knots'));
    upstream.git('mv', 'content/courses/harbor/knots/belay-a-cleat', 'content/courses/harbor/signals/belay-a-cleat');
    upstream.edit('content/courses/harbor/knots/module.yaml', (text) =>
      text.replace('  - belay-a-cleat\n', '  - splice-a-rope\n'),
    );
    upstream.edit('content/courses/harbor/signals/module.yaml', (text) =>
      text.replace('lessons:\n', 'lessons:\n  - belay-a-cleat\n'),
    );
    upstream.edit('content/courses/harbor/knots/tie-a-bowline/lesson.mdx', (text) =>
      text.replace('Make a small loop.', 'Make a small loop with the left hand.'),
    );
    const added = upstream.text('content/courses/harbor/signals/night-lights/lesson.mdx');
    upstream.write(
      'content/courses/harbor/knots/splice-a-rope/lesson.mdx',
      added
        .replace(/title: .*/, 'title: Splice a rope')
        .replace('draft', 'published')
        .replace(/prerequisites: .*/, 'prerequisites: [tie-a-bowline]'),
    );
    await upstream.must('new', 'lesson', 'knots', 'a-draft');
    await upstream.release('1.3.0', '2026-07-01');
    upstream.edit('content/courses/harbor/signals/belay-a-cleat/lesson.mdx', (text) => `${text}\nNot released yet.\n`);
    upstream.commit('Work on the next release');
  });

  test('and the fork is told what that means for it', async () => {
    const output = await fork.must('upstream');
    expect(output).toContain('Tiny Harbor 1.3.0 (you have 1.2.0)');
    expect(output).toMatch(/Added upstream\n {2}splice-a-rope: Splice a rope/);
    expect(output).toMatch(/Changed upstream\n {2}tie-a-bowline: Tie a bowline/);
    expect(output).toMatch(/Moved upstream\n {2}belay-a-cleat to content\/courses\/harbor\/signals\/belay-a-cleat/);
    expect(output).toContain('tie-a-bowline: adapted from 1.2.0, now 1.3.0');
    expect(await fork.must('upstream', '--diff', 'tie-a-bowline')).toContain('[-loop.-]{+loop with the left hand.+}');
    expect(fork.git('status', '--porcelain').trim()).toBe('');
  });

  test('merges without a conflict, takes the release and not what is unfinished, and keeps history', async () => {
    const before = fork.git('rev-parse', 'HEAD').trim();
    const output = await fork.must('upstream', '--merge', '--no-build');
    expect(output).toContain('Merged 1.3.0.');
    expect(fork.git('merge-base', '--is-ancestor', before, 'HEAD')).toBe('');
    expect(fork.text('content/courses/harbor/signals/belay-a-cleat/lesson.mdx')).not.toContain('Not released yet.');
    expect(fork.text('provider/upstream.yaml')).toContain('version: 1.3.0');
    expect(fork.git('status', '--porcelain').trim()).toBe('');
    expect(await fork.must('upstream')).toContain('there is nothing newer');
  });

  test('builds: the moved lesson is verbatim, the edited one stale, the new one there', async () => {
    const { code, output } = await fork.build();
    expect(output).toContain(
      'You adapted "tie-a-bowline" from version 1.2.0; upstream has changed it since (now 1.3.0).',
    );
    expect(output).toContain('npm run upstream -- --diff tie-a-bowline');
    expect(code).toBe(0);
    expect(await fork.must('provenance')).toMatch(/tie-a-bowline +stale +1\.2\.0 \(now 1\.3\.0\)/);
    expect(fork.changesOf('belay-a-cleat')).toContain('Unmodified text of “Belay a cleat”, version 1.2.0');
    expect(fork.changesOf('splice-a-rope')).toContain('Unmodified text of “Splice a rope”, version 1.3.0');
    expect(fork.page('lessons/tie-a-bowline')).toContain('Our pier is of oak.');
    expect(brokenLinks(join(fork.path, 'dist'), 'https://namal.example/k8s/')).toEqual([]);
  });

  test('and once the provider has taken the change over, it is adapted again', async () => {
    fork.edit(BOWLINE, (text) => text.replace('Make a small loop.', 'Make a small loop with the left hand.'));
    await fork.must('adapt', 'tie-a-bowline', '--record');
    expect(await fork.must('provenance')).toMatch(/tie-a-bowline +adapted +1\.3\.0 /);
    expect(fork.text(BOWLINE)).toContain('Examples show our own pier');
    fork.commit('Take over the left hand');
  });
});

describe('a fork of the fork', () => {
  beforeAll(async () => {
    await fork.release('1.0.0', '2026-08-01');
    second = fork.clone(join(folder.path, 'second'));
  });

  test('nests its layer and leaves that of the first provider alone', async () => {
    const { code, output } = await second.rebrand('quotes', '--fork');
    expect(code, output).toBe(0);
    expect(second.git('status', '--porcelain').trim()).toBe('M .github/README.md\n?? provider/provider/');
    second.commit('Publish as ourselves');
    await second.must('adapt', 'tie-a-bowline');
    second.edit('provider/provider/lessons/tie-a-bowline/lesson.mdx', changed('2026-09-01', 'Shorter'));
    second.edit('provider/provider/lessons/tie-a-bowline/lesson.mdx', (text) => `${text}\nA mate checks it.\n`);
    second.commit('Adapt');
    const built = await second.build();
    expect(built.output.trim()).toBe('');
    expect(built.code).toBe(0);
  });

  test('keeps every earlier indication of changes', () => {
    const changes = second
      .changesOf('tie-a-bowline')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>');
    expect(changes).toContain(`Adapted by ${QUOTES} from “Tie a bowline”, version 1.0.0`);
    expect(changes).toContain('2026-09-01: Shorter');
    expect(changes).toContain(`Adapted by ${RTL} from “Tie a bowline”, version 1.3.0`);
    expect(changes).toContain('2026-06-01: Examples show our own pier');
    expect(second.changesOf('code-flags')).toContain('2026-06-02: Flags of our harbor');
    const source = /<dd data-attribution="source">([\s\S]*?)<\/dd>/.exec(second.page('lessons/code-flags'))?.[1] ?? '';
    expect(source).toContain('https://namal.example/k8s/lessons/code-flags/');
    expect(second.page('').split('<footer')[1]).toContain(`${RTL}</bdi></a>, © 2026 ${RTL}`);
    expect(second.jsonLdOf('tie-a-bowline')).toMatchObject({
      publisher: { name: QUOTES },
      isBasedOn: {
        '@id': 'https://namal.example/k8s/lessons/tie-a-bowline/',
        publisher: { name: RTL },
        isBasedOn: { '@id': 'https://tiny.example/lessons/tie-a-bowline/', publisher: { name: 'Tiny Harbor' } },
      },
    });
    expect(second.jsonLdOf('code-flags')).toMatchObject({
      isBasedOn: { publisher: { name: RTL }, isBasedOn: { publisher: { name: 'Tiny Harbor' } } },
    });
    expect(second.jsonLdOf('belay-a-cleat')).toMatchObject({
      copyrightNotice: '© 2026 The Tiny Harbor Authors',
      isBasedOn: { publisher: { name: 'Tiny Harbor' } },
    });
  });

  test('shows the whole chain on the attribution page, and grows the lineage by one hop', async () => {
    const page = second.page('attribution');
    expect(page).toContain(`Forked from ${RTL}`);
    expect(page).toContain('Forked from Tiny Harbor');
    await second.release('0.1.0', '2026-09-02');
    const manifest = JSON.parse(second.text('provider/provider/manifest.json')) as { lineage: { name: string }[] };
    expect(manifest.lineage.map(({ name }) => name)).toEqual(['Tiny Harbor', RTL]);
    expect(brokenLinks(join(second.path, 'dist'), 'https://mate.example/')).toEqual([]);
  });

  test('merges the next release of the first fork without a conflict', async () => {
    fork.edit(FLAGS, (text) => `${text}\nRed means stop.\n`);
    fork.edit('provider/brand.yaml', (text) => `${text}\ncorners: round\n`);
    fork.commit('More on flags');
    await fork.release('1.1.0', '2026-10-01');
    expect(await second.must('upstream', '--merge', '--no-build')).toContain('Merged 1.1.0.');
    const { code } = await second.build();
    expect(code).toBe(0);
    expect(second.page('lessons/code-flags')).toContain('Red means stop.');
  });
});

describe('a lesson that travels back upstream', () => {
  test('keeps the credit of its provider', async () => {
    const target = 'content/courses/harbor/knots/mooring-at-our-pier';
    upstream.git('reset', '--quiet', '--hard', 'HEAD');
    for (const name of ['lesson.mdx', 'quiz.yaml']) {
      upstream.write(`${target}/${name}`, fork.text(`provider/lessons/mooring-at-our-pier/${name}`));
    }
    upstream.edit('content/courses/harbor/knots/module.yaml', (text) =>
      `${text}\n`.replace('  - splice-a-rope\n', '  - splice-a-rope\n  - mooring-at-our-pier\n'),
    );
    const person = fork.text('provider/people.yaml').split('people:\n')[1] ?? '';
    upstream.edit('content/people.yaml', (text) => `${text.trimEnd()}\n${person}`);
    upstream.write(
      'content/courses/harbor/knots/tie-a-bowline/lesson.mdx',
      fork.text(BOWLINE).replace('changes:', `adapted_by: {name: ${RTL}, url: "https://namal.example/k8s/"}\nchanges:`),
    );
    const { code, output } = await upstream.build();
    expect(output.trim()).toBe('');
    expect(code).toBe(0);
    expect(upstream.page('lessons/mooring-at-our-pier')).toContain(`${RTL}</a>`);
    expect(upstream.changesOf('tie-a-bowline')).toContain(`Adapted by ${RTL} from “Tie a bowline”`);
  });
});
