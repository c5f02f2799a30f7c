import { installSystemPackages, succeeds } from '../programs/system-packages.ts';
import { findBrowser } from './launch.ts';

/**
 * Makes sure that there is a browser: one that is there already, else Playwright's own download, else Debian's package.
 * @returns nothing, or what a person has to do.
 */
export async function ensureBrowser(): Promise<string | undefined> {
  if (findBrowser()) return undefined;
  if (process.env.CHROME_PATH)
    return `CHROME_PATH is ${process.env.CHROME_PATH}, but there is no program there. Correct it or unset it.`;
  console.log('There is no Chromium or Chrome; trying to install one …');
  succeeds('node_modules/.bin/playwright-core', ['install', '--with-deps', '--only-shell', 'chromium']);
  if (findBrowser()) return undefined;
  installSystemPackages(['chromium']);
  if (findBrowser()) return undefined;
  return 'The browser tests need Chromium or Chrome, and none could be installed. Install one (Debian, Ubuntu: sudo apt-get install chromium), or set CHROME_PATH to its program, and run npm test again.';
}
