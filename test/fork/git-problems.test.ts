import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchProblem, fetchUpstream, isOfUpstream, namedCommit } from '../../src/fork/fetch.ts';
import { Git } from '../../src/fork/git.ts';
import { foreseenConflicts, merge } from '../../src/fork/merge.ts';
import { temporaryFolder } from '../helpers/build.ts';
import { PlainRepository } from '../helpers/git.ts';

/** What keeps git from fetching and merging, in real repositories: each is told apart, and nothing is left half done. */
const folder = temporaryFolder();
afterAll(folder.remove);
afterEach(() => void vi.unstubAllEnvs());

let number = 0;
let upstream: PlainRepository;
let fork: PlainRepository;
let next: string;

beforeAll(() => {
  const original = new PlainRepository(join(folder.path, 'seed/upstream'));
  original.put('One', { 'a.txt': 'one\n', 'b.txt': 'one\n' });
  original.clone(join(folder.path, 'seed/fork')).put('Ours', { 'provider/brand.yaml': 'name: Ours\n' });
  next = original.put('Two', { 'a.txt': 'two\n' });
});

/** A fork with one commit of its own, and upstream with one more. */
function begin(): void {
  const place = join(folder.path, String(number++));
  cpSync(join(folder.path, 'seed'), place, { recursive: true });
  upstream = new PlainRepository(join(place, 'upstream'));
  fork = new PlainRepository(join(place, 'fork'));
  next = upstream.head ?? '';
  fork.run('remote', 'set-url', 'upstream', upstream.root);
}

const source = () => ({ repository: upstream.root, branch: 'main' });
const plan = (commit = next) => ({
  commit,
  message: 'Merge Tiny Harbor 2',
  files: 'take' as const,
  folder: 'provider/',
  also: () => {
    fork.write('provider/upstream.yaml', `commit: ${commit}\n`);
    return ['provider/upstream.yaml'];
  },
});

/** What a step says when it fails. @throws if it does not. */
function refusal(step: () => unknown): string {
  try {
    step();
  } catch (problem) {
    return (problem as Error).message;
  }
  throw new Error('it did not fail');
}

/** What a merge says that is refused; the fork has to be as it was. */
function refusedMerge(): string {
  const before = [fork.head, fork.run('status', '--porcelain')];
  const said = refusal(() => merge(fork, plan()));
  expect([fork.head, fork.run('status', '--porcelain')]).toEqual(before);
  return said;
}

describe('fetching', () => {
  beforeEach(begin);

  test('keeps tags of upstream apart from tags of the fork that have the same name', () => {
    upstream.run('tag', 'v1.0.0');
    fork.run('tag', 'v1.0.0');
    const own = fork.commit('v1.0.0');
    expect(fetchUpstream(fork, source())).toBe('upstream/main');
    expect(fork.commit('v1.0.0')).toBe(own);
    expect(namedCommit(fork, 'v1.0.0')).toBe(next);
    expect(isOfUpstream(fork, next)).toBe(true);
    expect(isOfUpstream(fork, own ?? '')).toBe(false);
  });

  test('follows a tag and a branch of upstream that were moved or replaced', () => {
    upstream.run('tag', 'v1.0.0', 'HEAD~1');
    upstream.run('branch', 'next');
    fetchUpstream(fork, source());
    upstream.run('tag', '--force', 'v1.0.0');
    upstream.run('branch', '--delete', '--force', 'next');
    upstream.run('branch', 'next/two');
    fetchUpstream(fork, source());
    expect(namedCommit(fork, 'v1.0.0')).toBe(next);
    expect(namedCommit(fork, 'next/two')).toBe(next);
  });

  test('adds the remote if there is none', () => {
    fork.run('remote', 'remove', 'upstream');
    expect(fetchUpstream(fork, source())).toBe('upstream/main');
    expect(fork.run('remote', 'get-url', 'upstream')).toBe(upstream.root);
  });

  test('names the branches that there are if the one that is wanted is not', () => {
    expect(refusal(() => fetchUpstream(fork, { ...source(), branch: 'trunk' }))).toBe(
      `Upstream (${upstream.root}) has no branch "trunk". It has: main.\nDo:  Write the one that releases are made on as "branch" in upstream.yaml of your layer.`,
    );
    const empty = new PlainRepository(join(folder.path, `empty-${number}`));
    fork.run('remote', 'set-url', 'upstream', empty.root);
    expect(refusal(() => fetchUpstream(fork, source()))).toContain('is empty: it has no branch.');
  });

  test('says that there is no repository at an address', () => {
    fork.run('remote', 'set-url', 'upstream', join(folder.path, 'nowhere'));
    const said = refusal(() => fetchUpstream(fork, source()));
    expect(said).toContain('There is no repository at this address, or none that you may see.');
    expect(said).toContain('Do:  Correct the address: git remote set-url upstream');
    expect(said).not.toContain('network');
  });

  test('says that there is no connection', async () => {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    await new Promise((done) => server.close(done));
    fork.run('remote', 'set-url', 'upstream', `git://127.0.0.1:${port}/curriculum`);
    expect(refusal(() => fetchUpstream(fork, source()))).toMatch(
      /There is no connection to it\.\nGit: [\s\S]*127\.0\.0\.1[\s\S]*\nDo: {2}Check the network, a proxy/,
    );
  });

  test('says that a commit, tag or branch is not there', () => {
    expect(refusal(() => namedCommit(fork, 'v9'))).toContain('has a commit, tag or branch "v9".');
  });
});

