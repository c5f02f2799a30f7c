/**
 * Loaded with --import: kills the process, as a machine does that loses power, before its n-th change of the file system
 * (KILL_BEFORE=n, the first is 1). What it does until then, it really does.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const changes = ['renameSync', 'writeFileSync', 'rmSync', 'copyFileSync', 'linkSync'];
let left = Number(process.env.KILL_BEFORE);

for (const name of changes) {
  const change = fs[name];
  fs[name] = (...words) => {
    if (--left === 0) process.kill(process.pid, 'SIGKILL');
    return change(...words);
  };
}
syncBuiltinESMExports();
