import { describe, expect, test } from 'vitest';
import { judgeNumber } from '../../src/curriculum/judge.ts';
import { checkChange, checkFiles, finding, paths, placeIn, replace, withChange } from '../helpers/fixture.ts';

const FORM = 'Pages, search and attribution are made from this data; it has to have the form they expect.';

/** What is wrong with the quiz of "tie-a-bowline" after a change, and where `needle` then stands. */
function changed(edit: (text: string) => string, needle: string): { found: unknown; place: string } {
  const files = withChange(paths.bowlineQuiz, edit);
  return { found: checkFiles(files), place: placeIn(paths.bowlineQuiz, needle, files) };
}

describe('what an author reads about choices', () => {
  test('no right answer', () => {
    const edit = (text: string): string =>
      text.replace('        correct: true\n        feedback: That', '        feedback: That');
    const { found, place } = changed(edit, '- text: It keeps');
    expect(found).toEqual([
      finding(
        'quiz/no-right-answer',
        place,
        'Quiz item "loop-size": no option is marked as correct.',
        'Nobody could answer it.',
        'Add "correct: true" to the right option.',
      ),
    ]);
  });

  test('two right answers where one can be chosen', () => {
    const { found, place } = changed(
      replace('- text: It tightens', '- text: It tightens\n        correct: true'),
      '- text: It keeps',
    );
    expect(found).toEqual([
      finding(
        'quiz/several-right-answers',
        place,
        'Quiz item "loop-size": 2 options are marked as correct, but the type is "single".',
        'Learners could choose one of them only.',
        'Keep one, or make the type "multiple".',
      ),
    ]);
  });

  test('two options that say the same, whatever their case', () => {
    const { found, place } = changed(
      replace('- text: It slips open', '- text: IT KEEPS its size'),
      'text: IT KEEPS its size',
    );
    expect(found).toEqual([
      finding(
        'quiz/duplicate-option',
        place,
        'Quiz item "loop-size": options 1 and 3 say the same: "IT KEEPS its size".',
        'One of two equal answers cannot be wrong.',
        'Change or remove one of them.',
      ),
    ]);
  });

  test('a wrong option without feedback', () => {
    const { found, place } = changed(
      replace('        feedback: It would, if the working end were too short.\n', ''),
      'text: It slips open',
    );
    expect(found).toEqual([
      finding(
        'quiz/no-feedback',
        place,
        'Quiz item "loop-size": the wrong option "It slips open" has no feedback.',
        'A wrong answer is the moment in which somebody learns; it must say why it is wrong.',
        'Add "feedback:" that tells why someone would think so, and what is really the case.',
      ),
    ]);
  });

  test('an objective that the lesson does not have', () => {
    const { found, place } = changed(replace('objective: choose', 'objective: chose'), 'chose\n');
    expect(found).toEqual([
      finding(
        'quiz/unknown-objective',
        place,
        'Quiz item "good-uses": the lesson has no objective "chose".',
        'Coverage of objectives by the quiz is computed from it.',
        'Use one of: tie, choose.',
      ),
    ]);
  });

  test('two items with one id', () => {
    const found = checkChange(paths.bowlineQuiz, replace('id: good-uses', 'id: loop-size'));
    expect(found).toEqual([
      finding(
        'quiz/duplicate-id',
        `${paths.bowlineQuiz}:16:9`,
        'Quiz item "loop-size": another item has the same id.',
        'Results are stored under the id; two items would overwrite each other.',
        'Give one of them another id.',
      ),
    ]);
  });

  test('a choice of one', () => {
    const edit = (text: string): string => text.replace(/ {6}- text: It tightens[\s\S]*?(?= {4}explanation)/, '');
    const found = checkChange(paths.bowlineQuiz, edit).filter((entry) => entry.file === paths.bowlineQuiz);
    expect(found.map(({ message, remedy }) => [message, remedy])).toEqual([
      ['"items[1].options" is too short or too small: at least 2 expected.', 'Bring it to at least 2.'],
    ]);
  });

  test('several mistakes in one quiz, each at its line', () => {
    const files = withChange(
      paths.bowlineQuiz,
      replace('objective: tie', 'objective: bind'),
      withChange(
        paths.bowlineQuiz,
        replace('        feedback: A bowline cannot be untied under load; take a cleat.\n', ''),
      ),
    );
    expect(checkFiles(files).map((entry) => [entry.rule, entry.line])).toEqual([
      ['quiz/unknown-objective', 4],
      ['quiz/no-feedback', 23],
    ]);
  });
});

