/**
 * `node scripts/lab/bash-facts.ts`: runs the command lines of `test/fixtures/lab/bash/lines.txt` in the real bash of this machine, each in a
 * folder of its own with the files of `test/fixtures/lab/bash/files`, and writes what they print to `facts.json`. Needs bash 5 and the GNU programs.
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORK } from '../../src/lab/session.ts';

/** What bash made of a command line. */
export interface Fact {
  command: string;
  output: string;
  errors: string;
  code: number;
}

export const FACTS_FOLDER = 'test/fixtures/lab/bash';
const BASH = '/bin/bash';

/** Whether the real bash can be asked on this machine. */
export const hasBash = existsSync(BASH);

/** The command lines of the fixture. */
export function factLines(): string[] {
  return readFileSync(join(FACTS_FOLDER, 'lines.txt'), 'utf8').replace(/\n$/, '').split('\n%%\n');
}

/** Runs a command line in the real bash; the folder in which it ran is called as the practice cluster's. */
export async function askBash(command: string): Promise<Fact> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'facts-')));
  const folder = join(root, 'work');
  cpSync(join(FACTS_FOLDER, 'files'), folder, { recursive: true });
  const environment = { PATH: '/usr/bin:/bin', HOME: '/home/user', USER: 'user', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const child = spawn(BASH, ['--norc', '-c', command], {
    argv0: 'bash',
    cwd: folder,
    env: environment,
    timeout: 10_000,
  });
  child.stdin.end();
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? -1)));
  rmSync(root, { recursive: true, force: true });
  const named = (text: string): string => text.replaceAll(folder, WORK).replaceAll(BASH, 'bash');
  return { command, output: named(output), errors: named(errors), code };
}

/** Facts of several lines, some at a time, in their order. */
export async function askBashAll(commands: readonly string[]): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (let at = 0; at < commands.length; at += 8)
    facts.push(...(await Promise.all(commands.slice(at, at + 8).map(askBash))));
  return facts;
}

if (process.argv[1] !== undefined && import.meta.filename === realpathSync(process.argv[1])) {
  const facts = await askBashAll(factLines());
  const rows = facts.map((fact) => `  ${JSON.stringify(fact)}`).join(',\n');
  writeFileSync(join(FACTS_FOLDER, 'facts.json'), `[\n${rows}\n]\n`);
  console.log(`${facts.length} command lines.`);
}
