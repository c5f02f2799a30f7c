import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContentRepository, originalWithForks } from '../helpers/content-repository.ts';
import { paths, readTiny } from '../helpers/fixture.ts';
import { releasedFiles } from '../helpers/layer.ts';

/** What a site says about origin is computed from upstream's commit, whatever the files of a fork say. Real repositories. */
const { original, place, freshFork, remove } = originalWithForks();
let upstream: ContentRepository;
beforeAll(() => {
  upstream = original();
});
afterAll(remove);

const rules = (problems: readonly string[]): string[] => problems.map((line) => line.split(' ')[0] ?? '').sort();

const stateOf = (fork: ContentRepository, id: string) => fork.load().curriculum?.provenance.get(id);

describe('a fork is compared with the commit of upstream', () => {
  test('which is found by merging, and named', () => {
    const fork = freshFork();
    expect(fork.problems()).toEqual([]);
    const commit = upstream.git('rev-parse', 'HEAD');
    expect(stateOf(fork, 'belay-a-cleat')).toMatchObject({
      state: 'verbatim',
      compared: { commit, repository: upstream.path },
    });
  });

  test('also where an edit was committed before the fork was rebranded', () => {
    const fork = upstream.clone(place());
    fork.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    fork.commit('Edit before anything else');
    fork.rebrand();
    fork.commit('Publish as ourselves');
    expect(fork.problems()).toEqual([
      `provenance/edited-in-place ${paths.cleat}:1: The lesson "belay-a-cleat" is not what Tiny Harbor at commit ${upstream.git('rev-parse', 'HEAD').slice(0, 12)} has under this id, and nobody says what was changed.`,
    ]);
  });

  test.each([
    [paths.people, (text: string) => text.replace('Ada Anchor', 'Eve Estuary'), 'people.yaml'],
    [paths.identity, (text: string) => text.replace('The Tiny Harbor Authors', 'Harbor Academy'), 'brand.yaml'],
    [paths.glossary, (text: string) => text.replace(/definition: .*/, 'definition: Ours.'), 'glossary.yaml'],
    [paths.harbor, (text: string) => text.replace(/summary: .*/, 'summary: Our course.'), 'curriculum.yaml'],
    [paths.mooring, (text: string) => text.replace(/title: .*/, 'title: Our module'), 'curriculum.yaml'],
    [paths.exam, (text: string) => text.replace(/name: .*/, 'name: Our Exam'), 'best mended there'],
    [paths.versions, (text: string) => `${text}\n`, 'best mended there'],
  ])('in %s, which feeds pages', (path, edit, place) => {
    const fork = freshFork();
    fork.edit(path, edit);
    const found = fork.load().findings.filter(({ rule }) => rule === 'provenance/edited-data');
    expect(found.map(({ file }) => file)).toEqual([path]);
    expect(found[0]?.message).toContain(`${path} is not what Tiny Harbor at commit`);
    expect(found[0]?.remedy).toContain(place);
  });

  test('and what was added or removed is seen', () => {
    const fork = freshFork();
    fork.write('content/exams/ours.yaml', fork.text(paths.exam).replace('id: tcs', 'id: ours'));
    fork.remove('content/courses/open-sea/navigation/log-line');
    const problems = fork.problems().filter((line) => line.startsWith('provenance/edited-data'));
    expect(problems).toHaveLength(2);
    expect(problems.join('\n')).toContain('log-line/lesson.mdx is missing, which Tiny Harbor at commit');
    expect(problems.join('\n')).toContain('content/exams/ours.yaml is not in Tiny Harbor at commit');
  });

  test('and a manifest with a right checksum helps nobody', () => {
    const fork = freshFork();
    const edited = `${fork.text(paths.cleat)}\nOne more turn.\n`;
    fork.write(paths.cleat, edited);
    const forged = releasedFiles(new Map(readTiny()).set(paths.cleat, edited)).get('content/manifest.json') ?? '';
    fork.write('content/manifest.json', forged);
    expect(rules(fork.problems())).toEqual(['provenance/edited-data', 'provenance/edited-in-place']);
  });

  test('and a spelling list of one’s own is nobody’s work', () => {
    const fork = freshFork();
    fork.write('content/dictionary.txt', 'Hafen\n');
    expect(fork.problems()).toEqual([]);
  });
});

