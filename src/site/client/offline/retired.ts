/** Takes the place of the service worker where a site has none: removes what an earlier one has kept, and itself. */
{
  const worker = self as unknown as EventTarget & {
    skipWaiting(): Promise<void>;
    registration: ServiceWorkerRegistration;
  };
  const leave = async (): Promise<void> => {
    for (const name of await caches.keys())
      if (name === `visited:${BASE}` || name.startsWith(`course:${BASE}:`)) await caches.delete(name);
    await worker.registration.unregister();
  };
  worker.addEventListener('install', () => void worker.skipWaiting());
  worker.addEventListener('activate', (event) =>
    (event as Event & { waitUntil(work: Promise<unknown>): void }).waitUntil(leave()),
  );
}
