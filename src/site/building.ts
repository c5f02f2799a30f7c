import { existsSync, mkdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { cacheFolder } from '../cli/cache-folder.ts';
import { takeLock } from '../cli/process-lock.ts';
import { mendFolder, replaceFolder } from '../cli/replace-folder.ts';
import { UserError } from '../cli/user-error.ts';

/** Where a build works. It lies in the project: while Astro renders, modules in it import packages of the project. */
const WORK = resolve('.cache', 'building');
const LOCK = 'build.lock';
/** How Node ends if nothing will happen any more that a module waits for ("Unsettled Top-Level Await"). */
const UNSETTLED = 13;

interface Build {
  /** Folder that the site is put into. */
  target: string;
  /** What is being made, for people. */
  part: string;
  published: boolean;
}

/** One build has several module graphs, which share this through the global object. */
const shared = globalThis as typeof globalThis & { commonhelmBuild?: Build };

/** Whether this process builds the site: `npm run build`. */
export function isBuilding(): boolean {
  return process.env.BUILDING === '1';
}

/** Folder into which is built. It takes the place of the site that is there once everything is in it. */
export const buildFolder = join(WORK, 'dist');

/** Folder for the bundle of pages, while they are rendered. */
export const rendererFolder = join(WORK, 'renderer');

/**
 * Where the site waits whose place the last build took. What is the same again stands there already, so that the next build need neither
 * make it nor take it away. Nothing in it is believed.
 */
export const spareFolder = resolve('.cache', 'spare');

/** Folder into which Astro bundles. */
export const bundleFolder = join(WORK, 'bundle');

/** Folder for the files at the root of the site that a build changes; other processes have their own. */
export function publicWorkFolder(): string {
  return join(isBuilding() ? WORK : cacheFolder(), 'public');
}

/** Folder that the finished site is in. */
export function siteFolder(): string {
  return resolve(process.env.OUT_DIR || 'dist');
}

/** @throws UserError if putting a site into the place of a folder would remove what is none. */
function refuse(target: string): void {
  const remedy = 'Name a folder for the site alone, such as OUT_DIR=dist.';
  const within = (inner: string, outer: string): boolean => inner === outer || inner.startsWith(outer + sep);
  if (within(process.cwd(), target) || within(resolve(cacheFolder()), target))
    throw new UserError(`The site cannot be put into ${target}: that would remove this project. ${remedy}`);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new UserError(
      `The site cannot be put into ${target}: that is a file. Remove it, or name a folder: OUT_DIR=…`,
    );
}

/** Takes the locks of this project and of its cache. @throws UserError if another build is running there. */
function takeLocks(): (() => void)[] {
  const releases: (() => void)[] = [];
  for (const path of new Set([resolve('.cache', LOCK), resolve(cacheFolder(), LOCK)])) {
    const taken = takeLock(path);
    if (typeof taken === 'number') {
      for (const release of releases) release();
      throw new UserError(
        `Another build is running here (process ${taken}). Wait for it, or end it: kill ${taken}. (It has ${path}.)`,
      );
    }
    releases.push(taken);
  }
  return releases;
}

/**
 * Begins a build: no other one runs in this project or with its cache, what killed builds left is mended, and a build that
 * ends before it is complete ends with an error, whatever ended it.
 * @throws UserError if another build is running, or the site can be put nowhere; what the file system says.
 */
export function beginBuild(): void {
  const target = siteFolder();
  refuse(target);
  const releases = takeLocks();
  const build: Build = { target, part: 'the pages', published: false };
  shared.commonhelmBuild = build;
  process.on('exit', (code) => {
    rmSync(WORK, { recursive: true, force: true });
    for (const release of releases) release();
    if (build.published) return;
    const site = existsSync(target) ? ` ${target} is as it was before.` : '';
    if (code === 0 || code === UNSETTLED) {
      process.exitCode = 1;
      console.error(`The build ended before ${build.part} had been made. Build again.`);
    }
    if (site) console.error(`The site was not published.${site}`);
  });
  const home = realpathSync('.cache');
  if (home !== resolve('.cache') && !home.startsWith(realpathSync(process.cwd()) + sep))
    throw new UserError(
      `.cache leads out of this project, to ${home}, where no package of the project is found. Remove the link, and set CACHE_DIR=${home} instead.`,
    );
  mendFolder(buildFolder, target);
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(buildFolder, { recursive: true });
}

/** Notes what is made next, so that a build that ends too soon can say what is missing. @param part for people. */
export function nowMaking(part: string): void {
  if (shared.commonhelmBuild) shared.commonhelmBuild.part = part;
}

/** Ends a build with which nothing would change: the site that is there is the finished one. */
export function leaveAsItIs(): void {
  if (shared.commonhelmBuild) shared.commonhelmBuild.published = true;
}

/** Puts the finished site into the place of the one before. @throws what the file system says; then that one stays. */
export function publish(): void {
  const build = shared.commonhelmBuild;
  if (!build) throw new Error('No build has begun.');
  replaceFolder(buildFolder, build.target, spareFolder);
  build.published = true;
}
