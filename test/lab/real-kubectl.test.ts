import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFolder } from '../../scripts/lab/folder.ts';
import { commandLines } from '../../scripts/lab/play.ts';
import { compare } from '../../scripts/lab/recording.ts';
import { Practice } from '../../src/lab/practice.ts';
import { isLong } from '../helpers/long.ts';
import { RealKubectl, runOwn } from '../helpers/real-kubectl.ts';

const FOLDER = 'test/fixtures/lab/real-kubectl';

interface Line {
  command: string;
  /** Why the two are known to differ. */
  reason?: string;
}

/** The lines of a list: what is run before, and what both kubectl have to say the same to. What stands after "# long" is for the long tests. */
function linesOf(name: string): { before: string[]; lines: Line[] } {
  const before: string[] = [];
  const lines: Line[] = [];
  let reason: string | undefined;
  for (const text of readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n')) {
    if (text === '# long' && !isLong) break;
    const known = /^# differs: (.+)$/.exec(text)?.[1];
    if (known !== undefined) reason = known;
    if (text.startsWith('% ')) before.push(text.slice(2));
    for (const command of commandLines(text).filter((line) => !line.startsWith('% '))) {
      lines.push(reason === undefined ? { command } : { command, reason });
      reason = undefined;
    }
  }
  return { before, lines };
}

describe.each([
  { name: 'reads.txt', areTwo: false },
  { name: 'words.txt', areTwo: false },
  { name: 'generators.txt', areTwo: true },
  { name: 'changes.txt', areTwo: true },
  { name: 'metrics.txt', areTwo: false, load: { metrics: true, pods: [] } },
])('the real kubectl and our own print the same: $name', ({ name, areTwo, load }) => {
  const { before, lines } = linesOf(name);
  const files = readFolder(`${FOLDER}/files`);
  const options = load ? { load } : {};
  const ours = new Practice(files, options);
  // Where commands change something, each kubectl has a cluster of its own, made from the same seed.
  const theirs = areTwo ? new Practice(files, options) : ours;
  let real: RealKubectl | undefined;

  beforeAll(async () => {
    for (const practice of new Set([ours, theirs])) {
      await practice.settle();
      for (const command of before) {
        const { code, errors } = await practice.session.run(command);
        if (code !== 0) throw new Error(`${command}: ${errors}`);
        await practice.settle();
      }
    }
    real = await RealKubectl.start(theirs, files, areTwo ? 300 : 2000);
  });
  afterAll(() => real?.stop());

  test.each(lines)('$command', async ({ command, reason }) => {
    const [printed, expected] = [await runOwn(ours, command), await real?.run(command)];
    if (areTwo) for (const practice of [ours, theirs]) await practice.settle();
    const differs = compare(expected ?? '', printed, command) === 'different';
    if (reason !== undefined) expect(differs, `no longer differs (${reason}): take the reason away`).toBe(true);
    else if (differs) expect(printed).toBe(expected);
  });
});