describe('a commit counts only if upstream has it:', () => {
  test('not one of the fork, with upstream’s history at hand', () => {
    const fork = freshFork();
    fork.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    const own = fork.commit('Our own');
    fork.edit('provider/upstream.yaml', (text) => text.replace(/commit: .*/, `commit: ${own}`));
    expect(fork.problems()).toContain(
      `provenance/foreign-commit provider/upstream.yaml:4: The commit ${own} is none of ${upstream.path}: its branch main does not have it.`,
    );
  });

  test('not one of a fork that calls itself upstream', () => {
    const fork = freshFork();
    const own = upstream.git('rev-parse', 'HEAD');
    fork.edit('provider/brand.yaml', (text) => `${text}repository: https://forge.example/academy/\n`);
    fork.edit('provider/upstream.yaml', (text) =>
      text
        .replace(/commit: .*/, `commit: ${own}`)
        .replace(/repository: .*/, 'repository: https://forge.example/academy.git'),
    );
    fork.git('remote', 'add', 'own', 'https://forge.example/academy.git');
    fork.git('update-ref', 'refs/remotes/own/main', own);
    expect(fork.problems()).toContain(
      'provenance/foreign-commit provider/upstream.yaml:2: https://forge.example/academy/ is named as upstream, and is the repository of this edition itself.',
    );
  });

  test('in a shallow clone that one commit is fetched, and the clone stays as it is', () => {
    const fork = freshFork();
    const shallow = fork.clone(place(), '--depth', '1', '--no-local');
    expect(shallow.git('rev-list', '--count', 'HEAD')).toBe('1');
    expect(shallow.problems()).toEqual([]);
    expect(stateOf(shallow, 'belay-a-cleat')?.compared).toMatchObject({ repository: upstream.path });
    expect(shallow.git('rev-list', '--count', 'HEAD')).toBe('1');
    shallow.edit(paths.people, (text) => text.replace('Ada Anchor', 'Eve Estuary'));
    expect(rules(shallow.problems())).toEqual(['provenance/edited-data']);
  });

  test('in an archive without git, too', () => {
    const fork = freshFork();
    fork.remove('.git');
    fork.edit(paths.people, (text) => text.replace('Ada Anchor', 'Eve Estuary'));
    expect(rules(fork.problems())).toEqual(['provenance/edited-data']);
  });

  test.each([
    ['that is not there', (text: string) => text.replace(/commit: .*/, `commit: ${'0'.repeat(40)}`)],
    ['that is an option', (text: string) => text.replace(/commit: .*/, 'commit: --upload-pack=touch')],
    [
      'of a repository that runs a program',
      (text: string) => text.replace(/repository: .*/, 'repository: "ext::sh -c touch% here"'),
    ],
    [
      'of a repository that a change has brought along',
      (text: string) => text.replace(/repository: .*/, 'repository: ./content/evil.git'),
    ],
    [
      'of a repository that is not there',
      (text: string) => text.replace(/repository: .*/, 'repository: /nowhere/at/all'),
    ],
  ])('not one %s', (_, forge) => {
    const fork = freshFork();
    fork.git('remote', 'remove', 'upstream');
    fork.edit('provider/upstream.yaml', forge);
    expect(['provenance/manifest-only', 'provenance/foreign-commit']).toContain(rules(fork.problems())[0]);
    expect(stateOf(fork, 'belay-a-cleat')?.compared).toMatchObject({ manifest: true });
  });

  test('without it, lessons are compared with the manifest, and that is said', () => {
    const fork = freshFork();
    fork.git('remote', 'remove', 'upstream');
    fork.edit('provider/upstream.yaml', (text) => text.replace(/repository: .*/, 'repository: /nowhere/at/all'));
    const [only] = fork.load().findings;
    expect(only).toMatchObject({ rule: 'provenance/manifest-only', severity: 'warning' });
    expect(only?.message).toBe(
      'Lessons were compared with the manifest of Tiny Harbor only, not with its commit: /nowhere/at/all cannot be reached.',
    );
    fork.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    expect(rules(fork.problems())).toContain('provenance/edited-in-place');
  });
});

