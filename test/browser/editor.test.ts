import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../src/checks/browser/launch.ts';

/** A page with nothing but the editor; it notes what was saved and closed. */
const ENTRY = `import { openEditor } from ${JSON.stringify(resolve('src/site/client/practice/editor.ts'))};
const words = { clusterSave: 'Save', clusterEditorClose: 'Close', clusterEditorVi: 'vi keys', clusterEditorLabel: 'Text of {name}',
  clusterEditorFindings: 'Findings', clusterEditorLine: 'Line {line}', clusterEditorUnsaved: 'Not saved', clusterEditorDiscard: 'Discard', clusterEditorStay: 'Stay' };
window.notes = [];
openEditor(document.querySelector('main'), { path: '/home/user/work/a.yaml', name: 'a.yaml', text: 'kind: Pod\\nspec:\\n  wrong: 1\\n', words,
  findings: async (text) => text.includes('wrong') ? [{ line: 3, message: 'There is no field wrong.' }] : [],
  onSave: (text) => window.notes.push(text), onClose: () => window.notes.push('closed') }).focus();`;

/** What the site allows its pages. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'";

describe('the editor of files', () => {
  const folder = mkdtempSync(join(resolve('node_modules'), '.editor-'));
  let server: Server;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const notes = (): Promise<string[]> => page.evaluate(() => (window as unknown as { notes: string[] }).notes);

  beforeAll(async () => {
    writeFileSync(join(folder, 'entry.js'), ENTRY);
    const built = await build({
      configFile: false,
      logLevel: 'silent',
      build: {
        write: false,
        modulePreload: false,
        rolldownOptions: { input: join(folder, 'entry.js'), output: { entryFileNames: 'entry.js' } },
      },
    });
    const files = new Map(
      [built]
        .flat()
        .flatMap((one) => ('output' in one ? one.output : []))
        .map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : file.source]),
    );
    server = createServer((request, response) => {
      const file = files.get(request.url ?? '');
      response.setHeader('content-security-policy', POLICY);
      response.setHeader('content-type', file === undefined ? 'text/html' : 'text/javascript');
      response.end(
        file ??
          '<!doctype html><title>Editor</title><link rel="icon" href="data:,"><main></main><script type="module" src="/entry.js"></script>',
      );
    }).listen(0);
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.locator('.cm-content').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test('writes two spaces for Tab, saves with Ctrl and S, and lets go with Escape and Tab', async () => {
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Tab');
    await page.keyboard.type('more: 2');
    await page.keyboard.press('Control+s');
    expect(await notes()).toEqual(['kind: Pod\nspec:\n  wrong: 1\n  more: 2\n']);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Close');
  });

  test('names what is wrong beside the text, and goes to its line', async () => {
    await page.getByRole('button', { name: 'Line 3' }).click();
    await page.keyboard.press('Control+Shift+End');
    await page.keyboard.press('Delete');
    await page.getByRole('button', { name: 'Line 3' }).waitFor({ state: 'hidden' });
  });

  test('asks before it throws away what is not saved', async () => {
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(await notes()).toHaveLength(1);
  });

  test('knows the keys of vi', async () => {
    await page.getByLabel('vi keys').check();
    await page.locator('.cm-vim-panel').waitFor();
    await page.locator('.cm-content').focus();
    await page.keyboard.type('ggdd:wq');
    await page.keyboard.press('Enter');
    expect((await notes()).slice(1)).toEqual(['spec:\n', 'closed']);
  });

  test('breaks no rule of the site', () => {
    expect(problems).toEqual([]);
  });
});
