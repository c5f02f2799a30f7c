import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './measure.ts';

/** What is changed before a synthetic curriculum is built again. */
export interface Rebuilds {
  lesson: Measurement;
  term: Measurement;
  nothing: Measurement;
}

/** Builds a synthetic curriculum, which has been built, again and again: after one sentence more in a lesson, another definition of a term, and nothing. */
export async function measureRebuilds(root: string, build: () => Promise<Measurement>): Promise<Rebuilds> {
  appendFileSync(join(root, 'content/courses/course-0/module-0-0/lesson-5/lesson.mdx'), '\nOne more sentence.\n');
  const lesson = await build();
  const glossary = join(root, 'content/glossary.yaml');
  writeFileSync(glossary, readFileSync(glossary, 'utf8').replace('in one plain sentence', 'in another plain sentence'));
  const term = await build();
  return { lesson, term, nothing: await build() };
}

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#0a6e5c"/></svg>\n';

/** Makes a synthetic curriculum that of a provider, builds it, and measures the build after its color has changed. */
export async function measureColor(root: string, build: () => Promise<Measurement>): Promise<Measurement> {
  const logo = join(root, 'logo.svg');
  writeFileSync(logo, LOGO);
  const answers = ['--name', 'Harbor', '--url', 'https://harbor.example/', '--contact', 'school@harbor.example'];
  const rebrand = (color: string): Buffer =>
    execFileSync(process.execPath, ['scripts/rebrand.ts', ...answers, '--logo', logo, '--color', color], {
      env: { ...process.env, CURRICULUM_ROOT: root },
      stdio: 'pipe',
    });
  rebrand('teal');
  await build();
  rebrand('maroon');
  return build();
}
