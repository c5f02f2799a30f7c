import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { siteServer } from '../../src/site/server.ts';

type Row = Record<string, string | number>;

/** The first lesson of a built site that has a lab on monitoring; undefined if none has. */
function lessonIn(dist: string): string | undefined {
  const lessons = join(dist, 'lessons');
  if (!existsSync(lessons)) return undefined;
  return readdirSync(lessons).find((name) => existsSync(join(lessons, name, 'monitoring.json')));
}

/** Kibibytes (brotli) that a lab on monitoring loads after the click on its button: until it can be used, and with the editor of queries and a graph; undefined if the site has none. */
export async function measureMonitoringPage(dist: string, base: string): Promise<Row | undefined> {
  const lesson = lessonIn(dist);
  if (lesson === undefined) return undefined;
  const server = siteServer(dist, base);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    await page.goto(`http://localhost:${port}${base}lessons/${lesson}/`);
    await page.evaluate(() => dispatchEvent(new Event('pointermove')));
    await page.waitForLoadState('networkidle');
    const asked = new Set<string>();
    page.context().on('request', (request) => {
      const { protocol, pathname } = new URL(request.url());
      if (protocol === 'http:') asked.add(pathname);
    });
    const weight = (): string => {
      const bytes = [...asked].map((path) => readFileSync(join(dist, path.slice(base.length))));
      return (bytes.reduce((sum, one) => sum + brotliCompressSync(one).length, 0) / 1024).toFixed(1);
    };
    await page.locator('[data-monitoring]').click();
    await page.locator('.practice').waitFor();
    await page.locator('.practice-notice').waitFor({ state: 'hidden' });
    await page.waitForLoadState('networkidle');
    const ready = weight();
    const line = page.locator('.monitoring-line').getByRole('textbox');
    await line.fill('up');
    await page.locator('.monitoring-line .cm-content').waitFor();
    await line.press('Escape');
    await line.press('Enter');
    await page.getByRole('button', { name: 'Graph', exact: true }).click();
    await page.locator('.monitoring-canvas canvas').waitFor();
    return {
      'monitoring lab': lesson,
      'KB br until it can be used': ready,
      'with editor and graph': weight(),
      files: asked.size,
    };
  } finally {
    await browser.close();
    server.close();
  }
}
