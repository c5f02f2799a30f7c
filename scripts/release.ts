/**
 * `npm run release -- <version>` (or major, minor, patch; `--date YYYY-MM-DD`, `--dry-run`): sets the version, and writes
 * content/manifest.json and release notes from what really changed in lessons. A release that was stopped half-way is
 * finished by the next call, whatever that asks for; one that is not committed yet is made anew.
 */

import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { assembleCurriculum } from '../src/assembly/assemble.ts';
import { siteTokens } from '../src/assembly/load.ts';
import {
  buildManifest,
  lastManifest,
  lessonFiles,
  type Manifest,
  manifestPath,
  manifestSchema,
} from '../src/attribution/manifest.ts';
import { changedLines, releaseNotes } from '../src/attribution/release-notes.ts';
import { releasedFiles } from '../src/attribution/released-files.ts';
import { nextVersion } from '../src/attribution/version.ts';
import { runCommand } from '../src/cli/command.ts';
import { takeLock } from '../src/cli/process-lock.ts';
import { UserError } from '../src/cli/user-error.ts';
import { finishPending, pending, textOf, writeTogether } from '../src/cli/write-together.ts';
import { dayOf } from '../src/curriculum/day.ts';
import { layerFolder } from '../src/curriculum/layer-folder.ts';
import { readContent } from '../src/curriculum/read.ts';
import { dateSchema } from '../src/curriculum/schema/common.ts';
import { type Person, peopleSchema } from '../src/curriculum/schema/registry.ts';
import { validateYaml } from '../src/curriculum/validate.ts';
import { renamedPeople } from '../src/fork/data-changes.ts';
import { failOnErrors } from '../src/site/curriculum.ts';

const JOURNAL = '.cache/release.json';
const LOCK = '.cache/release.lock';
const WHICH = 'Say which release this is: npm run release -- patch, minor, major, or a version such as 1.4.0.';

function parsed(text: string): Manifest | undefined {
  try {
    return manifestSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function gitOutput(...words: string[]): string | undefined {
  try {
    return execFileSync('git', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

/** What a release follows. */
interface Before {
  manifest: Manifest | undefined;
  /** Version of a release that was made and not committed: it is made anew, instead of one more. */
  redone: string | undefined;
}

/** @throws UserError if there is a manifest that cannot be read. */
function readBefore(path: string): Before {
  const text = textOf(path);
  if (text === undefined) return { manifest: undefined, redone: undefined };
  const manifest = parsed(text);
  if (!manifest)
    throw new UserError(
      `${path} is not a manifest that this version understands. Restore it from the last release: git checkout -- ${path}`,
    );
  const committed = parsed(gitOutput('show', `HEAD:./${path}`) ?? '');
  return committed && committed.version !== manifest.version
    ? { manifest: committed, redone: manifest.version }
    : { manifest, redone: undefined };
}

/** The commit of the last release: its tag, or the last one that changed the manifest. */
function releaseRef(version: string, manifest: string): string | undefined {
  const tag = gitOutput('rev-parse', '--verify', '--quiet', `v${version}^{commit}`)?.trim();
  return tag || gitOutput('log', '-1', '--format=%H', '--', manifest)?.trim() || undefined;
}

/** People of a file, as far as it can be read. */
function namesIn(path: string, text: string | undefined): Map<string, Person> {
  const read = text === undefined ? undefined : validateYaml(path, text, peopleSchema).data;
  return new Map(read?.people.map((person) => [person.id, person]));
}

/** Prints the notes of a release and writes its files. */
function release(step: string | undefined, date: string, dryRun: boolean): void {
  const files = readContent('.');
  const { curriculum, findings } = assembleCurriculum(files, siteTokens());
  failOnErrors(findings);
  if (!curriculum) throw new UserError('The curriculum could not be assembled.');
  // A fork releases what its own layer makes of the curriculum, and leaves the files of the original alone.
  const depth = curriculum.layers.length;
  const original = depth === 0;
  const manifestFile = manifestPath(depth);
  const notesFile = original ? 'CHANGELOG.md' : `${layerFolder(depth)}CHANGELOG.md`;
  const { manifest: before, redone } = readBefore(manifestFile);
  const said = original && redone === undefined ? curriculum.identity.version : before?.version;
  const version = nextVersion(said ?? '0.0.0', step);
  if (version === undefined) throw new UserError(WHICH);
  const after = buildManifest(curriculum, files, { version, released: date }, before);
  const ref = before && releaseRef(before.version, manifestFile);
  const sizes = new Map(
    [...curriculum.lessons.values()].flatMap((lesson) => {
      const known = before?.lessons[lesson.id];
      // What edits change lies in files of their own.
      if (!ref || !known || lesson.patches.length > 0 || known.sha256 === after.lessons[lesson.id]?.sha256) return [];
      const sum = { added: 0, removed: 0 };
      for (const [name, text] of lessonFiles(lesson, files)) {
        const lines = changedLines(gitOutput('show', `${ref}:${known.path}/${name}`) ?? '', text);
        sum.added += lines.added;
        sum.removed += lines.removed;
      }
      return [[lesson.id, sum] as const];
    }),
  );
  const peopleFile = original ? 'content/people.yaml' : `${layerFolder(depth)}people.yaml`;
  const formerPeople = ref === undefined ? undefined : gitOutput('show', `${ref}:./${peopleFile}`);
  const notes = releaseNotes(before, after, {
    sizes,
    below: original ? undefined : lastManifest(files, depth - 1),
    people: renamedPeople(namesIn(peopleFile, formerPeople), curriculum.people),
  });
  console.log(notes);
  if (dryRun) return;
  const written = releasedFiles({ manifest: after, manifestFile, notes, notesFile, original, redone }, textOf);
  if (redone !== undefined) console.log(`${redone} was not committed, and this takes its place.`);
  writeTogether(JOURNAL, `Release ${version}`, written);
  const tag = original ? ` and tag the commit: git tag v${version}` : '';
  console.log(`Wrote ${[...written.keys()].join(', ')}. Commit them${tag}.`);
}

await runCommand(() => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { date: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const [step, ...others] = positionals;
  if (others.length > 0 || nextVersion('0.0.0', step) === undefined) throw new UserError(WHICH);
  const date = values.date ?? dayOf();
  if (!dateSchema.safeParse(date).success)
    throw new UserError(
      `"${date}" is no day of the calendar. Write the day of the release as YYYY-MM-DD: --date ${dayOf()}`,
    );
  if (values['dry-run']) {
    const stopped = pending(JOURNAL);
    if (stopped !== undefined)
      console.log(`${stopped} was stopped half-way; without --dry-run it is finished first.\n`);
    release(step, date, true);
    return;
  }
  const lock = takeLock(LOCK);
  if (typeof lock === 'number')
    throw new UserError(`Another release is being made here (process ${lock}). Wait for it.`);
  try {
    const finished = finishPending(JOURNAL);
    if (finished === undefined) release(step, date, false);
    else
      console.log(`${finished}, which was stopped half-way, is complete now. Commit it; for another one, call again.`);
  } finally {
    lock();
  }
});
