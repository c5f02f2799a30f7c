/** Starts a worker in which a practice cluster runs: of labs and of explorable figures the same, so that what one has loaded the other has. */
export function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'practice' });
}
