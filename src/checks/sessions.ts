import type { Lesson } from '../curriculum/model.ts';
import { lessonText } from '../curriculum/text/read-text.ts';
import { parseTerminal, type TerminalPart } from '../languages/session.ts';
import { snippetsOf } from './snippets.ts';

/** One command of a session with the output that is shown below it. */
export interface Exchange {
  /** As typed, without prompts. */
  command: string;
  /** What reads it, where that is no shell. */
  reader: TerminalPart['reader'];
  /** Length of the prompt before it. */
  prompt: number;
  /** 1-based lines within the session, of the command and of its output. */
  line: number;
  output: string;
  outputLine: number;
}

/** A recorded terminal session of a lesson. */
export interface Session {
  file: string;
  /** 1-based line of the file on which it begins. */
  firstLine: number;
  /** Columns by which it is indented. */
  indent: number;
  text: string;
  ran: string | undefined;
}

/** The sessions of a lesson, in its text, its quiz and its lab, and those that it keeps in files. */
export function sessionsOf(lesson: Lesson): Session[] {
  const fences = snippetsOf(lesson).filter(
    ({ language, origin, options }) => origin === 'fence' && language === 'terminal' && !options.has('invalid'),
  );
  const recorded = (lessonText(lesson)?.uses ?? []).flatMap(({ name, attributes }): Session[] => {
    const file = name === 'Terminal' ? lesson.files.get(attributes.get('file')?.value ?? '') : undefined;
    const ran = attributes.get('ran')?.value;
    return file ? [{ file: file.path, firstLine: 1, indent: 0, text: file.text, ran }] : [];
  });
  return [
    ...fences.map(({ file, firstLine, indent, text, options }) => ({
      file,
      firstLine,
      indent,
      text,
      ran: options.get('ran'),
    })),
    ...recorded,
  ];
}

/** Whether a shell text is written like a session: its first command stands behind the prompt "$ ". */
export function hasPrompts(text: string): boolean {
  const first = text.split('\n').find((line) => line.trim() !== '' && !/^\s*#/.test(line));
  return /^\$ \S/.test(first ?? '') || /^\$ \S.*\n(?:[^$\n].*\n|\n)*\$ \S/m.test(text);
}

/** The commands of a session, each with what it printed. */
export function exchangesOf({ text }: Pick<Session, 'text'>): Exchange[] {
  const exchanges: Exchange[] = [];
  let line = 1;
  for (const part of parseTerminal(text)) {
    const lines = part.text.split('\n').length;
    const last = exchanges.at(-1);
    if (part.kind === 'command') {
      const prompt = (part.prompt ?? '$ ').length;
      exchanges.push({
        command: part.text,
        reader: part.reader,
        prompt,
        line,
        output: '',
        outputLine: line + lines,
      });
    } else if (last) {
      last.output = part.text;
      last.outputLine = line;
    }
    line += lines;
  }
  return exchanges;
}
