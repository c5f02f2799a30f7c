import { dataFile, type Lesson } from '../curriculum/model.ts';
import { readYaml } from '../findings/yaml.ts';
import { exchangesOf, sessionsOf } from './sessions.ts';
import { type Snippet, snippetsOf } from './snippets.ts';

/** Languages of code that a shell reads. */
export const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'shell', 'console']);

/** A command as a learner would type it, with its continuation lines. */
export interface Typed {
  text: string;
  file: string;
  /** 1-based. */
  line: number;
  column: number;
}

/**
 * All commands that a lesson has its reader type: in fences, recorded sessions, and checks of its lab. Those of fences that
 * are wrong on purpose are not among them.
 */
export function typedCommands(lesson: Lesson): Typed[] {
  const fences = snippetsOf(lesson).filter(({ origin }) => origin === 'fence');
  const scripts = fences.filter(({ language, options }) => SHELLS.has(language) && !options.has('invalid'));
  const lab = dataFile(lesson, 'lab.yaml');
  const checks = (lesson.lab?.tasks ?? []).flatMap(({ check }, index): Typed[] => {
    if (check?.kind !== 'command') return [];
    const place = readYaml(lab, lesson.sources['lab.yaml'] ?? '').place(['tasks', index, 'check', 'run']);
    return [{ text: check.run, file: lab, line: place.line, column: place.column }];
  });
  return [
    ...sessionsOf(lesson).flatMap((session) =>
      exchangesOf(session)
        .filter(({ reader }) => reader === undefined || reader === 'powershell')
        .map(({ command, line, prompt }) => ({
          text: command,
          file: session.file,
          line: session.firstLine + line - 1,
          column: session.indent + prompt + 1,
        })),
    ),
    ...scripts.map(({ text, file, firstLine, indent }: Snippet) => ({
      text,
      file,
      line: firstLine,
      column: indent + 1,
    })),
    ...checks,
  ];
}