describe('an adaptation is compared with what it adapts:', () => {
  test('who made the original is read from upstream, not from the record', () => {
    const fork = freshFork();
    const path = fork.adapt('tie-a-bowline');
    expect(fork.problems()).toEqual([]);
    fork.edit(path, (text) =>
      text
        .replace('creators: Ada Anchor and The Tiny Harbor Crew', 'creators: Eve Estuary')
        .replace('copyright: © 2026 The Tiny Harbor Authors', 'copyright: © 2026 Eve Estuary')
        .replace('source: https://tiny.example/', 'source: https://eve.example/'),
    );
    const problems = fork.problems();
    expect(rules(problems)).toEqual(Array(3).fill('provenance/record-differs'));
    expect(problems[0]).toContain('The record says creators: "Eve Estuary"; upstream says "Ada Anchor and');
    const of = stateOf(fork, 'tie-a-bowline')?.work.adaptation?.of;
    expect(JSON.stringify(of)).not.toContain('Eve');
    expect(of?.copyright).toBe('© 2026 The Tiny Harbor Authors');
  });

  test('also when upstream has changed it since: then its history tells', () => {
    const original = upstream.clone(place());
    const fork = freshFork(original);
    const path = fork.adapt('belay-a-cleat');
    fork.edit(path, (text) => text.replace(/creators: .*/, 'creators: Eve Estuary'));
    fork.commit('Adapt');
    original.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    original.commit('Change a lesson');
    fork.git('pull', '--quiet', '--no-rebase', '--no-edit', 'upstream', 'main');
    fork.record();
    expect(rules(fork.problems())).toEqual(['provenance/record-differs', 'provenance/stale']);
    expect(stateOf(fork, 'belay-a-cleat')?.work.adaptation?.of.creators.map(({ name }) => name)).toEqual(['Ben Buoy']);
  });

  test('a record of a text that upstream never had is refused', () => {
    const fork = freshFork();
    const path = fork.adapt('belay-a-cleat');
    fork.edit(path, (text) => text.replace(/sha256: .*/, `sha256: ${'a'.repeat(64)}`));
    expect(rules(fork.problems())).toContain('provenance/unknown-base');
  });

  test('an untouched text with an invented change is refused', () => {
    const fork = freshFork();
    const path = fork.adapt('belay-a-cleat');
    fork.edit(path, (text) => text.replace('\nThis sentence is ours.\n', ''));
    expect(rules(fork.problems())).toEqual(['provenance/nothing-changed']);
    fork.write(
      'provider/curriculum.yaml',
      'edited:\n  - {lesson: code-flags, changes: [{date: 2026-06-01, text: Other flags}]}\n',
    );
    expect(rules(fork.problems())).toEqual(Array(2).fill('provenance/nothing-changed'));
  });

  test.each([
    ['{date: 2027-01-03, text: A sentence of ours}', 'provenance/future-change'],
    ['{date: 2027-01-02, text: Where the day begins first}', undefined],
    ['{date: 2026-06-01, text: "."}', 'provenance/empty-change'],
    ['{date: 2026-06-01, text: "— … 12"}', 'provenance/empty-change'],
    ['{date: 2026-06-01, text: "改訂版"}', undefined],
    ['{date: 2026-06-01, text: Übersetzt}', undefined],
  ])('a change that says %s', (change, rule) => {
    const fork = freshFork();
    fork.adapt('belay-a-cleat', `[${change}]`);
    expect(rules(fork.problems('2027-01-01'))).toEqual(rule === undefined ? [] : [rule]);
  });

  test('a copy without its record, under another name, with the original hidden, is recognized', () => {
    const fork = freshFork();
    const path = fork.adapt('tie-a-bowline');
    const own = 'provider/lessons/our-own-knot/lesson.mdx';
    const text = fork.text(path).replace(/^adapts:[\s\S]*?^changes:.*\n/m, '');
    fork.remove('provider/lessons/tie-a-bowline');
    fork.write(own, text.replace('aliases: []', ''));
    fork.write(
      'provider/curriculum.yaml',
      'insert: [{lesson: our-own-knot, module: mooring}]\nhide: [tie-a-bowline]\n',
    );
    expect(fork.problems().filter((line) => line.startsWith('provenance'))).toEqual([
      expect.stringMatching(
        /^provenance\/uncredited provider\/lessons\/our-own-knot\/lesson.mdx:1: The lesson "our-own-knot" is said to be your own, but \d+ % of its text is that of "tie-a-bowline" \(Tiny Harbor\)\.$/,
      ),
    ]);
  });

  test('a record that nothing was taken over for is seen, and a refusal to take it is said', () => {
    const original = upstream.clone(place());
    const fork = freshFork(original);
    fork.adapt('belay-a-cleat');
    fork.commit('Adapt');
    original.edit(paths.cleat, (text) => `${text}\nOne more turn holds in every wind.\n`);
    original.commit('Change a lesson');
    fork.git('pull', '--quiet', '--no-rebase', '--no-edit', 'upstream', 'main');
    fork.record();
    expect(() => fork.recordAdaptation('belay-a-cleat')).toThrow('has nothing of what upstream changed');
    const path = fork.decline('belay-a-cleat', 'Our cleats are larger');
    expect(rules(fork.problems())).toEqual([]);
    expect(stateOf(fork, 'belay-a-cleat')).toMatchObject({ state: 'adapted' });
    const sha256 = /^ {4}sha256: (.*)$/m.exec(fork.text(path))?.[1] ?? '';
    fork.edit(path, (text) =>
      text.replace(/ {2}declined:\n(?: {4}.*\n)+/, '').replace(/^ {2}sha256: .*/m, `  sha256: ${sha256}`),
    );
    expect(fork.problems()).toEqual([
      expect.stringContaining(
        '"belay-a-cleat" is said to be adapted from version 1.2.0, but has nothing of what came after',
      ),
    ]);
  });
});

