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
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed; see its message above. Without the registry of npm nothing can be installed.');
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, hash);
}
