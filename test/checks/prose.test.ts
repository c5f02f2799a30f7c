import { describe, expect, test } from 'vitest';
import { checkContent } from '../../src/checks/check.ts';
import { paths, placeIn, replace, textOf, withChange } from '../helpers/fixture.ts';
import { found } from '../helpers/found.ts';

const WORDS = 'One two three four five six seven eight nine ten. ';

/** What is wrong with the prose of a lesson after a change; it is long enough for its minutes then, and its quiz is short. */
function problems(edit: (text: string) => string, today = '2026-06-01'): string[] {
  const long = withChange(paths.bowline, (text) => edit(`${text}\n${WORDS.repeat(30)}\n`));
  return checkContent(long, { only: [paths.bowline.replace('/lesson.mdx', '')], today })
    .filter(({ rule }) => rule !== 'quiz-style/too-few')
    .map(({ rule, file, line, message }) => `${rule} ${file.split('/').at(-1)}:${line} ${message}`);
}

const lineOf = (needle: string, text = textOf(paths.bowline)): number =>
  text.split('\n').findIndex((line) => line.includes(needle)) + 1;

describe('the prose of a lesson', () => {
  test('that is fine is left alone', () => {
    expect(problems((text) => text)).toEqual([]);
  });

  test.each(['Simply pull.', 'It is easy.', 'You just pull.', 'Obviously, it holds.'])(
    'may not say: %s',
    (sentence) => {
      const [problem = ''] = problems((text) => `${text}\n${sentence}\n`);
      expect(problem).toMatch(
        /^prose\/forbidden-word lesson\.mdx:\d+ The word "(Simply|easy|just|Obviously)" stands here\.$/,
      );
    },
  );

  test.each([
    '`just a command`',
    'Unjustly treated, uneasy readers.',
    '```text\njust output\n```',
    'The [just](https://just.systems/) runner is a just-in-time name.'.replace('[just]', '[tool]'),
  ])('may say: %s', (sentence) => {
    expect(problems((text) => `${text}\n${sentence}\n`)).toEqual([]);
  });

  test('may not say it in the quiz or the summary either', () => {
    const quiz = withChange(
      paths.bowlineQuiz,
      replace('That is what the knot is for.', 'The knot is simply for that.'),
    );
    expect(found(quiz, 'prose/forbidden-word')).toEqual([
      `${placeIn(paths.bowlineQuiz, 'simply', quiz)} The word "simply" stands here.`,
    ]);
    const summary = withChange(paths.bowline, replace('still comes undone', 'easily comes undone'));
    expect(found(summary, 'prose/forbidden-word')).toEqual([
      `${placeIn(paths.bowline, 'easily', summary)} The word "easily" stands here.`,
    ]);
  });

  test.each([
    ['It holds the the rope.', 'the rope.', 'the'],
    ['It holds\nHolds fast.', 'Holds fast.', 'holds'],
    ['It is <Term id="cleat">is</Term> that.', 'is</Term>', 'is'],
    ['It is **it is** that.\n\nOf the **the** rope.', 'the** rope', 'the'],
    ['> It holds the\n> the rope.', 'the rope.', 'the'],
    ['See [the](https://x.example) the rope.', 'the rope.', 'the'],
  ])('says no word twice: %s', (sentence, second, word) => {
    const files = withChange(paths.bowline, (text) => `${text}\n${sentence}\n`);
    expect(found(files, 'prose/repeated-word')).toEqual([
      `${placeIn(paths.bowline, second, files)} The word "${word}" stands twice in a row.`,
    ]);
  });

  test.each([
    'All that that rope had had to hold.',
    'Say `the` the way you like.',
    'First\n\nFirst',
    '| a | a |\n| - | - |\n| no | no |',
    '- one\n- one',
    '## The rope\nRope holds.',
    '<Callout kind="note" title="One">One more.</Callout>',
    'The {/* the */} rope.\n',
    '```text\nno no\n```',
    'Of chart <Version of="chart" /> chart.',
  ])('may say: %s', (text) => {
    const files = withChange(paths.bowline, (before) => `${before}\n${text}\n`);
    expect(found(files, 'prose/repeated-word')).toEqual([]);
  });

  test('has sentences that can be kept in mind', () => {
    const long = `Here ${'and there '.repeat(23)}it is.`;
    const files = withChange(paths.bowline, (text) => `${text}\nShort. ${long} Short.\n`);
    expect(found(files, 'prose/long-sentence')).toEqual([
      `${placeIn(paths.bowline, 'Here and', files)} This sentence has 49 words.`,
    ]);
    const list = withChange(paths.bowline, (text) => `${text}\n${'- and there\n'.repeat(40)}\n${'and. '.repeat(60)}\n`);
    expect(found(list, 'prose/long-sentence')).toEqual([]);
  });

  test.each([
    ['lives.svg', 'The text alternative "lives.svg" is the name of a file.'],
    ['Image of a flag', 'The text alternative begins by saying that it is an image.'],
    ['A diagram that shows a flag', 'The text alternative begins by saying that it is a diagram.'],
  ])('describes its images: %s', (alternative, message) => {
    const files = withChange(paths.bowline, (text) => `${text}\n<Figure src="a.svg" alt="${alternative}" />\n`);
    const rule = alternative === 'lives.svg' ? 'image/alt' : 'image/alt-announced';
    const withFlag = new Map(files).set(paths.bowlineFile.replace('mooring.yaml', 'a.svg'), '<svg viewBox="0 0 1 1"/>');
    expect(found(withFlag, rule)).toEqual([`${placeIn(paths.bowline, alternative, withFlag)} ${message}`]);
  });

  test.each([
    '<Callout kind="note">\n\n  <Figure\n    src="a.svg"\n    alt=\'Image of a flag\'\n  />\n\n</Callout>',
    '- One\n\n  > ```mermaid alt="Image of a flag"\n  > graph LR\n  > a --> b\n  > ```',
  ])('describes them wherever they stand: %s', (written) => {
    const files = withChange(paths.bowline, (text) => `${text}\n${written}\n`);
    const withFlag = new Map(files).set(paths.bowlineFile.replace('mooring.yaml', 'a.svg'), '<svg viewBox="0 0 1 1"/>');
    expect(found(withFlag, 'image/alt-announced')).toEqual([
      `${placeIn(paths.bowline, 'Image of a flag', withFlag)} The text alternative begins by saying that it is an image.`,
    ]);
  });

  test('begins its objectives with a verb that can be measured', () => {
    const [problem = ''] = problems(replace('Tie a bowline in under a minute', 'Understand the bowline'));
    expect(problem).toBe(
      `objective/vague lesson.mdx:${lineOf('Tie a bowline in under a minute')} The objective "Understand the bowline" begins with a verb that nobody can measure.`,
    );
  });

  test('goes from one level of headings to the next', () => {
    const [problem = ''] = problems((text) => `${text}\n#### Too deep\n`);
    expect(problem).toContain('heading/level lesson.mdx:');
    expect(problem).toContain('A heading of level 4 follows one of level 2.');
  });

  test('and does so in components, too', () => {
    const files = withChange(
      paths.bowline,
      (text) => `${text}\n<Callout kind="note">\n\n#### Too deep\n\nIt holds.\n\n</Callout>\n`,
    );
    expect(found(files, 'heading/level')).toEqual([
      `${placeIn(paths.bowline, '#### Too deep', files)} A heading of level 4 follows one of level 2.`,
    ]);
    expect(
      found(
        withChange(paths.bowline, (text) => `${text}\n\\#### Not one\n`),
        'heading/level',
      ),
    ).toEqual([]);
  });

  test('takes about as long as it says', () => {
    const [problem = ''] = problems(replace('reading: 5', 'reading: 55'));
    expect(problem).toMatch(
      /^lesson\/reading-time lesson\.mdx:\d+ The lesson says that it takes 55 minutes to read; its \d+ words and 2 quiz items take between 1 and \d+\.$/,
    );
  });

  test('has facts that somebody looks at when their day has come', () => {
    const same = (text: string): string => text;
    expect(problems(same, '2027-05-01')).toEqual([
      `watch/due lesson.mdx:${lineOf('review: 2027-05-01')} This fact was to be looked at again on 2027-05-01: The rope in the lab is still sold.`,
    ]);
    expect(problems(same, '2027-04-30')).toEqual([]);
  });

  test('has nothing left of the skeleton that it was begun with', () => {
    const [problem = ''] = problems((text) => `${text}\nBegin with a concrete problem.\n`);
    expect(problem).toContain('lesson/placeholder lesson.mdx:');
    expect(problem).toContain('"Begin with a concrete problem." still stands here, as the lesson was begun.');
  });
});
