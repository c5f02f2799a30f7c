/**
 * Installs the dependencies from the lockfile if they are missing or older than it. Plain JavaScript without
 * dependencies: it runs on the machine's own Node (20 or newer), before the pinned one is there.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.lockfile-hash';
const hash = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const installed = existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash;

if (!installed) {
  console.log('Installing dependencies from the lockfile; this takes about a minute …');
  // Not "npm ci": it takes a lockfile for damaged that lacks optional packages of other platforms, as one does that was
  // written where the registry did not have them. This installs what is locked as well, and saves nothing.
  const { status } = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm could not install the dependencies; see its message above.');
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, hash);
}
