import type { Lesson } from '../../curriculum/model.ts';
import { rulesOf } from '../../findings/catalog.ts';
import { type Finding, finding } from '../../findings/finding.ts';
import { asRecord, asTexts } from '../../kubernetes/data.ts';
import { shellCommands } from '../../languages/commands/shell.ts';
import { pluginsIn, shellProblems } from '../../languages/commands/shell-problems.ts';
import { commandTables, isPlainProgram } from '../../languages/commands/tables.ts';
import { manifestsOf } from '../manifest-set.ts';
import type { LessonUnderCheck } from '../rule.ts';
import { defineRule } from '../rule.ts';
import { typedCommands } from '../typed-commands.ts';

const WHY = 'A learner who types it gets an error message instead of what the lesson shows.';

/**
 * Reports commands that the checked versions of their programs do not know: wrong subcommands, flags, arguments, values. Those of
 * programs that nothing here knows are listed.
 */
function checkCommands({ lesson, notVerified }: LessonUnderCheck): Finding[] {
  const known = customNames(lesson);
  const seen = new Set<string>();
  const typed = typedCommands(lesson);
  const own = new Set(typed.flatMap(({ text }) => definedIn(text)));
  const plugins = new Set([
    ...typed.flatMap(({ text }) => pluginsIn(text)),
    ...[...lesson.files.values()].flatMap(({ name }) => pluginsIn(name)),
  ]);
  return typed.flatMap(({ text, file, line, column }) => {
    for (const what of unknownPrograms(text, own, plugins)) {
      if (seen.has(what)) continue;
      seen.add(what);
      notVerified(what, `${file}:${line}`);
    }
    return shellProblems(text, known, plugins).map(({ rule, message, remedy, offset }) => {
      const row = text.slice(0, offset).split('\n').length - 1;
      const place = { line: line + row, column: row === 0 ? column + offset : 1 };
      return finding(`command/${rule}`, file, place, { message, why: WHY, remedy });
    });
  });
}

/** Names by which commands may call the custom resources that the lesson defines, in lower case. */
function customNames(lesson: Lesson): ReadonlySet<string> {
  const objects = manifestsOf(lesson).flatMap(({ documents }) => documents.map(({ value }) => asRecord(value)));
  return new Set(
    objects
      .filter(({ kind }) => kind === 'CustomResourceDefinition')
      .flatMap(({ spec }) => {
        const { plural, singular, kind, shortNames } = asRecord(asRecord(spec).names);
        return [plural, singular, kind, ...asTexts(shortNames)].flatMap((name) =>
          typeof name === 'string' ? [name.toLowerCase()] : [],
        );
      }),
  );
}

/** Functions and aliases that a shell text defines. */
function definedIn(text: string): string[] {
  return [...text.matchAll(/(?:^|[\n;{]\s*)(?:function\s+([\w-]+)|([\w-]+)\s*\(\s*\))|\balias\s+([\w-]+)=/g)].flatMap(
    ([, one, two, three]) => one ?? two ?? three ?? [],
  );
}

/**
 * What of the commands in a text nothing can judge, with the reason.
 * @param own names that the lesson defines itself. @param plugins those that it brings.
 */
function unknownPrograms(text: string, own: ReadonlySet<string>, plugins: ReadonlySet<string>): string[] {
  return shellCommands(text).flatMap(({ words }) => {
    const [program = '', command = ''] = words;
    if (plugins.has(`${program} ${command.replaceAll('-', '_')}`))
      return [`commands of the plugin ${program} ${command} (there is no table of them)`];
    const table = commandTables.get(program);
    if (table?.withoutFlags) {
      return words.slice(1).some((word) => word.startsWith('-'))
        ? [`flags of ${program} (the table of it has commands only)`]
        : [];
    }
    return table || isPlainProgram(program) || own.has(program)
      ? []
      : [`commands of ${program} (there is no table of them)`];
  });
}

/** Programs know the commands that are shown. */
export const commands = defineRule({
  names: rulesOf('command'),
  needs: 'lesson',
  check: checkCommands,
});
