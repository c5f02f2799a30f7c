/** Registers the service worker, where the site has one (see client/offline/worker.ts), once the page has all that it needs. */
const { worker } = document.body.dataset;

async function register(address: string): Promise<void> {
  const controlled = navigator.serviceWorker.controller !== null;
  await navigator.serviceWorker.register(address);
  if (controlled) return;
  const { active } = await navigator.serviceWorker.ready;
  const visited = performance.getEntriesByType('resource').map(({ name }) => name);
  active?.postMessage({ visited: [location.href, ...visited] } satisfies import('../offline/messages.ts').Order);
}

// Blocked storage blocks workers, too: the site then works as it does without one.
if (worker && 'serviceWorker' in navigator)
  addEventListener('load', () => void register(worker).catch(() => undefined), { once: true });

export {};
