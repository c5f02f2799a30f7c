import { afterAll, describe, expect, test } from 'vitest';
import { lessonDifference } from '../../src/fork/difference.ts';
import { editLesson } from '../../src/fork/edit.ts';
import { Git } from '../../src/fork/git.ts';
import { findLesson, readFork } from '../../src/fork/layers.ts';
import { sectionsText, updateSections } from '../../src/fork/preview.ts';
import { provenanceRows, provenanceTable } from '../../src/fork/provenance-report.ts';
import { compareUpstream, readSnapshot } from '../../src/fork/upstream.ts';
import { withValues } from '../../src/fork/yaml-scalars.ts';
import { type ContentRepository, originalWithForks } from '../helpers/content-repository.ts';
import { paths } from '../helpers/fixture.ts';

/** What a provider meets who changes little and merges for years. Real repositories. */
const { original, place, freshFork, remove } = originalWithForks();
afterAll(remove);

const BOWLINE = 'provider/lessons/tie-a-bowline/patch.yaml';

/** An original of its own, a fork of it, and what the fork would be told of an update. */
function pair() {
  const upstream = original().clone(place());
  upstream.git('checkout', '--quiet', '-B', 'main');
  return { upstream, fork: freshFork(upstream) };
}

/** A fork that has edited a paragraph of a lesson. */
function editedPair() {
  const found = pair();
  const { fork } = found;
  for (const [path, text] of editLesson(readFork(fork.path), 'tie-a-bowline', { kind: 'paragraph', words: 'A boat' })
    .files)
    fork.write(
      path,
      String(text)
        .replace('A boat pulls', 'A barge pulls')
        .replace('changes: []', 'changes: [{date: 2026-06-01, text: A barge}]'),
    );
  fork.commit('A barge');
  return found;
}

function previewOf(fork: ContentRepository): string {
  fork.git('fetch', '--quiet', 'upstream');
  const git = new Git(fork.path);
  const read = readFork(fork.path);
  const taken = readSnapshot(git, fork.git('merge-base', 'HEAD', 'upstream/main'), read.depth);
  return sectionsText(updateSections(compareUpstream(read, readSnapshot(git, 'upstream/main'), () => [], taken)));
}

function differenceOf(fork: ContentRepository, id: string): string {
  const git = new Git(fork.path);
  const read = readFork(fork.path);
  const lesson = findLesson(read.whole ?? read.below, id);
  if (!lesson) throw new Error(`no lesson ${id}`);
  return lessonDifference(git, read, lesson, readSnapshot(git, fork.git('rev-parse', 'upstream/main')), false);
}

describe('edits of a lesson', () => {
  test('are compared with what upstream has made of it', () => {
    const { upstream, fork } = editedPair();
    upstream.edit(paths.bowline, (text) => text.replace('A boat pulls', 'A big boat pulls'));
    upstream.commit('A big boat');
    fork.git('fetch', '--quiet', 'upstream');
    expect(differenceOf(fork, 'tie-a-bowline')).toContain('A {+big+} boat pulls');
  });

  test('cannot be declined: everything else follows upstream', () => {
    const { fork } = editedPair();
    expect(() => fork.decline('tie-a-bowline', 'no')).toThrow('npm run adapt tie-a-bowline -- --record');
  });

  test('may all be taken back, and their key stays', () => {
    const { fork } = editedPair();
    fork.write(BOWLINE, 'blocks:\n');
    expect(fork.problems()).toEqual([]);
    expect(fork.load().curriculum?.provenance.get('tie-a-bowline')?.state).toBe('verbatim');
  });
});

describe('the preview', () => {
  test('tells changes of upstream from those that the fork made in place', () => {
    const { upstream, fork } = pair();
    fork.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    fork.commit('Edit in place');
    upstream.edit(paths.people, (text) => text.replace('Ada Anchor', 'Ada Anker'));
    upstream.edit(paths.glossary, (text) => text.replace(/definition: .*/, 'definition: A better one.'));
    upstream.edit(paths.exam, (text) => text.replace(/name: .*/, 'name: Another Name'));
    upstream.commit('Correct names');
    const text = previewOf(fork);
    expect(text).not.toContain('Changed upstream\n');
    expect(text).toContain('Changed upstream beside lessons\n  Ada Anchor is called Ada Anker now\n  term changed: ');
    expect(text).toContain(`\n  ${paths.exam}\n`);
  });
});

describe('a record', () => {
  test('is written anew, and not what stands around it', () => {
    const { upstream, fork } = pair();
    const lesson = fork.adapt('belay-a-cleat');
    fork.edit(lesson, (text) =>
      text.replace(
        /changes: (.*)\n/,
        'changes:   # for readers\n  - {date: 2026-06-01,  text: "A sentence of ours"}\n# ours\n',
      ),
    );
    fork.commit('Adapt');
    upstream.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    upstream.commit('One more turn');
    fork.git('fetch', '--quiet', 'upstream');
    fork.git('merge', '--quiet', '--no-edit', 'upstream/main');
    fork.record();
    const before = fork.text(lesson);
    fork.decline('belay-a-cleat', 'Our pier has smaller cleats');
    const lines = (text: string): string[] => text.split('\n');
    const added = lines(fork.text(lesson)).filter((line) => !lines(before).includes(line));
    expect(lines(before).filter((line) => !lines(fork.text(lesson)).includes(line))).toEqual([]);
    expect(added.map((line) => line.trim().split(':')[0])).toEqual(['declined', 'sha256', 'version', 'reason']);
    fork.edit(lesson, (text) => `${text}\nOne more turn.\n`);
    fork.recordAdaptation('belay-a-cleat');
    expect(fork.text(lesson)).toContain(
      'changes:   # for readers\n  - {date: 2026-06-01,  text: "A sentence of ours"}\n# ours\n',
    );
    expect(fork.problems()).toEqual([]);
  });

  test.each([
    ['a: {b: 1,  c: "x"} # why\n', 'a: {b: y,  c: "x"} # why\n'],
    ["a:\n    b: 'x'\n    c: 2\n", 'a:\n    b: y\n    c: 2\n'],
    ['a:\n  b: |\n    long\n', 'a:\n  b: |-\n    y\n'],
    ['a: {}\n', 'a: { b: y }\n'],
  ])('a value of %j is replaced where it stands', (text, result) => {
    expect(withValues(text, [{ path: ['a', 'b'], value: 'y' }])).toBe(result);
  });
});

describe('the table of provenance', () => {
  test('gives own lessons no version of upstream', () => {
    const { fork } = pair();
    const flags = fork
      .text(paths.flags)
      .replace(/^title: .*/m, 'title: Our pier')
      .replace(/^(aliases|competencies|prerequisites): .*\n/gm, '');
    fork.write(
      'provider/lessons/our-pier/lesson.mdx',
      `${flags.split('---\n').slice(0, 2).join('---\n')}---\n\nOur own pier.\n`,
    );
    fork.write('provider/curriculum.yaml', 'insert:\n  - {lesson: our-pier, after: belay-a-cleat}\n');
    const { curriculum } = fork.load();
    if (!curriculum) throw new Error(fork.problems().join('\n'));
    const rows = provenanceRows(curriculum);
    expect(rows.find(({ id }) => id === 'our-pier')).toMatchObject({ state: 'original', version: null });
    expect(provenanceTable(rows)).toMatch(/our-pier +original +– +–/);
  });
});
