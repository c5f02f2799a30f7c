import { closeSync, constants, existsSync, openSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Lesson } from '../../curriculum/model.ts';
import { type Exchange, exchangesOf, type Session, sessionsOf } from '../sessions.ts';
import { placeInFile } from '../snippets.ts';
import { guarded, isHarmless, isOffline } from './allowed.ts';
import { firstDifference } from './compare.ts';
import { filesAsInput, withLessonFolder } from './folder.ts';
import { refusal } from './inside.ts';
import { pathsOf } from './paths.ts';
import { type Pipeline, plainPipeline } from './pipeline.ts';
import { runProgram } from './program.ts';
import { type ProgramName, programNames } from './program-names.ts';
import type { Problem, Programs, Result, Task } from './task.ts';

const WHY = 'A learner who types it sees something else than the lesson shows, and looks for their own mistake.';

/** What kubectl says if it would need a cluster after all. */
const NO_CLUSTER =
  /connection refused|operation not permitted|network is unreachable|connection to the server|no configuration has been provided|couldn't get current/i;

/** A command as a pipeline; undefined for what only a shell understands, or something else. */
function pipelineOf({ command, reader }: Exchange): Pipeline | undefined {
  return reader === undefined ? plainPipeline(command) : undefined;
}

/** A pipeline that can be run, or why it cannot be run here. */
function runnable(pipeline: Pipeline | undefined): Pipeline | string {
  if (!pipeline) return 'commands that need a shell';
  if (!pipeline.commands.every(isOffline)) return 'commands that need a cluster, or programs that are not run here';
  return pipeline;
}

/** Where a command runs: in a folder below the one that holds copies of the lesson's files. */
interface Where {
  root: string;
  folder: string;
}

/** What came of a pipeline: what it printed, or why that is not known; it may be another time. */
type Run = { output: string } | { unknown: string; momentary?: boolean };

/**
 * Writes what a command printed into a file below a folder, and nowhere else: what runs in a jail may have left links there,
 * which lead nowhere in the jail but somewhere outside of it. Gives whether it could.
 */
export function writeBelow(root: string, target: string, text: string): boolean {
  if (!isBelow(root, dirname(target))) return false;
  try {
    const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
    const file = openSync(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644);
    writeFileSync(file, text);
    closeSync(file);
    return true;
  } catch {
    return false;
  }
}

/** Whether a folder is another, or below it, whatever links lead there. */
function isBelow(root: string, folder: string): boolean {
  return `${realpathSync(folder)}${sep}`.startsWith(`${realpathSync(root)}${sep}`);
}

/** Runs a pipeline. Gives what came out, or why it could not be run. */
async function run(pipeline: Pipeline, programs: Programs, { root, folder }: Where): Promise<Run> {
  let input = '';
  let printed = '';
  for (const [index, words] of pipeline.commands.entries()) {
    const [name = '', ...rest] = guarded(words);
    const known = programNames.find((candidate) => candidate === name);
    const path = known === undefined ? pathsOf(name)[0] : programs.get(known)?.path;
    if (path === undefined) return { unknown: `${name} is not on this machine` };
    // Earlier commands may have written what this one reads.
    const reason = known && refusal(known, { root, folder, words: rest });
    if (reason !== undefined) return { unknown: reason };
    const { status, output, why } = await runProgram(path, rest, { root, folder, input });
    if (status === undefined) return { unknown: `commands with which ${name} ${why}`, momentary: true };
    if (known === 'kubectl' && NO_CLUSTER.test(output)) return { unknown: 'commands that need a cluster' };
    if (index === pipeline.commands.length - 1) printed = output;
    input = output;
  }
  if (pipeline.into === undefined) return { output: printed };
  return writeBelow(root, join(folder, pipeline.into), printed)
    ? { output: '' }
    : { unknown: 'commands that write over a folder' };
}

/** "cd folder" of a session, within the lesson's files. */
function changeFolder(command: string, root: string, folder: string): string | undefined {
  const name = /^cd ([\w-]+(?:\/[\w-]+)*)$/.exec(command.trim())?.[1];
  const target = name === undefined ? undefined : join(folder, name);
  if (target === undefined || !existsSync(target) || !statSync(target).isDirectory()) return undefined;
  return isBelow(root, target) ? target : undefined;
}

/** Where what a session shows is not what its command has printed. @param remedy what to do about it */
export function differenceFrom({ output, outputLine }: Exchange, printed: string, remedy: string): Problem[] {
  const found = firstDifference(output, printed);
  if (!found) return [];
  const message =
    found.shown === undefined
      ? `The command prints more than is shown: "${found.printed}" comes behind the last line.`
      : found.printed === undefined
        ? `The command does not print this: "${found.shown.trim()}".`
        : `The command prints "${found.printed.trim()}" here, not "${found.shown.trim()}".`;
  return [
    {
      rule: 'session/output',
      place: { line: outputLine + Math.min(found.line, Math.max(0, output.split('\n').length - 1)), column: 1 },
      message,
      why: WHY,
      remedy,
    },
  ];
}

function difference(exchange: Exchange, printed: string): Problem[] {
  const first = exchange.command.split('\n')[0] ?? exchange.command;
  const remedy = `Run "${first}" in the lesson's files/ and paste what comes out; write ... for what varies.`;
  return differenceFrom(exchange, printed, remedy);
}

async function verifySession(session: Session, lesson: Lesson, programs: Programs): Promise<Result> {
  const problems: Problem[] = [];
  const unverified: { what: string; place: { line: number; column: number } }[] = [];
  let momentary = false;
  await withLessonFolder(lesson, async (root) => {
    let folder = root;
    let known = true;
    for (const exchange of exchangesOf(session)) {
      const place = { line: exchange.line, column: 1 };
      const changed = changeFolder(exchange.command, root, folder);
      const pipeline = changed === undefined ? pipelineOf(exchange) : undefined;
      const ready = runnable(pipeline);
      if (changed !== undefined) folder = changed;
      else if (typeof ready === 'string') {
        unverified.push({ what: ready, place });
        known &&= pipeline?.commands.every(isHarmless) ?? false;
      } else if (!known) unverified.push({ what: 'commands that build on others that could not be run here', place });
      else {
        const outcome = await run(ready, programs, { root, folder });
        if ('output' in outcome) problems.push(...difference(exchange, outcome.output));
        else {
          unverified.push({ what: outcome.unknown, place });
          momentary ||= outcome.momentary ?? false;
          // What comes later may read what this one would have written.
          known &&= ready.commands.every(isHarmless);
        }
      }
    }
  });
  return { problems, unverified, momentary };
}

/** Programs of those known here that a session names. */
function programsOf(session: Session): ProgramName[] {
  return programNames.filter((name) =>
    exchangesOf(session).some(({ command }) => new RegExp(`\\b${name}\\b`).test(command)),
  );
}

/** Sessions said to have been run here are run again, as far as they need no cluster, and what they show is compared. */
export function sessionTasks(lesson: Lesson): Task[] {
  return sessionsOf(lesson)
    .filter(({ ran }) => ran === 'here')
    .map((session) => ({
      kind: 'session',
      needs: programsOf(session),
      file: session.file,
      line: session.firstLine,
      inputs: [session.text, filesAsInput(lesson)],
      verify: (programs) => verifySession(session, lesson, programs),
      locate: (place) => placeInFile(session, place),
    }));
}
