import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Session } from '../../src/lab/session.ts';
import { MemoryFiles } from '../../src/lab/shell/files.ts';
import { Clock } from '../../src/lab/time/clock.ts';

const session = (): Session =>
  new Session({
    clock: new Clock(Date.UTC(2026, 10, 28)),
    random: () => 0.5,
    files: new MemoryFiles(),
    programs: {},
    connect: () => undefined,
  });

const commands = readFileSync('test/fixtures/lab/shell.txt', 'utf8').trimEnd().split('\n%%\n');

/** What the real bash prints for a command, in an empty folder. */
function bash(command: string): { output: string; code: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'shell-'));
  const environment = { PATH: process.env.PATH, HOME: '/home/user', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
  const { stdout, status } = spawnSync('bash', ['-c', command], {
    cwd: folder,
    env: environment,
    input: '',
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  return { output: stdout, code: status };
}

describe('the shell of the practice cluster', () => {
  test.each(commands)('gives what bash gives: %s', async (command) => {
    const { output, code } = await session().run(command);
    expect({ output, code }).toEqual(bash(command));
  });

  test.each([
    [`echo '{"a":[1,{"b":null}],"c":"x"}' | jq -c '.a[1].b, .c, (.a|length)'`, 'null\n"x"\n2\n'],
    [`echo '[3,1,2]' | jq -c 'sort, map(.+1), max'`, '[1,2,3]\n[4,2,3]\n3\n'],
    [`echo '{"items":[{"n":"x","v":1},{"n":"y","v":2}]}' | jq -r '.items[] | select(.v>1) | .n'`, 'y\n'],
    [`echo '{"b":1,"a":2}' | jq -S -c 'del(.b) | .c.d = 3'`, '{"a":2,"c":{"d":3}}\n'],
    [`echo '{"a":1}' | jq '.b.c // "none"'`, '"none"\n'],
    [
      `echo '["a","b"]' | jq -r 'to_entries? // "list", (.[] | ascii_upcase), (join("-"))'`,
      '[\n  {\n    "key": 0,\n    "value": "a"\n  },\n  {\n    "key": 1,\n    "value": "b"\n  }\n]\nA\nB\na-b\n',
    ],
  ])('filters JSON: %s', async (command, output) => {
    expect((await session().run(command)).output).toBe(output);
  });

  test('stops a writer whose reader has gone', async () => {
    const { output, code } = await session().run('while true; do echo y; sleep 1; done | head -2');
    expect({ output, code }).toEqual({ output: 'y\ny\n', code: 0 });
  });

  test('says what it does not understand, and never throws', async () => {
    for (const command of [
      'echo "open',
      'if true',
      'for',
      '(',
      'a=(1',
      ')',
      '| x',
      'sed s/a',
      "awk '{print'",
      'jq .[',
      'grep [',
      'sort --nope',
    ]) {
      const { errors, code } = await session().run(command);
      expect(errors, command).not.toBe('');
      expect(code, command).not.toBe(0);
    }
  });
});
