import { describe, expect, test } from 'vitest';
import { curriculumJson } from '../../../src/assembly/to-json.ts';
import { readContent } from '../../../src/curriculum/read.ts';
import { editLesson, editTerm, type Part } from '../../../src/fork/edit.ts';
import { recordTerm } from '../../../src/fork/record-edits.ts';
import { blocksOf, prefixed } from '../../../src/provider/layers/patch/blocks.ts';
import { assembled, barge, bodyOf, CHANGES, edited, PATCH, paragraph, upstream } from '../../helpers/edits.ts';
import { paths, replace, textOf } from '../../helpers/fixture.ts';
import { forkFiles, forkOf, problemsOf } from '../../helpers/layer.ts';
import { attributionOf } from '../../helpers/lesson-page.ts';

describe('a layer changes a part of a lesson', () => {
  test('a paragraph, and readers are told', () => {
    const files = barge();
    expect(problemsOf(files)).toEqual([]);
    expect(bodyOf(files)).toBe(bodyOf(forkFiles()).replace('A boat pulls', 'A barge pulls'));
    const { credit } = attributionOf('tie-a-bowline', assembled(files));
    expect(credit.provenance.state).toBe('adapted');
    expect(credit.changes).toBe(
      'Adapted by Harbor Academy from “Tie a bowline”, version 1.2.0, by Ada Anchor and The Tiny Harbor Crew (Tiny Harbor, ' +
        'https://tiny.example/lessons/tie-a-bowline/), licensed under Creative Commons Attribution 4.0 International. ' +
        'Changes: 2026-06-01: A barge',
    );
    expect(attributionOf('belay-a-cleat', assembled(files)).credit.provenance.state).toBe('verbatim');
    expect(
      assembled(files)
        .courseChanges.get('harbor')
        ?.map(({ adapted }) => adapted),
    ).toEqual([['tie-a-bowline']]);
  });

  test('one that stands in a list in a component, and may be several', () => {
    const files = edited(forkFiles(), paragraph('Make a small loop'), {
      from: 'Make a small loop.',
      to: 'Make a loop.\n\n      Not too small.',
    });
    expect(bodyOf(files)).toContain('<Steps>\n\n1. Make a loop.\n\n   Not too small.\n2. Lead the');
  });

  test('a heading, a component, a whole list; or removes one', () => {
    const heading = edited(forkFiles(), paragraph('Write it down'), {
      from: '## Write it down',
      to: '## Count the ropes',
    });
    const both = edited(heading, paragraph('A bowline cannot be untied'), {
      from: 'A bowline cannot',
      to: 'It cannot',
    });
    const removed = edited(both, paragraph('- The loop keeps its size. - Take'));
    const path = PATCH;
    removed.set(
      path,
      (removed.get(path) ?? '').replace(/text: \|\n +- The loop keeps its size\.\n.*\n/, 'text: "- One."\n'),
    );
    expect(problemsOf(removed)).toEqual([]);
    expect(bodyOf(removed)).toContain('## Count the ropes');
    expect(bodyOf(removed)).toContain('\nIt cannot be untied');
    expect(bodyOf(removed)).toContain('<KeyPoints>\n\n- One.\n\n</KeyPoints>');
  });

  test('a quiz item, which keeps its id', () => {
    const files = edited(
      forkFiles(),
      { kind: 'quiz-item', id: 'good-uses' },
      {
        from: 'For what would you tie a bowline?',
        to: 'For what does your crew tie a bowline?',
      },
    );
    expect(problemsOf(files)).toEqual([]);
    const quiz = assembled(files).lessons.get('tie-a-bowline')?.quiz ?? [];
    expect(quiz.map(({ id, question }) => [id, question])).toEqual([
      ['loop-size', 'What does the loop of a bowline do under load?'],
      ['good-uses', 'For what does your crew tie a bowline?'],
    ]);
  });

  test('a file, or adds one', () => {
    const files = edited(forkFiles(), { kind: 'file', name: 'count.txt' });
    const own = 'provider/lessons/tie-a-bowline/files/count.txt';
    files.set(own, textOf(own, files).replace('2', '3'));
    files.set('provider/lessons/tie-a-bowline/files/note.txt', 'Ours.\n');
    const both = edited(files, { kind: 'file', name: 'note.txt' });
    const shown = edited(both, paragraph('The list of ropes'), {
      from: 'The list of ropes',
      to: '<File name="note.txt" />\n\n      The list of ropes',
    });
    const lesson = assembled(shown).lessons.get('tie-a-bowline');
    expect(lesson?.files.get('note.txt')?.text).toBe('Ours.\n');
    expect(lesson?.files.get('count.txt')?.text).toBe(textOf(own, files));
    expect(problemsOf(shown)).toEqual([]);
  });

  test('a term of the glossary', () => {
    const begun = editTerm(forkOf(forkFiles()), 'cleat');
    const text = String(begun.files.get(begun.file))
      .replace('A fitting with two horns', 'A horn, or two,')
      .replace('changes: []', CHANGES);
    const files = forkFiles({ [begun.file]: text });
    expect(problemsOf(files)).toEqual([]);
    expect(assembled(files).terms.get('cleat')?.definition).toBe(
      'A horn, or two, to which a rope is made fast.\n'.trim(),
    );
    expect(assembled(files).layers[0]?.editedTerms.map(({ id, changes }) => [id, changes])).toEqual([
      ['cleat', [{ date: '2026-06-01', text: 'TEXT' }]],
    ]);
    expect(curriculumJson(assembled(files), { lesson: String, provider: String }).terms).toContainEqual(
      expect.objectContaining({
        id: 'cleat',
        changedBy: [{ by: 'Harbor Academy', changes: [{ date: '2026-06-01', text: 'TEXT' }] }],
      }),
    );
    const later = upstream(files, paths.glossary, replace('A fitting with two horns', 'A fitting of iron'));
    const [stale] = problemsOf(later);
    expect(stale).toContain(
      'layer/edit-stale provider/glossary.yaml:5: Upstream has changed the term "cleat" since you edited it. It is now: "Cleat: A fitting of iron to which a rope is made fast." | Take over what you want of it, then run "npm run adapt -- --term cleat --record"',
    );
    const recorded = recordTerm(forkOf(later), 'cleat');
    expect(problemsOf(later.set(recorded.path, recorded.text))).toEqual([]);
  });

  test('and everything else follows upstream', () => {
    const later = upstream(barge(), paths.bowline, replace('3. Pull tight.', '3. Pull it tight.\n4. Look at it.'));
    expect(problemsOf(later)).toEqual([]);
    expect(bodyOf(later)).toContain('A barge pulls');
    expect(bodyOf(later)).toContain('4. Look at it.');
    expect(attributionOf('tie-a-bowline', assembled(later)).credit.changes).toContain('version 1.3.0');
  });

  test('of a lesson that upstream has renamed since', () => {
    const content = [...barge()].map(([path, text]): [string, string] => [
      path.replace('content/courses/harbor/mooring/tie-a-bowline/', 'content/courses/harbor/mooring/bowline/'),
      path.startsWith('content/') ? text.replace('- tie-a-bowline', '- bowline') : text,
    ]);
    const path = 'content/courses/harbor/mooring/bowline/lesson.mdx';
    const renamed = new Map(content).set(paths.cleat, textOf(paths.cleat).replaceAll('tie-a-bowline', 'bowline'));
    const later = upstream(renamed, path, replace('status:', 'aliases: [tie-a-bowline]\nstatus:'));
    expect(problemsOf(later)).toEqual([expect.stringContaining(`layer/renamed ${PATCH}:1: `)]);
    expect(assembled(later).lessons.get('bowline')?.body).toContain('A barge pulls');
  });
});

