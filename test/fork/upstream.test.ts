import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCurriculum } from '../../src/checks/check.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { Repository } from '../helpers/fork.ts';

/** An update that renames a module which the fork orders, inserts into and hides from, in real repositories; no site is built. */
const folder = temporaryFolder();
afterAll(folder.remove);

let upstream: Repository;
let fork: Repository;

const BOWLINE = 'lessons/tie-a-bowline/lesson.mdx';
const SETTINGS = 'provider/curriculum.yaml';
const MODULE = 'content/courses/harbor/knots';
const described = (lesson: string): string =>
  `${lesson.replace('changes: []', 'changes:\n  - {date: 2026-06-01, text: Ours already}')}\nOurs is of oak.\n`;

/** Errors in the files of a fork. */
function errors(repository: Repository): string[] {
  return checkCurriculum(repository.path, { prose: false })
    .filter(({ severity }) => severity === 'error')
    .map(({ file, line, message }) => `${file}:${line}: ${message}`);
}

beforeAll(async () => {
  upstream = await Repository.original(join(folder.path, 'upstream'), '1.2.0', '2026-05-17');
  fork = upstream.clone(join(folder.path, 'fork'));
  expect((await fork.rebrand('rtl')).code).toBe(0);
  await fork.must('new', 'lesson', '--provider', 'our-pier', '--module', 'mooring');
  await fork.must('adapt', 'tie-a-bowline');
  fork.edit(`provider/${BOWLINE}`, described);
  fork.edit(SETTINGS, (text) => `${text}order:\n  mooring: [tie-a-bowline, belay-a-cleat]\n`);
  fork.commit('Publish as ourselves');
  fork.git('tag', 'v1.3.0');
  upstream.git('mv', 'content/courses/harbor/mooring', MODULE);
  upstream.edit('content/courses/harbor/course.yaml', (text) => text.replace('- mooring', '- knots'));
  upstream.edit(`${MODULE}/tie-a-bowline/lesson.mdx`, (text) => text.replace('small loop', 'large loop'));
  upstream.commit('Rename a module');
  await upstream.release('1.3.0', '2026-07-01');
  upstream.git('tag', 'v1.3.0');
});

describe('a rebranding refuses at once what a build would refuse later', () => {
  test.each([
    [['--name', 'A'.repeat(81)], '--name: "name" '],
    [['--name', 'tiny harbor'], '--name: "tiny harbor" is the name of the curriculum that you fork.'],
    [['--tagline', 'B'.repeat(121)], 'Nothing was written: a build would refuse it.\n'],
  ])('%j', async (flags, message) => {
    const { code, output } = await fork.rebrand('rtl', '--rename', ...flags);
    expect(output).toContain(message);
    expect(output.split('\n').filter((line) => /^\s+at /.test(line))).toEqual([]);
    expect(code).toBe(1);
    expect(fork.git('status', '--porcelain')).toBe('');
  });
});

describe('an update that renames a module', () => {
  let byHand: Repository;

  beforeAll(() => {
    const path = join(folder.path, 'by-hand');
    cpSync(fork.path, path, { recursive: true, verbatimSymlinks: true });
    byHand = new Repository(path);
  });

  test('is foreseen, with the lines to edit, as Markdown for a pull request', async () => {
    const output = await fork.must('upstream', '--markdown', '--ref', 'v1.3.0');
    expect(output).toContain('## Tiny Harbor 1.3.0 (you have 1.2.0)');
    expect(output).toContain('### Modules renamed upstream\n\n- harbor/mooring is now harbor/knots\n');
    expect(output).toMatch(
      /- provider\/curriculum\.yaml:\d+: mooring -&#62; knots \(upstream has renamed the module\)/,
    );
    expect(output).not.toContain('The merge would break');
    expect(fork.git('status', '--porcelain')).toBe('');
  });

  test('is merged with these edits in the same commit, although both sides have a tag of its name', async () => {
    const tag = fork.git('rev-parse', 'v1.3.0');
    const output = await fork.must('upstream', '--merge', '--fix', '--no-build');
    expect(output).toContain('Merged 1.3.0.\nEdited\n');
    expect(fork.git('log', '-1', '--format=%s|%P').trim().split('|')).toEqual([
      'Merge Tiny Harbor 1.3.0',
      `${tag.trim()} ${upstream.git('rev-parse', 'v1.3.0').trim()}`,
    ]);
    expect(fork.git('log', '-1', '--format=%b')).toMatch(
      /^Edited for it:\nprovider\/curriculum\.yaml:\d+: mooring -> knots/,
    );
    expect(fork.git('rev-parse', 'v1.3.0')).toBe(tag);
    expect(fork.git('status', '--porcelain')).toBe('');
    expect(fork.text(SETTINGS)).toContain('module: knots');
    expect(fork.text(SETTINGS)).toContain('  knots: [tie-a-bowline, belay-a-cleat]');
    expect(errors(fork)).toEqual([]);
  });

  test('can be followed after the merge, too', async () => {
    await byHand.must('upstream', '--merge', '--no-build');
    expect(errors(byHand).length).toBe(2);
    const output = await byHand.must('upstream', '--fix');
    expect(output).toContain('You have release 1.3.0 of Tiny Harbor already; there is nothing newer.');
    expect(output).toMatch(/Edited; look at it and commit\n {2}provider\/curriculum\.yaml:\d+: mooring -> knots/);
    expect(byHand.git('status', '--porcelain').trim()).toBe(`M ${SETTINGS}`);
    expect(errors(byHand)).toEqual([]);
  });

  test('leaves it said what is stale, and shows the difference', async () => {
    expect(await fork.must('upstream')).toContain(
      'Your adaptations of which the original has changed\n  tie-a-bowline: adapted from 1.2.0, now 1.3.0. See: npm run upstream -- --diff tie-a-bowline\n',
    );
    // The commit that the adaptation names may be gone: then a release that has the same text is found.
    fork.edit(`provider/${BOWLINE}`, (text) => text.replace(/commit: .*/, `commit: ${'f'.repeat(40)}`));
    expect(await fork.must('upstream', '--diff', 'tie-a-bowline')).toContain('[-small-]{+large+} loop');
    fork.git('checkout', '--quiet', '.');
  });
});

