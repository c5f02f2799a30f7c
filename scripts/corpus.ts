/**
 * `npm run corpus [-- folder]`: tries the checks on public material that nobody of this project wrote, and prints what they
 * refuse. The folder holds checkouts as `owner+name`; what is missing there is cloned (`.cache/corpus` unless given).
 * `--details` names every place; `--only text` takes the sources whose names have it.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { judge, type Piece } from './corpus/judge.ts';
import { SOURCES, type Source, unitsOf } from './corpus/material.ts';
import { claimsTable, placesOf, tableOf } from './corpus/table.ts';

/** The checkout of a repository; undefined if it is not there and cannot be cloned. */
function checkoutOf({ repository }: Source, folder: string): string | undefined {
  const path = join(folder, repository.split('/').slice(-2).join('+'));
  if (existsSync(path)) return path;
  const { status } = spawnSync('git', ['clone', '--quiet', '--depth', '1', repository, path], { stdio: 'inherit' });
  return status === 0 ? path : undefined;
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { details: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
  });
  const folder = resolve(positionals[0] ?? '.cache/corpus');
  const results: [string, Piece[]][] = [];
  for (const source of SOURCES.filter(({ name }) => name.includes(values.only))) {
    const checkout = checkoutOf(source, folder);
    if (checkout === undefined) console.error(`${source.name}: not there, and cannot be fetched.`);
    else results.push([source.name, await judge(unitsOf(source, checkout))]);
  }
  console.log(`${tableOf(results)}\n\n${claimsTable(results)}`);
  if (values.details) console.log(placesOf(results));
});
