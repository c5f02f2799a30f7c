import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContentRepository, originalWithForks } from '../helpers/content-repository.ts';
import { paths } from '../helpers/fixture.ts';
import { attributionOf } from '../helpers/lesson-page.ts';

/** Ways in which somebody who edits nothing but data tried to make a fork say what is not true of a lesson's origin. */
const { original, place, freshFork, remove } = originalWithForks();
let upstream: ContentRepository;
beforeAll(() => {
  upstream = original();
});
afterAll(remove);

const FLAGS = 'content/courses/harbor/signals/code-flags/lesson.mdx';
const EVE = /^(title: ).*$/m;

const rules = (fork: ContentRepository): string[] => [...new Set(fork.load().findings.map(({ rule }) => rule))];

/** What the page of a lesson says of it. */
function said(fork: ContentRepository, id: string): string {
  const { curriculum } = fork.load();
  if (!curriculum) throw new Error('the fork cannot be assembled');
  const { credit, jsonLd } = attributionOf(id, curriculum);
  return JSON.stringify([credit, jsonLd]);
}

const asEve = (lesson: string): string =>
  lesson.replace(EVE, '$1The flags of Eve').replace(/^authors: .*$/m, 'authors: [ben]');

/** The text of a lesson, as an own one would have it. */
const bodyOf = (lesson: string): string =>
  lesson
    .slice(lesson.indexOf('\n---\n') + 5)
    .replace(/<File[^>]*\/>|<Terminal[^>]*\/>|<Quiz \/>|<Lab \/>|## (Test yourself|Lab)\n/g, '')
    .replace(/<Version of="chart" \/>/, '7.3')
    .replace(/\(lesson:[^)]*\)/g, '');

/** An own lesson with the frontmatter of one of upstream, and another text. */
function own(fork: ContentRepository, body: string, record = ''): void {
  const [head = ''] = /^---\n[\s\S]*?(?=^aliases|\n---\n)/m.exec(fork.text(paths.logLine)) ?? [];
  fork.write('provider/lessons/our-knot/lesson.mdx', `${head.trimEnd()}\n${record}---\n${body}`);
  fork.write('provider/curriculum.yaml', 'insert: [{lesson: our-knot, module: mooring}]\n');
}

describe('who made the original is read from the original', () => {
  test('and not from what an edit in place has made of it', () => {
    const fork = freshFork();
    fork.edit(FLAGS, asEve);
    fork.write(
      'provider/curriculum.yaml',
      'edited:\n  - {lesson: code-flags, changes: [{date: 2026-06-01, text: A typo was corrected}]}\n',
    );
    expect(rules(fork)).toEqual([]);
    const basedOn = /"isBasedOn":.*?"creator":\[\{.*?"name":"([^"]*)"/.exec(said(fork, 'code-flags'))?.[1];
    expect(basedOn).toBe('Ada Anchor');
    expect(said(fork, 'code-flags')).toContain('from “Code flags”');
  });

  test('and an edited lesson is not copied as the original', () => {
    const fork = freshFork();
    fork.edit(FLAGS, asEve);
    fork.adapt('code-flags');
    expect(rules(fork)).toContain('provenance/edited-in-place');
  });

  test('also where nothing but a record says what it was', () => {
    const fork = freshFork();
    const path = fork.adapt('belay-a-cleat');
    fork.edit(path, (text) =>
      text.replace(/sha256: .*/, `sha256: ${'a'.repeat(64)}`).replace(/creators: .*/, 'creators: Eve Estuary'),
    );
    fork.commit('Forge a record');
    expect(rules(fork)).toContain('provenance/unknown-base');
    const shallow = fork.clone(place(), '--depth', '1', '--no-local');
    expect(said(shallow, 'belay-a-cleat')).not.toContain('Eve Estuary');
    const top = freshFork(fork, 2, 'Second School');
    expect(said(top, 'belay-a-cleat')).not.toContain('Eve Estuary');
  });
});

