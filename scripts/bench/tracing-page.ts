import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { siteServer } from '../../src/site/server.ts';

type Row = Record<string, string | number>;

/** The lesson of the small curriculum in `test/fixtures/tracing`. */
const LESSON = 'lessons/whole-trace/';

/** What a lab on tracing loads after the click on its button, in kibibytes of brotli: until it is open, until a scenario has run, and until a file of each kind was edited. */
export async function measureTracingPage(dist: string): Promise<Row> {
  const server = siteServer(dist, '/');
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    await page.goto(`http://localhost:${port}/${LESSON}`);
    await page.evaluate(() => dispatchEvent(new Event('pointermove')));
    await page.waitForLoadState('networkidle');
    const asked = new Set<string>();
    page.context().on('request', (request) => {
      const { protocol, pathname } = new URL(request.url());
      if (protocol === 'http:') asked.add(pathname);
    });
    const weigh = (): string => {
      const files = [...asked].map((path) => readFileSync(join(dist, path.replace(/\/$/, '/index.html'))));
      return (files.reduce((sum, bytes) => sum + brotliCompressSync(bytes).length, 0) / 1024).toFixed(1);
    };
    const row: Row = { 'lab on tracing': LESSON };
    await page.locator('[data-tracing]').click();
    await page.locator('.practice-notice').waitFor({ state: 'hidden' });
    row['KB br until it is open'] = weigh();
    await page.locator('[data-scenario="checkout"]').click();
    await page.locator('.tracing-lines').waitFor();
    row['until a scenario has run'] = weigh();
    await page.getByRole('tab', { name: 'Files' }).click();
    for (const name of ['api.js', 'collector.yaml']) {
      await page.getByRole('button', { name }).click();
      // Colors come last.
      await page.locator('.cm-line span').first().waitFor();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
    }
    row['until files were edited'] = weigh();
    return row;
  } finally {
    await browser.close();
    server.close();
  }
}
