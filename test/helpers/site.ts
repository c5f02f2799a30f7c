import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { builtAddress } from '../../src/assembly/addresses.ts';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { getCurriculum } from '../../src/site/curriculum.ts';
import { siteServer } from '../../src/site/server.ts';
import { isLong } from './long.ts';

/** A built site that is being served, and a browser to read it with. */
export interface Site {
  /** Folder of the built site. */
  folder: string;
  /** Scheme, host and port, without a trailing slash. */
  origin: string;
  /** Path below which the site is served, with slashes at both ends. */
  base: string;
  browser: Browser;
  /** Address of a page within the site. */
  address(path?: string): string;
  /** Opens a page in a context of its own: nothing is stored yet, and nothing is shared with other pages. */
  open(path: string, options?: BrowserContextOptions, prepare?: (page: Page) => Promise<unknown>): Promise<Page>;
  /** Shows a page in a window that all visits share, which is quicker; nothing is stored yet. */
  visit(path: string, viewport?: { width: number; height: number }): Promise<Page>;
  /** Closes what `open` has opened. */
  closePages(): Promise<void>;
  /** Ends the server: there is no network any more. */
  goOffline(): Promise<void>;
  /** Serves the site again, at the same address. */
  goOnline(): Promise<void>;
  /** Ends browser and server. */
  close(): Promise<void>;
}

/** How long a page may take to show what is waited for. It ends what hangs and measures nothing. */
const PATIENCE_MS = 20_000;
/** How long the scripts of a page may take; it ends the wait for those that a test keeps away. */
const FIRST_MOVE_MS = 5_000;

/** Folder into which the site of the real curriculum is built before the browser tests. */
export const DIST = resolve(process.env.OUT_DIR || 'dist');

/** Base path of the real site. */
export function realBase(): string {
  return builtAddress(getCurriculum().identity).base;
}

/** What a reader's first move does: pages load by themselves only what everybody needs at first sight (client/begin.ts). */
async function move(page: Page): Promise<void> {
  await page.evaluate(async (patience) => {
    dispatchEvent(new Event('pointermove'));
    const late = ['storage-notice', 'lesson-done'].filter((name) => document.querySelector(name));
    const defined = Promise.all(late.map((name) => customElements.whenDefined(name)));
    const explained = new Promise<void>((done) => {
      const isThere = (): boolean =>
        !document.querySelector('.term, .tags a') || !!document.querySelector('.definition');
      const observer = new MutationObserver(() => isThere() && done());
      observer.observe(document.body, { childList: true });
      if (isThere()) done();
    });
    await Promise.race([new Promise((done) => setTimeout(done, patience)), Promise.all([defined, explained])]);
  }, FIRST_MOVE_MS);
}

/** Has somebody at hand who moves on every page that is opened or loaded again in a context. */
export function withReader(context: BrowserContext): void {
  context.on('page', (page) => {
    const { goto, reload } = page;
    page.goto = async (...args) => {
      const answer = await goto.apply(page, args);
      await move(page);
      return answer;
    };
    page.reload = async (...args) => {
      const answer = await reload.apply(page, args);
      await move(page);
      return answer;
    };
  });
}

function listen(server: Server, port = 0): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });
}

/** Serves a built site on a free port, as a static host would, and starts a browser. */
export async function openSite(
  folder: string = DIST,
  base: string = realBase(),
  launch: () => Promise<Browser> = launchBrowser,
): Promise<Site> {
  const server = siteServer(folder, base);
  const port = await listen(server);
  const origin = `http://localhost:${port}`;
  const end = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((done) => server.close(done));
  };
  const browser = await launch();
  const address = (path = ''): string => `${origin}${base}${path}`;
  let shared: Page | undefined;
  return {
    folder,
    origin,
    base,
    browser,
    address,
    async open(path, options, prepare) {
      const context = await browser.newContext(options);
      context.setDefaultTimeout(PATIENCE_MS);
      if (options?.javaScriptEnabled !== false) withReader(context);
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(address(path));
      return page;
    },
    async visit(path, viewport = { width: 1440, height: 900 }) {
      if (!shared) {
        const context = await browser.newContext();
        withReader(context);
        shared = await context.newPage();
        shared.setDefaultTimeout(PATIENCE_MS);
      }
      await shared.setViewportSize(viewport);
      await shared.emulateMedia({
        media: 'screen',
        colorScheme: 'light',
        forcedColors: 'none',
        reducedMotion: 'no-preference',
      });
      if (shared.url() !== 'about:blank') await shared.evaluate(() => localStorage.clear());
      await shared.goto('about:blank');
      await shared.goto(address(path));
      return shared;
    },
    async closePages() {
      const own = shared?.context();
      const opened = browser.contexts().filter((context) => context !== own);
      await Promise.all(opened.map((context) => context.close()));
    },
    goOffline: end,
    async goOnline() {
      await listen(server, port);
    },
    async close() {
      await browser.close();
      await end();
    },
  };
}

/** What a lesson's links to terms and competencies say, by their addresses. */
export async function definitionsOf(site: Site, lesson: string): Promise<Record<string, string>> {
  return (await (await fetch(site.address(`${lesson}definitions.json`))).json()) as Record<string, string>;
}

/** Of how many lessons one is looked at each time; all are in the long tests. */
const LESSON_SAMPLE = 3;

/** A page of every kind that the site has, a third of the lessons included, in the long tests all; the last one is not there. */
export function pageKinds(): { name: string; path: string }[] {
  const { courses, lessons, exams } = getCurriculum();
  return [
    { name: 'home page', path: '' },
    { name: 'list of courses', path: 'courses/' },
    ...courses.slice(0, 1).map(({ id }) => ({ name: `course ${id}`, path: `courses/${id}/` })),
    ...[...lessons.keys()]
      .filter((_, index) => isLong || index % LESSON_SAMPLE === 1)
      .map((id) => ({ name: `lesson ${id}`, path: `lessons/${id}/` })),
    ...courses.slice(0, 1).map(({ id }) => ({ name: `summary of ${id}`, path: `courses/${id}/summary/` })),
    { name: 'badges', path: 'badges/' },
    { name: 'page that verifies badges', path: 'verify/' },
    { name: 'practice page', path: 'practice/' },
    { name: 'progress page', path: 'progress/' },
    { name: 'list of exams', path: 'exams/' },
    ...exams.slice(0, 1).map(({ id }) => ({ name: `exam ${id}`, path: `exams/${id.toLowerCase()}/` })),
    { name: 'glossary', path: 'glossary/' },
    { name: 'attribution page', path: 'attribution/' },
    { name: 'directory of providers', path: 'providers/' },
    { name: 'page on the program of 2016', path: 'history/' },
    { name: 'contributors page', path: 'contributors/' },
    { name: 'guide for providers', path: 'rebrand/' },
    { name: 'page for teachers', path: 'use-in-classes/' },
    { name: 'guide for contributors', path: 'contribute/' },
    { name: 'governance page', path: 'contribute/governance/' },
    { name: 'list of rules', path: 'contribute/rules/' },
    { name: 'page of a rule', path: 'contribute/rules/manifest/unknown-field/' },
    { name: 'privacy page', path: 'privacy/' },
    { name: 'accessibility page', path: 'accessibility/' },
    { name: 'page without a network', path: 'offline/' },
    { name: 'page for addresses that lead nowhere', path: 'no-such-page/' },
  ];
}
