/**
 * `npm run release -- <version>` (or major, minor, patch; `--date YYYY-MM-DD`, `--dry-run`): sets the version, and writes
 * content/manifest.json and release notes from what really changed in lessons.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  buildManifest,
  lessonFiles,
  type Manifest,
  manifestSchema,
  manifestText,
} from '../src/attribution/manifest.ts';
import { changedLines, releaseNotes } from '../src/attribution/release-notes.ts';
import { nextVersion } from '../src/attribution/version.ts';
import { assembleCurriculum } from '../src/curriculum/assemble.ts';
import { readContent } from '../src/curriculum/read.ts';
import { failOnErrors, stopOnContentError } from '../src/site/curriculum.ts';

const MANIFEST = 'content/manifest.json';
const NOTES = 'CHANGELOG.md';
const TITLE = '# Releases\n';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { date: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}

function readManifest(): Manifest | undefined {
  if (!existsSync(MANIFEST)) return undefined;
  const result = manifestSchema.safeParse(JSON.parse(readFileSync(MANIFEST, 'utf8')));
  return result.success
    ? result.data
    : stop(
        `${MANIFEST} is not a manifest that this version understands. Restore it from the last release: git checkout -- ${MANIFEST}`,
      );
}

/** A file as it was in the last release, from git's tag of it. */
function released(version: string, path: string): string | undefined {
  try {
    return execFileSync('git', ['show', `v${version}:${path}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}

const files = readContent('.');
const { curriculum, findings } = assembleCurriculum(files);
try {
  failOnErrors(findings);
} catch (problem) {
  stopOnContentError(problem);
}
if (!curriculum) stop('The curriculum could not be assembled.');
const before = readManifest();
const version =
  nextVersion(curriculum.identity.version, positionals[0]) ??
  stop('Say which release this is: npm run release -- patch, minor, major, or a version such as 1.4.0.');
const date = values.date ?? new Date().toISOString().slice(0, 10);
const after = buildManifest(curriculum, files, { version, released: date }, before);
const sizes = new Map(
  [...curriculum.lessons.values()].flatMap((lesson) => {
    const known = before?.lessons[lesson.id];
    if (!before || !known || known.sha256 === after.lessons[lesson.id]?.sha256) return [];
    const sum = { added: 0, removed: 0 };
    for (const [name, text] of lessonFiles(lesson, files)) {
      const lines = changedLines(released(before.version, `${known.path}/${name}`) ?? '', text);
      sum.added += lines.added;
      sum.removed += lines.removed;
    }
    return [[lesson.id, sum] as const];
  }),
);
const notes = releaseNotes(before, after, sizes);
console.log(notes);
if (!values['dry-run']) {
  const replace = (path: string, edits: readonly [RegExp, string][]): void =>
    writeFileSync(
      path,
      edits.reduce((text, [pattern, line]) => text.replace(pattern, line), readFileSync(path, 'utf8')),
    );
  replace('content/identity.yaml', [
    [/^version: .*$/m, `version: ${version}`],
    [/^released: .*$/m, `released: ${date}`],
  ]);
  replace('CITATION.cff', [
    [/^version: .*$/m, `version: ${version}`],
    [/^date-released: .*$/m, `date-released: ${date}`],
  ]);
  writeFileSync(MANIFEST, manifestText(after));
  const earlier = existsSync(NOTES) ? readFileSync(NOTES, 'utf8').replace(TITLE, '') : '';
  writeFileSync(NOTES, `${TITLE}\n${notes}${earlier}`);
  console.log(
    `Wrote ${MANIFEST}, ${NOTES}, content/identity.yaml and CITATION.cff. Commit them and tag the commit: git tag v${version}`,
  );
}
