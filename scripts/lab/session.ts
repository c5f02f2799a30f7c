import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstDifference } from '../../src/checks/programs/compare.ts';
import { exchangesOf } from '../../src/checks/sessions.ts';
import { curriculumRoot } from '../../src/cli/root.ts';
import { UserError } from '../../src/cli/user-error.ts';
import type { ClusterOptions } from '../../src/lab/cluster.ts';
import { playSession } from '../../src/lab/runner/session.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { beginSession, labOf } from './lesson.ts';

/**
 * Plays a recorded session of a lesson, and prints it as it comes out; says where that is not what the lesson shows.
 * @param isWritten whether the file gets what comes out, except for outputs of which it leaves out lines @returns whether both are the same
 */
export async function printSession(
  lesson: string,
  file: string,
  options: ClusterOptions,
  isWritten: boolean,
): Promise<boolean> {
  const text = labOf(lesson).files.get(file);
  if (text === undefined) throw new UserError(`The lesson "${lesson}" has no file "${file}".`);
  const { practice, session } = await beginSession(lesson, file, options);
  const exchanges = exchangesOf({ text });
  const printed = await playSession(
    practice,
    exchanges.map(({ command }) => command),
    session.pauses,
  );
  if (isWritten) write(lesson, file, text, printed);
  let isSame = true;
  for (const [index, { command, output }] of exchanges.entries()) {
    const real = printed[index] ?? '';
    console.log(`$ ${command.replaceAll('\n', '\n> ')}\n${real.replace(/\n+$/, '')}`);
    const found = firstDifference(output, real);
    if (!found) continue;
    isSame = false;
    console.log(
      `≠ the lesson shows ${found.shown === undefined ? 'no more' : `"${found.shown.trim()}"`} in place of ${found.printed === undefined ? 'nothing' : `"${found.printed.trim()}"`}`,
    );
  }
  return isSame;
}

/** A line that stands for any number of others. */
const LEFT_OUT = /^\s*(?:\.\.\.|…)\s*$/m;

/** Puts what was printed below the commands of a session file; what is no command nor its output stays. */
function write(lesson: string, file: string, text: string, printed: readonly string[]): void {
  const path = getCurriculum().lessons.get(lesson)?.files.get(file)?.path;
  if (path === undefined) return;
  const lines = text.split('\n');
  // From the last one on, so that the numbers of lines stay true.
  for (const [index, { output, outputLine }] of [...exchangesOf({ text }).entries()].reverse()) {
    if (LEFT_OUT.test(output)) continue;
    const real = (printed[index] ?? '').replace(/\n+$/, '');
    const shown = output === '' ? 0 : output.replace(/\n+$/, '').split('\n').length;
    lines.splice(outputLine - 1, shown, ...(real === '' ? [] : real.split('\n')));
  }
  writeFileSync(join(curriculumRoot(), path), `${lines.join('\n').replace(/\n*$/, '')}\n`);
}
