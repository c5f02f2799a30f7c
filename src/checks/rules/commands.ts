import type { Lesson } from '../../curriculum/model.ts';
import { rulesOf } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { shellCommands } from '../../languages/commands/shell.ts';
import { shellProblems } from '../../languages/commands/shell-problems.ts';
import { unverifiedPrograms } from '../../languages/commands/tables.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { typedCommands } from '../typed-commands.ts';

const WHY = 'A learner who types it gets an error message instead of what the lesson shows.';

/** Reports commands that the checked versions of their programs do not know: wrong subcommands, flags, missing values. */
function checkCommands({ lesson, notVerified }: LessonUnderCheck): Finding[] {
  for (const program of unknownPrograms(lesson)) {
    notVerified(`commands of ${program} (there is no table of them)`, `${lesson.path}:1`);
  }
  return typedCommands(lesson).flatMap(({ text, file, line, column }) =>
    shellProblems(text).map(({ rule, message, remedy, offset }) => {
      const row = text.slice(0, offset).split('\n').length - 1;
      const place = { line: line + row, column: row === 0 ? column + offset : 1 };
      return finding(`command/${rule}`, file, place, { message, why: WHY, remedy });
    }),
  );
}

/** Programs in a lesson's commands of which there is no table. */
function unknownPrograms(lesson: Lesson): string[] {
  const words = typedCommands(lesson).flatMap(({ text }) =>
    shellCommands(text).map((command) => command.words[0] ?? ''),
  );
  return [...new Set(words.filter((word) => unverifiedPrograms.has(word)))];
}

/** Programs know the commands that are shown. */
export const commands = defineRule({
  names: rulesOf('command'),
  needs: 'lesson',
  check: checkCommands,
});