describe('an edit cannot be begun', () => {
  test.each<[Part, string]>([
    [paragraph('A ship pulls'), 'No block of "tie-a-bowline" begins with "A ship pulls".'],
    [paragraph('A boat pulls'), `${PATCH} has an edit of that already.`],
    [{ kind: 'figure', words: 'harbor' }, 'No figure of "tie-a-bowline" says "harbor".'],
    [{ kind: 'quiz-item', id: 'loop-sise' }, 'has no quiz item "loop-sise". Did you mean "loop-size"?'],
    [{ kind: 'file', name: 'cuont.txt' }, 'has no file "cuont.txt". Did you mean "count.txt"?'],
  ])('of %j', (part, message) => {
    expect(() => editLesson(forkOf(barge()), 'tie-a-bowline', part)).toThrow(message);
  });

  test('of a term that does not exist', () => {
    const begin = (): unknown => editTerm(forkOf(forkFiles()), 'cleet');
    expect(begin).toThrow('There is no term "cleet" in the glossary below your layer. Did you mean "cleat"?');
  });
});

describe('the blocks of a lesson', () => {
  test('are found in every lesson of the curriculum, and put back as they were', () => {
    const lessons = [...readContent('.')].filter(([path]) => path.endsWith('/lesson.mdx'));
    expect(lessons.length).toBeGreaterThan(10);
    for (const [path, text] of lessons) {
      const blocks = blocksOf(path, text) ?? [];
      expect(blocks.length).toBeGreaterThan(10);
      const back = blocks.filter((block) => prefixed(block.text, block.prefix) !== text.slice(block.start, block.end));
      expect(back.map(({ text: own }) => `${path}: ${own}`)).toEqual([]);
      expect(blocks.filter(({ isFigure }) => isFigure)).toHaveLength(
        [...text.matchAll(/^ *(?:```mermaid|<Figure)/gm)].length,
      );
    }
  });

  test('are those that stand in quotes, in lists, and in lists in them', () => {
    const text = '---\na: 1\n---\n\n> One\n> two\n>\n> - three\n>   four\n\n1. a\n\n   ```sh\n   x\n\n   y\n   ```\n';
    expect(blocksOf('lesson.mdx', text)?.map((block) => [block.text, block.prefix])).toEqual([
      ['> One\n> two\n>\n> - three\n>   four', ''],
      ['One\ntwo', '> '],
      ['- three\n  four', '> '],
      ['three\nfour', '>   '],
      ['1. a\n\n   ```sh\n   x\n\n   y\n   ```', ''],
      ['a', '   '],
      ['```sh\nx\n\ny\n```', '   '],
    ]);
  });
});
