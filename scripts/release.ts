/**
 * `npm run release -- <version>` (or major, minor, patch; `--date YYYY-MM-DD`, `--dry-run`): sets the version, and writes
 * content/manifest.json and release notes from what really changed in lessons.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { assembleCurriculum } from '../src/assembly/assemble.ts';
import { siteTokens } from '../src/assembly/load.ts';
import {
  buildManifest,
  lessonFiles,
  type Manifest,
  manifestPath,
  manifestSchema,
  manifestText,
} from '../src/attribution/manifest.ts';
import { changedLines, releaseNotes } from '../src/attribution/release-notes.ts';
import { nextVersion } from '../src/attribution/version.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { layerFolder } from '../src/curriculum/layer-folder.ts';
import { readContent } from '../src/curriculum/read.ts';
import { failOnErrors, stopOnContentError } from '../src/site/curriculum.ts';

const TITLE = '# Releases\n';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { date: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

function readBefore(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  const result = manifestSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return result.success
    ? result.data
    : stop(
        `${path} is not a manifest that this version understands. Restore it from the last release: git checkout -- ${path}`,
      );
}

function gitOutput(...words: string[]): string | undefined {
  try {
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** The commit of the last release: its tag, or the last one that changed the manifest. */
function releaseRef(version: string, manifest: string): string | undefined {
  const tag = gitOutput('rev-parse', '--verify', '--quiet', `v${version}^{commit}`)?.trim();
  return tag || gitOutput('log', '-1', '--format=%H', '--', manifest)?.trim() || undefined;
}

const files = readContent('.');
const { curriculum, findings } = assembleCurriculum(files, siteTokens());
try {
  failOnErrors(findings);
} catch (problem) {
  stopOnContentError(problem);
}
if (!curriculum) stop('The curriculum could not be assembled.');
// A fork releases what its own layer makes of the curriculum, and leaves the files of the original alone.
const depth = curriculum.layers.length;
const manifestFile = manifestPath(depth);
const notesFile = depth === 0 ? 'CHANGELOG.md' : `${layerFolder(depth)}CHANGELOG.md`;
const before = readBefore(manifestFile);
const version =
  nextVersion(depth === 0 ? curriculum.identity.version : (before?.version ?? '0.0.0'), positionals[0]) ??
  stop('Say which release this is: npm run release -- patch, minor, major, or a version such as 1.4.0.');
const date = values.date ?? dayOf();
const after = buildManifest(curriculum, files, { version, released: date }, before);
const ref = before && releaseRef(before.version, manifestFile);
const sizes = new Map(
  [...curriculum.lessons.values()].flatMap((lesson) => {
    const known = before?.lessons[lesson.id];
    if (!ref || !known || known.sha256 === after.lessons[lesson.id]?.sha256) return [];
    const sum = { added: 0, removed: 0 };
    for (const [name, text] of lessonFiles(lesson, files)) {
      const lines = changedLines(gitOutput('show', `${ref}:${known.path}/${name}`) ?? '', text);
      sum.added += lines.added;
      sum.removed += lines.removed;
    }
    return [[lesson.id, sum] as const];
  }),
);
const notes = releaseNotes(before, after, sizes);
console.log(notes);

/** The version stands in files of the original only; a fork's manifest is enough. */
function writeVersion(): string[] {
  const replace = (path: string, edits: readonly [RegExp, string][]): void =>
    writeFileSync(
      path,
      edits.reduce((text, [pattern, line]) => text.replace(pattern, () => line), readFileSync(path, 'utf8')),
    );
  replace('content/identity.yaml', [
    [/^version: .*$/m, `version: ${version}`],
    [/^released: .*$/m, `released: ${date}`],
  ]);
  replace('CITATION.cff', [
    [/^version: .*$/m, `version: ${version}`],
    [/^date-released: .*$/m, `date-released: ${date}`],
  ]);
  if (!existsSync('package.json')) return ['content/identity.yaml', 'CITATION.cff'];
  const line: [RegExp, string] = [/^ {2}"version": ".*",$/m, `  "version": "${version}",`];
  replace('package.json', [line]);
  replace('package-lock.json', [line, [/^ {6}"version": ".*",$/m, `      "version": "${version}",`]]);
  return ['content/identity.yaml', 'CITATION.cff', 'package.json', 'package-lock.json'];
}

if (!values['dry-run']) {
  const written = [manifestFile, notesFile, ...(depth === 0 ? writeVersion() : [])];
  writeFileSync(manifestFile, manifestText(after));
  const earlier = existsSync(notesFile) ? readFileSync(notesFile, 'utf8').replace(TITLE, '') : '';
  writeFileSync(notesFile, `${TITLE}\n${notes}${earlier}`);
  const tag = depth === 0 ? ` and tag the commit: git tag v${version}` : '';
  console.log(`Wrote ${written.join(', ')}. Commit them${tag}.`);
}
