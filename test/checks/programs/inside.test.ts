import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { refusal } from '../../../src/checks/programs/inside.ts';
import { pathsOf } from '../../../src/checks/programs/paths.ts';
import { isPinned, programFolder } from '../../../src/checks/programs/pinned.ts';
import { findProgram, runProgram } from '../../../src/checks/programs/program.ts';
import type { ProgramName } from '../../../src/checks/programs/program-names.ts';
import { writeBelow } from '../../../src/checks/programs/session-task.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inside-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), text);
}

function pathOf(name: ProgramName): string {
  const program = findProgram(name);
  if (typeof program === 'string') throw new Error(program);
  return program.path;
}

const refusedFor = (program: ProgramName, words: string[] = []): boolean =>
  refusal(program, { root, folder: root, words }) !== undefined;

describe('a kustomization', () => {
  test.each([
    'resources: [github.com/a/b]',
    'resources: [https://forge.example/x.yaml]',
    'resources: ["git@forge.example:a/b"]',
    'resources: [../../elsewhere]',
    'resources: [/etc]',
    'Resources: [/etc]',
    '"resou\\x72ces": [/etc]',
    '# a comment\u0085resources: [/etc]',
    '# a comment\rresources: [/etc]',
    'resources: [!!binary L2V0Yw==]',
    'resources: &a [x.yaml]\nbases: *a\n---\nresources: [/etc]',
    'resources: [x.yaml]\nresources: [/etc]',
    'x: &a {files: [/etc/passwd]}\nconfigMapGenerator: [{name: x, <<: *a}]',
    'configMapGenerator: [{name: x, files: [../../x]}]',
    'configMapGenerator: [{name: x, files: [key=/etc/passwd]}]',
    'configMapGenerator: [{name: x, Files: [/etc/passwd]}]',
    'configMapGenerator: [{name: x, env: /etc/environment}]',
    'secretGenerator: [{name: x, envs: [../.env]}]',
    'patches: [{path: ../../x.yaml}]',
    'patchesStrategicMerge: [/etc/x.yaml]',
    'components: [github.com/a/b]',
    'helmCharts: [{name: x, repo: "https://forge.example"}]',
    'generators: [plugin.yaml]',
    'transformers: [plugin.yaml]',
    'validators: [plugin.yaml]',
    'openapi: {path: x.json}',
    // Go's reader of JSON takes these for the keys that they look like.
    'configMapGenerator: [{name: x, fileſ: ["http://127.0.0.1:4321/robots.txt"]}]',
    'configMapGenerator: [{name: x, envſ: [/etc/environment]}]',
    'reſources: [/etc]',
    'patches: [{PATH: /etc/x.yaml}]',
    'patcheſ: [{path: /etc/x.yaml}]',
    'configMapGenerator: [{name: x, FILES: [/etc/passwd]}]',
    'configMapGenerator: [{name: x, KvPairSources: {files: [x]}}]',
    'secretGenerator: [{name: x, kvSources: [{pluginType: Go}]}]',
    'labels: [{pairs: {"\u212aind": x}}]',
    'resources: &a [*a]',
    'resources: [x.yaml',
  ])('%j is refused', (text) => {
    write('kustomization.yaml', `${text}\n`);
    expect(refusedFor('kubectl')).toBe(true);
    // Nor is one that another brings in, under any name that Kustomize knows.
    rmSync(join(root, 'kustomization.yaml'));
    write('kustomization.yaml', 'resources: [base]\n');
    write('base/Kustomization', `${text}\n`);
    expect(refusedFor('kubectl')).toBe(true);
  });

  test('of files below the folder is built', () => {
    write('base/kustomization.yml', 'resources: [web.yaml, ./more/]\n');
    write(
      'overlays/production/kustomization.yaml',
      `resources: [../../base]
namePrefix: prod-
labels: [{pairs: {app: web}, includeSelectors: true}]
images: [{name: registry.example.com/web, newTag: "2"}]
configMapGenerator: [{name: x, files: [key=settings/a.conf], literals: ["url=https://x"]}]
patches:
  - path: replicas.yaml
  - patch: |-
      - {op: add, path: /spec/replicas, value: 3}
    target: {kind: Deployment}
`,
    );
    expect(refusedFor('kubectl')).toBe(false);
  });
});

describe('a chart', () => {
  test.each([
    '{"$ref": "https://forge.example/schema.json"}',
    '{"$ref": "file:///etc/passwd"}',
    '{"properties": {"a": {"\\u0024ref": "other.json"}}}',
    '{"$schema": "https://forge.example/schema.json"}',
    '{"$ref"',
  ])('with the schema %s is refused', (text) => {
    write('shop/charts/web/values.schema.json', text);
    expect(refusedFor('helm')).toBe(true);
  });

  test('with a schema complete in itself is built', () => {
    write('values.schema.json', '{"$schema": "https://json-schema.org/draft-07/schema#", "$ref": "#/$defs/a"}');
    expect(refusedFor('helm')).toBe(false);
  });
});

