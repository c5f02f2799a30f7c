const { worker } = document.body.dataset;

async function register(address: string): Promise<void> {
  const controlled = navigator.serviceWorker.controller !== null;
  await navigator.serviceWorker.register(address);
  if (!controlled) await keepLoaded([location.href]);
}

/** Has all kept that this page has loaded so far, and further addresses, where the site has a service worker. */
export async function keepLoaded(further: readonly string[]): Promise<void> {
  if (!worker || !('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.ready;
  const visited = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ visited: [...further, ...visited] } satisfies import('../offline/messages.ts').Order);
}

/** Registers the service worker, where the site has one (see client/offline/worker.ts), once the page has all that it needs. */
export function keepPages(): void {
  if (!worker || !('serviceWorker' in navigator)) return;
  // Blocked storage blocks workers, too: the site then works as it does without one.
  const start = (): void => void register(worker).catch(() => undefined);
  if (document.readyState === 'complete') start();
  else addEventListener('load', start, { once: true });
}
