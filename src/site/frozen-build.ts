import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { cacheFolder } from '../cli/cache-folder.ts';
import { askGit, gitText } from '../cli/git-tree.ts';
import { SealedCache } from '../cli/sealed-cache.ts';
import { UserError } from '../cli/user-error.ts';
import type { FrozenEdition } from '../provider/editions/schema.ts';
import { frozenEnvironment } from './frozen.ts';

/** Editions that were built, by all that they depend on: a commit never changes, so they never grow old. */
const cache = new SealedCache(() => join(cacheFolder(), 'editions'), '.zip');
/** How long one is kept that this build does not use: another brand may, or another branch. */
const KEPT_MS = 90 * 24 * 3600 * 1000;
const LOCKFILE = 'package-lock.json';

/** What an edition is built for. */
interface Target {
  /** Folder of the curriculum, in a repository. */
  root: string;
  /** Address of the site as it goes on, with a slash at the end. */
  current: string;
}

function keyOf({ id, title, date, commit }: FrozenEdition, { current }: Target): string {
  const brand = process.env.BRAND ?? '';
  return createHash('sha256')
    .update(JSON.stringify([id, title, date, commit, current, brand]))
    .digest('hex');
}

/** Files of an edition, by path below its folder: what was built before, or what its commit gives now. */
export async function frozenFiles(edition: FrozenEdition, target: Target): Promise<Record<string, Uint8Array>> {
  const key = keyOf(edition, target);
  const known = cache.read(key);
  if (known) return unzipSync(known);
  const files = await build(edition, target);
  if (isCompared(files)) cache.write(key, zipSync(files, { level: 1 }));
  return files;
}

/** Whether no lesson of an edition says that it was compared with a manifest only: that may be otherwise where there is a network. */
function isCompared(files: Readonly<Record<string, Uint8Array>>): boolean {
  return !/"manifest":\s*true/.test(Buffer.from(files['curriculum.json'] ?? []).toString());
}

/** Removes what has not been used for long. */
export function pruneFrozen(editions: readonly FrozenEdition[], target: Target): void {
  cache.prune(new Set(editions.map((edition) => keyOf(edition, target))), KEPT_MS);
}

/** What a lockfile says of packages, without the version of this project, which every release changes. */
function packagesIn(path: string): string {
  const lock = JSON.parse(readFileSync(path, 'utf8')) as {
    version?: unknown;
    packages?: Record<string, { version?: unknown }>;
  };
  delete lock.version;
  if (lock.packages?.['']) delete lock.packages[''].version;
  return JSON.stringify(lock);
}

/** Runs a program to its end. @returns how it ended. What it prints of mistakes is shown. */
function run(program: string, words: readonly string[], cwd: string, own: Record<string, string>): Promise<number> {
  const { BUILDING: _building, AUTHORING: _authoring, ...environment } = process.env;
  return new Promise((done) => {
    const shell = program === 'npm' && process.platform === 'win32';
    const stdio = ['ignore', 'ignore', 'inherit'] as const;
    const child = spawn(program, words, { cwd, shell, stdio: [...stdio], env: { ...environment, ...own } });
    child.on('error', (problem) => {
      console.error(`"${program}" could not be started: ${problem.message}`);
      done(1);
    });
    child.on('close', (code) => done(code ?? 1));
  });
}

/** Gives the code of a commit its packages: those that are here, if it asks for the same, else its own. @throws UserError. */
async function givePackages(project: string, { id }: FrozenEdition): Promise<void> {
  if (packagesIn(join(project, LOCKFILE)) === packagesIn(LOCKFILE)) {
    symlinkSync(realpathSync('node_modules'), join(project, 'node_modules'), 'junction');
    return;
  }
  if ((await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], project, {})) !== 0)
    throw new UserError(
      `The edition ${id} could not be built: it needs other packages than those that are installed here, and npm could not get them.\nWhy: an edition is built with the code and the packages of its commit, so that it stays what it was.\nDo:  build where there is a network, once; what was built is kept in ${cacheFolder()}.`,
    );
}

/** Builds an edition in a working tree of its own, with the code of its commit. @throws UserError. */
async function build(edition: FrozenEdition, { root, current }: Target): Promise<Record<string, Uint8Array>> {
  const { id, title, date, commit } = edition;
  if (!askGit(root, ['cat-file', '-e', `${commit}^{commit}`]).ok)
    throw new UserError(
      `The edition ${id} cannot be built: its commit ${commit.slice(0, 12)} is not in this clone.\nWhy: a site without it would end the links of those who learn from it.\nDo:  git fetch --unshallow in a shallow clone, else git fetch --all. If its branch was merged with "squash", the commit is gone: freeze a commit of your main branch.`,
    );
  const tree = resolve('.cache', 'edition', commit.slice(0, 12));
  const project = join(tree, gitText(root, ['rev-parse', '--show-prefix']) ?? '');
  const remove = (): void => {
    // The packages that it leads to stay.
    rmSync(join(project, 'node_modules'), { recursive: true, force: true });
    rmSync(tree, { recursive: true, force: true });
    askGit(root, ['worktree', 'prune']);
  };
  remove();
  const added = askGit(root, [
    '-c',
    'core.hooksPath=/dev/null',
    'worktree',
    'add',
    '--quiet',
    '--detach',
    tree,
    commit,
  ]);
  try {
    if (!added.ok)
      throw new UserError(`The edition ${id} cannot be built: git could not check it out.\nGit: ${added.said}`);
    if (!existsSync(join(project, 'src/site/frozen.ts')))
      throw new UserError(
        `The edition ${id} cannot be built: the code of its commit ${commit.slice(0, 12)} knows no editions yet.\nDo:  freeze a later commit.`,
      );
    await givePackages(project, edition);
    const status = await run(process.execPath, ['scripts/build.ts', '--silent'], project, {
      ...frozenEnvironment({ id, title, date, current }),
      CURRICULUM_ROOT: project,
      OUT_DIR: join(project, 'dist'),
      CACHE_DIR: join(project, '.cache'),
      // Files to take along are those of the site that goes on.
      PUBLICATIONS_DIR: '',
    });
    if (status !== 0)
      throw new UserError(`The edition ${id} could not be built from its commit ${commit.slice(0, 12)}; see above.`);
    return filesBelow(join(project, 'dist'));
  } finally {
    remove();
  }
}

function filesBelow(folder: string): Record<string, Uint8Array> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), new Uint8Array(readFileSync(path))]),
  );
}

/** Writes files below a folder. */
export function writeBelow(folder: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
