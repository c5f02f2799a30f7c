import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { launchBrowser } from '../../src/checks/browser/launch.ts';
import { siteServer } from '../../src/site/server.ts';
import { fileBytes } from './weight.ts';

/** Bytes (brotli) that a first search loads, from opening the dialog to shown results, measured in a real browser. */
export async function firstSearch(folder: string, base: string, word: string): Promise<number> {
  const server = siteServer(folder, base);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(origin + base);
    // What the first move brings is there for whoever searches, and no part of it.
    await page.mouse.move(1, 1);
    await page.locator('.search-button').hover();
    await page.waitForFunction(() => customElements.get('site-search') !== undefined);
    await page.waitForLoadState('networkidle');
    const loaded = new Set<string>();
    page.on('response', (response) => loaded.add(new URL(response.url()).pathname));
    await page.locator('.search-button').click();
    await page.locator('dialog.search input').fill(word);
    await page.locator('dialog.search .search-link').first().waitFor();
    await page.waitForLoadState('networkidle');
    return [...loaded]
      .map((path) => join(folder, path.slice(base.length)))
      .filter((path) => existsSync(path))
      .reduce((sum, path) => sum + fileBytes(path).brotli, 0);
  } finally {
    await browser.close();
    server.close();
  }
}
