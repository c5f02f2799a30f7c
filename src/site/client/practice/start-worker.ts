/** Starts a worker with a practice cluster. @param name what it is for; labs and figures have the engine in common, so that what one has loaded the other has */
export function startWorker(name: 'lab' | 'figures'): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
}
