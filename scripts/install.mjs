/**
 * Installs the dependencies from the lockfile if they are missing or older than it. Plain JavaScript without
 * dependencies: it runs on the machine's own Node (20 or newer), before the pinned one is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';

const STAMP = 'node_modules/.lockfile-hash';
/** Where the Node that runs this waits while its folder is replaced. */
const ASIDE = resolve('.cache', 'running-node');

/** Hash of the packages that the lockfile names. The version of this project stands in it, too; a release of it installs nothing. */
function packagesHash() {
  const text = readFileSync('package-lock.json', 'utf8');
  try {
    const { version: _, packages = {}, ...rest } = JSON.parse(text);
    const { version: __, ...root } = packages[''] ?? {};
    return createHash('sha256')
      .update(JSON.stringify({ ...rest, packages: { ...packages, '': root } }))
      .digest('hex');
  } catch {
    // npm says what is wrong with it.
    return createHash('sha256').update(text).digest('hex');
  }
}

const hash = packagesHash();

const liesInside = (path) => path.startsWith(resolve('node_modules') + sep);

/** Removes the Node of an earlier run; Windows does not let go of it before that has ended. */
function clearAside() {
  try {
    rmSync(ASIDE, { recursive: true, force: true });
  } catch {
    // The next run tries again.
  }
}

/**
 * "npm ci" removes node_modules, and scripts of npm run on the Node that lies in there: Windows refuses to remove a
 * program that runs. But it can be moved, and a copy in its place, which does not run, can be removed.
 * @returns where the Node that runs this is now.
 */
function moveNodeAside() {
  const own = process.execPath;
  if (!liesInside(own)) return own;
  clearAside();
  const moved = join(ASIDE, `${process.pid}-${basename(own)}`);
  mkdirSync(ASIDE, { recursive: true });
  renameSync(own, moved);
  copyFileSync(moved, own);
  return moved;
}

/** Runs the npm that runs this, without asking a shell which one it would take. @param node runs it if its own would be removed. */
function npm(node, words) {
  const { npm_execpath: program = '', npm_node_execpath: starter = '' } = process.env;
  if (basename(program) !== 'npm-cli.js')
    return spawnSync('npm', words, { stdio: ['inherit', 2, 'inherit'], shell: process.platform === 'win32' });
  return spawnSync(starter === '' || liesInside(starter) ? node : starter, [program, ...words], {
    stdio: ['inherit', 2, 'inherit'],
  });
}

if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== hash) {
  if (lstatSync('node_modules', { throwIfNoEntry: false })?.isSymbolicLink()) {
    console.error(
      `node_modules is a link to ${realpathSync('node_modules')}, and its packages are not those of package-lock.json.\nWhy: "npm ci" would follow the link and empty that folder, which belongs to another project.\nDo:  remove the link and run this again; or install there, if it is a copy of this project.`,
    );
    process.exit(1);
  }
  // What programs read from standard output, such as --format sarif, has nothing else in it.
  console.error('Installing dependencies from the lockfile; this takes about a minute …');
  const { status } = npm(moveNodeAside(), ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (status !== 0) {
    console.error('npm could not install the dependencies; see its message above.');
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, hash);
  clearAside();
}
