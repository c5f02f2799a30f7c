import { execFileSync } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { frozenFiles } from '../../src/site/frozen-build.ts';
import { siteServer } from '../../src/site/server.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { brokenLinks } from '../helpers/built-links.ts';
import { Repository } from '../helpers/fork.ts';
import { longTest } from '../helpers/long.ts';

/** A site that goes on after one of its editions was frozen. */
const folder = temporaryFolder();
afterAll(folder.remove);

const LESSON = 'content/courses/harbor/mooring/tie-a-bowline/lesson.mdx';
const SITE = 'https://tiny.example/';
let site: Repository;

beforeAll(async () => {
  site = await Repository.original(join(folder.path, 'site'), '1.2.0', '2026-05-17');
});

describe('freezing', () => {
  test.each([
    [[], 'Say how the edition is called: a year and words'],
    [['spring'], '"spring" cannot be the name of an edition'],
    [['lessons'], '"lessons" cannot be the name of an edition'],
  ])('asks for a name that is no path of the site: %j', async (words, said) => {
    const { code, output } = await site.run('freeze', ...words);
    expect([code, output]).toEqual([1, expect.stringContaining(said)]);
  });

  test('refuses what is not committed, and says why', async () => {
    site.edit(LESSON, (text) => `${text}\nThis was never committed.\n`);
    const { code, output } = await site.run('freeze', '2027-spring');
    expect(code).toBe(1);
    expect(output).toContain(`Nothing was frozen: 1 files are not committed.\n   M ${LESSON}`);
    expect(output).toContain('an edition is built from its commit, again and again');
    site.git('checkout', '--', LESSON);
    expect(site.has('content/editions.yaml')).toBe(false);
  });

  test('builds the edition and records its commit', async () => {
    const output = await site.must('freeze', '2027-spring');
    expect(output).toContain('git add content/editions.yaml && git commit -m "Freeze 2027-spring"');
    expect(site.text('content/editions.yaml')).toContain(`    commit: ${site.git('rev-parse', 'HEAD').trim()}`);
    expect(site.text('content/editions.yaml')).toContain('title: Spring 2027');
    expect(site.git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(site.has('node_modules/astro')).toBe(true);
    site.commit('Freeze 2027-spring');
    expect((await site.run('freeze', '2027-spring')).output).toContain('The edition 2027-spring was frozen on ');
  });
});

describe('a site that goes on', () => {
  beforeAll(async () => {
    site.edit(LESSON, (text) => `${text}\nThis sentence is new.\n`);
    site.commit('Go on');
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
  });
  const frozen = '2027-spring/lessons/tie-a-bowline';

  test('has the edition beside it, as it was', () => {
    expect(site.page('lessons/tie-a-bowline')).toContain('This sentence is new.');
    expect(site.page(frozen)).not.toContain('This sentence is new.');
    expect(site.page('lessons/tie-a-bowline')).not.toContain('edition-notice');
  });

  test('says on each page of the edition which one it is, and links to the same page of today', () => {
    for (const path of ['', 'lessons/tie-a-bowline/', 'glossary/', 'courses/harbor/']) {
      const page = site.page(join('2027-spring', path));
      expect(page, path).toContain('Edition Spring 2027: this page stays as it was on ');
      expect(page, path).toContain(`<a href="${SITE}${path}">The page as it is today</a>`);
      expect(page, path).toContain(`<link rel="canonical" href="${SITE}${path}">`);
    }
  });

  test('gives links, search, progress and files of the edition their own path', () => {
    expect(site.page(frozen)).toContain('href="/2027-spring/lessons/');
    expect(site.page(frozen)).toContain(`<meta property="og:url" content="${SITE}${frozen}/">`);
    expect(site.page(frozen)).not.toMatch(/(?:href|src)="\/(?!2027-spring\/)/);
    expect(site.has('dist/2027-spring/pagefind/pagefind-entry.json')).toBe(true);
    expect(site.text('dist/sitemap-0.xml')).not.toContain('2027-spring');
    const broken = brokenLinks(join(site.path, 'dist', '2027-spring'), `${SITE}2027-spring/`);
    expect(broken.filter((line) => !line.includes(`: ${SITE}`))).toEqual([]);
  });

  test('runs the scripts of the edition under its own policy, with the headers that a host sends', async () => {
    expect(site.has('dist/2027-spring/_headers')).toBe(false);
    const server = siteServer(join(site.path, 'dist'), '/');
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`http://127.0.0.1:${port}/${frozen}/`);
    await page.waitForLoadState('networkidle');
    expect(await page.locator('site-search button').isVisible()).toBe(true);
    expect(said).toEqual([]);
    await browser.close();
    server.close();
  });

  test('leads from a page of the newest edition to that edition', () => {
    expect(site.page('newest')).toContain('<meta http-equiv="refresh" content="0; url=/2027-spring/">');
    expect(site.page('newest/lessons/tie-a-bowline')).toContain(`content="0; url=/${frozen}/"`);
    expect(site.page('newest')).toContain('http-equiv="Content-Security-Policy"');
    expect(site.text('dist/_headers')).toContain('/2027-spring/');
  });

  test('takes the edition from what was built before, and not from what was compared with a manifest only', async () => {
    const [, commit = ''] = /commit: (\w+)/.exec(site.text('content/editions.yaml')) ?? [];
    const [, date = ''] = /date: "?([\d-]+)/.exec(site.text('content/editions.yaml')) ?? [];
    const edition = { id: '2027-spring', title: 'Spring 2027', date, commit };
    vi.stubEnv('CACHE_DIR', join(site.path, '.cache'));
    const files = await frozenFiles(edition, { root: folder.path, current: SITE });
    vi.unstubAllEnvs();
    expect(Buffer.from(files['lessons/tie-a-bowline/index.html'] ?? []).toString()).toBe(site.page(frozen));
  });

  longTest('builds an edition with the packages of its commit', async () => {
    const lock = ['package.json', 'package-lock.json'];
    execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts', '--save-dev', 'is-number@7.0.0'], {
      cwd: site.path,
    });
    site.commit('Another package');
    await site.must('freeze', '2027-summer');
    site.commit('Freeze 2027-summer');
    site.git('checkout', 'HEAD~2', '--', ...lock);
    site.commit('Without it');
    const { code, output } = await site.build();
    expect(code, output).toBe(0);
    expect(site.page('newest')).toContain('url=/2027-summer/');
    expect(site.page('2027-summer/lessons/tie-a-bowline')).toContain('This sentence is new.');
    expect(site.has('node_modules/is-number/package.json')).toBe(false);
  });

  test('cannot be built without the commit of an edition', async () => {
    const edition = { id: '2026', title: '2026', date: '2026-05-17', commit: 'f'.repeat(40) };
    await expect(frozenFiles(edition, { root: site.path, current: SITE })).rejects.toThrow(
      /The edition 2026 cannot be built: its commit ffffffffffff is not in this clone\.\nWhy: .*\nDo: {2}git fetch --unshallow/,
    );
  });
});
