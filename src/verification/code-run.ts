import { isRun, judgeCode } from '../checks/rules/code.ts';
import { type Snippet, snippetsOf } from '../checks/snippets.ts';
import type { Lesson } from '../curriculum/model.ts';
import { isBinary } from '../curriculum/read.ts';
import { runProblems } from '../languages/run-javascript.ts';
import { checkedValues } from '../rendering/fence.ts';
import { confinement } from './confinement.ts';
import { filesAsInput } from './folder.ts';
import type { Result, Task } from './task.ts';

/**
 * Whether code of strangers may be run: the kernel keeps it from the network and from other processes, or the machine is one
 * of continuous integration, which has no secrets and is thrown away.
 */
export function isConfined(): boolean {
  return confinement().complete || process.env.CI === 'true';
}

async function run(snippet: Snippet, lesson: Lesson): Promise<Result> {
  if (!isConfined()) {
    const what = 'code that would be run (only on Linux can it be kept from the network and other programs)';
    return { problems: [], unverified: [{ what, place: { line: 1, column: 1 } }] };
  }
  const files = [...lesson.files.values()].map(({ name, path, text }) => ({
    name,
    content: isBinary(path) ? Buffer.from(text, 'base64') : text,
  }));
  // Only TypeScript can be compiled.
  const language = checkedValues(snippet.language).includes('compile') ? 'ts' : 'js';
  const findings = judgeCode('code/run', snippet, await runProblems(snippet.text, { language, files }));
  const problems = findings.map(({ rule, line, column, message, why, remedy }) => ({
    rule,
    // The place within the snippet: results are remembered wherever it stands.
    place: { line: line - snippet.firstLine + 1, column: column - snippet.indent },
    message,
    why,
    remedy,
  }));
  return { problems, unverified: [] };
}

/** JavaScript and TypeScript that say checked="run". */
export function codeTasks(lesson: Lesson): Task[] {
  return snippetsOf(lesson)
    .filter(isRun)
    .map((snippet) => ({
      kind: 'code',
      needs: [],
      file: snippet.file,
      line: snippet.firstLine,
      inputs: [
        snippet.text,
        JSON.stringify([...snippet.options]),
        filesAsInput(lesson),
        process.version,
        String(isConfined()),
      ],
      verify: () => run(snippet, lesson),
      locate: ({ line, column }) => ({ line: snippet.firstLine + line - 1, column: snippet.indent + column }),
    }));
}