describe('what git says', () => {
  test.each([
    [
      "fatal: unable to access 'https://x.example/': Could not resolve host: x.example",
      'There is no connection to it.',
    ],
    [
      "remote: Invalid username or token.\nfatal: Authentication failed for 'https://x.example/'",
      'You may not read it',
    ],
    [
      'git@x.example: Permission denied (publickey).\nfatal: Could not read from remote repository.',
      'You may not read it',
    ],
    ["fatal: could not read Username for 'https://x.example': terminal prompts disabled", 'You may not read it'],
    ["remote: Repository not found.\nfatal: repository 'https://x.example/' not found", 'There is no repository'],
    ["error: cannot open '.git/FETCH_HEAD': Permission denied", 'You may not write into this clone.'],
    ['error: insufficient permission for adding an object to repository database .git/objects', 'You may not write'],
    ['Host key verification failed.\nfatal: Could not read from remote repository.', 'SSH does not know the server'],
    ["fatal: unable to access 'https://x.example/': SSL certificate problem: expired", 'The connection is not secure'],
    ['fatal: write error: No space left on device', 'The disk is full.'],
  ])('tells apart: %s', (said, means) => {
    const text = fetchProblem('https://x.example/', said);
    expect(text).toContain(means);
    expect(text).toContain(`Git: ${said}`);
  });

  test('quotes what is not known, and blames nobody', () => {
    const text = fetchProblem('https://x.example/', 'fatal: the moon is in the way');
    expect(text).toBe(
      'Upstream (https://x.example/) cannot be fetched.\nGit: fatal: the moon is in the way\nDo:  Try it by hand: git fetch upstream. If the address is wrong: git remote set-url upstream <address>',
    );
  });
});

