import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { schemaChanges, tableChanges, typeChanges } from '../../scripts/kubernetes/changes.ts';
import { withPrograms } from '../../scripts/kubernetes/programs.ts';
import { touchedLessons } from '../../scripts/kubernetes/touched.ts';
import { assemble, paths, withChange } from '../helpers/fixture.ts';

describe('what a new version of Kubernetes changes', () => {
  const table = (commands: Record<string, string[]>) => ({
    program: 'kubectl',
    version: '1.36.3',
    source: '',
    global: { '--context': true },
    commands: Object.fromEntries(
      Object.entries(commands).map(([words, flags]) => [
        words,
        { flags: Object.fromEntries(flags.map((flag) => [flag, false])), subcommands: [] },
      ]),
    ),
  });

  test('of commands and flags', () => {
    expect(tableChanges(table({ get: ['--export', '-w'] }), table({ get: ['-w'], kuberc: [] }))).toEqual({
      added: ['kubectl kuberc'],
      removed: ['kubectl get --export'],
    });
  });

  test('of kinds and fields', () => {
    const before = {
      versions: { 'batch/v1beta1': { CronJob: 0 } },
      types: [['batch/v1beta1/CronJobSpec', { '!schedule': 's' }]],
    } as const;
    const after = {
      versions: { 'batch/v1': { CronJob: 0 } },
      types: [['batch/v1/CronJobSpec', { '!schedule': 's' }]],
    } as const;
    expect(typeChanges(before, after)).toEqual({
      added: ['batch/v1 CronJob', 'batch/v1/CronJobSpec.schedule'],
      removed: ['batch/v1beta1 CronJob', 'batch/v1beta1/CronJobSpec.schedule'],
    });
    const schemas = (property: string) => ({
      kinds: { 'v1 Config': 'a/b/v1.Config' },
      definitions: { 'a/b/v1.Config': { properties: { [property]: {} } } },
    });
    expect(schemaChanges(schemas('old'), schemas('new'))).toEqual({
      added: ['b/v1.Config.new'],
      removed: ['b/v1.Config.old'],
    });
  });

  test('of lessons: manifests, commands, output, facts and versions, each with its place', () => {
    const files = withChange(
      paths.cleat,
      (text) =>
        `${text
          .replace(
            '\n---\n',
            '\nwatch:\n  - {fact: A cleat has two horns, source: "https://tiny.example/", review: 2027-01-01}\n---\n',
          )
          .replace(
            'versions: {}',
            'versions: {kubernetes: "1.36"}',
          )}\n\`\`\`yaml\napiVersion: batch/v1beta1\nkind: CronJob\n\`\`\`\n\n\`\`\`sh\nkubectl get pods --export\n\`\`\`\n\n<Terminal ran="here">\n\n\`\`\`terminal\n$ kubectl version --client\nClient Version: v1.36.3\n\`\`\`\n\n</Terminal>\n`,
    );
    const [touched] = touchedLessons(assemble(files).lessons.values(), '1.36', [
      'batch/v1beta1 CronJob',
      'kubectl get --export',
    ]).filter(({ lesson }) => lesson.id === 'belay-a-cleat');
    const lines = touched?.lines.map((line) => line.replace(/^.*lesson\.mdx:\d+: /, '')) ?? [];
    expect(lines).toContain('batch/v1beta1 CronJob is not there any more');
    expect(lines).toContain('"kubectl get --export" is not there any more: kubectl get pods --export');
    expect(lines).toContain('a session shows Client Version: v1.36.3');
    expect(lines).toContain('watched: A cleat has two horns (https://tiny.example/)');
    expect(lines).toContain('checked with kubernetes 1.36');
  });
});

test('the pinned programs are replaced where they are named, and nowhere else', () => {
  const text = readFileSync('src/checks/programs/pinned.ts', 'utf8');
  const hashes = new Map([
    ['kubectl', 'a'.repeat(64)],
    ['helm', 'b'.repeat(64)],
  ]);
  const replaced = withPrograms(text, { name: '@tiny/kubectl@1.0.0', integrity: 'sha512-x', hashes });
  expect(replaced).toContain("KUBECTL_PACKAGE = '@tiny/kubectl@1.0.0'");
  expect(replaced).toContain(`['helm', '${'b'.repeat(64)}']`);
  expect(replaced.split('\n')).toHaveLength(text.split('\n').length);
  expect(() => withPrograms('', { name: '', integrity: '', hashes })).toThrow('KUBECTL_PACKAGE');
});
