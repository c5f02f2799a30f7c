/**
 * Where every worker with a practice cluster begins: that of a lab, and that of the explorable figures of a page. They share the engine, and
 * each loads only what it needs besides. A worker is told by its name which of them it is.
 */
const early: MessageEvent[] = [];
self.onmessage = (event) => void early.push(event);

const begun = self.name === 'figures' ? import('../explore/worker.ts') : import('./lab-worker.ts');
begun
  .then(({ hear }) => {
    self.onmessage = hear;
    early.forEach(hear);
  })
  // The page hears of it as of everything that goes wrong in a worker.
  .catch(reportError);

export {};
