/** Tries labs and plays sessions in a thread of its own, so that one that never ends can be ended. */

import { parentPort } from 'node:worker_threads';
import type { LabSession } from '../../curriculum/schema/lab.ts';
import { StartProblem } from '../../lab/runner/begin.ts';
import { playSession, SESSION_SEED } from '../../lab/runner/session.ts';
import { LabHost, type LabSource } from '../../lab-host/begin.ts';
import { tryForm } from '../../lab-host/form-trial.ts';
import { type MonitoringSource, tryMonitoring } from '../../lab-host/monitoring/trial.ts';
import type { LabProblem, LabStep } from '../../lab-host/steps.ts';
import { type TracingSource, tryTracing } from '../../lab-host/tracing/trial.ts';
import { tryLab } from '../../lab-host/trial.ts';

/** What the thread is asked. */
export type Asked =
  | { kind: 'lab'; source: LabSource }
  | { kind: 'form'; source: LabSource }
  | { kind: 'monitoring'; source: MonitoringSource }
  | { kind: 'tracing'; source: TracingSource }
  | { kind: 'session'; source: LabSource; session: LabSession; commands: readonly string[] };

/** What the thread answers: what is wrong with a lab, and whether it got to its end; what each command of a session printed, or why it cannot begin; what has failed. */
export type Answer =
  | { kind: 'lab'; problems: readonly LabProblem[]; isStuck: boolean }
  | { kind: 'session'; printed: readonly string[] }
  | { kind: 'no start'; message: string }
  | { kind: 'failure'; message: string };

/** What it says in between: where it is. */
export interface Step {
  kind: 'step';
  step: LabStep | undefined;
}

async function answer(asked: Asked): Promise<Answer> {
  const say = (step: LabStep): void => parentPort?.postMessage({ kind: 'step', step } satisfies Step);
  if (asked.kind === 'monitoring') return { kind: 'lab', problems: tryMonitoring(asked.source, say), isStuck: false };
  if (asked.kind === 'lab') return { kind: 'lab', problems: await tryLab(asked.source, say), isStuck: false };
  if (asked.kind === 'form') return { kind: 'lab', problems: await tryForm(asked.source, say), isStuck: false };
  if (asked.kind === 'tracing') return { kind: 'lab', ...(await tryTracing(asked.source, say)) };
  const { source, session, commands } = asked;
  const host = new LabHost(source);
  try {
    const practice = await host.beginSession(session, { seed: SESSION_SEED });
    return { kind: 'session', printed: await playSession(practice, commands, session.pauses) };
  } catch (problem) {
    if (problem instanceof StartProblem) return { kind: 'no start', message: problem.message };
    throw problem;
  } finally {
    host.end();
  }
}

parentPort?.on('message', async (asked: Asked) => {
  try {
    parentPort?.postMessage(await answer(asked));
  } catch (problem) {
    const message = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
    parentPort?.postMessage({ kind: 'failure', message } satisfies Answer);
  }
});
