import { unfinished } from './commands/unfinished.ts';

/** What reads what is typed at a prompt. */
export type Reader = 'shell' | 'powershell' | 'python' | 'database';

/** A stretch of a terminal session: one command as typed, without prompts, or what came out. */
export interface TerminalPart {
  kind: 'command' | 'output';
  text: string;
  /** The prompt before a command, where it is not "$ ". */
  prompt?: string;
  /** What reads a command, where that is no shell. */
  reader?: Exclude<Reader, 'shell'>;
}

/** Prompts of small images: / #, ~ $, /app #. A path with a comment behind it looks the same. */
const IN_CONTAINER = /^(?:~|\/)[\w./-]* [$#](?: |$)/;
/** What may begin a shell in a container. */
const BEGINS_SHELL = /\b(?:exec|run|attach|debug|ssh|chroot|nsenter|su|sh|bash|ash)\b/;

/** Prompts that begin a line, each with a blank behind it. A "#" alone begins a comment. */
const PROMPTS: readonly (readonly [Reader, RegExp])[] = [
  ['shell', /^\$(?: |$)/],
  // user@host:~/folder$, root@host#, (venv) user@host:~$
  ['shell', /^(?:\([\w.-]+\) )?[\w.-]+@[\w.-]+(?::[^\s$#%]*)?[$#](?: |$)/],
  // [root@host folder]#
  ['shell', /^\[[\w.-]+@[\w.-]+ [^\]\s]+\][$#](?: |$)/],
  // [ root@pod:/ ]$
  ['shell', /^\[ [\w.-]+@[\w.-]+:\S* \][$#](?: |$)/],
  // user@host folder %
  ['shell', /^[\w.-]+@[\w.-]+ [~/\w.-]+ %(?: |$)/],
  // bash-5.2$, sh-4.4#
  ['shell', /^(?:ba|da|k|z)?sh-[\d.]+[$#](?: |$)/],
  // (venv) $
  ['shell', /^\([\w.-]+\) \$(?: |$)/],
  ['shell', IN_CONTAINER],
  // "/# " of the smallest images, "~$ " and ":~$ " of playgrounds.
  ['shell', /^(?:\/#|:?~[\w./-]*\$) (?=\S)/],
  ['powershell', /^PS(?: ?[A-Za-z]:[^>\n]*| [~/][^>\n]*)?>(?: |$)/],
  ['python', /^>>>(?: |$)/],
  // mysql>, sqlite>, postgres=#, 127.0.0.1:6379>
  ['database', /^(?:(?:mysql|sqlite|mongosh|test)>|\w+[=-][#>]|\d+\.\d+\.\d+\.\d+:\d+>)(?: |$)/],
];

/** What readers of commands print before a line that goes on. */
const CONTINUED: Readonly<Record<Reader, RegExp>> = {
  shell: /^>(?: |$)/,
  powershell: /^>>(?: |$)/,
  python: /^\.\.\.(?: |$)/,
  database: /^\s*(?:->|\.\.\.>?)(?: |$)/,
};

interface Prompted {
  prompt: string;
  reader: Reader;
}

function promptOf(line: string): Prompted | undefined {
  for (const [reader, pattern] of PROMPTS) {
    const prompt = pattern.exec(line)?.[0];
    if (prompt !== undefined) return { prompt: prompt.endsWith(' ') ? prompt : `${prompt} `, reader };
  }
  return undefined;
}

/** How many of the lines behind a line that was typed belong to it, and what was typed in all. */
interface Typed {
  lines: number;
  text: string;
}

/** A command of a shell with the lines in which it goes on: as many as it needs, if they are there before the next prompt. */
function shellCommand(first: string, below: readonly string[]): Typed {
  let text = first;
  let lines = 0;
  /** What surely belongs to it: lines behind a backslash, and here-documents. */
  let sure: Typed = { lines, text };
  let isSure = true;
  for (;;) {
    const waits = unfinished(text);
    if (waits === undefined) return { lines, text };
    isSure &&= waits === 'here-document' || text.endsWith('\\');
    const line = below[lines];
    if (line === undefined || (waits === 'command' && promptOf(line)?.reader === 'shell')) return sure;
    text += `\n${line.replace(CONTINUED.shell, '')}`;
    lines++;
    if (isSure) sure = { lines, text };
  }
}

/** A command of something else with the lines that bear its mark for going on. */
function otherCommand(reader: Reader, first: string, below: readonly string[]): Typed {
  const marked = below.findIndex((line) => !CONTINUED[reader].test(line));
  const lines = marked < 0 ? below.length : marked;
  return {
    lines,
    text: [first, ...below.slice(0, lines).map((line) => line.replace(CONTINUED[reader], ''))].join('\n'),
  };
}

/** Whether a shell in a container may ask for the next command: one did before, or was begun, or nothing was typed yet. */
function mayBeInContainer(parts: readonly TerminalPart[]): boolean {
  const commands = parts.filter(({ kind }) => kind === 'command');
  return (
    commands.length === 0 ||
    commands.some(({ text, prompt = '' }) => IN_CONTAINER.test(prompt) || BEGINS_SHELL.test(text))
  );
}

/**
 * Cuts a session into commands and output: the one grammar by which sessions are shown, copied and checked. A command begins at a
 * prompt and goes on for as long as its reader waits for more of it.
 */
export function parseTerminal(session: string): TerminalPart[] {
  const parts: TerminalPart[] = [];
  const lines = session.replace(/\n$/, '').split('\n');
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    const found = promptOf(line);
    const last = parts.at(-1);
    if (found && (!IN_CONTAINER.test(line) || mayBeInContainer(parts))) {
      const { prompt, reader } = found;
      const first = line.slice(prompt.length);
      const below = lines.slice(at + 1);
      const typed = reader === 'shell' ? shellCommand(first, below) : otherCommand(reader, first, below);
      at += typed.lines;
      parts.push({
        kind: 'command',
        text: typed.text,
        ...(prompt === '$ ' ? {} : { prompt }),
        ...(reader === 'shell' ? {} : { reader }),
      });
    } else if (last?.kind === 'output') last.text += `\n${line}`;
    else parts.push({ kind: 'output', text: line });
  }
  return parts;
}

/** Languages of fences in which authors write sessions, too, with what may read them. */
const WITH_SESSIONS: Readonly<Record<string, readonly Reader[]>> = {
  ...Object.fromEntries(
    ['bash', 'sh', 'shell', 'zsh', 'shellscript', 'shellsession', 'console'].map((name) => [
      name,
      ['shell', 'powershell', 'python', 'database'] as const,
    ]),
  ),
  powershell: ['powershell'],
  python: ['python'],
  py: ['python'],
};

/** Whether code in a language is a session: the first line that is neither empty nor a comment begins with a prompt. */
export function isSession(language: string, code: string): boolean {
  if (language === 'terminal') return true;
  const readers = Object.hasOwn(WITH_SESSIONS, language) ? (WITH_SESSIONS[language] ?? []) : [];
  if (readers.length === 0) return false;
  const first = code.split('\n').find((line) => line.trim() !== '' && !/^#(?: |!|$)/.test(line));
  const found = first === undefined ? undefined : promptOf(first);
  return found !== undefined && readers.includes(found.reader);
}
