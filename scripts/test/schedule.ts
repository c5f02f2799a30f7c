import type { RunningStep, Step, StepResult } from './step.ts';

/** What happens while steps are run. */
export interface Watcher {
  started(step: Step): void;
  ended(result: StepResult): void;
  /** @param missing the steps without whose success it cannot be run. */
  skipped(step: Step, missing: readonly string[]): void;
}

/**
 * Runs steps side by side, the first ones first, each as soon as the steps that it waits for have ended.
 * A step whose needs have failed is not run, and what needs that one is not, either.
 * @param lanes how many may run at the same time.
 * @throws Error if steps wait for each other, or for one that there is not.
 */
export async function runAll(
  steps: readonly Step[],
  lanes: number,
  begin: (step: Step) => Pick<RunningStep, 'ended'>,
  watcher: Watcher,
): Promise<StepResult[]> {
  const waiting = [...steps];
  const results: StepResult[] = [];
  const running = new Map<string, Promise<StepResult>>();
  const passed = new Set<string>();
  const done = new Set<string>();
  while (waiting.length > 0 || running.size > 0) {
    let skipped = false;
    for (const step of [...waiting]) {
      const { after = [], needs = [] } = step;
      if (![...after, ...needs].every((name) => done.has(name))) continue;
      const missing = needs.filter((name) => !passed.has(name));
      if (missing.length === 0 && running.size >= lanes) continue;
      waiting.splice(waiting.indexOf(step), 1);
      if (missing.length > 0) {
        done.add(step.name);
        skipped = true;
        watcher.skipped(step, missing);
        continue;
      }
      watcher.started(step);
      running.set(step.name, begin(step).ended);
    }
    if (running.size === 0) {
      if (skipped || waiting.length === 0) continue;
      throw new Error(`Steps wait for what never ends: ${waiting.map(({ name }) => name).join(', ')}`);
    }
    const result = await Promise.race(running.values());
    running.delete(result.name);
    done.add(result.name);
    if (result.ok) passed.add(result.name);
    results.push(result);
    watcher.ended(result);
  }
  return results;
}
