import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { sourcePaths } from '../../cli/source-paths.ts';
import type { Answer, Asked } from './worker.ts';

/** How long a lab or a session may take, in milliseconds of the day: what takes longer never ends. */
const PATIENCE_MS = 180_000;

/** Threads that have nothing to do; they do not keep the process alive. */
const idle: Worker[] = [];

/** Asks a thread for what only the practice cluster can tell. Gives undefined for what does not end. */
export async function askPractice(asked: Asked): Promise<Answer | undefined> {
  const worker = idle.pop() ?? new Worker(resolve(sourcePaths.labWorker));
  worker.ref();
  try {
    return await answerOf(worker, asked);
  } finally {
    worker.unref();
  }
}

function answerOf(worker: Worker, asked: Asked): Promise<Answer | undefined> {
  return new Promise((done, fail) => {
    const heard = (answer: Answer): void => {
      end();
      idle.push(worker);
      done(answer);
    };
    const failed = (problem: unknown): void => {
      end();
      fail(problem);
    };
    const timer = setTimeout(() => {
      end();
      void worker.terminate();
      done(undefined);
    }, PATIENCE_MS);
    // Only these two: a thread has listeners of its own, without which its processes would not be heard any more.
    const end = (): void => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', failed);
    };
    worker.on('message', heard).on('error', failed);
    worker.postMessage(asked);
  });
}
