import { describe, expect, test } from 'vitest';
import type { ContentFiles } from '../../src/curriculum/read.ts';
import { paths, placeIn, readTiny, replace, withChange } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';

const ORDER = 'term/before-definition';
const UNUSED = 'term/never-linked';

/** The tiny curriculum with a sentence at the beginning of a lesson's text. */
function beginning(path: string, sentence: string, files: ContentFiles = readTiny()): ContentFiles {
  return withChange(path, (text) => text.replace(/\n---\n/, `\n---\n\n${sentence}\n`), files);
}

const withTerm = (term: string, id: string): ContentFiles =>
  withChange(
    paths.glossary,
    (text) => `${text}  - id: ${id}\n    term: ${term}\n    definition: A thing of the sea.\n`,
  );

const sea = withTerm('"RopeSet (RS)"', 'rope-set');

describe('terms before their definition', () => {
  test('are none in the tiny curriculum', () => {
    expect(found(readTiny(), ORDER)).toEqual([]);
  });

  test.each([
    ['The working end is led.', 'working end'],
    ['The Working ends are led.', 'Working ends'],
  ])('are found where a lesson uses them: %s', (sentence, word) => {
    const files = beginning(paths.bowline, sentence);
    expect(found(files, ORDER)).toEqual([
      `${placeIn(paths.bowline, word, files)} "${word}" stands here before any lesson explains it.`,
    ]);
  });

  test.each(['A RopeSet is large.', 'Many RopeSets are large.', 'An RS is large.'])(
    'are names and abbreviations, too: %s',
    (sentence) => {
      expect(found(beginning(paths.bowline, sentence, sea), ORDER)).toHaveLength(1);
    },
  );

  test('may stand in notes for teachers, which explain nothing to learners', () => {
    const note = (text: string): string => `<Notes>\n\n${text}\n\n</Notes>`;
    expect(found(beginning(paths.bowline, note('Many RopeSets are large.'), sea), ORDER)).toEqual([]);
    const link = note('A <Term id="rope-set">RopeSet</Term> is large.');
    expect(found(beginning(paths.bowline, `${link}\n\nA RopeSet is large.`, sea), ORDER)).toHaveLength(1);
  });

  test.each([
    'A bowline is an everyday word.',
    '`working end`',
    'The <Term id="working-end">working end</Term> is led, and the working end is tight.',
    'See [the working end](lesson:belay-a-cleat).',
    '## The working end',
    '<Callout kind="note" title="The working end">\n\nIt holds.\n\n</Callout>',
    'A ropeset, a RopeSet-like thing and RopeSet.example are no term.',
  ])('are not: %s', (sentence) => {
    expect(found(beginning(paths.bowline, sentence, sea), ORDER)).toEqual([]);
  });

  test('are found between and behind the attributes of components, and in tables', () => {
    const files = beginning(
      paths.bowline,
      '<Callout kind="note" title="One">\n\nIt holds.\n\n</Callout>\n\n| The working end |\n| --- |\n| x |\n\n<Callout kind="note" title="Two">\n\nIt holds.\n\n</Callout>',
    );
    expect(found(files, ORDER)).toEqual([
      `${placeIn(paths.bowline, 'working end', files)} "working end" stands here before any lesson explains it.`,
    ]);
  });

  test('are not looked for behind a lesson that cannot be parsed, which may explain them', () => {
    const files = beginning(paths.compass, 'A RopeSet is large.', sea);
    expect(found(files, ORDER)).toHaveLength(1);
    expect(
      found(
        withChange(paths.bowline, (text) => `${text}\n<Callout>\n`, files),
        ORDER,
      ),
    ).toEqual([]);
  });

  test('are not those of lessons that come before', () => {
    expect(found(beginning(paths.cleat, 'The working end is led.'), ORDER)).toEqual([]);
    expect(found(beginning(paths.compass, 'The working end is led.'), ORDER)).toEqual([]);
  });
});

describe('terms that no lesson links', () => {
  test('are found in the glossary', () => {
    expect(found(sea, UNUSED)).toEqual([
      ...found(readTiny(), UNUSED),
      `${placeIn(paths.glossary, 'rope-set', sea)} No lesson links the term "RopeSet (RS)".`,
    ]);
  });

  test('are not those that one lesson links', () => {
    const linked = beginning(paths.cleat, 'A <Term id="rope-set">RopeSet</Term>.', sea);
    expect(found(linked, UNUSED)).toEqual(found(readTiny(), UNUSED));
  });

  test('are not looked for where a lesson cannot be parsed', () => {
    expect(
      found(
        withChange(paths.cleat, (text) => `${text}\n<Callout>\n`, sea),
        UNUSED,
      ),
    ).toEqual([]);
  });

  test('are not looked for where a lesson cannot be read', () => {
    const broken = withChange(paths.cleat, replace('title:', 'titel:'), sea);
    expect(found(broken, UNUSED)).toEqual([]);
  });
});
