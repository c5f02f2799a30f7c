import { describe, expect, test } from 'vitest';
import { assembleCurriculum } from '../../../src/assembly/assemble.ts';
import type { Edition } from '../../../src/assembly/edition.ts';
import { siteTokens } from '../../../src/assembly/load.ts';
import { lessonHash } from '../../../src/attribution/hash.ts';
import { buildManifest, manifestText, shownHash } from '../../../src/attribution/manifest.ts';
import { checkContent } from '../../../src/checks/check.ts';
import { type ContentFiles, readContent } from '../../../src/curriculum/read.ts';
import { adaptLesson } from '../../../src/fork/adapt.ts';
import { editLesson, editTerm, type Part } from '../../../src/fork/edit.ts';
import { recordEdits, recordTerm } from '../../../src/fork/record-edits.ts';
import { blocksOf, prefixed } from '../../../src/provider/layers/patch/blocks.ts';
import { paths, replace, textOf } from '../../helpers/fixture.ts';
import { BRAND, forkFiles, forkOf, LOGO, problemsOf } from '../../helpers/layer.ts';
import { attributionOf } from '../../helpers/lesson-page.ts';

const PATCH = 'provider/lessons/tie-a-bowline/patch.yaml';
const CHANGES = 'changes: [{date: 2026-06-01, text: TEXT}]';

/** A fork in which an edit was begun and made, as somebody does it: the present text is replaced, the change is described. */
function edited(
  files: ContentFiles,
  part: Part,
  { from, to, text = 'Ours' }: { from?: string; to?: string; text?: string } = {},
  id = 'tie-a-bowline',
): Map<string, string> {
  const begun = editLesson(forkOf(files), id, part);
  const after = new Map(files);
  for (const [path, content] of begun.files) after.set(path, String(content));
  const made = (after.get(begun.file) ?? '').replace('changes: []', CHANGES.replace('TEXT', text));
  if (from === undefined) return after.set(begun.file, made);
  // The beginning of a block stands before its text.
  const at = made.lastIndexOf(from);
  if (at < 0) throw new Error(`"${from}" is not in ${made}`);
  return after.set(begun.file, made.slice(0, at) + (to ?? '') + made.slice(at + from.length));
}

const paragraph = (words: string): Part => ({ kind: 'paragraph', words });
const barge = (files: ContentFiles = forkFiles()): Map<string, string> =>
  edited(files, paragraph('A boat pulls'), {
    from: 'A boat pulls at its rope',
    to: 'A barge pulls at its rope',
    text: 'A barge',
  });

function assembled(files: ContentFiles): Edition {
  const { curriculum, findings } = assembleCurriculum(files, siteTokens());
  if (!curriculum || findings.some(({ severity }) => severity === 'error'))
    throw new Error(problemsOf(files).join('\n'));
  return curriculum;
}

const bodyOf = (files: ContentFiles): string => assembled(files).lessons.get('tie-a-bowline')?.body ?? '';

/** Files after upstream has changed one of its texts and released that. */
function upstream(files: ContentFiles, path: string, edit: (text: string) => string): Map<string, string> {
  const content = new Map([...files].filter(([name]) => name.startsWith('content/')));
  content.set(path, edit(textOf(path, content)));
  const { curriculum } = assembleCurriculum(content, siteTokens());
  if (!curriculum) throw new Error('the curriculum cannot be assembled');
  const manifest = buildManifest(curriculum, content, { version: '1.3.0', released: '2026-09-01' }, undefined);
  return new Map([...files, ...content, ['content/manifest.json', manifestText(manifest)]]);
}

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
      copy.set(path, String(text).replace('changes: []', CHANGES));
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

describe('a fork of a fork', () => {
  const inner = (files: ContentFiles): Map<string, string> => {
    const released = new Map(files);
    const manifest = buildManifest(assembled(files), files, { version: '2.0.0', released: '2026-07-01' }, undefined);
    return released
      .set('provider/manifest.json', manifestText(manifest))
      .set('provider/provider/brand.yaml', BRAND.replace('Harbor Academy', 'Quay School').replace('academy', 'quay'))
      .set('provider/provider/assets/logo.svg', LOGO);
  };

  test('takes edits as they are, edits what was edited, and keeps every indication of changes', () => {
    const taken = inner(barge());
    expect(attributionOf('tie-a-bowline', assembled(taken)).credit.changes).toContain('Changes: 2026-06-01: A barge');
    const again = edited(taken, paragraph('A barge pulls'), {
      from: 'A barge pulls',
      to: 'A ship pulls',
      text: 'A ship',
    });
    expect(problemsOf(again)).toEqual([]);
    expect(bodyOf(again)).toContain('A ship pulls');
    const { credit } = attributionOf('tie-a-bowline', assembled(again));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: A ship'], ['2026-06-01: A barge']]);
    const without = new Map(again);
    without.set(PATCH, textOf(PATCH, again).replace('A barge pulls', 'A raft pulls'));
    expect(problemsOf(without)[0]).toContain('It is now: "A raft pulls at its rope');
  });

  test('copies what was edited, with its lineage, and is stale once the edit below changes', () => {
    const taken = inner(barge());
    const copy = new Map(taken);
    for (const [path, content] of adaptLesson(forkOf(taken), 'tie-a-bowline', undefined)) {
      copy.set(path, String(content).replace('changes: []', CHANGES.replace('TEXT', 'Shorter')));
    }
    expect(problemsOf(copy)).toEqual([]);
    const { credit } = attributionOf('tie-a-bowline', assembled(copy));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: Shorter'], ['2026-06-01: A barge']]);
    const changed = new Map(copy).set(PATCH, textOf(PATCH, copy).replace('A barge pulls', 'A raft pulls'));
    expect(problemsOf(changed)[0]).toContain('provenance/stale provider/provider/lessons/tie-a-bowline/lesson.mdx');
  });

  test('edits a copy of the fork below', () => {
    const copied = forkFiles();
    for (const [path, content] of adaptLesson(forkOf(copied), 'tie-a-bowline', undefined)) {
      copied.set(path, String(content).replace('changes: []', CHANGES.replace('TEXT', 'Copied')));
    }
    const files = barge(inner(copied));
    expect(problemsOf(files)).toEqual([]);
    expect(bodyOf(files)).toContain('A barge pulls');
    const { credit } = attributionOf('tie-a-bowline', assembled(files));
    expect(credit.statements.map(({ items }) => items)).toEqual([['2026-06-01: A barge'], ['2026-06-01: Copied']]);
  });

  test('hashes what readers get: the files as they are where nothing was edited', () => {
    const lesson = assembled(forkFiles()).lessons.get('tie-a-bowline');
    const files = [...forkFiles()].flatMap(([path, text]): [string, string][] =>
      path.includes('/tie-a-bowline/') ? [[path.split('/tie-a-bowline/')[1] ?? '', text]] : [],
    );
    expect(lesson && shownHash(lesson)).toBe(lessonHash(new Map(files)));
    const patched = assembled(barge()).lessons.get('tie-a-bowline');
    expect(patched && shownHash(patched)).not.toBe(lesson && shownHash(lesson));
  });
});
