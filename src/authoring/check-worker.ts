/**
 * Checks the curriculum beside the development server, in a thread of its own, so that pages do not wait for it. Every
 * message asks for one more check; the answer is a report.
 */

import { parentPort } from 'node:worker_threads';
import { checkWithPrograms } from '../checks/check.ts';
import { findPrograms } from '../checks/programs/verify.ts';
import { beginTextMemories } from '../checks/text-memories.ts';
import { curriculumRoot } from '../cli/root.ts';
import { readContent } from '../curriculum/read.ts';
import type { Finding } from '../findings/finding.ts';

/** What the thread answers. */
export type Answer = { findings: Finding[] } | { failure: string };

const found = findPrograms();
const writeTexts = beginTextMemories(curriculumRoot());

async function check(): Promise<Answer> {
  try {
    const { findings } = await checkWithPrograms(readContent(curriculumRoot()), {}, found);
    writeTexts(false);
    return { findings };
  } catch (problem) {
    return { failure: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) };
  }
}

let running = false;
let again = false;

parentPort?.on('message', async () => {
  if (running) {
    again = true;
    return;
  }
  running = true;
  do {
    again = false;
    const answer = await check();
    if (!again) parentPort?.postMessage(answer);
  } while (again);
  running = false;
});
