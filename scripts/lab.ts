/**
 * `npm run lab`: the practice cluster on the terminal.
 *
 *   npm run lab -- --replay FILE…      replays recorded sessions and prints what differs (--quiet: only the counts)
 */
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { replayFiles } from './lab/replay.ts';

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replay: { type: 'boolean', default: false }, quiet: { type: 'boolean', default: false } },
  });
  if (!values.replay) throw new UserError('Nothing to do: name recordings with --replay FILE…');
  if (positionals.length === 0) throw new UserError('Name the recordings: npm run lab -- --replay FILE…');
  if (!(await replayFiles(positionals, values.quiet))) process.exitCode = 1;
});
