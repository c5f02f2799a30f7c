/**
 * `npm run guard`: opens built lessons in a browser and says what of their attribution readers cannot see. The build looks
 * at the markup only; style sheets that hide it are found here.
 */

import type { AddressInfo } from 'node:net';
import { builtAddress } from '../src/assembly/addresses.ts';
import { invisibleAttribution } from '../src/checks/browser/attribution.ts';
import { ensureBrowser } from '../src/checks/browser/install.ts';
import { launchBrowser } from '../src/checks/browser/launch.ts';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { getCurriculum } from '../src/site/curriculum.ts';
import { siteServer } from '../src/site/server.ts';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = [360, 1440];

await runCommand(async () => {
  const missing = await ensureBrowser();
  if (missing !== undefined) throw new UserError(missing);
  const { identity, lessons } = getCurriculum();
  const { base } = builtAddress(identity);
  const server = siteServer(process.env.OUT_DIR || 'dist', base);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const browser = await launchBrowser();
  const problems = new Set<string>();
  try {
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
        for (const id of lessons.keys()) {
          await page.goto(`http://localhost:${(server.address() as AddressInfo).port}${base}lessons/${id}/`);
          for (const problem of await invisibleAttribution(page))
            problems.add(`lessons/${id}/ (${colorScheme}, ${width} px): ${problem}`);
        }
        await page.close();
      }
    }
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
  if (problems.size > 0) {
    throw new UserError(
      `Readers cannot see all of the attribution:\n  ${[...problems].join('\n  ')}\nWhy: the license lets everybody reuse a lesson as long as the credit is given; what nobody can see is not given.\nDo:  remove the rule that hides it; provider/theme.css may set custom properties only.`,
    );
  }
  console.log(`The attribution of ${lessons.size} lessons can be seen, on light and dark pages, narrow and wide.`);
});