describe('what an author reads about other items', () => {
  test('feedback for a number that is accepted', () => {
    const files = withChange(paths.cleatQuiz, replace('    answer: 2\n', '    answer: 2\n    tolerance: 2\n'));
    expect(checkFiles(files)).toEqual([
      finding(
        'quiz/feedback-on-right-answer',
        placeIn(paths.cleatQuiz, 'value: 4', files),
        'Quiz item "horns": feedback for 4 is never shown, because 4 is accepted.',
        'Feedback here is for typical wrong numbers.',
        'Remove it, or correct the answer or its tolerance.',
      ),
    ]);
  });

  test('feedback for a number at the very edge of what is accepted', () => {
    const files = withChange(
      paths.cleatQuiz,
      replace('    answer: 2\n', '    answer: 0.3\n    tolerance: 0.1\n'),
      withChange(paths.cleatQuiz, replace('value: 4', 'value: 0.4')),
    );
    expect(judgeNumber('0.4', 0.3, 0.1, []).result).toBe('right');
    expect(checkFiles(files).map((entry) => entry.rule)).toEqual(['quiz/feedback-on-right-answer']);
  });

  test('feedback for a text that is accepted', () => {
    const found = checkChange(paths.flagsQuiz, replace('value: Q', 'value: alfa'));
    expect(found.map((entry) => entry.rule)).toEqual(['quiz/feedback-on-right-answer']);
  });

  test('two steps that say the same', () => {
    const files = withChange(
      paths.compassQuiz,
      replace('- Apply the variation', '- apply the deviation of the compass'),
    );
    expect(checkFiles(files)).toEqual([
      finding(
        'quiz/duplicate-option',
        placeIn(paths.compassQuiz, 'Apply the deviation', files),
        'Quiz item "sequence": steps 2 and 3 say the same: "Apply the deviation of the compass".',
        'One of two equal answers cannot be wrong.',
        'Change or remove one of them.',
      ),
    ]);
  });

  test('an unknown type, with the one that was meant', () => {
    const files = withChange(paths.cleatQuiz, replace('type: numeric', 'type: numerik'));
    const found = checkFiles(files).filter((entry) => entry.file === paths.cleatQuiz);
    expect(found.map((entry) => [entry.line, entry.column])).toEqual([[3, 11]]);
    expect(found[0]?.message).toContain('the text "numerik"');
    expect(found[0]?.message).toContain('Did you mean "numeric"?');
    expect(found[0]?.remedy).toBe('Use one of: single, multiple, numeric, text, ordering.');
  });

  test('a missing type, with those there are', () => {
    const found = checkChange(paths.cleatQuiz, replace('    type: numeric\n', ''));
    const inQuiz = found.filter((entry) => entry.file === paths.cleatQuiz);
    expect(inQuiz.map(({ message, why, remedy }) => [message, why, remedy])).toEqual([
      ['"items[1].type" is missing.', FORM, 'Add "items[1].type": one of single, multiple, numeric, text, ordering.'],
    ]);
  });

  test('a key of another type of item, without suggesting that very key', () => {
    const found = checkChange(paths.cleatQuiz, replace('unit: horns', 'steps: [a, b, c]'));
    const inQuiz = found.filter((entry) => entry.rule === 'schema/unknown-key');
    expect(inQuiz.map(({ message, remedy }) => [message, remedy])).toEqual([
      [
        'Unknown key "items[1].steps".',
        'Use one of: id, objective, competencies, question, explanation, type, answer, tolerance, unit, feedback.',
      ],
    ]);
  });
});

describe('what an author reads about labs', () => {
  test('a state that names an object and a selector', () => {
    const files = withChange(paths.bowlineLab, replace('name: north', 'name: north\n      selector: side=north'));
    const found = checkFiles(files).filter((entry) => entry.file === paths.bowlineLab);
    expect(found).toEqual([
      finding(
        'schema/value',
        placeIn(paths.bowlineLab, 'kind: state', files),
        '"tasks[3].check" is a group of keys, but should be either "name" or "selector", and not both.',
        FORM,
        'Write either "name" or "selector", and not both.',
      ),
    ]);
  });

  test('an environment that is unknown', () => {
    const files = withChange(paths.bowlineLab, replace('environment: shell', 'environment: shel'));
    expect(checkFiles(files)).toContainEqual(
      finding(
        'schema/value',
        placeIn(paths.bowlineLab, 'shel\n', files),
        '"environment" is the text "shel", which is not one of its values. Did you mean "shell"?',
        FORM,
        'Use one of: none, shell, cluster, monitoring, tracing.',
      ),
    );
  });
});
