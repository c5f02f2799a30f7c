import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { type RunOptions, runProblems } from '../../../src/checks/programs/run-javascript.ts';

async function run(text: string, options: Partial<RunOptions> = {}): Promise<string[]> {
  const found = await runProblems(text, { language: 'js', ...options });
  if (typeof found === 'string') return [`not verified: ${found}`];
  return found.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('code that is run', () => {
  test('may read the files of the lesson, and write beside them', async () => {
    const text =
      'import { readFileSync, writeFileSync } from "node:fs";\nif (readFileSync("data/a.txt", "utf8") !== "x") throw new Error();\nwriteFileSync("b", "");\n';
    expect(await run(text, { files: [{ name: 'data/a.txt', content: 'x' }] })).toEqual([]);
  });

  test('may be TypeScript', async () => {
    expect(await run('const a: number = 1;\nprocess.exitCode = a - 1;\n', { language: 'ts' })).toEqual([]);
  });

  test('fails with an error, at its place', async () => {
    expect(await run('const a = 1;\n  throw new Error("no " + a);\n')).toEqual([
      expect.stringMatching(/^2:\d+ The code fails when it is run: Error: no 1\.$/),
    ]);
  });

  test('fails with an exit code', async () => {
    expect(await run('process.exit(3)')).toEqual([
      '1:1 The code fails when it is run: it ends with an exit code other than 0.',
    ]);
  });

  test.each([
    ['reads elsewhere', 'import { readFileSync } from "node:fs";\nreadFileSync("/etc/passwd");'],
    ['writes elsewhere', 'import { writeFileSync } from "node:fs";\nwriteFileSync("../x", "");'],
  ])('fails if it %s', async (_, text) => {
    expect(await run(text)).toEqual([expect.stringMatching(/^2:1 .*Access to this API has been restricted/)]);
  });

  const reaching =
    `child_process worker_threads cluster net http https http2 tls dgram dns dns/promises inspector inspector/promises vm v8
    wasi module repl trace_events sqlite sea domain`.split(/\s+/);

  test('gets no module that reaches out, and says which', async () => {
    expect(await run('import * as net from "node:net";\nconsole.log(net);')).toEqual([
      '1:1 The code fails when it is run: Error: the module net is not available where lessons are checked.',
    ]);
  });

  test.each([
    ['import', 'await import("node:" + name)'],
    ['import without a prefix', 'await import(name)'],
    ['require', '(await import("./of.cjs")).default.require(name)'],
    ['the constructor of modules', '(await import("./of.cjs")).default.load("node:" + name)'],
    ['process.getBuiltinModule', 'if (!process.getBuiltinModule(name)) throw new Error()'],
    ['process.binding', 'process.binding(name)'],
  ])('gets none by %s', async (_, ask) => {
    const files = [{ name: 'of.cjs', content: 'module.exports = { require, load: module.constructor._load };' }];
    const text = `const got = [];
for (const name of ${JSON.stringify(reaching)}) {
  try {
    ${ask};
    got.push(name);
  } catch {}
}
if (got.length > 0) throw new Error("got " + got);`;
    expect(await run(text, { files })).toEqual([]);
  });

  test('may use what does not reach out', async () => {
    const text = `import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import test from 'node:test';
await setTimeout(1);
test('x', () => assert.equal(gzipSync(createHash('sha256').update('x').digest()).length > 9, new EventEmitter() !== null));
`;
    expect(await run(text)).toEqual([]);
  });

  test('reaches neither this machine nor its other programs', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    expect(await run(`await fetch("http://127.0.0.1:${port}/");`)).toEqual([
      expect.stringMatching(/TypeError: fetch failed/),
    ]);
    expect(await run(`process.kill(${process.pid}, 0);`)).toEqual([expect.stringMatching(/kill ESRCH/)]);
    expect(asked).toBe(0);
    server.close();
  });

  test('is ended if it prints without end', async () => {
    expect(await run('import { writeSync } from "node:fs";\nfor (;;) writeSync(1, "x".repeat(1000));')).toEqual([
      '1:1 The code prints more than 1 MiB.',
    ]);
  });

  test('knows nothing of the surroundings', async () => {
    expect(await run('if (process.env.PATH || process.env.HOME) throw new Error();')).toEqual([]);
  });

  test('is ended after some time, and then it is not known whether it is right', async () => {
    const late = ['not verified: code that takes too long or too much memory here'];
    expect(await run('for (;;);', { seconds: 0.5 })).toEqual(late);
    // Nor is code that waits said to be wrong.
    expect(await run('setInterval(() => {}, 1000);', { seconds: 0.5 })).toEqual(late);
  });
});
