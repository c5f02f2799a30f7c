import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Identity } from '../../src/curriculum/model.ts';
import { foreseenConflicts, merge } from '../../src/fork/merge.ts';
import { isPublishers, publisherFiles, speaksForOriginal } from '../../src/fork/publisher-files.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { loadTiny } from '../helpers/fixture.ts';
import { PlainRepository } from '../helpers/git.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

const below = loadTiny().identity;
const own: Identity = {
  ...below,
  name: 'Harbor Academy',
  url: 'https://academy.example/',
  contact: 'hello@academy.example',
  forge: 'https://forge.example/academy/course',
};
const publisher = { own, below, folder: 'provider/' };

/** What the original has around its content, with the attributes that it has in truth. */
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && (!path.includes('/') || path.startsWith('.github/')) && !/\.png$/.test(path));
const textAt = (path: string, repository: PlainRepository): string | undefined =>
  repository.try('show', `HEAD:${path}`);

test('git is told of the same files of which we know that a fork may make them its own', () => {
  const said = execFileSync('git', ['check-attr', '--stdin', 'merge'], {
    encoding: 'utf8',
    input: [...tracked, '.github/README.md', 'provider/README.md', 'docs/README.md'].join('\n'),
  });
  const kept = said.split('\n').flatMap((line) => /^(.*): merge: publisher$/.exec(line)?.[1] ?? []);
  expect(kept).toEqual([...tracked, '.github/README.md'].filter(isPublishers));
  expect(kept.length).toBeGreaterThan(9);
});

describe('a fork whose repository speaks for itself', () => {
  let upstream: PlainRepository;
  let fork: PlainRepository;
  const edited = tracked.filter(isPublishers);

  beforeAll(() => {
    upstream = new PlainRepository(join(folder.path, 'upstream'));
    upstream.put('Release 1', {
      ...Object.fromEntries(tracked.map((path) => [path, readFileSync(path, 'utf8')])),
      'CITATION.cff': `title: ${below.name}\nauthors:\n  - name: ${below.creators}\nversion: 1.2.0\nurl: ${below.url}\n`,
      'README.md': `# ${below.name}\n\nThe original.\n`,
    });
    fork = upstream.clone(join(folder.path, 'fork'));
  });

  test('is told at first what still speaks for the original', () => {
    expect(
      speaksForOriginal(fork.root, [below, own]).map(({ file, line, message }) => `${file}:${line}: ${message}`),
    ).toEqual([
      `README.md:1: The first page of your repository is that of ${below.name}; "Harbor Academy" does not stand in it.`,
    ]);
    expect(speaksForOriginal(fork.root, [below])).toEqual([]);
  });

  test('gets a first page in its own name, which says what it is made of', () => {
    const files = publisherFiles(publisher, (path) => textAt(path, fork));
    expect([...files.keys()]).toEqual(['.github/README.md']);
    fork.put('Publish as ourselves', Object.fromEntries(files));
    const readme = files.get('.github/README.md') ?? '';
    expect(readme).toContain('# Harbor Academy\n');
    expect(readme).toContain('Published at <https://academy.example/>. Questions: <hello@academy.example>');
    expect(readme).toContain(`based on [${below.name}](${below.url}) by ${below.creators},`);
    expect(speaksForOriginal(fork.root, [below, own])).toEqual([]);
  });

  test('is told on forges that show no other first page than README.md', () => {
    fork.run('remote', 'add', 'origin', 'https://gitlab.com/academy/course.git');
    expect(speaksForOriginal(fork.root, [below, own]).map(({ file, remedy }) => [file, remedy])).toEqual([
      ['README.md', expect.stringContaining('Write README.md in your own name')],
    ]);
    fork.run('remote', 'remove', 'origin');
  });

  test('keeps what its owner wrote, and writes anew what was generated', () => {
    const renamed = { ...publisher, own: { ...own, name: 'Lighthouse' } };
    expect([...publisherFiles(renamed, (path) => textAt(path, fork)).keys()]).toEqual(['.github/README.md']);
    expect([...publisherFiles(renamed, () => '# Ours\n').keys()]).toEqual([]);
    const inUpstream = (path: string): string => (path === '.github/README.md' ? '# Ours\n' : '# Theirs\n');
    expect([...publisherFiles(renamed, () => '# Ours\n', inUpstream).keys()]).toEqual(['.github/README.md']);
  });

  test('merges a release that changes all of these files, and everything else, without a conflict', () => {
    for (const path of edited) fork.write(path, `Ours: ${path}\n`);
    fork.put('Speak for ourselves', { 'provider/brand.yaml': 'name: Harbor Academy\n' });
    const others = tracked.filter((path) => !isPublishers(path) && path !== '.gitattributes');
    for (const path of [...edited, ...others]) upstream.write(path, `Release 2: ${path}\n`);
    const commit = upstream.put('Release 2', {});
    fork.run('fetch', '--quiet', 'upstream');
    expect(foreseenConflicts(fork, commit)).toEqual([]);
    merge(fork, { commit, message: 'Merge release 2', files: 'take', folder: 'provider/', also: () => [] });
    expect(edited.filter((path) => textAt(path, fork) !== `Ours: ${path}`)).toEqual([]);
    expect(others.filter((path) => textAt(path, fork) !== `Release 2: ${path}`)).toEqual([]);
    expect(fork.isPartOf(commit, 'HEAD')).toBe(true);
  });

  test('takes a release into whatever of these it has not changed', () => {
    const other = upstream.clone(join(folder.path, 'other'));
    other.put('Ours', { 'SECURITY.md': 'Ours.\n' });
    const commit = upstream.put('Release 3', { 'README.md': '# Release 3\n', 'SECURITY.md': 'Release 3.\n' });
    other.run('fetch', '--quiet', 'upstream');
    merge(other, { commit, message: 'Merge release 3', files: 'take', folder: 'provider/', also: () => [] });
    expect(['README.md', 'SECURITY.md'].map((path) => textAt(path, other))).toEqual(['# Release 3', 'Ours.']);
  });
});
