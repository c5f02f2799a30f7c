import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const FOLDER = '.github/workflows';

interface Job {
  permissions?: Record<string, string>;
  'timeout-minutes'?: number;
  steps: { id?: string; name?: string; if?: string; uses?: string; run?: string; with?: Record<string, unknown> }[];
}

interface Workflow {
  permissions?: Record<string, string>;
  jobs: Record<string, Job>;
}

const texts = new Map(
  readdirSync(FOLDER)
    .sort()
    .map((name) => [name, readFileSync(join(FOLDER, name), 'utf8').replace(/\r\n/g, '\n')] as const),
);
const jobs = [...texts].flatMap(([name, text]) => {
  const { permissions, jobs: all } = parse(text) as Workflow;
  return Object.entries(all).map(([id, job]) => ({ name, id, job, permissions: job.permissions ?? permissions }));
});

/** Lines that run an action which is not pinned by its whole commit, or which do not say what that commit is called. */
function unpinned(text: string): string[] {
  return (
    text
      .split('\n')
      .filter((line) => /^\s*(?:-\s+)?["']?uses["']?\s*:/.test(line))
      .map((line) => line.trim())
      // What stands in this repository is of the same commit as the workflow.
      .filter((line) => !/uses: \.\/\.github\/actions\/[\w-]+$/.test(line))
      .filter((line) => !/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))
  );
}

describe('actions', () => {
  test.each([...texts])('of %s are pinned by commit, with their version', (_, text) => {
    expect(unpinned(text)).toEqual([]);
  });

  test('that are not are found', () => {
    const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
    const wrong = [
      '- uses: actions/checkout@v5',
      '- uses: actions/checkout@v5.0.0 # v5.0.0',
      `- uses: actions/checkout@${commit.slice(0, 12)} # v7.0.1`,
      `- uses: actions/checkout@${commit}`,
      `- uses: actions/checkout@${commit} # v7`,
      '- "uses": actions/checkout@main',
      'uses: docker://alpine:3',
    ];
    const right = `- uses: actions/checkout@${commit} # v7.0.1`;
    expect(unpinned([...wrong, right].map((line) => `      ${line}`).join('\n'))).toEqual(wrong);
  });

  test('are found by reading lines exactly where reading the whole finds them', () => {
    for (const [name, text] of texts) {
      const uses = jobs.filter((job) => job.name === name).flatMap(({ job }) => job.steps.filter((step) => step.uses));
      expect(uses.length, name).toBe(text.match(/uses: /g)?.length ?? 0);
    }
  });

  test('are the same everywhere', () => {
    const used = [...texts.values()].flatMap((text) => text.match(/uses: \S+ # \S+/g) ?? []);
    const names = [...new Set(used)].map((line) => line.replace(/@.*/, ''));
    expect(names).toEqual([...new Set(names)]);
  });

  test('leave no token where what is checked out could read it', () => {
    const checkouts = jobs.flatMap(({ job }) => job.steps).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.length).toBeGreaterThan(5);
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });
});

describe('jobs', () => {
  test('say what they may do', () => {
    expect(jobs.filter(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  test('may write only where nothing of the repository runs', () => {
    const writers = jobs.filter(({ permissions = {} }) => Object.values(permissions).includes('write'));
    expect(writers.map(({ name }) => name)).toEqual(expect.arrayContaining(['publish.yml', 'release.yml']));
    for (const { name, id, job } of writers)
      for (const { uses = '', run = '' } of job.steps) {
        expect(uses, `${name} ${id}`).not.toMatch(/^actions\/(?:checkout|setup-node)@/);
        expect(run, `${name} ${id}`).not.toMatch(/\b(?:npm|npx|node)\b/);
      }
  });

  test('end by themselves, and put nothing that strangers write into commands', () => {
    for (const { name, id, job } of jobs.filter(({ id }) => id !== 'deploy')) {
      expect(job['timeout-minutes'], `${name} ${id}`).toBeGreaterThan(0);
      for (const { run = '' } of job.steps) expect(run, `${name} ${id}`).not.toContain('${{');
    }
  });
});

describe('workflows for forks', () => {
  const own = jobs.filter(({ name }) => ['history.yml', 'update.yml'].includes(name));

  test('run nothing of the repository in the original, which has no layer', () => {
    expect(own.map(({ name, id }) => `${name} ${id}`)).toEqual([
      'history.yml history',
      'update.yml merge',
      'update.yml propose',
    ]);
    for (const { name, id, job } of own)
      for (const step of job.steps) {
        const runs = /\b(?:npm|npx|node)\b/.test(`${step.uses} ${step.run}`);
        expect(step.if, `${name} ${id}: ${step.name}`).toBe(runs ? "steps.fork.outputs.layer == 'true'" : step.if);
      }
  });

  test('see the whole history, without which none could be compared', () => {
    const checkouts = own.flatMap(({ job }) => job.steps).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with?.['fetch-depth'])).toEqual([0, 0]);
  });
});

test('the list of packages that is attached to releases can be made, and names what is installed', () => {
  const text = execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    encoding: 'utf8',
    maxBuffer: 1e8,
    shell: process.platform === 'win32',
  });
  const list = JSON.parse(text) as { bomFormat: string; components: { name: string; version: string; purl: string }[] };
  expect(list.bomFormat).toBe('CycloneDX');
  const { version } = JSON.parse(readFileSync('node_modules/astro/package.json', 'utf8')) as { version: string };
  expect(list.components).toContainEqual(expect.objectContaining({ name: 'astro', purl: `pkg:npm/astro@${version}` }));
  expect(list.components.length).toBeGreaterThan(300);
});