describe('merging', () => {
  beforeEach(() => {
    begin();
    fetchUpstream(fork, source());
  });

  test('makes one commit with what is written down', () => {
    merge(fork, plan());
    expect(fork.run('log', '-1', '--format=%s %P').split(' ').slice(-1)).toEqual([next]);
    expect(fork.run('show', 'HEAD:provider/upstream.yaml')).toBe(`commit: ${next}`);
    expect(fork.run('show', 'HEAD:a.txt')).toBe('two');
  });

  test('does not begin without a name', () => {
    for (const key of ['user.name', 'user.email']) fork.run('config', '--unset', key);
    fork.run('config', 'user.useConfigOnly', 'true');
    // Neither that of whoever runs the tests.
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    vi.stubEnv('GIT_CONFIG_NOSYSTEM', '1');
    for (const name of ['GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL', 'EMAIL'])
      vi.stubEnv(name, undefined);
    const said = refusedMerge();
    expect(said).toContain('Nothing was merged. Git does not know who you are');
    expect(said).toContain('git config user.name "Your Name"');
  });

  test.each([
    ['commit-msg', 'echo "No ticket in the message"; exit 1', 'No ticket in the message'],
    ['pre-commit', 'echo "Lint failed" >&2; exit 3', 'Lint failed'],
    ['prepare-commit-msg', 'exit 1', '(it printed nothing)'],
  ])('takes back what the hook %s refuses, and quotes it', (name, script, message) => {
    fork.hook(name, script);
    const said = refusedMerge();
    expect(said).toContain('Nothing was merged. A hook of this clone refused the commit, one of:\n');
    expect(said).toContain(`hooks/${name}`);
    expect(said).toContain(`Git: ${message}`);
  });

  test('says that a commit cannot be signed', () => {
    fork.run('config', 'commit.gpgsign', 'true');
    fork.run('config', 'gpg.program', 'false');
    expect(refusedMerge()).toContain('Your commits are signed, and this one could not be.');
  });

  test('names files that conflict, beforehand and after, whatever their names', () => {
    fork.put('Both', { 'a.txt': 'ours\n', 'ü b.txt': 'ours\n' });
    next = upstream.put('Three', { 'ü b.txt': 'theirs\n' });
    fetchUpstream(fork, source());
    expect(foreseenConflicts(fork, next)).toEqual(['a.txt', 'ü b.txt']);
    expect(refusedMerge()).toContain(
      'Nothing was merged: 2 files were changed both here and upstream:\n  a.txt\n  ü b.txt',
    );
  });

  test('foresees no conflict where there is none', () => {
    expect(foreseenConflicts(fork, next)).toEqual([]);
  });

  test('does not begin upon a merge that was stopped', () => {
    fork.put('Both', { 'a.txt': 'ours\n' });
    fork.try('merge', next);
    expect(refusedMerge()).toContain(
      'A merge was begun here and has not ended, perhaps because it was stopped.\nDo:  End it: git merge --continue, or take it back: git merge --abort',
    );
    fork.run('merge', '--abort');
    fork.try('cherry-pick', next);
    expect(refusedMerge()).toContain('A cherry-pick was begun here');
    fork.run('cherry-pick', '--abort');
    fork.try('rebase', next);
    expect(refusedMerge()).toContain('A rebase was begun here');
  });

  test('does not begin where no branch is checked out', () => {
    fork.run('checkout', '--quiet', '--detach');
    expect(refusedMerge()).toContain('No branch is checked out (git calls it a detached HEAD).');
  });

  test('does not begin over changes, and names them', () => {
    fork.write('provider/new note.txt', 'x\n');
    fork.write('a.txt', 'x\n');
    expect(refusedMerge()).toContain('There are changes that are not committed:\n  a.txt\n  provider/new note.txt');
  });

  test('does not begin while another git is at work', () => {
    writeFileSync(join(fork.root, '.git/index.lock'), '');
    expect(refusedMerge()).toContain('Another git is at work in this folder, or one was killed:');
    rmSync(join(fork.root, '.git/index.lock'));
  });

  test('does not begin in a shallow clone', () => {
    const path = join(folder.path, `shallow-${number}`);
    execFileSync('git', ['clone', '--quiet', '--depth', '1', `file://${fork.root}`, path], { stdio: 'ignore' });
    fork = new PlainRepository(path);
    expect(refusedMerge()).toContain('This clone has only the last commits (it is shallow).');
  });

  test('says what git says of a clone of somebody else, which is a repository all the same', () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(refusal(() => fork.isRepository)).toContain('detected dubious ownership in repository');
    vi.unstubAllEnvs();
    expect(fork.isRepository).toBe(true);
    expect(new Git(folder.path).isRepository).toBe(false);
  });

  test('does not begin before the first commit', () => {
    mkdirSync(join(folder.path, `unborn-${number}`));
    fork = new PlainRepository(join(folder.path, `unborn-${number}`));
    expect(refusedMerge()).toContain('There is no commit here yet.');
  });

  test('takes the merge back if what belongs to it cannot be written', () => {
    const before = fork.head;
    const also = (): string[] => {
      throw new Error('The record cannot be written.');
    };
    expect(refusal(() => merge(fork, { ...plan(), also }))).toBe('Nothing was merged.\nThe record cannot be written.');
    expect([fork.head, fork.run('status', '--porcelain')]).toEqual([before, '']);
  });
});
