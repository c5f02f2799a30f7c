/**
 * `npm run lab`: the practice cluster on the terminal.
 *
 *   npm run lab                                     a shell before a fresh cluster (exit with Ctrl-D)
 *   npm run lab -- --files DIR --transcript < FILE  runs the command lines of a file and prints them as recordings do
 *   npm run lab -- --replay FILE…                   replays recorded sessions and prints what differs (--quiet: only the
 *                                                   counts; --by-topic: a table, too)
 *   npm run lab -- --lesson ID [--judge]            begins the lab of a lesson; with --judge, after every command how its tasks stand
 *                                                   a lab on monitoring is done as its solutions say, and printed step by step
 *   npm run lab -- --lesson ID --session FILE       plays a recorded session of a lesson, prints it as it comes out, and says where that is not
 *                                                   what the lesson shows; --write puts it into the file, except for outputs
 *                                                   of which the lesson leaves out lines
 *   npm run lab -- --exam ckad/1                    begins a form of a hands-on practice exam; at the end of the input its points by task
 *   npm run lab -- --exam ckad/1 --judge            sits it with nothing done, and with all solutions, and prints the points of both
 *   npm run lab -- --serve PORT                     puts the API server on a port of this machine, with a kubeconfig for the real kubectl
 *
 * --metrics begins with a metrics server: "kubectl top" works, autoscalers scale, and the program "load" gives Pods something to do.
 * --files DIR puts copies of the files of a folder before the session; --seed N takes other random numbers; --speed N lets the clock
 * go N times as fast (shell and --serve).
 */
import { parseArgs } from 'node:util';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import type { ClusterOptions } from '../src/lab/cluster.ts';
import { Practice } from '../src/lab/practice.ts';
import { beginForm, judgeForm } from './lab/exam.ts';
import { readFolder } from './lab/folder.ts';
import { beginLesson, labOf } from './lab/lesson.ts';
import { playMonitoring } from './lab/monitoring.ts';
import { interact, type Play, playInput, servePort } from './lab/play.ts';
import { replayFiles } from './lab/replay.ts';
import { printSession } from './lab/session.ts';

/** A number of an option. @throws UserError for what is none */
function numberOf(name: string, text: string, least: number): number {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number) || number < least)
    throw new UserError(`--${name} wants a number from ${least} on, but got "${text}".`);
  return number;
}

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      replay: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      'by-topic': { type: 'boolean', default: false },
      transcript: { type: 'boolean', default: false },
      metrics: { type: 'boolean', default: false },
      files: { type: 'string' },
      lesson: { type: 'string' },
      exam: { type: 'string' },
      session: { type: 'string' },
      write: { type: 'boolean', default: false },
      judge: { type: 'boolean', default: false },
      serve: { type: 'string' },
      seed: { type: 'string', default: '1' },
      speed: { type: 'string', default: '1' },
    },
  });
  const seed = numberOf('seed', values.seed, 0);
  const speed = numberOf('speed', values.speed, 0.1);
  if (values.replay) {
    if (positionals.length === 0) throw new UserError('Name the recordings: npm run lab -- --replay FILE…');
    if (!(await replayFiles(positionals, { isQuiet: values.quiet, byTopic: values['by-topic'] }))) process.exitCode = 1;
    return;
  }
  if (positionals.length > 0)
    throw new UserError(
      `"${positionals[0]}" is no option. Recordings are named after --replay; "npm run lab -- --help" lists all.`,
    );
  if (values.exam !== undefined) {
    if (values.lesson !== undefined || values.files !== undefined)
      throw new UserError('A form of an exam begins with its own files: --exam stands without --lesson and --files.');
    if (values.judge) {
      if (!(await judgeForm(values.exam, { seed }))) process.exitCode = 1;
      return;
    }
    const play = await beginForm(values.exam, { seed });
    if (values.transcript || !process.stdin.isTTY) await playInput(play, values.transcript);
    else await interact(play, speed);
    return;
  }
  if (values.judge && values.lesson === undefined)
    throw new UserError('--judge says how the tasks of a lab stand: name its lesson with --lesson.');
  if (values.write && values.session === undefined)
    throw new UserError('--write writes what a session prints: name it with --session.');
  if (values.session !== undefined) {
    if (values.lesson === undefined)
      throw new UserError('--session plays a session of a lesson: name it with --lesson.');
    if (!(await printSession(values.lesson, values.session, { seed }, values.write))) process.exitCode = 1;
    return;
  }
  if (values.lesson !== undefined && labOf(values.lesson).lab.monitoring) {
    playMonitoring(values.lesson, seed, values.judge);
    return;
  }
  if (values.lesson !== undefined && values.files !== undefined)
    throw new UserError('A lab begins with its own files: --lesson and --files do not go together.');
  const play = await begin(values.lesson, values.files, {
    seed,
    ...(values.metrics ? { load: { metrics: true, pods: [] } } : {}),
  });
  if (!values.judge) delete play.judge;
  if (values.serve !== undefined) await servePort(numberOf('serve', values.serve, 0), play, speed);
  else if (values.transcript || !process.stdin.isTTY) await playInput(play, values.transcript);
  else await interact(play, speed);
});

/** What is played: the lab of a lesson, or a fresh cluster with the files of a folder. */
async function begin(lesson: string | undefined, folder: string | undefined, options: ClusterOptions): Promise<Play> {
  if (lesson !== undefined) return beginLesson(lesson, options);
  const practice = new Practice(folder === undefined ? new Map() : readFolder(folder), options);
  await practice.settle();
  return { practice };
}
