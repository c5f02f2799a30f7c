import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FACTS_FOLDER, factLines } from '../../scripts/lab/bash-facts.ts';
import { readFolder } from '../../scripts/lab/folder.ts';
import { randomFrom } from '../../src/lab/random.ts';
import { Session, WORK } from '../../src/lab/session.ts';
import { MemoryFiles } from '../../src/lab/shell/files.ts';
import { Clock } from '../../src/lab/time/clock.ts';
import { isLong } from '../helpers/long.ts';

const given = readFolder(join(FACTS_FOLDER, 'files'));
const lines = [...factLines(), ...readFileSync('test/fixtures/lab/shell.txt', 'utf8').trimEnd().split('\n%%\n')];

/** How much a line may print, and how long (on the clock) it may run, before somebody presses Ctrl-C. */
const MOST_PRINTED = 5_000_000;
const PATIENCE_MS = 200;

/** Runs a line as a page does: what it prints is counted, and who has enough stops it. Gives its exit code. */
async function run(command: string): Promise<{ code: number; printed: number }> {
  const clock = new Clock(Date.UTC(2026, 10, 28, 15, 45));
  const files = new MemoryFiles();
  const session = new Session({ clock, random: randomFrom(1), files, programs: {}, connect: () => undefined });
  for (const [name, content] of given) {
    const path = `${WORK}/${name}`;
    files.makeFolder(path.slice(0, path.lastIndexOf('/')));
    files.write(path, content);
  }
  const stopping = new AbortController();
  clock.after(PATIENCE_MS, () => stopping.abort());
  let printed = 0;
  const output = {
    write: (text: string): void => {
      printed += text.length;
      if (printed > MOST_PRINTED) stopping.abort();
    },
  };
  const shell = session.interactive();
  const code = await clock.until(shell.run(command, { output, errors: output, signal: stopping.signal }));
  return { code, printed };
}

const random = randomFrom(7);
const at = (length: number): number => Math.floor(random() * length);
const one = <Item>(list: readonly Item[]): Item => list[at(list.length)] as Item;
const SNIPPETS = [
  '"',
  "'",
  '`',
  '$(',
  ')',
  '${',
  '}',
  '((',
  '))',
  '|',
  '||',
  '&&',
  ';',
  '&',
  '<',
  '>',
  '<<',
  '<<<',
  '\\',
  '\n',
  '{',
  '[',
  ']]',
  '*',
  '~',
  '!',
  '#',
  '$',
  '$$',
  '%',
  '=',
  '{1..9}',
  '{a,',
  'do',
  'done',
  'fi',
  'esac',
  'in',
  'for',
  '2>&1',
  '>&',
  '<(',
  '$((',
  '-',
  '--',
  'é',
  '\u0000',
  '\t',
  '0',
  '-1',
  '99999999999999999999',
];

/** A line as somebody mistypes it: letters and words doubled, taken away, swapped or put in. */
function mutated(line: string): string {
  let made = line;
  for (let count = 1 + at(4); count > 0; count--) {
    const place = at(made.length + 1);
    const words = made.split(' ');
    switch (at(8)) {
      case 0:
        made = made.slice(0, place) + made.slice(place + 1 + at(3));
        break;
      case 1:
        made = made.slice(0, place) + one(SNIPPETS) + made.slice(place);
        break;
      case 2:
        words.splice(at(words.length), 1);
        made = words.join(' ');
        break;
      case 3:
        words.splice(at(words.length), 0, one(words));
        made = words.join(' ');
        break;
      case 4:
        made = made.slice(0, place) + (made[place + 1] ?? '') + (made[place] ?? '') + made.slice(place + 2);
        break;
      case 5:
        made = `${made} ${one(['|', '&&', ';', '||', '&'])} ${one(lines)}`;
        break;
      case 6:
        made = made.slice(0, place) + one(SNIPPETS).repeat(1 + at(60)) + made.slice(place);
        break;
      default:
        made = made.slice(0, place);
    }
  }
  return made.slice(0, 2000);
}

describe('whatever is typed, the shell gives an answer', () => {
  const mutations = Array.from({ length: isLong ? 2000 : 60 }, () => mutated(one(lines)));

  test('to lines with mistakes', async () => {
    for (const line of mutations) {
      const { code } = await run(line).catch((problem: unknown) => {
        throw new Error(`${JSON.stringify(line)}: ${problem instanceof Error ? problem.stack : ''}`);
      });
      expect(code, line).toBeGreaterThanOrEqual(0);
      expect(code, line).toBeLessThanOrEqual(255);
    }
  });

  test.each([
    ['yes', 130],
    ['while :; do :; done', 130],
    ['for ((;;)); do x=$((x+1)); done', 130],
    ['until false; do echo again; done', 130],
    ['f() { f; }; f', 1],
    ['f() { f | f & }; f', 0],
    [':(){ :|:& };:', 0],
    ['x=ab; for i in $(seq 60); do x=$x$x; done', 1],
    ['echo {1..99999999}', 1],
    ['echo {1..9999}{1..9999}', 1],
    ['printf "%*s" 999999999 x | wc -c', 0],
    ['cat /dev/zero | head -c 10', 0],
    ['head -c 99999999999 /dev/zero | wc -c', 0],
    ['seq 1 99999999 | tail -1', 0],
    [`${'('.repeat(1000)}echo${')'.repeat(1000)}`, 2],
    [`${'$('.repeat(1000)}echo${')'.repeat(1000)}`, 2],
    [`echo ${'"$(echo '.repeat(300)}${')"'.repeat(300)}`, 0],
    [`echo $((${'('.repeat(5000)}1${')'.repeat(5000)}))`, 2],
    [`${'if true; then '.repeat(500)}`, 2],
    [`echo ${'a'.repeat(100_000)} | wc -c`, 0],
    ['sed ":a;ba" words.txt', 1],
    ["awk 'BEGIN { while (1) x++ }'", 2],
    ['jq -n "def f: f; f"', 3],
    ['watch -n 0 true', 130],
    ['a() { b; }; b() { a; }; a', 1],
    ['alias a=b b=a\na', 127],
    ['trap "kill -INT $$" INT; kill -INT $$', 0],
  ])('and to what never ends: %s', async (line, code) => {
    const { code: given, printed } = await run(line);
    expect(printed).toBeLessThan(2 * MOST_PRINTED);
    expect(given).toBe(code);
  });
});
