import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';

/** The page of a platform, in whose window scorm-again is the API; calls of lessons are noted. */
const PLATFORM = (version: '1.2' | '2004', passing: string): string => `<!doctype html><title>Platform</title>
<style>body{margin:0}iframe{border:0;width:100%;height:100vh;display:block}</style>
<script src="/scorm-again/scorm${version === '1.2' ? '12' : '2004'}.js"></script>
<script>
const real = new ${version === '1.2' ? 'Scorm12API' : 'Scorm2004API'}({ lmsCommitUrl: '/commit', mastery_override: true, logLevel: 5 });
window.calls = [];
const api = {};
for (const name of ${JSON.stringify(version === '1.2' ? ['LMSInitialize', 'LMSFinish', 'LMSGetValue', 'LMSSetValue', 'LMSCommit', 'LMSGetLastError', 'LMSGetErrorString', 'LMSGetDiagnostic'] : ['Initialize', 'Terminate', 'GetValue', 'SetValue', 'Commit', 'GetLastError', 'GetErrorString', 'GetDiagnostic'])})
  api[name] = (...values) => {
    const result = real[name](...values);
    calls.push([name, ...values, String(result)]);
    return result;
  };
window.real = real;
fetch('/stored').then((answer) => answer.json()).then((stored) => {
  real.loadFromJSON(stored ?? {}, '');
  ${passing}
  window.${version === '1.2' ? 'API' : 'API_1484_11'} = api;
  const frame = document.createElement('iframe');
  const query = new URLSearchParams(location.search);
  frame.src = query.get('page');
  if (query.has('tall')) frame.style.height = '9000px';
  document.body.append(frame);
});
</script>`;

const PAGES: Readonly<Record<string, string>> = {
  '/platform-1.2': PLATFORM('1.2', "real.cmi.student_data.mastery_score = '80';"),
  '/platform-2004': PLATFORM('2004', "real.cmi.scaled_passing_score = '0.8';"),
};

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
};

/** The body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

/** Serves something at an address of its own. */
export async function serve(
  handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void,
): Promise<{ origin: string; server: Server }> {
  const server = createServer((request, response) => {
    void (async () => handle(request, response, new URL(request.url ?? '/', 'http://localhost')))();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** A call of the API of SCORM: name, values, and what came back. */
export type Call = readonly string[];

/** A learning platform with a package in it, and a browser. It keeps what is committed, as long as it lives. */
export class LearningPlatform {
  readonly origin: string;
  /** What was committed, the last one last. */
  readonly commits: string[] = [];
  private readonly server: Server;
  private readonly browser: Browser;
  private readonly pages: Page[] = [];
  /** Origin that lessons may ask besides. */
  store: string | undefined;

  private constructor(origin: string, server: Server, browser: Browser, commits: string[]) {
    this.origin = origin;
    this.server = server;
    this.browser = browser;
    this.commits = commits;
  }

  /** @param archive the package @param policy of its pages, as strict platforms have one */
  static async with(archive: Uint8Array, browser: Browser, policy?: string): Promise<LearningPlatform> {
    const files = unzipSync(archive);
    const commits: string[] = [];
    const { origin, server } = await serve(async (request, response, { pathname }) => {
      const page = PAGES[pathname];
      if (pathname === '/favicon.ico') response.writeHead(204).end();
      else if (pathname === '/commit') {
        commits.push(await bodyOf(request));
        response.setHeader('Content-Type', 'application/json').end('{"result":"true","errorCode":0}');
      } else if (pathname === '/stored') {
        response.setHeader('Content-Type', 'application/json').end(commits.at(-1) ?? 'null');
      } else if (page) {
        response.setHeader('Content-Type', 'text/html').end(page);
      } else if (pathname.startsWith('/scorm-again/')) {
        const script = readFileSync(join('node_modules/scorm-again/dist', pathname.slice('/scorm-again/'.length)));
        response.setHeader('Content-Type', 'text/javascript').end(script);
      } else {
        const file = files[decodeURIComponent(pathname.slice(1))];
        if (file && policy !== undefined) response.setHeader('Content-Security-Policy', policy);
        const type = TYPES[pathname.split('.').at(-1) ?? ''] ?? 'text/plain';
        response.writeHead(file ? 200 : 404, { 'Content-Type': `${type}; charset=utf-8` }).end(file);
      }
    });
    return new LearningPlatform(origin, server, browser, commits);
  }

  /** Opens a page of this platform in a context of its own; what goes wrong in it is noted. */
  async open(path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; problems: string[] }> {
    const context = await this.browser.newContext({ viewport: { width: 1024, height: 700 }, ...options });
    const page = await context.newPage();
    this.pages.push(page);
    const problems: string[] = [];
    page.on('pageerror', (problem) => problems.push(problem.message));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && ![this.origin, this.store].includes(origin))
        problems.push(`asks for ${request.url()}`);
    });
    await page.goto(this.origin + path);
    return { page, problems };
  }

  /** Launches a lesson with SCORM. @param isTall whether the frame is as high as the lesson, so that the platform scrolls @returns the page of the platform, and the frame of the lesson */
  async launch(
    version: '1.2' | '2004',
    lesson: string,
    { isTall = false, ...options }: BrowserContextOptions & { isTall?: boolean } = {},
  ): Promise<{ page: Page; lesson: Frame; problems: string[] }> {
    const query = `page=/lessons/${lesson}.html${isTall ? '&tall' : ''}`;
    const { page, problems } = await this.open(`/platform-${version}?${query}`, options);
    await page.locator('iframe').waitFor();
    const frame = page.frames().find((one) => one.parentFrame() !== null) as Frame;
    await frame.locator('.result:not([hidden])').waitFor({ state: 'attached' });
    await this.settled(page);
    return { page, lesson: frame, problems };
  }

  /** Calls that changed something, since the last time that this was asked; after all that is due was done. */
  async changes(page: Page): Promise<Call[]> {
    await this.settled(page);
    const calls = await page.evaluate(() => (window as unknown as { calls: Call[] }).calls.splice(0));
    return calls.filter(([name]) => !/Get/.test(name ?? ''));
  }

  /** Leaves the lesson, as a platform does that shows something else in its frame. @returns what the lesson said at last */
  async leave(page: Page): Promise<Call[]> {
    await page.evaluate(
      () =>
        new Promise<void>((done) => {
          const frame = document.querySelector('iframe') as HTMLIFrameElement;
          frame.addEventListener('load', () => done());
          frame.src = 'about:blank';
        }),
    );
    const calls = await this.changes(page);
    await page.context().close();
    return calls;
  }

  private async settled(page: Page): Promise<void> {
    await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 30)));
  }

  async close(): Promise<void> {
    for (const page of this.pages) await page.context().close();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** Scrolls into the text, to a place above the questions. */
export async function read(page: { evaluate: Page['evaluate'] }): Promise<number> {
  return page.evaluate(() => {
    const heading = document.querySelectorAll('main h2')[1];
    scrollTo({ top: scrollY + (heading?.getBoundingClientRect().top ?? 0) + 30, behavior: 'instant' });
    return scrollY;
  });
}

/** How far a page is scrolled, in pixels. */
export const scrolled = (page: { evaluate: Page['evaluate'] }): Promise<number> => page.evaluate(() => scrollY);
