import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { sourcePaths } from '../../src/cli/source-paths.ts';
import { clone, save, serve } from './clone.ts';

const COURSE = 'introduction';
const LESSON = 'deployments';
const SHARP = { deviceScaleFactor: 1.5 };
/** What is left around a part of a page, in pixels. */
const MARGIN = 24;
/** Address at which files of packages stand; nothing is asked of a network. */
const FILES = 'http://files.example/';

/** Answers requests below FILES with the files of an archive, and others that are given. */
async function answer(page: Page, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const types: Readonly<Record<string, string>> = {
    html: 'text/html',
    xhtml: 'application/xhtml+xml',
    css: 'text/css',
    svg: 'image/svg+xml',
    js: 'text/javascript',
    mjs: 'text/javascript',
  };
  await page.route(`${FILES}**`, (route: Route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(1));
    const file = files[name];
    return file === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({
          body: typeof file === 'string' ? file : Buffer.from(file),
          contentType: types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
        });
  });
}

/** A lesson of a SCORM package in the frame of a platform, with a question that was answered. */
async function inFrame(browser: Browser, zip: Uint8Array): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 560 }, ...SHARP });
  await answer(page, {
    ...unzipSync(zip),
    'api.js': readFileSync('node_modules/scorm-again/dist/scorm12.min.js'),
    'platform.html': `<!doctype html><style>body{margin:0}iframe{border:0;width:100%;height:100vh}</style><script src="api.js"></script>
<script>API = new Scorm12API({ logLevel: 5 });</script><iframe src="lessons/${LESSON}.html"></iframe>`,
  });
  await page.goto(`${FILES}platform.html`);
  await page.waitForLoadState('networkidle');
  const lesson = page.frames()[1];
  if (!lesson) throw new Error('The lesson of the package is not in its frame.');
  const question = lesson.locator('quiz-item[data-type="single"]').first();
  await question.locator('input[type="radio"]').first().check();
  await question.getByRole('button').first().click();
  await question.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  await page.waitForTimeout(500);
  const shot = await page.screenshot();
  await page.close();
  return shot;
}

/** The first page of a PDF file, drawn by pdf.js. */
async function firstPage(browser: Browser, pdf: Uint8Array): Promise<Buffer> {
  const page = await browser.newPage();
  await answer(page, {
    'file.pdf': pdf,
    'pdf.mjs': readFileSync('node_modules/unpdf/dist/pdfjs.mjs'),
    'page.html': `<!doctype html><style>body{margin:0}</style><canvas></canvas><script type="module">
import { getDocument } from './pdf.mjs';
const sheet = await (await getDocument({ url: 'file.pdf', isEvalSupported: false }).promise).getPage(1);
const viewport = sheet.getViewport({ scale: 1.9 });
const canvas = document.querySelector('canvas');
Object.assign(canvas, { width: viewport.width, height: viewport.height });
await sheet.render({ canvas, canvasContext: canvas.getContext('2d'), viewport }).promise;
canvas.dataset.isDrawn = 'true';
</script>`,
  });
  await page.goto(`${FILES}page.html`);
  await page.locator('canvas[data-is-drawn]').waitFor({ timeout: 60_000 });
  const shot = await page.locator('canvas').screenshot();
  await page.close();
  return shot;
}

/** A page of the book for e-readers, on a small screen in the dark. */
async function onReader(browser: Browser, book: Uint8Array): Promise<Buffer> {
  const viewport = { width: 480, height: 700 };
  const page = await browser.newPage({ viewport, colorScheme: 'dark', ...SHARP });
  await answer(page, unzipSync(book));
  await page.goto(`${FILES}EPUB/lesson-${LESSON}.xhtml`);
  const shot = await page.screenshot();
  await page.close();
  return shot;
}

/** The presenter's window of slides, at the first slide to which authors say something. */
async function presenter(browser: Browser, slides: string): Promise<Buffer> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 720 }, ...SHARP });
  const page = await context.newPage();
  await page.goto(pathToFileURL(slides).href);
  const [window] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('p')]);
  await window.setViewportSize({ width: 1200, height: 720 });
  const note = window.locator('#panel .of-author');
  const count = await page.locator('.slide').count();
  for (let slide = 1; slide < count && (await note.count()) === 0; slide++) {
    await window.keyboard.press('ArrowRight');
    await window.waitForTimeout(100);
  }
  if ((await note.count()) === 0) throw new Error(`Nobody says anything to teachers in ${LESSON}.`);
  const shot = await window.screenshot();
  await context.close();
  return shot;
}

/** Pictures beside each other, equally high. */
async function beside(...pictures: readonly Buffer[]): Promise<Buffer> {
  const [height, gap] = [1050, 40];
  const sized = await Promise.all(
    pictures.map((picture) => sharp(picture).resize({ height }).toBuffer({ resolveWithObject: true })),
  );
  const width = sized.reduce((sum, { info }) => sum + info.width + gap, gap);
  let left = gap;
  const layers = sized.map(({ data, info }) => {
    const layer = { input: data, left, top: gap };
    left += info.width + gap;
    return layer;
  });
  return sharp({ create: { width, height: height + 2 * gap, channels: 3, background: '#c9d3da' } })
    .composite(layers)
    .png()
    .toBuffer();
}

/** Renews what the page "Use it in your own classes" shows: makes every format, builds a site that offers them, and photographs both. */
export async function classes(browser: Browser): Promise<void> {
  const copy = clone();
  const inCopy = (name: string): string => join(copy.folder, 'dist-publications', name);
  copy.command('build', '--silent');
  copy.command('publish', 'all', COURSE);
  const commands = [`handout ${COURSE} --lessons pods`, `epub ${COURSE}`];
  const session = commands.map(
    (words) => `$ npm run publish -- ${words}\n${copy.command('publish', ...words.split(' ')).trim()}\n`,
  );
  writeFileSync(join(sourcePaths.guide, 'publish.txt'), session.join('\n'));
  copy.command('build', '--silent');

  const site = await serve(join(copy.folder, 'dist'));
  const page = await browser.newPage({ viewport: { width: 1060, height: 760 }, ...SHARP });
  const open = async (path: string): Promise<void> => {
    await page.goto(`${site.origin}/${path}`);
    // What scripts make is in the picture as well.
    await page.mouse.move(1, 1);
    await page.waitForLoadState('networkidle');
  };
  await open(`courses/${COURSE}/`);
  const { x = 0, y = 0, width = 0, height = 0 } = (await page.locator('.take').boundingBox()) ?? {};
  const clip = { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  await save('take', await page.screenshot({ fullPage: true, clip }));
  await open('teach/');
  await page.locator('form').evaluate((form) => scrollTo(0, form.getBoundingClientRect().top + scrollY - 24));
  await save('plan', await page.screenshot());
  await page.close();
  site.close();

  const bytes = (name: string): Uint8Array => readFileSync(inCopy(name));
  await save('presenter', await presenter(browser, inCopy(`${COURSE}-teaching-slides-${LESSON}.html`)));
  await save('package', await inFrame(browser, bytes(`${COURSE}-scorm-1.2.zip`)));
  await save(
    'paper',
    await beside(
      await firstPage(browser, bytes(`${COURSE}-handout-${LESSON}.pdf`)),
      await onReader(browser, bytes(`${COURSE}.epub`)),
    ),
  );
  copy.remove();
}
