import type { Lesson } from '../../curriculum/model.ts';
import { shellProblems } from '../../languages/commands/shell-problems.ts';
import { commandTables } from '../../languages/commands/tables.ts';
import { parseTerminal } from '../../languages/session.ts';
import { claimedBy } from '../claims.ts';
import { validAfterAll } from '../on-purpose.ts';
import { hasPrompts, sessionsOf } from '../sessions.ts';
import { placeInFile, type Snippet } from '../snippets.ts';
import { type Comment, commentsOn } from './shellcheck.ts';
import { type Problem, type Programs, type Result, START, type Task } from './task.ts';

/**
 * What ShellCheck says of whole scripts, and is not true of what a lesson shows of one: variables set elsewhere (2154,
 * 2034), no first line (2148), files that are not there (1091), "cd" that cannot fail here (2164).
 */
const NOT_IN_FRAGMENTS = 'SC1090,SC1091,SC2034,SC2148,SC2154,SC2164';

/**
 * What it says of words that a shell would split, and of values that "local" and "export" hide: with names of Pods, addresses and
 * numbers nothing is split, and the official pages write "chown $(id -u):$(id -g)", too.
 */
const STYLE = 'SC2046,SC2048,SC2155,SC2206,SC2207';

/** What learners put in themselves: <name>, <file|url>, {apply|create}, and what was left out. */
const PLACEHOLDERS = /<[\w$](?:[^<>\n;&"'`]*[^<>\n;&"'`\s])?>|\{[\w./-]+(?:\|[\w./-]+)+\}|\[\[[\w:-]+\]\]|…/g;

/**
 * A text without what learners replace, such as <name>, which to a shell is a redirection, and without directives that
 * turn ShellCheck off: exceptions are written in the lesson, with a reason. Columns stay as they are.
 */
function prepared(text: string): string {
  return text
    .replace(PLACEHOLDERS, (placeholder) => 'X'.repeat(placeholder.length))
    .replace(/#([ \t]*)shellcheck(?=[ \t].*\bdisable\b)/g, '#$1directive :');
}

/** The shell's commands of a session, everything else blank, and by how much each line is moved to the left. */
function commandsOnly(session: string): { text: string; moved: readonly number[] } {
  const rows = session.split('\n').values();
  const lines = parseTerminal(session).flatMap(({ kind, reader, text }) =>
    text.split('\n').map((line) => {
      const row = rows.next().value ?? '';
      // Here-documents end only where their mark begins the line: prompts go, and leave no blanks.
      return kind === 'output' || reader ? { line: '', moved: 0 } : { line, moved: row.length - line.length };
    }),
  );
  return { text: lines.map(({ line }) => line).join('\n'), moved: lines.map(({ moved }) => moved) };
}

/** Codes of ShellCheck's parser: one mistake of syntax gives several of them. */
const SYNTAX = 2000;

/** What was said, of mistakes of syntax only the first: the others follow from it. */
function withoutConsequences(comments: readonly Comment[]): Comment[] {
  const first = comments.find(({ code }) => code < SYNTAX);
  return comments.filter((comment) => comment.code >= SYNTAX || comment === first);
}

/** Whether something is said that is no mistake: braces of a JSONPath, and a value in quotes that goes on in the next line. */
function isMeant({ code }: Comment, line: string): boolean {
  return (code === 1083 && /=\{\.|=\{range|\{\{|[a-z]\{[\w,]+\}/.test(line)) || (code === 2140 && /"\\$/.test(line));
}

function asProblem({ line, column, code, message }: Comment): Problem {
  return {
    rule: 'shell/shellcheck',
    place: { line, column },
    message: `ShellCheck says (SC${code}): ${message}`,
    why: 'Learners copy what is shown into their own terminals and scripts.',
    remedy: `Correct it; https://www.shellcheck.net/wiki/SC${code} explains how.`,
  };
}

async function shellCheck(text: string, dialect: string, programs: Programs): Promise<Result> {
  const path = programs.get('shellcheck')?.path ?? '';
  const judgment = await commentsOn(text, { path, dialect, without: `${NOT_IN_FRAGMENTS},${STYLE}` });
  if (judgment === 'unread') {
    const what = 'shell text that ShellCheck could not read';
    return { problems: [], unverified: [{ what, place: START }] };
  }
  if ('why' in judgment) {
    const what = `shell text with which ShellCheck ${judgment.why}`;
    return { problems: [], unverified: [{ what, place: START }], momentary: true };
  }
  const lines = text.split('\n');
  const meant = judgment.comments.filter((comment) => !isMeant(comment, lines[comment.line - 1] ?? ''));
  return { problems: withoutConsequences(meant).map(asProblem), unverified: [] };
}

/** What is said of a script that is said to be wrong on purpose: nothing, unless it is right. */
function judgeOnPurpose(text: string, { problems, unverified }: Result): Result {
  if (problems.length > 0 || unverified.length > 0 || shellProblems(text).length > 0)
    return { problems: [], unverified };
  const valid: Problem = {
    rule: 'code/valid-after-all',
    place: START,
    ...validAfterAll('The script is said to be invalid on purpose, but nothing is wrong with it.', 'option'),
  };
  return { problems: [valid], unverified };
}

/** The dialect that a script's first line names; lessons speak of Bash unless they say otherwise. */
function dialectOf({ text, language }: Snippet): string {
  const named = /^#!.*\b(bash|dash|ksh|zsh|sh)\b/.exec(text)?.[1];
  if (named === 'zsh' || language === 'zsh') return 'zsh';
  return named ?? (language === 'sh' ? 'sh' : 'bash');
}

const UNREAD_ZSH = 'the syntax of scripts for Zsh (ShellCheck does not know it; their commands are checked)';

interface Script {
  text: string;
  dialect: string;
  /** Whether its author says that it is wrong. */
  onPurpose: boolean;
  /** By how much each of its lines is moved to the left. */
  moved?: readonly number[] | undefined;
}

/** Where a script stands. */
type Place = Pick<Snippet, 'file' | 'firstLine' | 'indent'>;

function task({ text, dialect, onPurpose, moved }: Script, piece: Place): Task {
  return {
    kind: 'shellcheck',
    needs: ['shellcheck'],
    isGathered: true,
    file: piece.file,
    line: piece.firstLine,
    inputs: [text, dialect, String(onPurpose)],
    async verify(programs) {
      if (dialect === 'zsh') return { problems: [], unverified: [{ what: UNREAD_ZSH, place: START }] };
      const result = await shellCheck(text, dialect, programs);
      return onPurpose ? judgeOnPurpose(text, result) : result;
    },
    locate: ({ line, column }) => placeInFile(piece, { line, column: column + (moved?.[line - 1] ?? 0) }),
  };
}

/** A command of plain words and flags, with nothing that a shell reads in a way of its own. */
const PLAIN = /^\s*([a-z][\w-]*)(?: +[\w./:@%+,=-]+)*\s*$/;

/**
 * Whether every line is a plain command of a program with a table: to ShellCheck there is nothing in it, and asking costs a
 * process. Whether its words are right, the table says.
 */
function isPlain({ text, onPurpose }: Script): boolean {
  return (
    !onPurpose && text.split('\n').every((line) => line.trim() === '' || commandTables.has(PLAIN.exec(line)?.[1] ?? ''))
  );
}

/** Shell scripts, commands in fences and commands of sessions, through ShellCheck. */
export function shellTasks(lesson: Lesson): Task[] {
  const scripts = claimedBy(lesson, 'shell').filter(({ text }) => text.trim() !== '');
  const all = [
    ...scripts.map((snippet): [Script, Place] => {
      const onPurpose = snippet.options.has('invalid');
      const { text, moved } = hasPrompts(snippet.text) ? commandsOnly(snippet.text) : { text: snippet.text };
      return [{ text: prepared(text), dialect: dialectOf(snippet), onPurpose, moved }, snippet];
    }),
    ...sessionsOf(lesson).map((session): [Script, Place] => {
      const { text, moved } = commandsOnly(session.text);
      return [{ text: prepared(text), dialect: 'bash', onPurpose: false, moved }, session];
    }),
  ];
  return all.filter(([script]) => !isPlain(script)).map(([script, piece]) => task(script, piece));
}
