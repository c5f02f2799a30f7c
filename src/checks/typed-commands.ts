import { dataFile, type Lesson } from '../curriculum/model.ts';
import { readYaml } from '../findings/yaml.ts';
import { claimedBy } from './claims.ts';
import { INVALID_MANIFEST } from './on-purpose.ts';
import { exchangesOf, hasPrompts, sessionsOf } from './sessions.ts';
import { placeInFile, type Snippet } from './snippets.ts';

/** A command as a learner would type it, with its continuation lines. */
export interface Typed {
  text: string;
  file: string;
  /** 1-based. */
  line: number;
  column: number;
}

/** A shell text as it is typed: prompts and what was printed below them are no part of it. */
function typedIn(snippet: Snippet): Typed[] {
  const { text, file } = snippet;
  if (!hasPrompts(text)) {
    const place = placeInFile(snippet, { line: 1, column: 1 });
    return [{ text, file, line: place.line, column: place.column }];
  }
  return exchangesOf({ text }).map(({ command, line }) => {
    const place = placeInFile(snippet, { line, column: 3 });
    return { text: command, file, line: place.line, column: place.column };
  });
}

/**
 * All commands that a lesson has its reader type: in fences, scripts, recorded sessions, and checks of its lab. Those that are
 * wrong on purpose are not among them.
 */
export function typedCommands(lesson: Lesson): Typed[] {
  const scripts = claimedBy(lesson, 'shell').filter(({ options, text, origin }) =>
    origin === 'file' ? !INVALID_MANIFEST.test(text.replace(/^#!.*\n/, '')) : !options.has('invalid'),
  );
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
    ...scripts.flatMap(typedIn),
    ...checks,
  ];
}
