import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { sourcePaths } from '../../src/cli/source-paths.ts';
import { dayOf } from '../../src/curriculum/day.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { clone, save, serve } from './clone.ts';

const DOCS = sourcePaths.guide;
const EXAMPLE = resolve(DOCS, 'example');
const BRAND = ['--name', 'Harbor Academy', '--url', 'https://academy.example/', '--contact', 'hello@academy.example'];
const ADAPTED = 'why-orchestration';
const SHOTS = [
  { name: 'home', path: '', width: 1200, height: 800, scroll: undefined },
  { name: 'colophon', path: `lessons/${ADAPTED}/`, width: 900, height: 1000, scroll: '.colophon' },
  { name: 'classes', path: 'classes/', width: 1200, height: 640, scroll: undefined },
] as const;

/** Renews what the page "Rebrand this course" shows: makes a fork by its commands, builds it, and photographs it. */
export async function rebrand(browser: Browser): Promise<void> {
  const fork = clone();
  // The forge of the original is this clone of it here: what is shown needs no network, and is what the forge will answer.
  const { forge } = getCurriculum().identity;
  if (forge !== undefined) fork.run('git', 'config', `url.${resolve('.')}.insteadOf`, forge);
  const session = fork.command('rebrand', ...BRAND, '--logo', join(EXAMPLE, 'logo.svg'), '--color', '#0a6e5c');
  writeFileSync(join(DOCS, 'rebrand.txt'), session.replace(/^(?:\s*\n)+/, ''));
  cpSync(join(EXAMPLE, 'offerings.yaml'), join(fork.folder, 'provider/offerings.yaml'));
  fork.command('adapt', ADAPTED);
  const lesson = join(fork.folder, `provider/lessons/${ADAPTED}/lesson.mdx`);
  const text = readFileSync(lesson, 'utf8');
  const adapted = text
    .replace('changes: []', () => `changes:\n  - {date: ${dayOf()}, text: The shop sells lighthouse lamps}`)
    .replace('Your shop has three parts', 'Your shop for lighthouse lamps has three parts');
  if (!adapted.includes('lamps has three parts')) throw new Error(`The sentence to adapt is not in ${ADAPTED}.`);
  writeFileSync(lesson, adapted);
  writeFileSync(join(DOCS, 'provenance.txt'), fork.command('provenance'));
  fork.run(join('node_modules', '.bin', 'astro'), 'build', '--silent');

  const site = await serve(join(fork.folder, 'dist'));
  for (const { name, path, width, height, scroll } of SHOTS) {
    const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: 1.5 });
    await page.goto(`${site.origin}/${path}`);
    // What scripts make is in the picture as well.
    await page.mouse.move(1, 1);
    await page.waitForLoadState('networkidle');
    await save(name, scroll === undefined ? await page.screenshot() : await page.locator(scroll).screenshot());
    await page.close();
  }
  site.close();
  fork.remove();
}
