import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../../../src/assembly/assemble.ts';
import { siteTokens } from '../../../../src/assembly/load.ts';
import { checkWithPrograms, type Report } from '../../../../src/checks/check.ts';
import type { JailState } from '../../../../src/checks/programs/jail/state.ts';
import { type Found, findPrograms, verifyLessons } from '../../../../src/checks/programs/verify.ts';
import type { ContentFiles } from '../../../../src/curriculum/read.ts';
import { paths, withChange } from '../../../helpers/fixture.ts';

const LONGEST = 300_000;
const folder = paths.bowlineFile.replace('mooring.yaml', '');
let outside: string;
let found: Found;

beforeAll(() => {
  found = findPrograms();
  outside = mkdtempSync(join(tmpdir(), 'outside-'));
  const database = new DatabaseSync(join(outside, 'cookies.sqlite'));
  database.exec("create table cookies(value); insert into cookies values ('a secret')");
  database.close();
});
afterAll(() => rmSync(outside, { recursive: true }));

const lessonWith = (text: string, files: Record<string, string> = {}): ContentFiles =>
  new Map([
    ...withChange(paths.bowline, (whole) => `${whole}\n${text}\n`),
    ...Object.entries(files).map(([name, content]) => [folder + name, content] as const),
  ]);

/** A text that differs from run to run: results of the same text are remembered. */
const once = (): string => `// ${process.pid} ${process.hrtime.bigint()}`;

const runs = (code: string): Promise<Report> =>
  checkWithPrograms(lessonWith(`\`\`\`js checked="run"\n${code}\n${once()}\n\`\`\``), { prose: false }, found);

describe('a lesson of a stranger', { timeout: LONGEST }, () => {
  test('writes nothing, reads no database and speaks to no socket', async () => {
    const heard: string[] = [];
    const socket = join(outside, 'docker.sock');
    const server = createServer((call) => call.on('data', (data) => heard.push(String(data))));
    await new Promise<void>((done) => server.listen(socket, done));
    const before = readdirSync(outside);
    const { findings } = await runs(`const got = [];
const { DatabaseSync } = await import('node:sqlite').catch(() => ({}));
try { new DatabaseSync(':memory:').exec("create table t(a); vacuum into '${outside}/.bash_aliases'"); got.push('written'); } catch {}
try { got.push(new DatabaseSync('${outside}/cookies.sqlite').prepare('select * from cookies').get().value); } catch {}
try {
  const { connect } = await import('node:net');
  await new Promise((done, fail) => connect('${socket}', done).on('error', fail).end('stolen'));
  got.push('connected');
} catch {}
throw new Error('got ' + got.length);`);
    expect(findings.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'code/run The code fails when it is run: Error: got 0.',
    ]);
    expect(heard).toEqual([]);
    expect(readdirSync(outside)).toEqual(before);
    server.close();
  });

  test('leaves no settings that the next command would follow', async () => {
    const before = readFileSync('.npmrc', 'utf8');
    const { findings } = await runs(`import { DatabaseSync } from 'node:sqlite';
const repo = process.execPath.split('/node_modules/')[0];
new DatabaseSync(':memory:').exec(\`create table t(a); vacuum into '\${repo}/.npmrc'\`);
new DatabaseSync(':memory:').exec(\`create table t(a); vacuum into '${resolve('.')}/.npmrc'\`);`);
    expect(findings.map(({ message }) => message)).toEqual([
      'The code fails when it is run: Error [ERR_UNKNOWN_BUILTIN_MODULE]: No such built-in module: node:sqlite.',
    ]);
    expect(readFileSync('.npmrc', 'utf8')).toBe(before);
  });

  test('that takes too long is neither right nor wrong, nor remembered', async () => {
    const { findings, unverified } = await runs("setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1);");
    expect(findings).toEqual([]);
    expect(unverified.map(({ what }) => what)).toEqual(['code that takes too long or too much memory here']);
  });
});

describe('on a machine without a jail', () => {
  const files = {
    // With this file all others are new, too.
    'x.sh': `#!/bin/sh\nif true\n#${once()}\n`,
    'kustomization.yaml': 'resources: [nothing.yaml]\n',
    'rules.yml': 'groups: [{name: a, rules: [{alert: b, expr: up == (0}]}]\n',
  };
  const text = `\`\`\`js checked="run"\nthrow new Error();\n${once()}\n\`\`\`\n\n\`\`\`terminal ran="here"\n$ echo ${process.hrtime.bigint()}\nno\n\`\`\``;

  test('nothing of a lesson is run, and all of it is named', async () => {
    const ran = join(outside, 'ran');
    writeFileSync(ran, '');
    const { curriculum } = assembleCurriculum(lessonWith(text, files), siteTokens(), { drafts: true });
    const lessons = [...(curriculum?.lessons.values() ?? [])].filter(({ path }) => path === paths.bowline);
    const jailed = async (): Promise<JailState> => ({ closed: false, reason: 'Bubblewrap is not on this machine' });
    const { findings, unverified, withoutJail } = await verifyLessons(lessons, found, { jailed });
    const forgotten = unverified.filter(
      ({ what }) => what !== 'what only runs in a jail (Bubblewrap is not on this machine)',
    );
    expect({ findings, withoutJail, forgotten }).toEqual({ findings: [], withoutJail: true, forgotten: [] });
    const { findings: wrong } = await verifyLessons(lessons, found);
    const rules = new Set(wrong.map(({ rule }) => rule));
    expect([...rules].sort()).toEqual([
      'code/run',
      'package/kustomize',
      'prometheus/rules',
      'session/output',
      'shell/shellcheck',
    ]);
    // Each thing that is wrong was named as not verified.
    expect(unverified.length).toBeGreaterThanOrEqual(rules.size);
  });
});
