/**
 * What jail/state.ts runs in a jail to see whether it is one: tries to get out in each way, and says which of them led out.
 * Plain JavaScript without imports of its own: it is copied into the jail alone.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

const { canary, written, port, socket, parent } = JSON.parse(process.argv[2] ?? '{}');

/** Whether something can be done at all. */
function can(action) {
  try {
    return action() !== false;
  } catch {
    return false;
  }
}

/** Whether there is a process of that number, whoever may send it signals. */
function exists(number) {
  try {
    process.kill(number, 0);
    return true;
  } catch (problem) {
    return problem.code !== 'ESRCH';
  }
}

/** Whether somebody takes a call. */
function reaches(address) {
  return new Promise((done) => {
    try {
      const call = connect(address);
      call.on('connect', () => {
        call.destroy();
        done(true);
      });
      call.on('error', () => done(false));
    } catch {
      done(false);
    }
  });
}

const ways = {
  'reads files': can(() => readFileSync(canary)),
  'writes files': can(() => writeFileSync(written, 'written')),
  'reaches the network': await reaches({ host: '127.0.0.1', port }),
  'reaches sockets': await reaches({ path: socket }),
  'sees processes': exists(parent) || can(() => readdirSync('/proc').length > 0),
  'starts programs': can(() => spawnSync(process.execPath, ['--version']).status === 0),
  'is root': process.getuid() === 0,
};
// What code of lessons is allowed to do: without it a jail in which nothing works would be taken for a good one.
const works = can(() => {
  writeFileSync('probe', 'x');
  const same = readFileSync('probe', 'utf8') === 'x';
  rmSync('probe');
  return same;
});
process.stdout.write(JSON.stringify({ works, open: Object.keys(ways).filter((name) => ways[name]) }));
