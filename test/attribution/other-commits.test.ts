import { afterAll, describe, expect, test } from 'vitest';
import { Git } from '../../src/fork/git.ts';
import { cutHistory, cutText } from '../../src/fork/history.ts';
import { readFork } from '../../src/fork/layers.ts';
import { type ContentRepository, originalWithForks } from '../helpers/content-repository.ts';
import { paths } from '../helpers/fixture.ts';

/** What a fork has of upstream at another commit than the one that it has merged is upstream's, and no edit. Real repositories. */
const { original, place, freshFork, remove } = originalWithForks();
afterAll(remove);

/** An original of its own that corrects a lesson, a term, and the lesson again after the fork was made. */
function correctedUpstream() {
  const upstream = original().clone(place());
  upstream.git('checkout', '--quiet', '-B', 'main');
  const fork = freshFork(upstream);
  const correct = (path: string, edit: (text: string) => string): string => {
    upstream.edit(path, edit);
    return upstream.commit(`Correct ${path}`);
  };
  const lesson = correct(paths.cleat, (text) => `${text}\nOne more turn.\n`);
  const term = correct(paths.glossary, (text) => text.replace(/definition: .*/, 'definition: A better one.'));
  const last = correct(paths.cleat, (text) => `${text}\nAnd another one.\n`);
  fork.git('fetch', '--quiet', 'upstream');
  return { upstream, fork, lesson, term, last };
}

const rules = (fork: ContentRepository): string[] => fork.load().findings.map(({ rule }) => rule);
const stateOf = (fork: ContentRepository, id: string) => fork.load().curriculum?.provenance.get(id);
const cut = (fork: ContentRepository) => {
  const git = new Git(fork.path);
  return cutHistory(git, readFork(fork.path).whole?.layers.at(-1)?.upstream, 'upstream/main');
};

describe('what upstream has at another commit', () => {
  test('is unmodified if a correction was taken ahead of its release, and the page names that commit', () => {
    const { fork, lesson } = correctedUpstream();
    fork.git('cherry-pick', lesson);
    expect(rules(fork)).toEqual(['provenance/other-commit']);
    const state = stateOf(fork, 'belay-a-cleat');
    expect(state).toMatchObject({ state: 'verbatim', compared: { commit: lesson } });
    expect(state?.work.version).toBe('1.2.0 with unreleased changes');
    expect(stateOf(fork, 'log-line')?.compared).not.toMatchObject({ commit: lesson });
  });

  test('is unmodified if it is a term, or if both were taken', () => {
    const { fork, lesson, term } = correctedUpstream();
    fork.git('cherry-pick', term, lesson);
    expect(rules(fork)).toEqual(['provenance/other-commit']);
    expect(fork.problems()[0]).toContain(`at ${lesson.slice(0, 12)}: ${paths.cleat.replace('/lesson.mdx', '')}`);
    expect(fork.problems()[0]).toContain(paths.glossary);
  });

  test('is known without having been fetched', () => {
    const { fork, lesson } = correctedUpstream();
    const text = fork.git('show', `${lesson}:${paths.cleat}`);
    fork.git('update-ref', '-d', 'refs/remotes/upstream/main');
    fork.write(paths.cleat, `${text}\n`);
    expect(rules(fork)).toEqual(['provenance/other-commit']);
  });

  test('is not what a fork has added to it', () => {
    const { fork, lesson } = correctedUpstream();
    fork.git('cherry-pick', lesson);
    fork.edit(paths.cleat, (text) => `${text}\nOur own turn.\n`);
    expect(rules(fork)).toEqual(['provenance/edited-in-place']);
  });

  test('is no edit of the fork, whatever a record says', () => {
    const { fork, lesson } = correctedUpstream();
    fork.git('cherry-pick', lesson);
    fork.write(
      'provider/curriculum.yaml',
      'edited:\n  - lesson: belay-a-cleat\n    changes: [{date: 2026-06-01, text: We added a turn}]\n',
    );
    expect(rules(fork)).toContain('provenance/nothing-changed');
  });

  test('does not hide that a file was removed', () => {
    const { fork } = correctedUpstream();
    fork.remove(paths.exam);
    expect(rules(fork)).toContain('provenance/edited-data');
  });

  test('does not help a commit that upstream does not have', () => {
    const { upstream, fork } = correctedUpstream();
    upstream.git('checkout', '--quiet', '-b', 'proposal', 'HEAD');
    upstream.edit(paths.cleat, (text) => `${text}\nNot taken over.\n`);
    const proposed = upstream.commit('Propose a turn');
    fork.git('fetch', '--quiet', 'upstream');
    fork.git('checkout', '--quiet', proposed, '--', paths.cleat);
    expect(rules(fork)).toEqual(['provenance/edited-in-place']);
  });
});

describe('a whole update', () => {
  test('that was merged by git alone and squashed builds, and the repair is offered', () => {
    const { fork, last } = correctedUpstream();
    expect(cut(fork)).toBeUndefined();
    fork.git('merge', '--quiet', '--squash', 'upstream/main');
    fork.commit('Update');
    expect(rules(fork)).toEqual(['provenance/other-commit']);
    const found = cut(fork);
    expect(found).toEqual({ how: 'squashed', commit: last, version: undefined });
    expect(found && cutText(found)).toContain(
      `Your files say that you have a state of upstream (${last.slice(0, 12)}), but that commit is not in your history.`,
    );
  });

  test('that was taken back is the state before it', () => {
    const { fork, last } = correctedUpstream();
    fork.git('merge', '--quiet', '--no-edit', 'upstream/main');
    fork.record();
    fork.commit('Record the update');
    expect(rules(fork)).toEqual([]);
    fork.git('revert', '--no-edit', '--mainline', '1', 'HEAD~1');
    expect(rules(fork)).toEqual(['provenance/other-commit']);
    expect(stateOf(fork, 'belay-a-cleat')).toMatchObject({ state: 'verbatim' });
    expect(stateOf(fork, 'belay-a-cleat')?.compared).not.toMatchObject({ commit: last });
  });
});
