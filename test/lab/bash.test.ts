import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { askBash, askBashAll, FACTS_FOLDER, type Fact, factLines, hasBash } from '../../scripts/lab/bash-facts.ts';
import { readFolder } from '../../scripts/lab/folder.ts';
import { Session, WORK } from '../../src/lab/session.ts';
import { MemoryFiles } from '../../src/lab/shell/files.ts';
import { Clock } from '../../src/lab/time/clock.ts';
import { isLong } from '../helpers/long.ts';

const given = readFolder(join(FACTS_FOLDER, 'files'));

/** What our shell makes of a command line, over the files of the fixture. */
async function ours(command: string): Promise<Fact> {
  const clock = new Clock(Date.UTC(2026, 10, 28, 15, 45));
  const files = new MemoryFiles();
  const session = new Session({ clock, random: () => 0.5, files, programs: {}, connect: () => undefined });
  for (const [name, content] of given) {
    const path = `${WORK}/${name}`;
    files.makeFolder(path.slice(0, path.lastIndexOf('/')));
    files.write(path, content);
    if (content.startsWith('#!')) files.setExecutable(path, true);
  }
  const { output, errors, code } = await session.run(command);
  return { command, output, errors, code };
}

const facts: Fact[] = JSON.parse(readFileSync(join(FACTS_FOLDER, 'facts.json'), 'utf8'));

describe('our shell gives what bash gives', () => {
  test.each(facts)('$command', async (fact) => {
    expect(await ours(fact.command)).toEqual(fact);
  });
});

test('the facts belong to the lines', () => {
  expect(facts.map(({ command }) => command)).toEqual(factLines());
});

test.runIf(hasBash)('the facts are those of the real bash', async () => {
  const asked = facts.filter((_, index) => isLong || index % 40 === 0);
  expect(await askBashAll(asked.map(({ command }) => command))).toEqual(asked);
});

test.runIf(hasBash)('the real bash can be asked', async () => {
  expect(await askBash('echo a; exit 3')).toEqual({ command: 'echo a; exit 3', output: 'a\n', errors: '', code: 3 });
});