test.each([
  ['rule_files: [/etc/*.yml]', true],
  ['rule_files: [../*.yml]', true],
  ['scrape_config_files: [/etc/passwd]', true],
  ['"rule\\x5ffiles": [/etc/passwd]', true],
  ['templates: [/etc/x.tmpl]', true],
  ['groups: [{name: a, rules: [{alert: Down, expr: up == 0, annotations: {summary: "Down!!"}}]}]', false],
  ['rule_files: [rules/*.yml]\nscrape_configs: [{job_name: a, bearer_token_file: /var/run/token}]', false],
])('configuration of Prometheus: %j', (text, refused) => {
  write('sub/config.yml', `${text}\n`);
  expect(refusedFor('promtool', ['check', 'config', 'sub/config.yml'])).toBe(refused);
  expect(refusedFor('amtool', ['--config.file=sub/config.yml'])).toBe(refused);
});

describe('a program', () => {
  const starter = '#!/bin/sh\ntouch "$0.started"\n';

  test('does not take settings from the folder in which it runs', async () => {
    const kubeconfig = `apiVersion: v1
kind: Config
current-context: x
contexts: [{name: x, context: {cluster: x, user: x}}]
clusters: [{name: x, cluster: {server: "https://127.0.0.1:1"}}]
users: [{name: x, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, args: [-c, "touch ${root}/started"], interactiveMode: Never}}}]
`;
    for (const name of ['no-kubeconfig', 'kubeconfig', '.kube/config']) write(name, kubeconfig);
    write('x.yaml', 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n');
    const words = ['create', '-f', 'x.yaml', '--dry-run=client'];
    const { status, output } = await runProgram(pathOf('kubectl'), words, { root });
    expect(status).toBe(1);
    expect(output).toMatch(/127\.0\.0\.1:1\b.*(operation not permitted|network is unreachable|refused)/s);
    expect(existsSync(join(root, 'started'))).toBe(false);
  });

  test('is not looked for there, nor in folders that a commit could fill', async () => {
    write('cat', starter);
    const before = process.env.PATH;
    process.env.PATH = ['.', resolve('node_modules/.bin'), resolve('.cache'), '/x/node_modules/.bin', before].join(':');
    try {
      expect(pathsOf('vitest')).toEqual([]);
      expect(pathsOf('cat').length).toBeGreaterThan(0);
      expect(pathsOf('cat').every((path) => path.startsWith('/'))).toBe(true);
    } finally {
      process.env.PATH = before;
    }
  });

  test('is ended if it prints too much', async () => {
    const { status, output, why } = await runProgram('/usr/bin/yes', [], { root });
    expect(status).toBeUndefined();
    expect(why).toBe('prints too much');
    expect(output.length).toBeLessThanOrEqual(1_000_000);
  });

  test('that could not be started tells nothing', async () => {
    write('broken', 'no program');
    const { status, why } = await runProgram(join(root, 'broken'), [], {});
    expect(status).toBeUndefined();
    expect(why).toBe('could not be started in a jail');
  });

  test('sees its folder and nothing else of the machine, and leaves what it writes there', async () => {
    write('sub/a', 'b\n');
    const from = { root, folder: join(root, 'sub') };
    const { output } = await runProgram('/bin/ls', ['..', '/home', '/bin', '/'], from);
    const [above, machine, programs, home] = output.trim().split('\n\n').sort();
    expect([above, programs, home]).toEqual(['..:\nsub', '/bin:\nls\nprlimit', '/home:\nkubeconfig']);
    expect(machine).toMatch(/^\/:\n(bin|home|lesson|lib|lib64|usr|\n)+$/);
    expect(await runProgram('/bin/cat', ['/etc/passwd', '/proc/net/dev', 'a'], from)).toMatchObject({
      status: 1,
      output: 'cat: /etc/passwd: No such file or directory\ncat: /proc/net/dev: No such file or directory\nb\n',
    });
    expect((await runProgram('/bin/sed', ['-i', 's/b/c/', 'a'], from)).status).toBe(0);
    expect(readFileSync(join(root, 'sub/a'), 'utf8')).toBe('c\n');
  });

  test('that leaves links writes nothing through them', () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    try {
      writeFileSync(join(outside, 'file'), 'x');
      symlinkSync(join(outside, 'file'), join(root, 'link'));
      symlinkSync(join(outside, 'new'), join(root, 'dangling'));
      symlinkSync(outside, join(root, 'folder'));
      mkdirSync(join(root, 'own'));
      for (const name of ['link', 'dangling', 'folder', 'folder/new', 'own']) {
        expect(writeBelow(root, join(root, name), 'y')).toBe(false);
      }
      expect(readdirSync(outside)).toEqual(['file']);
      expect(readFileSync(join(outside, 'file'), 'utf8')).toBe('x');
      expect(writeBelow(root, join(root, 'own/new'), 'y')).toBe(true);
      expect(writeBelow(root, join(root, 'own/new'), 'z')).toBe(true);
      expect(readFileSync(join(root, 'own/new'), 'utf8')).toBe('z');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test('of .cache/tools is started only with the hash that is known here', async () => {
    const kubectl = pathOf('kubectl');
    expect(kubectl).toBe(join(programFolder, 'kubectl'));
    expect(isPinned('kubectl', readFileSync(kubectl))).toBe(true);
    expect(isPinned('helm', readFileSync(kubectl))).toBe(false);
    const other = join(programFolder, 'promtool');
    writeFileSync(other, starter, { mode: 0o755 });
    try {
      expect(findProgram('promtool')).toMatchObject({ path: expect.stringMatching(/^\/usr\//) });
      expect(await runProgram(other, [], { root })).toMatchObject({
        status: undefined,
        why: 'is not the one that this project knows',
      });
      expect(existsSync(`${other}.started`)).toBe(false);
    } finally {
      rmSync(other);
    }
  });
});
