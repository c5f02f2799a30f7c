import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Practice } from '../../src/lab/practice.ts';
import type { Judge } from '../../src/lab/runner/judge.ts';
import { Collector, Pipe } from '../../src/lab/shell/streams.ts';
import { isUnfinished } from '../../src/lab/shell/syntax/parse.ts';
import type { Clock } from '../../src/lab/time/clock.ts';
import { tasksAsText } from './lesson.ts';
import { transcript } from './recording.ts';
import { serve } from './serve.ts';

/** What is played: a practice cluster, and who judges the tasks of a lab. */
export interface Play {
  practice: Practice;
  judge?: Judge;
  /** What is printed when everything is done. */
  atEnd?: () => Promise<string>;
}

/** How often the clock of the cluster is moved on with that of the day. */
const TICK_MS = 50;

/** Lets a clock go with the time of the day, or faster; gives what stops it. */
function keepPace(clock: Clock, speed: number): () => void {
  let isStopped = false;
  const begin = performance.now();
  const start = clock.now();
  const tick = async (): Promise<void> => {
    if (isStopped) return;
    await clock.moveTo(start + (performance.now() - begin) * speed);
    setTimeout(tick, TICK_MS);
  };
  void tick();
  return () => {
    isStopped = true;
  };
}

/** Command lines of a text: what the shell waits for more of goes on in the next line, such as an open quote, and here-documents hold theirs. */
export function commandLines(text: string): string[] {
  const commands: string[] = [];
  let current: string[] = [];
  for (const line of text.split('\n')) {
    if (current.length === 0 && (line.trim() === '' || line.startsWith('#'))) continue;
    current.push(line);
    if (isUnfinished(current.join('\n'))) continue;
    commands.push(current.join('\n'));
    current = [];
  }
  if (current.length > 0) commands.push(current.join('\n'));
  return commands;
}

async function readAll(): Promise<string> {
  let text = '';
  for await (const piece of process.stdin) text += piece;
  return text;
}

/** Runs the command lines of standard input; time passes only as far as commands wait, and until all is quiet between two of them. */
export async function playInput({ practice, judge, atEnd }: Play, isTranscript: boolean): Promise<void> {
  let last = 0;
  for (const command of commandLines(await readAll())) {
    const { output, errors, code } = await practice.session.run(command);
    last = code;
    if (isTranscript) {
      const [first = '', ...further] = command.split('\n');
      const shown = transcript(output, errors, code);
      console.log([`$ ${first}`, ...further.map((line) => `> ${line}`), ...(shown === '' ? [] : [shown])].join('\n'));
    } else {
      process.stdout.write(output);
      process.stderr.write(errors);
    }
    await practice.settle();
    if (judge) console.log(tasksAsText(await judge.judge()));
  }
  if (atEnd) console.log(await atEnd());
  if (!isTranscript) process.exitCode = last;
}

/** What a command line prints while the clock goes with the time of the day. */
async function typed(practice: Practice, command: string): Promise<string> {
  const output = new Collector();
  await practice.session.type(command, { output, errors: new Collector(), signal: new AbortController().signal });
  return output.text;
}

/** A shell for a person. */
export async function interact({ practice, judge, atEnd }: Play, speed: number): Promise<void> {
  const stop = keepPace(practice.cluster.clock, speed);
  console.log('A practice cluster with three nodes. Try: kubectl get nodes. Ctrl-C stops a command, Ctrl-D ends.');
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '$ ' });
  let running: { stopping: AbortController; input: Pipe } | undefined;
  let begun: string[] = [];
  terminal.on('SIGINT', () => {
    begun = [];
    if (running) running.stopping.abort();
    else terminal.prompt();
  });
  const play = async (line: string): Promise<void> => {
    running = { stopping: new AbortController(), input: new Pipe() };
    await practice.session.type(line, {
      input: running.input,
      output: { write: (text) => process.stdout.write(text) },
      errors: { write: (text) => process.stderr.write(text) },
      signal: running.stopping.signal,
    });
    running = undefined;
    if (judge) console.log(tasksAsText(await judge.judge((command) => typed(practice, command))));
    terminal.prompt();
  };
  // What is typed while a command runs is for that command: a shell in a container, say.
  terminal.on('line', (line) => {
    if (running) {
      running.input.write(`${line}\n`);
      return;
    }
    begun.push(line);
    const command = begun.join('\n');
    if (isUnfinished(command)) process.stdout.write('> ');
    else {
      begun = [];
      void play(command);
    }
  });
  terminal.prompt();
  await new Promise<void>((resolve) => terminal.once('close', resolve));
  running?.stopping.abort();
  stop();
  if (atEnd) console.log(await atEnd());
  process.exit(0);
}

/** Puts the API server on a port of this machine until somebody stops the command. */
export async function servePort(port: number, { practice }: Play, speed: number): Promise<void> {
  keepPace(practice.cluster.clock, speed);
  const { address } = await serve((request) => practice.cluster.handle(request), port);
  const path = join(mkdtempSync(join(tmpdir(), 'practice-')), 'kubeconfig');
  writeFileSync(
    path,
    `apiVersion: v1
kind: Config
clusters: [{name: practice, cluster: {server: "${address}"}}]
contexts: [{name: practice, context: {cluster: practice, user: practice}}]
current-context: practice
users: [{name: practice, user: {}}]
`,
  );
  console.log(
    `The API server of a practice cluster answers at ${address}.\n\n  export KUBECONFIG=${path}\n  kubectl get nodes\n\nCtrl-C ends it.`,
  );
}
