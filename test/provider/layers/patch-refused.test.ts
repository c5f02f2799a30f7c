import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../../src/assembly/assemble.ts';
import { siteTokens } from '../../../src/assembly/load.ts';
import { checkContent } from '../../../src/checks/check.ts';
import type { ContentFiles } from '../../../src/curriculum/read.ts';
import { adaptLesson } from '../../../src/fork/adapt.ts';
import { editLesson } from '../../../src/fork/edit.ts';
import { recordEdits } from '../../../src/fork/record-edits.ts';
import { barge, bodyOf, CHANGES, edited, PATCH, paragraph, upstream } from '../../helpers/edits.ts';
import { paths, replace, textOf } from '../../helpers/fixture.ts';
import { filledIn, forkFiles, forkOf, problemsOf } from '../../helpers/layer.ts';

describe('an edit that does not fit stops the build', () => {
  const line = (files: ContentFiles, text: string): number =>
    textOf(PATCH, files)
      .split('\n')
      .findIndex((one) => one.includes(text)) + 1;

  test('if upstream has changed what it replaces; --record notes that it was looked at', () => {
    const files = barge();
    const later = upstream(files, paths.bowline, replace('pulls at its rope all night', 'pulls at its rope all day'));
    expect(problemsOf(later)).toEqual([
      `layer/edit-stale ${PATCH}:${line(files, 'begins')}: Upstream has changed the block that begins "A boat pulls at its rope all night. The bowline holds it," since you edited it. It is now: "A boat pulls at its rope all day. The <Term id="bowline">bowline</Term> holds it, and opens in the morning." | Take over what you want of it, then run "npm run adapt tie-a-bowline -- --record", which notes that you have.`,
    ]);
    expect(assembleCurriculum(later, siteTokens()).curriculum?.lessons.get('tie-a-bowline')?.body).toContain(
      'A boat pulls',
    );
    const recorded = recordEdits(forkOf(later), 'tie-a-bowline');
    expect(recorded?.lines.join()).toContain('replaces what begins "A boat pulls at its rope all day.');
    const mended = new Map(later).set(PATCH, recorded?.text ?? '');
    expect(problemsOf(mended)).toEqual([]);
    expect(bodyOf(mended)).toContain('A barge pulls at its rope all night');
  });

  test('if upstream has removed it; the edit is removed then', () => {
    const later = upstream(barge(), paths.bowline, (text) =>
      text.replace(/A boat pulls.*\n/, 'Ropes are old. They keep a <Term id="bowline">bowline</Term>.\n'),
    );
    const [found = ''] = problemsOf(later);
    expect(found).toContain(
      'What it has become cannot be told. | Remove this edit. If it is still wanted, make it anew',
    );
    expect(recordEdits(forkOf(later), 'tie-a-bowline')?.lines.join()).toContain('Remove the edit');
  });

  test('if a quiz item or a file has changed', () => {
    const item = edited(
      forkFiles(),
      { kind: 'quiz-item', id: 'good-uses' },
      { from: 'For what would', to: 'When would' },
    );
    const files = edited(item, { kind: 'file', name: 'count.txt' });
    files.set('provider/lessons/tie-a-bowline/files/count.txt', 'Ours\n');
    const quiz = upstream(files, paths.bowlineQuiz, replace('To tie a rope to a ring', 'To tie a rope to a post'));
    const count = 'content/courses/harbor/mooring/tie-a-bowline/files/count.txt';
    const both = upstream(quiz, count, (text) => `${text}\n`);
    expect(problemsOf(both).map((problem) => problem.split('. It is')[0])).toEqual([
      `layer/edit-stale ${PATCH}:${line(files, 'id: good-uses')}: Upstream has changed the quiz item "good-uses" since you edited it`,
      `layer/edit-stale ${PATCH}:${line(files, 'name: count.txt')}: Upstream has changed the file "count.txt" since you edited it`,
    ]);
    const recorded = recordEdits(forkOf(both), 'tie-a-bowline');
    expect(problemsOf(new Map(both).set(PATCH, recorded?.text ?? ''))).toEqual([]);
  });

  test.each([
    [
      'changes nothing',
      (text: string) => text.replace('A barge', 'A boat'),
      'layer/edit-unchanged',
      'changes nothing.',
    ],
    [
      'does not say what was changed',
      (text: string) => text.replace(/changes: .*/, 'changes: []'),
      'provenance/no-changes',
      'does not say what you changed.',
    ],
    [
      'is made twice',
      (text: string) => text + text.slice(text.indexOf('  - begins')),
      'layer/edit-target',
      'is a part of what another edit replaces, or the same.',
    ],
    [
      'is of a quiz item that does not exist',
      (text: string) =>
        `${text}quiz_items:\n  - id: good-use\n    replaces: ${'0a'.repeat(32)}\n    item: {}\n    ${CHANGES}\n`,
      'layer/edit-target',
      'There is no quiz item "good-use" to edit. Did you mean "good-uses"?',
    ],
    [
      'gives a quiz item another id',
      (text: string) =>
        `${text}quiz_items:\n  - id: good-uses\n    replaces: ${'0a'.repeat(32)}\n    item: {id: other}\n    ${CHANGES}\n`,
      'layer/edit-target',
      'gives it another id.',
    ],
    [
      'is of a file that is not there',
      (text: string) => `${text}files:\n  - name: none.txt\n    ${CHANGES}\n`,
      'file/missing',
      'has no file: provider/lessons/tie-a-bowline/files/none.txt does not exist.',
    ],
    [
      'has an unknown key',
      (text: string) => `${text}paragraphs: []\n`,
      'schema/unknown-key',
      'Unknown key "paragraphs".',
    ],
  ])('if it %s', (_, edit, rule, message) => {
    const files = barge();
    const found = problemsOf(files.set(PATCH, edit(textOf(PATCH, files))));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${rule} ${PATCH}:`);
    expect(found[0]).toContain(message);
  });

  test('if several blocks are the same, until it says which', () => {
    const twice = upstream(forkFiles(), paths.bowline, replace('## Write it down', 'Pull tight.\n\n## Write it down'));
    const files = edited(twice, paragraph('3. Pull tight'), { from: '3. Pull tight.', to: '3. Pull.' });
    expect(problemsOf(files)).toEqual([]);
    const begun = (): unknown => editLesson(forkOf(twice), 'tie-a-bowline', paragraph('Pull tight'));
    expect(begun).toThrow('blocks of "tie-a-bowline" begin with "Pull tight"');
    const text = textOf(PATCH, barge());
    const hash = /replaces: (\w+)/.exec(textOf(PATCH, edited(forkFiles(), paragraph('Pull tight'))))?.[1] ?? '';
    const unsure = new Map(twice).set(PATCH, text.replace(/replaces: \w+/, `replaces: ${hash}`));
    expect(problemsOf(unsure)[0]).toMatch(
      /layer\/edit-target .*: 2 blocks are the same .* on lines \d+, \d+ of the lesson\. \| Add "nth: 1"/,
    );
    const sure = textOf(PATCH, unsure).replace('replaces:', 'nth: 2\n    replaces:');
    expect(bodyOf(unsure.set(PATCH, sure))).toContain('3. Pull tight.\n\n</Steps>');
  });

  test('if a copy of the lesson lies beside it, or other files do', () => {
    const files = barge().set('provider/lessons/tie-a-bowline/quiz.yaml', 'items: []\n');
    expect(problemsOf(files)[0]).toContain('"quiz.yaml" is not read beside provider/lessons/tie-a-bowline/patch.yaml.');
    const copy = barge();
    for (const [path, text] of adaptLesson(forkOf(forkFiles()), 'tie-a-bowline', undefined)) {
      copy.set(path, filledIn(path, text, '[{date: 2026-06-01, text: Shorter}]'));
    }
    expect(problemsOf(copy)[0]).toContain(
      `layer/two-copies ${PATCH}:1: Beside these edits lies a copy of the whole lesson`,
    );
    copy.delete(PATCH);
    expect(problemsOf(copy)).toEqual([]);
    const again = (): unknown => adaptLesson(forkOf(barge()), 'tie-a-bowline', undefined);
    expect(again).toThrow(`You edit parts of "tie-a-bowline" already, in ${PATCH}`);
  });

  test('if upstream has no such lesson', () => {
    const files = forkFiles({ 'provider/lessons/no-lesson/patch.yaml': textOf(PATCH, barge()) });
    expect(problemsOf(files)[0]).toContain('layer/upstream-removed provider/lessons/no-lesson/patch.yaml:1: ');
  });
});

describe('what is wrong in a lesson with edits is found where it is written', () => {
  test('in an edit, or in the file of upstream', () => {
    const files = edited(forkFiles(), paragraph('A boat pulls'), {
      from: 'A boat pulls at its rope all night.',
      to: 'One.\n\n      A [link](lesson:nowhere) to nothing.',
    });
    const at =
      textOf(PATCH, files)
        .split('\n')
        .findIndex((one) => one.includes('nowhere')) + 1;
    expect(problemsOf(files)).toEqual([expect.stringContaining(`link/unknown-lesson ${PATCH}:${at}: `)]);
    const below = textOf(paths.bowline).replace('3. Pull tight.', '3. Pull [tight](lesson:nowhere).');
    const inBoth = upstream(files, paths.bowline, () => below);
    const line = below.split('\n').findIndex((one) => one.includes('nowhere')) + 1;
    expect(problemsOf(inBoth).map((problem) => problem.split(': ')[0])).toEqual([
      `link/unknown-lesson ${paths.bowline}:${line}`,
      `link/unknown-lesson ${PATCH}:${at}`,
    ]);
  });

  test('in a quiz item', () => {
    const files = edited(
      forkFiles(),
      { kind: 'quiz-item', id: 'good-uses' },
      { from: 'objective: choose', to: 'objective: none' },
    );
    expect(problemsOf(files)).toEqual([
      expect.stringMatching(/^quiz\/unknown-objective provider\/lessons\/tie-a-bowline\/patch\.yaml:\d+: /),
    ]);
  });
});

describe('what is written in edits is judged, and nothing else of the lesson', () => {
  test('its prose', () => {
    const files = edited(forkFiles(), paragraph('A boat pulls'), { from: 'A boat pulls', to: 'A boat simply pulls' });
    const inBoth = upstream(files, paths.bowline, replace('3. Pull tight.', '3. Simply pull tight.'));
    const found = checkContent(inBoth).filter(({ rule }) => rule === 'prose/forbidden-word');
    expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual([
      `${PATCH}:${
        textOf(PATCH, inBoth)
          .split('\n')
          .findIndex((one) => one.includes('simply')) + 1
      }`,
    ]);
    const only = checkContent(inBoth, { only: ['provider/lessons/tie-a-bowline'] });
    expect(only.map(({ rule }) => rule)).toContain('prose/forbidden-word');
  });

  test('for the name of whoever publishes it', () => {
    const files = edited(forkFiles(), paragraph('A boat pulls'), { from: 'A boat', to: 'A boat of Harbor Academy' });
    expect(problemsOf(files)).toEqual([expect.stringContaining(`brand/in-prose ${PATCH}:`)]);
    const upstreams = upstream(
      barge(),
      paths.bowline,
      replace('3. Pull tight.', '3. Pull tight, as Harbor Academy does.'),
    );
    expect(problemsOf(upstreams)).toEqual([]);
  });

  test('within what anybody needs', () => {
    const files = edited(forkFiles(), paragraph('A boat pulls'), {
      from: 'A boat pulls',
      to: `${'A boat pulls. '.repeat(1400)}\n      `.repeat(3),
    });
    const [found] = problemsOf(files);
    expect(found).toContain(`file/limit ${PATCH}:`);
    expect(found).toContain('With these edits: This paragraph has more than 50,000 characters.');
  });
});
