import type { Lesson } from '../../curriculum/model.ts';
import { checkedValues } from '../../curriculum/text/fence-options.ts';
import { isRun, judgeCode } from '../rules/code.ts';
import { placeInFile, type Snippet, snippetsOf } from '../snippets.ts';
import { contentsOf, filesAsInput } from './folder.ts';
import { runProblems } from './run-javascript.ts';
import { type Result, START, type Task } from './task.ts';

async function run(snippet: Snippet, lesson: Lesson): Promise<Result> {
  // Only TypeScript can be compiled.
  const language = checkedValues(snippet.language).includes('compile') ? 'ts' : 'js';
  const found = await runProblems(snippet.text, { language, files: contentsOf(lesson) });
  if (typeof found === 'string') {
    return { problems: [], unverified: [{ what: found, place: START }], momentary: true };
  }
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
      inputs: [snippet.text, JSON.stringify([...snippet.options]), filesAsInput(lesson), process.version],
      verify: () => run(snippet, lesson),
      locate: (place) => placeInFile(snippet, place),
    }));
}
