/**
 * The service worker (sw.js): keeps the pages that were read, and the courses that were saved, for times without a network. With
 * a network, pages come from there, so nobody reads old ones; only files whose names change with what is in them come from
 * what is kept. It imports nothing but types, and offline.ts puts the constants before it.
 */
declare const SHELL: readonly string[];

{
  type OfflineList = import('./messages.ts').OfflineList;
  type Order = import('./messages.ts').Order;
  type Told = import('./messages.ts').Told;

  /** What TypeScript's library for pages does not know of a service worker. */
  interface WaitingEvent extends Event {
    waitUntil(work: Promise<unknown>): void;
  }
  interface FetchEvent extends Event {
    readonly request: Request;
    respondWith(answer: Promise<Response>): void;
  }
  const worker = self as unknown as EventTarget & {
    skipWaiting(): Promise<void>;
    clients: { claim(): Promise<void> };
  };

  const VISITED = `visited:${BASE}`;
  /** How long a page that is kept waits for a newer one from a slow network. */
  const PATIENCE_MS = 4000;
  /** Most pages and files that are kept because somebody visited them. */
  const MOST_VISITED = 600;
  const AT_ONCE = 6;
  const courseCache = (course: string): string => `course:${BASE}:${course}`;
  const listOf = (course: string): string => `${BASE}courses/${course}/offline.json`;

  /** Under which a file is kept: its address without a query, which changes nothing of what a static host sends. */
  const keyOf = (address: string): string => {
    const { origin, pathname } = new URL(address, location.href);
    return origin + pathname;
  };

  /** What is kept of an address; what was visited is newer than what was saved. */
  const kept = async (key: string): Promise<Response | undefined> =>
    (await (await caches.open(VISITED)).match(key)) ?? (await caches.match(key));

  const keep = async (key: string, answer: Response): Promise<void> => {
    try {
      await (await caches.open(VISITED)).put(key, answer);
    } catch {
      // There is no room: the page is shown all the same.
    }
  };

  /** Asks the network, and gives up on it after a while if something is kept. */
  const ask = (request: Request | string, isKept: boolean): Promise<Response> => {
    if (!isKept) return fetch(request);
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error('slow')), PATIENCE_MS);
      fetch(request)
        .then(done, fail)
        .finally(() => clearTimeout(timer));
    });
  };

  const answerTo = async (request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response> => {
    const key = keyOf(request.url);
    const known = await kept(key);
    if (known && key.startsWith(`${location.origin}${BASE}_astro/`)) return known;
    try {
      const answer = await ask(request, known !== undefined);
      if (answer.status === 200 && answer.type === 'basic') waitUntil(keep(key, answer.clone()));
      return known && answer.status >= 500 ? known : answer;
    } catch {
      if (known) return known;
      const offline = request.mode === 'navigate' ? await kept(keyOf(`${BASE}offline/`)) : undefined;
      return offline ?? Response.error();
    }
  };

  /**
   * Saves a course, or brings a saved one up to date: only what has changed is loaded. The list is kept last, so that what was
   * broken off is not taken for a whole. @throws if a file cannot be loaded or kept.
   */
  const save = async (course: string, tell: (share: number) => void): Promise<void> => {
    const fresh = await fetch(listOf(course), { cache: 'no-cache' });
    if (!fresh.ok) throw new Error(`${fresh.status}`);
    const { files } = (await fresh.clone().json()) as OfflineList;
    const cache = await caches.open(courseCache(course));
    const before = await cache.match(listOf(course));
    const had = new Map(
      before ? ((await before.json()) as OfflineList).files.map(([path, , hash]) => [path, hash]) : [],
    );
    const total = files.reduce((sum, [, bytes]) => sum + bytes, 0);
    let loaded = 0;
    const rest = [...files];
    const load = async (): Promise<void> => {
      for (let next = rest.shift(); next; next = rest.shift()) {
        const [path, bytes, hash] = next;
        if (had.get(path) !== hash || !(await cache.match(BASE + path))) {
          const answer = await fetch(BASE + path, { cache: 'no-cache' });
          if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
          await cache.put(BASE + path, answer);
        }
        loaded += bytes;
        tell(loaded / total);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, load));
    const wanted = new Set([listOf(course), ...files.map(([path]) => BASE + path)]);
    for (const { url } of await cache.keys()) if (!wanted.has(new URL(url).pathname)) await cache.delete(url);
    await cache.put(listOf(course), fresh);
  };

  /** Removes what no page that is kept needs any more, and what was visited longest ago beyond a limit. */
  const tidy = async (): Promise<void> => {
    const cache = await caches.open(VISITED);
    const shell = SHELL.map((path) => location.origin + BASE + path);
    const visited = (await cache.keys()).map(({ url }) => url).filter((url) => !shell.includes(url));
    for (const url of visited.slice(0, Math.max(0, visited.length - MOST_VISITED))) await cache.delete(url);
    const texts: string[] = [];
    for (const { url } of await cache.keys())
      if (/(\/|\.css|\.js)$/.test(url)) texts.push((await (await cache.match(url))?.text()) ?? '');
    for (const { url } of await cache.keys()) {
      const name = url.split('/_astro/')[1];
      if (name && !shell.includes(url) && !texts.some((text) => text.includes(name))) await cache.delete(url);
    }
  };

  const begin = async (): Promise<void> => {
    await (await caches.open(VISITED)).addAll(SHELL.map((path) => new Request(BASE + path, { cache: 'no-cache' })));
    await worker.skipWaiting();
  };

  /** A new version of the site is there: saved courses follow, as far as the network lets them. */
  const follow = async (): Promise<void> => {
    await worker.clients.claim();
    await tidy();
    const prefix = courseCache('');
    for (const name of await caches.keys())
      if (name.startsWith(prefix)) await save(name.slice(prefix.length), () => {}).catch(() => undefined);
  };

  worker.addEventListener('install', (event) => (event as WaitingEvent).waitUntil(begin()));
  worker.addEventListener('activate', (event) => (event as WaitingEvent).waitUntil(follow()));

  worker.addEventListener('fetch', (event) => {
    const { request } = event as FetchEvent;
    const { origin, pathname } = new URL(request.url);
    const ours = origin === location.origin && pathname.startsWith(BASE);
    // Parts of files, and the sandbox, which has a policy and no storage of its own, are the network's business.
    if (request.method !== 'GET' || !ours || request.headers.has('range') || pathname.startsWith(`${BASE}sandbox/`))
      return;
    (event as FetchEvent).respondWith(answerTo(request, (work) => (event as WaitingEvent).waitUntil(work)));
  });

  worker.addEventListener('message', (event) => {
    const { data, ports } = event as MessageEvent<Order>;
    const tell = (told: Told): void => ports[0]?.postMessage(told);
    const work = async (): Promise<void> => {
      if ('visited' in data) {
        // The first page was loaded before this worker was there to see it.
        for (const address of data.visited) {
          const key = keyOf(address);
          if (!key.startsWith(location.origin + BASE) || (await kept(key))) continue;
          const answer = await fetch(key).catch(() => undefined);
          if (answer?.status === 200) await keep(key, answer);
        }
      } else {
        try {
          await save(data.save, (share) => tell({ share }));
          tell({ done: true });
        } catch (problem) {
          tell({
            failed: problem instanceof DOMException && problem.name === 'QuotaExceededError' ? 'room' : 'network',
          });
        }
      }
    };
    (event as unknown as WaitingEvent).waitUntil(work());
  });
}
