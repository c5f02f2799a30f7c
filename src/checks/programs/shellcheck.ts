import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { writeInto } from './folder.ts';
import { runProgram } from './program.ts';

/** What ShellCheck says of a place in a script. */
export interface Comment {
  /** 1-based. */
  line: number;
  column: number;
  level: 'error' | 'warning' | 'info' | 'style';
  code: number;
  message: string;
}

/** What came of asking ShellCheck: what it says, why it did not come to an end, or that it could not read the script. */
export type Judgment = { comments: readonly Comment[] } | { why: string } | 'unread';

/** What ShellCheck is asked, besides the script. */
export interface Question {
  /** Its path on this machine. */
  path: string;
  /** The dialect of the shell: bash, dash, ksh or sh. */
  dialect: string;
  /** Numbers of what it shall not say, with commas: `SC1090,SC2034`. */
  without: string;
}

interface Waiting {
  text: string;
  tell(judgment: Judgment): void;
  fail(problem: unknown): void;
}

/** So many scripts go to one process: starting it takes longer than what it does. */
const MOST = 40;

/** Scripts that wait, by what is asked of them. */
const waiting = new Map<string, { question: Question; scripts: Waiting[] }>();
const limit = pLimit(availableParallelism());

/** What ShellCheck says of a script. Scripts of which it is asked at the same time go to one process in a jail. */
export function commentsOn(text: string, question: Question): Promise<Judgment> {
  return new Promise((tell, fail) => {
    const key = JSON.stringify(question);
    const known = waiting.get(key);
    if (known) {
      known.scripts.push({ text, tell, fail });
      return;
    }
    waiting.set(key, { question, scripts: [{ text, tell, fail }] });
    setImmediate(() => {
      const { scripts = [] } = waiting.get(key) ?? {};
      waiting.delete(key);
      for (let start = 0; start < scripts.length; start += MOST)
        void limit(() => judgeOrFail(scripts.slice(start, start + MOST), question));
    });
  });
}

async function judgeOrFail(scripts: readonly Waiting[], question: Question): Promise<void> {
  try {
    await judge(scripts, question);
  } catch (problem) {
    for (const { fail } of scripts) fail(problem);
  }
}

/** Has scripts judged. If that does not come to an end, each is judged alone: only that of which it is true is told so. */
async function judge(scripts: readonly Waiting[], question: Question): Promise<void> {
  const judgments = await ask(
    scripts.map(({ text }) => text),
    question,
  );
  if (Array.isArray(judgments)) {
    for (const [index, { tell }] of scripts.entries()) tell({ comments: judgments[index] ?? [] });
    return;
  }
  if (scripts.length === 1) scripts[0]?.tell(judgments);
  else for (const script of scripts) await judge([script], question);
}

/** What is said of each of several scripts, or why nothing can be told of them. */
async function ask(
  texts: readonly string[],
  { path, dialect, without }: Question,
): Promise<Comment[][] | { why: string } | 'unread'> {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  try {
    // No script can guess the name of another one, and read it.
    const names = texts.map(() => randomUUID());
    writeInto(
      folder,
      names.map((name, index) => ({ name, content: texts[index] ?? '' })),
    );
    const words = [
      '--norc',
      '--format=json1',
      `--shell=${dialect}`,
      '--severity=warning',
      `--exclude=${without}`,
      ...names,
    ];
    const { status, output, why } = await runProgram(path, words, { root: folder });
    if (status === undefined) return { why };
    const { comments } = JSON.parse(output) as { comments: (Comment & { file: string })[] };
    return names.map((name) => comments.filter(({ file }) => file === name));
  } catch (problem) {
    if (problem instanceof SyntaxError) return 'unread';
    throw problem;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
