import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCurriculum } from '../../src/assembly/load.ts';
import { buildManifest, manifestPath, manifestText } from '../../src/attribution/manifest.ts';
import { dayOf } from '../../src/curriculum/day.ts';
import { readContent } from '../../src/curriculum/read.ts';
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

/** Releases a synthetic curriculum: what somebody forks has been released. */
function release(root: string): void {
  const files = readContent(root);
  const { curriculum } = loadCurriculum(root);
  if (!curriculum) throw new Error('The synthetic curriculum has errors.');
  const manifest = buildManifest(
    curriculum,
    files,
    { version: curriculum.identity.version, released: dayOf() },
    undefined,
  );
  writeFileSync(join(root, manifestPath(0)), manifestText(manifest));
}

/** Makes a synthetic curriculum that of a provider, builds it, and measures the build after its color has changed. */
export async function measureColor(
  root: string,
  build: (environment: Readonly<Record<string, string>>) => Promise<Measurement>,
): Promise<Measurement> {
  // It lies in this repository, and is none of its forks.
  const alone = { GIT_CEILING_DIRECTORIES: dirname(root) };
  const logo = join(root, 'logo.svg');
  writeFileSync(logo, LOGO);
  const answers = ['--name', 'Harbor', '--url', 'https://harbor.example/', '--contact', 'school@harbor.example'];
  const rebrand = (color: string): Buffer =>
    execFileSync(process.execPath, ['scripts/rebrand.ts', ...answers, '--logo', logo, '--color', color], {
      env: { ...process.env, ...alone, CURRICULUM_ROOT: root },
      stdio: 'pipe',
    });
  release(root);
  rebrand('teal');
  await build(alone);
  rebrand('maroon');
  return build(alone);
}
