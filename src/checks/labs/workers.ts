import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sourcePaths } from '../../cli/source-paths.ts';
import { type LabStep, stuckAt } from '../../lab-host/steps.ts';
import type { Answer, Asked, Step } from './worker.ts';

/** How long a step of a lab, or a session, may take, in milliseconds of the day: what takes longer never ends. Steps take a second or two. */
const PATIENCE_MS = 90_000;

/** Threads that have nothing to do; they do not keep the process alive. */
const idle: Worker[] = [];

/** Asks a thread for what only the practice cluster can tell. Gives undefined for a session that does not end. */
export async function askPractice(asked: Asked, patience = PATIENCE_MS): Promise<Answer | undefined> {
  const worker = idle.pop() ?? new Worker(resolve(sourcePaths.labWorker));
  worker.ref();
  try {
    return await answerOf(worker, asked, patience);
  } finally {
    worker.unref();
  }
}

function answerOf(worker: Worker, asked: Asked, patience: number): Promise<Answer | undefined> {
  return new Promise((done) => {
    let step: LabStep | undefined;
    const heard = (answer: Answer | Step): void => {
      if (answer.kind === 'step') {
        step = answer.step;
        timer.refresh();
        return;
      }
      end();
      idle.push(worker);
      done(answer);
    };
    // What breaks the thread itself, such as more data than it can hold.
    const failed = (problem: unknown): void => {
      end();
      done({ kind: 'failure', message: problem instanceof Error ? problem.message : String(problem) });
    };
    const timer = setTimeout(() => {
      end();
      void worker.terminate();
      done(step && { kind: 'lab', problems: stuckAt(step, patience / 1000), isStuck: true });
    }, patience);
    // Only these two: a thread has listeners of its own, without which its processes would not be heard any more.
    const end = (): void => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', failed);
    };
    worker.on('message', heard).on('error', failed);
    worker.postMessage(asked);
  });
}
