import type { Course } from '../../../lab/figures/frame.ts';
import { startWorker } from '../practice/start-worker.ts';
import type { FigureAsk, FigureTold } from './protocol.ts';

/** The worker of all figures of the page; it comes with the first that is touched. */
let worker: Worker | undefined;
let number = 0;
const answers = new Map<number, { done: (course: Course) => void; fail: (problem: Error) => void }>();

function start(): Worker {
  const started = startWorker('figures');
  started.onmessage = ({ data: told }: MessageEvent<FigureTold>) => {
    answers.get(told.number)?.done(told.course);
    answers.delete(told.number);
  };
  started.onerror = (event) => {
    event.preventDefault();
    worker = undefined;
    for (const { fail } of answers.values()) fail(new Error(event.message ?? ''));
    answers.clear();
  };
  return started;
}

/** Asks the practice cluster what happens in a figure. @throws Error if it cannot be loaded */
export function courseOf(ask: Omit<FigureAsk, 'number'>): Promise<Course> {
  worker ??= start();
  const to = worker;
  number++;
  return new Promise((done, fail) => {
    answers.set(number, { done, fail });
    to.postMessage({ ...ask, number } satisfies FigureAsk);
  });
}
