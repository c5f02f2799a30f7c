import type { Lesson } from '../../curriculum/model.ts';
import { checkedValues } from '../../curriculum/text/fence-options.ts';
import { isRun, judgeCode } from '../rules/code.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';
import { confinement } from './confinement.ts';
import { contentsOf, filesAsInput } from './folder.ts';
import { runProblems } from './run-javascript.ts';
import { type Result, START, type Task } from './task.ts';

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
    return { problems: [], unverified: [{ what, place: START }] };
  }
  // Only TypeScript can be compiled.
  const language = checkedValues(snippet.language).includes('compile') ? 'ts' : 'js';
  const found = await runProblems(snippet.text, { language, files: contentsOf(lesson) });
  // Places are those within the snippet: results are remembered wherever it stands.
  const findings = judgeCode('code/run', { ...snippet, firstLine: 1, indent: 0, lines: undefined }, found);
  const problems = findings.map(({ rule, line, column, message, why, remedy }) => ({
    rule,
    place: { line, column },
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
      locate: (place) => placeInFile(snippet, place),
    }));
}
