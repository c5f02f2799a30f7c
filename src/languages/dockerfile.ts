import { ValidationCode, validate } from 'dockerfile-utils';
import { didYouMean } from '../findings/suggest.ts';
import type { CodeProblem } from './problem.ts';

/** Instructions of the Dockerfile reference. */
const INSTRUCTIONS = [
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
];

/** What is said of a mistake; a message begins behind the name of the instruction. */
type Advice = readonly [message: string, remedy: string];

/**
 * What is a mistake in every builder. The validator's other rules are matters of style, or of values and flags that
 * newer builders may know.
 */
const ADVICE: ReadonlyMap<ValidationCode, Advice> = new Map<ValidationCode, Advice>([
  [ValidationCode.ARGUMENT_MISSING, ['has no arguments.', 'Write what it is about behind it.']],
  [ValidationCode.ARGUMENT_REQUIRES_ONE, ['takes exactly one argument.', 'Write one.']],
  [ValidationCode.ARGUMENT_REQUIRES_AT_LEAST_ONE, ['needs an argument.', 'Write at least one.']],
  [ValidationCode.ARGUMENT_REQUIRES_TWO, ['needs a name and a value.', 'Write NAME=value.']],
  [
    ValidationCode.ARGUMENT_REQUIRES_AT_LEAST_TWO,
    ['needs a source and a destination.', 'Write at least one source, and the destination last.'],
  ],
  [
    ValidationCode.ARGUMENT_REQUIRES_ONE_OR_THREE,
    ['takes an image, or an image and the name of the stage.', 'Write FROM image, or FROM image AS name.'],
  ],
  [ValidationCode.ARGUMENT_UNNECESSARY, ['takes no arguments here.', 'Remove what stands behind it.']],
  [ValidationCode.INVALID_AS, ['has a second word other than AS.', 'Write FROM image AS name.']],
  [
    ValidationCode.INVALID_BUILD_STAGE_NAME,
    ['gives the stage a name that is not allowed.', 'Begin the name with a letter.'],
  ],
  [
    ValidationCode.INVALID_PORT,
    ['names a port that is no number.', 'Write a number, with /tcp or /udp if you want, such as 8080/tcp.'],
  ],
  [
    ValidationCode.JSON_IN_SINGLE_QUOTES,
    [
      'has a list in single quotes, which no builder takes for a list.',
      'Write double quotes: ["program", "argument"].',
    ],
  ],
  [ValidationCode.ONBUILD_CHAINING_DISALLOWED, ['may not follow ONBUILD.', 'Remove one ONBUILD.']],
  [ValidationCode.ONBUILD_TRIGGER_DISALLOWED, ['has an instruction that may not follow it.', 'Use another one.']],
  [ValidationCode.SHELL_JSON_FORM, ['needs a list.', 'Write SHELL ["program", "argument"].']],
  [ValidationCode.SYNTAX_MISSING_EQUALS, ['has a name without a value.', 'Write NAME=value.']],
  [ValidationCode.SYNTAX_MISSING_DOUBLE_QUOTE, ['has a quote that is not closed.', 'Close it.']],
  [ValidationCode.SYNTAX_MISSING_SINGLE_QUOTE, ['has a quote that is not closed.', 'Close it.']],
]);

/** Whether a line may not be judged: variables, escaped quotes, and dots that stand for something left out. */
function isOpen(line: string, code: ValidationCode): boolean {
  const pattern = code === ValidationCode.INVALID_PORT ? /\$|…|\.\.\./ : /\\['"]/;
  return pattern.test(line);
}

/** Mistakes for which every builder refuses a Dockerfile. Only a whole file must begin with FROM. */
export function dockerfileProblems(text: string, whole: boolean): CodeProblem[] {
  const lines = text.split('\n');
  return validate(text).flatMap(({ code, range: { start } }): CodeProblem[] => {
    const line = lines[start.line] ?? '';
    const place = { line: start.line + 1, column: start.character + 1 };
    const word = /^\S+/.exec(line.slice(start.character))?.[0] ?? '';
    if (code === ValidationCode.UNKNOWN_INSTRUCTION) {
      const remedy = `Begin the line with an instruction.${didYouMean(word, INSTRUCTIONS)}`;
      return [{ ...place, message: `A Dockerfile has no instruction "${word}".`, remedy }];
    }
    if (code === ValidationCode.NO_SOURCE_IMAGE) {
      const remedy = 'Begin with FROM and the image that yours is built upon.';
      const message = /^\s*FROM\s/im.test(text) ? 'An instruction stands before FROM.' : 'The Dockerfile has no FROM.';
      return whole ? [{ line: 1, column: 1, message, remedy }] : [];
    }
    const advice = typeof code === 'number' ? ADVICE.get(code) : undefined;
    if (advice === undefined || isOpen(line, Number(code))) return [];
    const instruction = /^\s*([A-Za-z]+)\s/.exec(`${line} `)?.[1]?.toUpperCase() ?? 'The instruction';
    return [{ ...place, message: `${instruction} ${advice[0]}`, remedy: advice[1] }];
  });
}
