import { symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attacksAndFaults, failures, slowest } from '../../scripts/test/report.ts';
import { begin, type StepResult } from '../../scripts/test/step.ts';
import { environmentOf } from '../../scripts/test/steps.ts';
import { temporaryFolder } from '../helpers/build.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const end = (program: string): Promise<StepResult> =>
  begin({ name: 'one', command: process.execPath, args: ['--eval', program] }).ended;

describe('a step', () => {
  test('keeps what it prints on both channels and counts as one test', async () => {
    const result = await end('console.log("out"); console.error("err")');
    expect(result).toMatchObject({ name: 'one', ok: true, passed: 1, failed: 0 });
    expect(result.output).toContain('out\n');
    expect(result.output).toContain('err\n');
  });

  test.each([
    ['ends with another status', 'console.log("so far"); process.exit(3)', 'so far'],
    ['throws', 'throw new Error("sunk")', 'Error: sunk'],
    ['is ended from outside', 'console.log("so far"); process.kill(process.pid, "SIGKILL")', ''],
  ])('that %s has failed', async (_, program, printed) => {
    const result = await end(program);
    expect(result).toMatchObject({ ok: false, passed: 0, failed: 1 });
    expect(result.output).toContain(printed);
  });

  test('can be stopped, and has failed then', async () => {
    const running = begin({ name: 'one', command: process.execPath, args: ['--eval', 'setInterval(() => {}, 1000)'] });
    running.stop();
    const result = await running.ended;
    expect(result).toMatchObject({ ok: false, passed: 0, failed: 1 });
    expect(result.output).toContain('Ended by SIGTERM.');
  });

  test('that cannot be started has failed, and says why', async () => {
    const result = await begin({ name: 'one', command: join(folder.path, 'nowhere'), args: [] }).ended;
    expect(result).toMatchObject({ ok: false, passed: 0, failed: 1 });
    expect(result.output).toContain('ENOENT');
  });
});

/** Runs a file of tests as `npm test` runs a project of Vitest. */
async function tests(name: string, text: string): Promise<StepResult> {
  writeFileSync(
    join(folder.path, `${name}.test.mjs`),
    `import { beforeAll, describe, expect, test } from 'vitest';\n${text}`,
  );
  const reporters = ['--reporter=default', `--reporter=${resolve('scripts/test/vitest-reporter.ts')}`];
  const step = {
    name,
    command: resolve('node_modules/.bin/vitest'),
    args: ['run', '--root', folder.path, `${name}.test.mjs`, ...reporters],
    report: join(folder.path, `${name}.json`),
  };
  return begin(step, environmentOf(step)).ended;
}

describe('a step with tests', () => {
  beforeAll(() => symlinkSync(resolve('node_modules'), join(folder.path, 'node_modules'), 'dir'));
  const good = "test('good', () => {});";
  const sink = "throw new Error('sunk');";

  test.each([
    ['counts them and itself', 'good', `${good} test.skip('b', () => {});`, [2, 0], '1 passed'],
    ['counts those that failed, and not itself', 'bad', `${good} test('b', () => { ${sink} });`, [1, 1], 'sunk'],
    ['counts a file that cannot be loaded', 'unloaded', sink, [0, 1], 'sunk'],
    ['counts a hook that failed', 'hook', `beforeAll(() => { ${sink} }); ${good}`, [0, 1], 'sunk'],
    ['counts what is thrown beside the tests', 'beside', `${good} Promise.reject(new Error('sunk'));`, [1, 1], 'sunk'],
    [
      'has failed if it ends without a report',
      'gone',
      "test('a', () => { process.kill(process.ppid, 'SIGKILL'); });",
      [0, 1],
      'gone left no report.',
    ],
  ])('%s', async (_, name, text, [passed, failed], printed) => {
    const result = await tests(name, text);
    expect(result, result.output).toMatchObject({ ok: failed === 0, passed, failed });
    expect(result.output).toContain(printed);
  });

  test('knows how long each file took, and a report of an earlier run does not count', async () => {
    const { files } = await tests('timed', `beforeAll(() => new Promise((done) => setTimeout(done, 300))); ${good}`);
    expect(files.map(({ file }) => basename(file))).toEqual(['timed.test.mjs']);
    expect(files[0]?.seconds).toBeGreaterThan(0.29);
    writeFileSync(join(folder.path, 'timed.json'), JSON.stringify({ passed: 9, failed: 0, files: [] }));
    const step = {
      name: 'none',
      command: process.execPath,
      args: ['--version'],
      report: join(folder.path, 'timed.json'),
    };
    expect(await begin(step, environmentOf(step)).ended).toMatchObject({ ok: false, failed: 1 });
  });
});

test('the slowest files come first, and no more than asked for', () => {
  const files = [1.5, 100.25, 20].map((seconds) => ({ file: `test/${seconds}.test.ts`, seconds }));
  expect(slowest(files, 2)).toEqual(['  100.3 s  test/100.25.test.ts', '   20.0 s  test/20.test.ts']);
});

test('what failed is told by its names and the first line of why', async () => {
  const { files } = await tests(
    'told',
    `describe('ship', () => { test('sails', () => { throw new Error('sunk\\nfar out'); }); });
     describe('dock', () => { beforeAll(() => { throw new Error('shut'); }); test('opens', () => {}); });`,
  );
  expect(failures(files).map((line) => line.replace(/^FAILED: \S+\/(?=told)/, ''))).toEqual([
    'told.test.mjs > dock: shut',
    'told.test.mjs > ship > sails: sunk',
  ]);
});

test('attacks and faults are counted for each file of them', () => {
  const rest = { seconds: 1, passed: 3, skipped: 0, failures: [] };
  const failed = { test: 'a', why: 'b' };
  expect(
    attacksAndFaults([
      { ...rest, file: 'test/checks/fuzz.test.ts' },
      { ...rest, file: 'test/rendering/code.test.ts' },
      { ...rest, file: 'test/build/faults.test.ts', skipped: 2, failures: [failed] },
    ]),
  ).toEqual([
    '      3 passed  test/checks/fuzz.test.ts',
    '      3 passed  test/build/faults.test.ts, 1 failed, 2 left out',
  ]);
});
