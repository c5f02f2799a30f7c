/**
 * `npm run build` (`--silent`, `--verbose`): builds the site into `dist/` (OUT_DIR names another folder). The site that is
 * there stays until the new one is complete. `--brand <id>` publishes one of several brands, of `provider/brands/`.
 */
import { parseArgs } from 'node:util';
import { build } from 'astro';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { stopOnContentError } from '../src/site/curriculum.ts';

process.env.BUILDING = '1';
// Astro writes some files later, when nobody waits for them.
process.on('unhandledRejection', stopOnContentError);

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...BRAND_OPTION,
      silent: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  chooseBrand(values.brand);
  try {
    await build({ logLevel: values.silent ? 'silent' : values.verbose ? 'debug' : 'info' });
  } catch (problem) {
    stopOnContentError(problem);
  }
});
// Whatever Astro still waits for, such as changes of files, is of no use to a build.
process.exit();