describe('a fork of the fork', () => {
  let second: Repository;

  beforeAll(async () => {
    await fork.release('1.0.0', '2026-08-01');
    second = fork.clone(join(folder.path, 'second'));
    expect((await second.rebrand('quotes', '--fork')).code).toBe(0);
    await second.must('adapt', 'tie-a-bowline');
    second.edit(`provider/provider/${BOWLINE}`, described);
    second.commit('Publish as ourselves');
    fork.edit(`provider/${BOWLINE}`, (text) => text.replace('small loop', 'tiny loop'));
    fork.commit('Smaller');
    await fork.release('1.1.0', '2026-09-01');
  });

  test('compares with the layer below, not with the original', async () => {
    const output = await second.must('upstream', '--diff', 'tie-a-bowline');
    expect(output).toContain('[-small-]{+tiny+} loop');
    expect(output).not.toContain('large');
  });

  test('is told what is stale in its own layer and in the one below', async () => {
    const output = await second.must('upstream');
    expect(output).toContain('tie-a-bowline: adapted from 1.0.0, now 1.1.0. See: npm run upstream');
    expect(output).toContain(
      '(provider/) of which the original has changed; it is theirs to take over\n  tie-a-bowline: adapted from 1.2.0, now 1.3.0\n',
    );
  });

  test('is told before anybody guesses where updates come from', async () => {
    second.git('remote', 'rename', 'upstream', 'origin');
    second.git('rm', '-r', '--quiet', 'provider/provider');
    second.commit('Begin anew');
    const { code, output } = await second.rebrand('quotes', '--fork');
    expect(output).toContain('does not say where its repository is.');
    expect(output).toContain('Do:  git remote add upstream <address of the repository that you forked>');
    expect(output).toContain('Ask them to write it into provider/brand.yaml, as "repository", for all who fork them.');
    expect(code).toBe(1);
    expect(second.git('status', '--porcelain')).toBe('');
  });
});

describe('a release for a newer generator', () => {
  test('is said to be one, and is merged without being read', async () => {
    const newer = upstream.clone(join(folder.path, 'newer'));
    const behind = newer.clone(join(folder.path, 'behind'));
    expect((await behind.rebrand('rtl')).code).toBe(0);
    behind.commit('Publish as ourselves');
    newer.edit('content/identity.yaml', (text) => `${text}a_key_of_next_year: yes\n`);
    newer.edit('content/manifest.json', (text) => `${text}\n`);
    newer.commit('Release what only the next generator reads');
    const { code, output } = await behind.run('upstream');
    expect(code).toBe(1);
    expect(output).toContain('has something that your generator does not know');
    expect(output).toContain('npm run upstream -- --merge');
    expect(await behind.must('upstream', '--merge')).toContain('which brought a newer generator');
    expect(behind.text('content/identity.yaml')).toContain('a_key_of_next_year');
    expect(behind.git('status', '--porcelain')).toBe('');
  });
});
