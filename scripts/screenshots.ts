/**
 * `npm run screenshots`: renews the pictures and the terminal session of the page "Rebrand this course". Clones the
 * repository, does what the page says, and photographs the result, so that what is shown has really happened.
 */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { launchBrowser } from '../src/checks/browser/launch.ts';
import { sourcePaths } from '../src/cli/source-paths.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { siteServer } from '../src/site/server.ts';

const DOCS = sourcePaths.guide;
const EXAMPLE = resolve(DOCS, 'example');
const BRAND = ['--name', 'Harbor Academy', '--url', 'https://academy.example/', '--contact', 'hello@academy.example'];
const ADAPTED = 'why-orchestration';
const SHOTS = [
  { name: 'home', path: '', width: 1200, height: 800, scroll: undefined },
  { name: 'colophon', path: `lessons/${ADAPTED}/`, width: 900, height: 460, scroll: '.colophon' },
  { name: 'classes', path: 'classes/', width: 1200, height: 640, scroll: undefined },
] as const;

const fork = join(mkdtempSync(join(tmpdir(), 'rebrand-')), 'fork');
const run = (program: string, ...words: string[]): string =>
  execFileSync(program, words, { cwd: fork, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
const command = (name: string, ...words: string[]): string => run(process.execPath, `scripts/${name}.ts`, ...words);

execFileSync('git', ['clone', '--quiet', '.', fork]);
symlinkSync(resolve('node_modules'), join(fork, 'node_modules'), 'dir');
// The forge of the original is this clone of it here: what is shown needs no network, and is what the forge will answer.
const { forge } = getCurriculum().identity;
if (forge !== undefined) run('git', 'config', `url.${resolve('.')}.insteadOf`, forge);
const session = command('rebrand', ...BRAND, '--logo', join(EXAMPLE, 'logo.svg'), '--color', '#0a6e5c');
writeFileSync(join(DOCS, 'rebrand.txt'), session.replace(/^(?:\s*\n)+/, ''));
cpSync(join(EXAMPLE, 'offerings.yaml'), join(fork, 'provider/offerings.yaml'));
command('adapt', ADAPTED);
const lesson = join(fork, `provider/lessons/${ADAPTED}/lesson.mdx`);
writeFileSync(
  lesson,
  readFileSync(lesson, 'utf8')
    .replace('changes: []', () => `changes:\n  - {date: ${dayOf()}, text: The shop sells lighthouse lamps}`)
    .replace('Your shop is three programs', 'Your shop for lighthouse lamps is three programs'),
);
writeFileSync(join(DOCS, 'provenance.txt'), command('provenance'));
run(join('node_modules', '.bin', 'astro'), 'build', '--silent');

const server = siteServer(join(fork, 'dist'), '/');
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const browser = await launchBrowser();
for (const { name, path, width, height, scroll } of SHOTS) {
  const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/${path}`, { waitUntil: 'networkidle' });
  // What scripts make is in the picture as well.
  await page.mouse.move(1, 1);
  await page.waitForLoadState('networkidle');
  const shot = scroll === undefined ? await page.screenshot() : await page.locator(scroll).screenshot();
  await sharp(shot)
    .webp({ quality: 82 })
    .toFile(join(DOCS, `${name}.webp`));
  await page.close();
}
await browser.close();
server.close();
rmSync(join(fork, '..'), { recursive: true });
