import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CourseImages } from '../../../src/lab/course/protocol.ts';
import { NetworkError, type Process, type Serve } from '../../../src/lab/node/process.ts';
import { randomFrom } from '../../../src/lab/random.ts';
import { MemoryFiles } from '../../../src/lab/shell/files.ts';
import { Clock } from '../../../src/lab/time/clock.ts';
import { NodeActors } from '../../../src/lab-host/actors/node-actors.ts';
import { bundleProgram } from '../../../src/lab-host/bundle.ts';
import { courseImages } from '../../../src/lab-host/images.ts';
import { getCurriculum } from '../../../src/site/curriculum.ts';

const [WEB, API, DB] = [
  'ghcr.io/commonhelm/shop-web:1.1',
  'ghcr.io/commonhelm/shop-api:1.4',
  'ghcr.io/commonhelm/shop-db:1.0',
] as const;

/** Containers on one clock, in the smallest network that there can be: names lead to ports. */
class Site {
  readonly clock = new Clock(Date.UTC(2026, 10, 28));
  readonly #ports = new Map<string, Serve>();
  readonly #actors: NodeActors;

  constructor(images: CourseImages) {
    this.#actors = new NodeActors(images);
  }

  start(
    name: string,
    image: string,
    environment: Record<string, string> = {},
    files = new MemoryFiles(),
    given: readonly string[] = [],
  ) {
    const program = this.#actors.program(image);
    if (!program) throw new Error(`No image ${image}`);
    const state = {
      log: '',
      errors: '',
      code: undefined as number | undefined,
      memory: 0,
      files,
      process: undefined as Process | undefined,
    };
    state.process = program({
      image,
      arguments: given,
      hasCommand: given.length > 0,
      environment: new Map(Object.entries(environment)),
      folder: '/',
      files,
      clock: this.clock,
      random: randomFrom(1),
      hostname: name,
      address: '10.244.1.5',
      network: {
        listen: (port, serve) => {
          const key = `${name}:${port}`;
          if (this.#ports.has(key)) return 'in use';
          this.#ports.set(key, serve);
          return { close: () => this.#ports.delete(key) };
        },
        listenTcp: () => 'in use',
        resolve: async (host) => [host],
        connect: async () => {
          throw new NetworkError('refused', 'refused');
        },
        request: (host, port, request) => this.ask(host, port, request),
      },
      write: (text, isError) => {
        state[isError ? 'errors' : 'log'] += text;
      },
      exit: (code) => {
        state.code ??= code;
      },
      useMemory: (bytes) => {
        state.memory = bytes;
      },
    });
    return state;
  }

  async ask(host: string, port: number, request: Parameters<Serve>[0]) {
    const serve = this.#ports.get(`${host}:${port}`);
    if (!serve)
      throw host === 'nowhere'
        ? new NetworkError('unknown host', host)
        : new NetworkError('refused', host, '10.96.0.9');
    return serve(request, { address: '10.244.1.9', port: 40_000 });
  }

  get(
    host: string,
    port: number,
    path: string,
    more: { method?: string; body?: string; headers?: Record<string, string> } = {},
  ) {
    const request = { method: 'GET', path, headers: {}, body: '', ...more };
    return this.clock.until(this.ask(host, port, request));
  }

  end(): void {
    this.#actors.end();
  }
}

let images: CourseImages;
let site: Site;
beforeAll(async () => {
  const made = await courseImages([WEB, API, DB], getCurriculum().courses);
  if (!made) throw new Error('The course has no images.');
  images = made;
});
afterAll(() => site?.end());

describe('the demo shop runs as it is', () => {
  beforeAll(() => {
    site = new Site(images);
  });

  test('a page with products, an order that is kept, a database that is stopped and started again', async () => {
    const files = new MemoryFiles();
    const db = site.start('shop-db', DB, { DB_PASSWORD: 'sesame' }, files);
    const api = site.start('shop-api', API, { DB_PASSWORD: 'sesame' });
    const web = site.start('web-a', WEB);
    await site.clock.step(100);
    expect(db.log).toBe(
      '{"time":"2026-11-28T00:00:00.000Z","level":"info","service":"shop-db","message":"shop-db listens on port 7070 as uid 65532"}\n',
    );
    const page = await site.get('web-a', 8080, '/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.body).toContain('<li>Green tea: 4.50</li>');
    expect(page.body).toContain('<p>Served by web-a</p>');
    expect((await site.get('web-a', 8080, '/nothing')).status).toBe(404);

    const order = { method: 'POST', body: '{"product":"tea","quantity":2}' };
    expect(await site.get('shop-api', 8080, '/orders', order)).toMatchObject({
      status: 201,
      body: expect.stringMatching(/^\{"id":"[0-9a-f]{8}-[0-9a-f]{4}-4/),
    });
    expect((await site.get('shop-api', 8080, '/orders', { method: 'POST', body: '{"product":"sea"}' })).body).toContain(
      'product must be one of tea, coffee, mug',
    );
    expect((await site.get('shop-db', 7070, '/lists/orders')).status).toBe(401);
    expect(files.read('/data/shop.log')).toMatch(
      /^\{"action":"append","name":"orders","value":\{.*"quantity":2.*\}\n$/,
    );

    db.process?.signal('SIGTERM');
    await site.clock.step(1000);
    expect([db.code, (await site.get('shop-api', 8080, '/readyz')).status]).toEqual([undefined, 503]);
    await site.clock.step(2000);
    expect(db).toMatchObject({ code: 0, log: expect.stringContaining('shop-db has ended') });
    expect((await site.get('shop-api', 8080, '/products')).body).toContain('the database does not answer');
    expect(api.log).toContain('the database does not answer: fetch failed: connect ECONNREFUSED 10.96.0.9:7070');
    expect((await site.get('web-a', 8080, '/')).body).toContain('<p class="notice">');

    site.start('shop-db', DB, { DB_PASSWORD: 'sesame' }, files);
    await site.clock.step(100);
    expect(JSON.parse((await site.get('shop-api', 8080, '/orders')).body)).toHaveLength(1);
    expect([web.code, web.errors, api.errors]).toEqual([undefined, '', '']);
  });

  test('settings that are wrong, faults on purpose, a banner that changes', async () => {
    const wrong = site.start('wrong', WEB, { PORT: 'http' });
    const crash = site.start('crash', API, { FAULT: 'crash' });
    const leak = site.start('leak', API, { FAULT: 'leak=10' });
    const files = new MemoryFiles();
    files.makeFolder('/etc/shop');
    files.write('/etc/shop/banner', 'Sale\n');
    site.start('banner', WEB, { BANNER_FILE: '/etc/shop/banner' }, files);
    const other = site.start('wrong-file', WEB, {}, new MemoryFiles(), ['/nodejs/bin/node', '/app/none.mjs']);
    await site.clock.step(3500);
    expect(wrong).toMatchObject({ code: 1, log: expect.stringContaining('PORT must be a number, not \\"http\\"') });
    expect(crash.code).toBe(1);
    expect(leak).toMatchObject({ code: undefined, memory: 74 * 2 ** 20 });
    expect(other).toMatchObject({ code: 1, errors: expect.stringContaining("Cannot find module '/app/none.mjs'") });
    expect((await site.get('banner', 8080, '/')).body).toContain('<p class="banner">Sale</p>');
    files.write('/etc/shop/banner', 'Sold <out>\n');
    expect((await site.get('banner', 8080, '/')).body).toContain('<p class="banner">Sold &lt;out&gt;</p>');
    const { body } = await site.get('leak', 8080, '/metrics');
    expect(body).toContain(`process_resident_memory_bytes ${74 * 2 ** 20}`);
  });

  test('the same seed and the same events give the same', async () => {
    const run = async () => {
      const other = new Site(images);
      const api = other.start('api', API, { DB_URL: 'http://nowhere:7070', FAULT: 'error-rate=50' });
      await other.clock.step(10);
      for (let count = 0; count < 6; count++) await other.get('api', 8080, '/products');
      other.end();
      return api.log;
    };
    const log = await run();
    expect(log).toContain('getaddrinfo ENOTFOUND nowhere');
    expect(log).toContain('FAULT=error-rate=50');
    expect(await run()).toBe(log);
  });
});

describe('programs that are not as good', () => {
  const run = async (text: string) => {
    const program = await bundleProgram('/app/main.mjs', (path) => (path === '/app/main.mjs' ? text : undefined));
    const image = {
      ...(images.images[WEB] as CourseImages['images'][string]),
      programs: { '/app/main.mjs': program },
      command: ['/app/main.mjs'],
    };
    const other = new Site({ ...images, images: { tried: image } });
    const state = other.start('tried', 'tried');
    await other.clock.step(5000);
    other.end();
    return state;
  };

  test.each([
    [
      'ends at its end',
      'console.log("a", { b: [1, "c"] }, 2n); console.error("%s is %d", "x", 3);',
      { code: 0, log: "a { b: [ 1, 'c' ] } 2n\n", errors: 'x is 3\n' },
    ],
    ['ends with its code', 'process.exitCode = 3;', { code: 3 }],
    [
      'exits in the middle',
      'setTimeout(() => { process.exit(4); console.log("no"); }, 10); setInterval(() => {}, 1000);',
      { code: 4, log: '' },
    ],
    [
      'throws',
      'setTimeout(() => { throw new TypeError("no"); }, 10);',
      { code: 1, errors: expect.stringMatching(/^TypeError: no\n\nNode\.js v24/) },
    ],
    [
      'throws in a promise',
      'setTimeout(async () => { await null; throw new Error("no"); }, 10); setInterval(() => {}, 100);',
      { code: 1, errors: expect.stringContaining('Error: no') },
    ],
    [
      'throws at its top',
      'import "node:os"; await null; throw new Error("top");',
      { code: 1, errors: expect.stringContaining('Error: top') },
    ],
    [
      'is no JavaScript',
      'import { x } from "node:os"; eval("]");',
      { code: 1, errors: expect.stringContaining('SyntaxError') },
    ],
    ['waits for nothing', 'await new Promise(() => {});', { code: 13 }],
    [
      'wants a module that is not there',
      'import { connect } from "node:net"; connect();',
      { code: 1, errors: expect.stringContaining('has no node:net') },
    ],
    ['never stops writing', 'for (;;) console.log("more");', { code: 137 }],
    [
      'counts time',
      'const begun = Date.now(); setTimeout(() => console.log(Date.now() - begun, performance.now(), new Date(begun).toISOString(), Date().length > 20), 1500).ref();',
      { code: 0, log: '1500 1500 2026-11-28T00:00:00.000Z true\n' },
    ],
    [
      'cannot look around',
      'console.log(typeof self, typeof postMessage, process.pid, typeof globalThis.process);',
      { log: 'undefined undefined 1 object\n' },
    ],
    [
      'listens twice',
      'import { createServer } from "node:http"; createServer().listen(80); createServer().listen(80).on("error", (e) => { console.log(e.message); process.exit(2); });',
      { code: 2, log: 'listen EADDRINUSE: address already in use :::80\n' },
    ],
    [
      'writes files',
      'import { mkdirSync, writeFileSync, readFileSync, readdirSync } from "node:fs"; import { appendFile, readFile, stat } from "node:fs/promises"; mkdirSync("/tmp/a", { recursive: true }); writeFileSync("/tmp/a/b", "é"); await appendFile("/tmp/a/b", "x"); console.log(readFileSync("/tmp/a/b", "utf8"), readdirSync("/tmp/a"), (await stat("/tmp/a/b")).size); await readFile("/none").catch((e) => console.log(e.code, e.message));',
      { code: 0, log: "éx [ 'b' ] 3\nENOENT ENOENT: no such file or directory, open '/none'\n" },
    ],
  ])('one that %s', async (_, text, expected) => {
    expect(await run(text)).toMatchObject(expected);
  });
});
