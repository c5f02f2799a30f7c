/**
 * `npm run screenshots [-- rebrand classes]`: renews the pictures and the terminal sessions of the pages "Rebrand this course"
 * and "Use it in your own classes", of both unless one is named. Clones the repository, does what the page says, and photographs
 * the result, so that what is shown has really happened.
 */
import { launchBrowser } from '../src/checks/browser/launch.ts';
import { runCommand } from '../src/cli/command.ts';
import { oneOf } from '../src/publications/select.ts';
import { classes } from './screenshots/classes.ts';
import { rebrand } from './screenshots/rebrand.ts';

const PAGES = { rebrand, classes };

await runCommand(async () => {
  const names = process.argv.slice(2).map((name) => oneOf(name, 'page', Object.keys(PAGES)));
  const browser = await launchBrowser();
  try {
    for (const [name, photograph] of Object.entries(PAGES))
      if (names.length === 0 || names.includes(name)) await photograph(browser);
  } finally {
    await browser.close();
  }
});