describe('three hops', () => {
  let second: ContentRepository;
  let third: ContentRepository;
  beforeAll(() => {
    const first = freshFork();
    first.adapt('tie-a-bowline', '[{date: 2026-06-01, text: First change}]');
    first.commit('Adapt');
    second = freshFork(first, 2, 'Second School');
    second.adapt('tie-a-bowline', '[{date: 2026-06-02, text: Second change}]');
    second.commit('Adapt again');
    third = freshFork(second, 3, 'Third Trainer');
    third.adapt('tie-a-bowline', '[{date: 2026-06-03, text: Third change}]');
    third.commit('Adapt once more');
  });

  const chain = () => {
    const steps: string[] = [];
    let work = third.load().curriculum?.provenance.get('tie-a-bowline')?.work;
    for (; work?.adaptation; work = work.adaptation.of)
      steps.push(`${work.adaptation.by.name}: ${work.adaptation.changes.map(({ text }) => text).join()}`);
    return steps;
  };

  test('show every change, whatever lineage says', () => {
    expect(third.problems()).toEqual([]);
    const all = ['Third Trainer: Third change', 'Second School: Second change', 'Harbor Academy: First change'];
    expect(chain()).toEqual(all);
    third.edit('provider/provider/provider/lessons/tie-a-bowline/lesson.mdx', (text) =>
      text.replace(/^lineage:\n(?:(?: |- ).*\n)+/m, ''),
    );
    expect(rules(third.problems())).toEqual(['provenance/record-differs']);
    expect(chain()).toEqual(all);
  });

  test('a change that a lower layer keeps to itself is seen', () => {
    const first = freshFork();
    first.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
    first.commit('Edit in silence');
    const top = freshFork(first, 2, 'Second School');
    expect(top.problems()).toEqual([expect.stringMatching(/^provenance\/edited-in-place .*Tiny Harbor at commit/)]);
    expect(top.load().findings[0]?.remedy).toContain('Harbor Academy changed it and does not say so. Tell them');
  });
});
