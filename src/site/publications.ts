import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { copy } from '../cli/replace-folder.ts';
import { UserError } from '../cli/user-error.ts';
import type { Course, Curriculum } from '../curriculum/model.ts';
import { isOfPracticeExam, type KindId, kinds, type Named, namesForTeachers, namesOf } from '../publications/kinds.ts';
import { isBuilding } from './building.ts';

/** Folder of the site with files to take along. */
const PUBLICATIONS = 'publications/';

/** A file that is offered on the page of a course. */
export interface Offered extends Named {
  /** Name under which it is saved. */
  name: string;
  /** Path below the base. */
  path: string;
  /** Size in bytes. */
  bytes: number;
}

/** Files of one kind. */
export interface OfferedKind {
  kind: KindId;
  /** The file of the whole course, or of the whole site. */
  whole: Offered | undefined;
  /** Files of single lessons, in reading order. */
  each: readonly Offered[];
}

/** Folder that publications are taken from: the one that `npm run publish` writes, or PUBLICATIONS_DIR. @throws UserError if that one is not there */
function folderOfPublications(): string | undefined {
  const named = process.env.PUBLICATIONS_DIR;
  const folder = resolve(named || 'dist-publications');
  if (existsSync(folder)) return folder;
  if (!named) return undefined;
  throw new UserError(
    `There is no folder ${folder}, which PUBLICATIONS_DIR names.\nDo:  make its files with "npm run publish -- all --out ${named}", or leave the variable away.`,
  );
}

/** Names of the files in a folder. What begins with a dot is the business of the system. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort();

/** Digest of all that can be taken along; undefined if there is nothing. */
export function publicationsDigest(): string | undefined {
  const folder = folderOfPublications();
  if (folder === undefined) return undefined;
  const hash = createHash('sha256');
  for (const name of filesIn(folder)) {
    const path = join(folder, name);
    hash.update(name).update('\0');
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** Name under which a file lies on the site: no host and no browser makes a page of it (docs/decisions/0008-downloads-that-run-nowhere.md). */
const servedName = (name: string): string => (/\.(html|xml)$/.test(name) ? `${name}.txt` : name);

/** What there is to take along of a course, by kinds in their order; nothing while an author is at work. */
export function offeredOf(course: Course): readonly OfferedKind[] {
  const folder = isBuilding() ? folderOfPublications() : undefined;
  if (folder === undefined) return [];
  const present = new Set(filesIn(folder));
  const offered = [...namesOf(course)]
    .filter(([name]) => present.has(name))
    .map(([name, named]): Offered => {
      const path = `${PUBLICATIONS}${encodeURIComponent(servedName(name))}`;
      return { ...named, name, path, bytes: statSync(join(folder, name)).size };
    });
  return (Object.keys(kinds) as KindId[])
    .map((kind): OfferedKind => {
      const all = offered.filter((file) => file.kind === kind);
      return { kind, whole: all.find(({ lesson }) => !lesson), each: all.filter(({ lesson }) => lesson) };
    })
    .filter(({ whole, each }) => whole || each.length > 0);
}

/**
 * Copies the files that pages of courses offer into a site.
 * @returns how many there are, and a line for each file in the folder that is none of them
 */
export function copyPublications(
  site: string,
  { courses, exams }: Pick<Curriculum, 'courses' | 'exams'>,
): { copied: number; warnings: string[] } {
  const folder = folderOfPublications();
  if (folder === undefined) return { copied: 0, warnings: [] };
  const known = new Set(courses.flatMap((course) => [...namesOf(course).keys()]));
  const files = filesIn(folder);
  const ours = files.filter((name) => known.has(name));
  if (ours.length > 0) mkdirSync(join(site, PUBLICATIONS), { recursive: true });
  for (const name of ours) copy(join(folder, name), join(site, PUBLICATIONS, servedName(name)));
  // What is for teachers, and for whoever holds a practice exam, is made beside the rest, and stays with whoever made it.
  const kept = new Set(courses.flatMap(namesForTeachers));
  const warnings = files
    .filter((name) => !known.has(name) && !kept.has(name) && !isOfPracticeExam(name, exams))
    .map(
      (name) =>
        `${join(folder, name)} is not published: no format gives this name to a file of a course, lesson or practice exam of this site. Remove it if it is left over from an earlier one.`,
    );
  return { copied: ours.length, warnings };
}
