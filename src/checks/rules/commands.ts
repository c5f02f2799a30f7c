import { error, type Finding } from '../../curriculum/finding.ts';
import { dataFile, type Lesson } from '../../curriculum/model.ts';
import { readYaml } from '../../curriculum/yaml.ts';
import { commandProblems } from '../../tools/commands.ts';
import { shellCommands } from '../../tools/shell.ts';
import { commandTables, unverifiedPrograms } from '../../tools/tables.ts';
import { type Snippet, snippetsOf } from '../snippets.ts';

const WHY = 'A learner who types it gets an error message instead of what the lesson shows.';
const SHELLS = new Set(['bash', 'sh', 'shell', 'console']);

/** A command as a learner would type it, continuation lines joined. */
interface Typed {
  text: string;
  file: string;
  /** 1-based. */
  line: number;
  column: number;
}

/** Commands of a recorded session: lines that begin with "$ ", and lines that continue them. */
function sessionCommands(text: string, file: string, firstLine: number, indent: number): Typed[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index): Typed[] => {
    if (!line.startsWith('$ ')) return [];
    let command = line.slice(2);
    for (let next = index + 1; command.endsWith('\\') && next < lines.length; next++) {
      command = `${command.slice(0, -1)} ${lines[next]?.replace(/^> /, '') ?? ''}`;
    }
    return [{ text: command, file, line: firstLine + index, column: indent + 3 }];
  });
}

const TERMINAL_FILE = /<Terminal\s[^>]*file="([^"]+)"/g;

function typedCommands(lesson: Lesson): Typed[] {
  const fences = snippetsOf(lesson).filter(({ origin }) => origin === 'fence');
  const sessions = fences.filter(({ language }) => language === 'terminal');
  const scripts = fences.filter(({ language }) => SHELLS.has(language));
  const recorded = [...lesson.body.matchAll(TERMINAL_FILE)].flatMap(([, name = '']) => lesson.files.get(name) ?? []);
  const lab = dataFile(lesson, 'lab.yaml');
  const checks = (lesson.lab?.tasks ?? []).flatMap(({ check }, index): Typed[] => {
    if (check?.kind !== 'command') return [];
    const place = readYaml(lab, lesson.sources['lab.yaml'] ?? '').place(['tasks', index, 'check', 'run']);
    return [{ text: check.run, file: lab, line: place.line, column: place.column }];
  });
  return [
    ...sessions.flatMap(({ text, file, firstLine, indent }) => sessionCommands(text, file, firstLine, indent)),
    ...recorded.flatMap(({ text, path }) => sessionCommands(text, path, 1, 0)),
    ...scripts.map(({ text, file, firstLine, indent }: Snippet) => ({
      text,
      file,
      line: firstLine,
      column: indent + 1,
    })),
    ...checks,
  ];
}

/** Reports commands of kubectl and Helm that the checked versions do not know: wrong subcommands, flags, missing values. */
export function checkCommands(lesson: Lesson): Finding[] {
  return typedCommands(lesson).flatMap(({ text, file, line, column }) =>
    shellCommands(text).flatMap(({ words, column: offset }) => {
      const table = commandTables.get(words[0] ?? '');
      if (!table) return [];
      const before = text.slice(0, offset);
      const row = before.split('\n').length - 1;
      const place = { line: line + row, column: row === 0 ? column + offset : 1 };
      return commandProblems(words, table).map(({ rule, message, remedy }) =>
        error(`command/${rule}`, file, place, { message, why: WHY, remedy }),
      );
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
