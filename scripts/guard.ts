/**
 * `npm run guard`: opens built lessons in a browser and says what of their attribution readers cannot see. The build looks
 * at the markup only, in a fork also at some pages in a browser; style sheets that hide it are found here. `--brand <id>`
 * says that the site of one of several brands was built.
 */

import { parseArgs } from 'node:util';
import { ensureBrowser } from '../src/checks/browser/install.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { UserError } from '../src/cli/user-error.ts';
import { invisibleReport, lookAtAttribution } from '../src/site/browser-guard.ts';
import { getCurriculum } from '../src/site/curriculum.ts';

await runCommand(async () => {
  chooseBrand(parseArgs({ options: BRAND_OPTION }).values.brand);
  const missing = await ensureBrowser();
  if (missing !== undefined) throw new UserError(missing);
  const { lessons } = getCurriculum();
  const { sampled, problems } = await lookAtAttribution(process.env.OUT_DIR || 'dist', true);
  if (problems.length > 0) throw new UserError(invisibleReport(problems));
  console.log(
    `The attribution of ${lessons.size} lessons can be seen; ${sampled} of them, one of each kind, were looked at on light and dark pages, from 320 to 2,560 px, and in print.`,
  );
});
