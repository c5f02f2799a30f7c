import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/checks/check.ts';
import { body, paths, placeIn, placeOf, readTiny, replace, textOf, withChange, withFile } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';
import { forkFiles } from '../helpers/layer.ts';

const DICTIONARY = 'content/dictionary.txt';
const UNKNOWN = 'spelling/unknown-word';

/** The tiny curriculum with a sentence at the end of a lesson. */
const saying = (sentence: string) => withChange(paths.bowline, (text) => `${text}\n${sentence}\n`);

describe('spelling', () => {
  test('of the tiny curriculum is right', () => {
    expect(found(readTiny(), UNKNOWN)).toEqual([]);
  });

  test('names the word, its place, what was meant and what to do', () => {
    const files = saying('The boats recieve a rope.');
    const findings = checkContent(files).filter(({ rule }) => rule === UNKNOWN);
    expect(findings).toEqual([
      {
        rule: UNKNOWN,
        severity: 'error',
        file: paths.bowline,
        line: expect.any(Number),
        column: 11,
        message: '"recieve" is not in the dictionary. Did you mean "receive"?',
        why: 'A misspelled word stops readers, and those who search for it do not find it.',
        remedy: 'Correct it; if it is code, put it in backticks; if it is a word, add it to content/dictionary.txt.',
      },
    ]);
    expect(findings.map(placeOf)).toEqual([placeIn(paths.bowline, 'recieve', files)]);
  });

  test.each([
    ['Teh knot holds.', 'Teh', ' Did you mean "The"?'],
    ['It is tied on monday.', 'monday', ' Did you mean "Monday"?'],
    ['A **seperate** rope.', 'seperate', ' Did you mean "separate"?'],
    ['A well-knwon knot.', 'knwon', ' Did you mean "known"?'],
    ['The colour of flags.', 'colour', ' Did you mean "color"?'],
    ['The bowlnie holds.', 'bowlnie', ' Did you mean "bowline"?'],
    ['<Callout kind="note" title="A thrid rope">\n\nIt holds.\n\n</Callout>', 'thrid', ' Did you mean "third"?'],
  ])('finds: %s', (sentence, word, meant) => {
    const files = saying(sentence);
    expect(found(files, UNKNOWN)).toEqual([
      `${placeIn(paths.bowline, word, files)} "${word}" is not in the dictionary.${meant}`,
    ]);
  });

  test.each([
    [
      'content/practice/pilot/items/ropes.yaml',
      'items:\n  - question: Who recieves it, says `recieve`?\n    explanation: He does.\n',
    ],
    [
      'content/practice/pilot/forms/1/form.yaml',
      'title: Four boats\ntasks:\n  - title: Tie\n    text: Who recieves it?\n    hints: [Look.]\n',
    ],
  ])('finds what stands in practice exams: %s', (path, text) => {
    const files = withFile(path, text);
    expect(found(files, UNKNOWN)).toEqual([
      `${placeIn(path, 'recieves', files)} "recieves" is not in the dictionary. Did you mean "receives"?`,
    ]);
  });

  test.each([
    'A `recieve` in code.',
    '```text\nrecieve\n```',
    'See [the site](https://recieve.example/seperate) or https://recieve.example/teh.',
    '{/* recieve */}',
    'In the file recieve.yaml, of recieve.example, on 4Gi or reci3ve.',
    'BOWLINES, Bowlines and the bowline’s end.',
    'The ship’s rope, the ships’ ropes, and it’s tied.',
    'A WARNING: do NOT pull.',
    'Use <Version of="chart" /> and <Term id="bowline">bowlines</Term>.',
    'Tie it with `rpoe-tool` and `RpoeSet`; rpoe-tool and RpoeSets are shown in code.',
  ])('leaves alone: %s', (sentence) => {
    expect(found(saying(sentence), UNKNOWN)).toEqual([]);
  });

  test.each([
    [paths.bowlineQuiz, 'A noose tightens.', 'A noose tihgtens.', 'tihgtens'],
    [paths.bowlineLab, 'Begin with the small loop.', 'Begin with the smal loop.', 'smal'],
    [paths.glossary, 'A knot that makes', 'A knot taht makes', 'taht'],
    [paths.harbor, 'title: ', 'title: Harbuor ', 'Harbuor'],
    [paths.mooring, 'title: ', 'title: Harbuor ', 'Harbuor'],
    [paths.bowline, 'summary: Tie', 'summary: Tei', 'Tei'],
  ])('is looked at in %s', (path, from, to, word) => {
    const files = withChange(path, replace(from, to));
    expect(found(files, UNKNOWN)).toHaveLength(1);
    expect(found(files, UNKNOWN)[0]).toMatch(`${placeIn(path, word, files)} "${word}" is not in the dictionary.`);
  });

  test('has a dictionary of its own, in which no word is without use', () => {
    const text = saying('Gordings and gording, Flemish.');
    expect(found(text, UNKNOWN)).not.toEqual([]);
    const files = withFile(DICTIONARY, '# Words of the sea\ngording\n\nzeppelinish\n', text);
    expect(found(files, UNKNOWN)).toEqual([]);
    expect(found(files, 'spelling/unused-word')).toEqual([`${DICTIONARY}:4:1 No text uses the word "zeppelinish".`]);
    expect(found(files, 'file/stray')).toEqual([]);
  });

  test('of a fork is its own matter, with a dictionary beside that of the original', () => {
    const glossary =
      'terms:\n  - id: halyard\n    term: Halyard\n    definition: A rope that a gording and a seperate one holds.\n';
    const files = new Map([
      ...forkFiles({ 'provider/glossary.yaml': glossary, 'provider/dictionary.txt': 'gording\nzeppelinish\n' }),
      [paths.harbor, textOf(paths.harbor).replace('title: ', 'title: Harbuor ')],
      [DICTIONARY, 'unusedish\n'],
    ]);
    expect(found(files, UNKNOWN)).toEqual([
      `${placeIn('provider/glossary.yaml', 'seperate', files)} "seperate" is not in the dictionary. Did you mean "separate"?`,
    ]);
    expect(found(files, 'spelling/unused-word')).toEqual([
      'provider/dictionary.txt:2:1 No text uses the word "zeppelinish".',
    ]);
    expect(found(files, 'file/stray')).toEqual([]);
  });

  test('of a text that cannot be read is not judged', () => {
    const broken = withChange(paths.bowlineQuiz, (text) => `${text}\n  "recieve`);
    expect(found(broken, UNKNOWN)).toEqual([]);
    expect(found(withChange(paths.bowline, body('Only `a code')), UNKNOWN)).toEqual([]);
  });
});
