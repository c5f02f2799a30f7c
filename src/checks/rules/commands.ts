import type { Lesson } from '../../curriculum/model.ts';
import { error, type Finding } from '../../findings/finding.ts';
import { shellCommands } from '../../languages/commands/shell.ts';
import { shellProblems } from '../../languages/commands/shell-problems.ts';
import { unverifiedPrograms } from '../../languages/commands/tables.ts';
import { typedCommands } from '../typed-commands.ts';

const WHY = 'A learner who types it gets an error message instead of what the lesson shows.';

/** Reports commands that the checked versions of their programs do not know: wrong subcommands, flags, missing values. */
export function checkCommands(lesson: Lesson): Finding[] {
  return typedCommands(lesson).flatMap(({ text, file, line, column }) =>
    shellProblems(text).map(({ rule, message, remedy, offset }) => {
      const row = text.slice(0, offset).split('\n').length - 1;
      const place = { line: line + row, column: row === 0 ? column + offset : 1 };
      return error(`command/${rule}`, file, place, { message, why: WHY, remedy });
    }),
  );
}

/** Programs in a lesson's commands that could not be checked on this machine. */
export function unverifiedCommands(lesson: Lesson): string[] {
  const words = typedCommands(lesson).flatMap(({ text }) =>
    shellCommands(text).map((command) => command.words[0] ?? ''),
  );
  return [...new Set(words.filter((word) => unverifiedPrograms.has(word)))];
}