describe('upstream is asked, and not', () => {
  test.each(['.', './', 'file:///PATH', 'PATH/.git', './provider/assets/up.git'])(
    'the fork itself, called %s',
    (repository) => {
      const fork = freshFork();
      fork.edit(paths.cleat, (text) => `${text}\nOne more turn.\n`);
      const commit = fork.commit('Edit');
      fork.edit('provider/upstream.yaml', (text) =>
        text
          .replace(/commit: .*/, `commit: ${commit}`)
          .replace(
            /repository: .*/,
            `repository: ${repository.replace('/PATH', fork.path).replace('PATH', fork.path)}`,
          ),
      );
      expect(rules(fork)).toContain('provenance/foreign-commit');
    },
  );

  test.each([
    'git@forge.example:academy/course',
    'ssh://git@forge.example/academy/course.git',
    'https://forge.example:443/academy/./course/',
    'http://user@FORGE.example//academy/course?',
  ])('the own forge, called %s', (repository) => {
    const fork = freshFork();
    fork.edit('provider/brand.yaml', (text) => `${text}repository: https://forge.example/academy/course\n`);
    fork.edit('provider/upstream.yaml', (text) => text.replace(/repository: .*/, `repository: ${repository}`));
    fork.git('remote', 'add', 'own', repository);
    fork.git('update-ref', 'refs/remotes/own/main', upstream.git('rev-parse', 'HEAD'));
    expect(rules(fork)).toContain('provenance/foreign-commit');
  });

  test('a commit of the fork, wherever it lies', () => {
    const fork = freshFork();
    const commit = fork.git('rev-parse', 'HEAD');
    const mirror = fork.clone(place());
    fork.edit('provider/upstream.yaml', (text) =>
      text.replace(/commit: .*/, `commit: ${commit}`).replace(/repository: .*/, `repository: ${mirror.path}`),
    );
    expect(rules(fork)).toContain('provenance/foreign-commit');
  });

  test('a name with a character that no program takes', () => {
    const fork = freshFork();
    fork.edit('provider/upstream.yaml', (text) => text.replace(/repository: .*/, 'repository: "/x\\0y"'));
    expect(rules(fork).join()).toMatch(/provenance|file\/character/);
  });

  test('and a layer below that names no commit is no proof', () => {
    const first = freshFork();
    first.remove('provider/upstream.yaml');
    first.commit('Forget where it comes from');
    const top = freshFork(first, 2, 'Second School');
    const { curriculum } = top.load();
    expect(curriculum?.provenance.get('belay-a-cleat')?.compared).toMatchObject({ manifest: true });
  });
});

describe('a text of somebody else is recognized', () => {
  const sentence = /(\S+) (?=\S)/g;

  test.each<[string, (text: string) => string]>([
    ['as it is', (text) => text],
    [
      'with comments between the words',
      (text) => text.replace(/^(?![<#])([^\n<]*)$/gm, (line) => line.replace(sentence, '$1 {/* q */} ')),
    ],
    ['in letters of another script', (text) => text.replace(/[aeo]/g, (letter) => 'аео'.charAt('aeo'.indexOf(letter)))],
    ['with soft hyphens', (text) => text.replace(/([a-z]{3})([a-z]{3})/g, '$1\u00AD$2')],
    ['in another order', (text) => text.split('\n\n').reverse().join('\n\n')],
  ])('%s', (_, change) => {
    const fork = freshFork();
    own(fork, `\n${change(bodyOf(fork.text(paths.bowline)))}\n`);
    expect(rules(fork)).toContain('provenance/uncredited');
  });

  test('also if it is a quiz or a lab alone, unless the lesson names it', () => {
    const fork = freshFork();
    own(fork, '\nA knot of ours, in words of ours, which nobody has written before.\n');
    const folder = paths.bowline.slice(0, -'/lesson.mdx'.length);
    for (const name of ['quiz.yaml', 'lab.yaml'])
      fork.write(
        `provider/lessons/our-knot/${name}`,
        fork.text(`${folder}/${name}`).replace(/id: (\S+)/g, 'id: our-$1'),
      );
    const said = () => fork.problems().filter((line) => line.startsWith('provenance/uncredited'));
    expect(said()).toEqual([
      'provenance/uncredited provider/lessons/our-knot/lab.yaml:1: 84 % of the lab of "our-knot" is that of "tie-a-bowline" (Tiny Harbor).',
      'provenance/uncredited provider/lessons/our-knot/quiz.yaml:1: 95 % of the quiz of "our-knot" is that of "tie-a-bowline" (Tiny Harbor).',
    ]);
    fork.edit('provider/lessons/our-knot/lesson.mdx', (text) =>
      text.replace(
        '\n---\n',
        '\nbased_on:\n  - {title: Tie a bowline, creators: Ada Anchor, source: "https://tiny.example/lessons/tie-a-bowline/", licence: CC-BY-4.0, part: quiz and lab, changes: Ids are ours}\n---\n',
      ),
    );
    expect(said()).toEqual([]);
  });

  test('also under the record of another lesson', () => {
    const fork = freshFork();
    const path = fork.adapt('belay-a-cleat');
    const text = fork.text(path);
    fork.write(path, `${text.slice(0, text.indexOf('\n---\n') + 5)}${bodyOf(fork.text(paths.bowline))}`);
    expect(rules(fork)).toContain('provenance/uncredited');
  });
});

test('a file called lesson.mdx hides no application', () => {
  const fork = freshFork();
  fork.write('content/courses/harbor/app/lesson.mdx', 'No lesson.\n');
  fork.write('content/courses/harbor/app/main.mjs', 'ours\n');
  expect(rules(fork)).toContain('provenance/edited-data');
});

test.each(['Tiny  Harbor', 'tiny harbor.', 'Tiny\u200B Harbor', 'Ｔiny Harbor', 'Тіny Ηаrbоr'])(
  'a fork is not called "%s"',
  (name) => {
    const fork = freshFork();
    fork.edit('provider/brand.yaml', (text) => text.replace('Harbor Academy', JSON.stringify(name)));
    expect(rules(fork).join()).toMatch(/layer\/foreign-name|character/);
  },
);
