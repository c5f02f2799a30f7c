/**
 * `npm run build` (`--silent`, `--verbose`): builds the site into `dist/` (OUT_DIR names another folder). The site that is
 * there stays until the new one is complete. `--brand <id>` publishes one of several brands, of `provider/brands/`. `--date YYYY-MM-DD` is the day for
 * which the directory of providers says what they meet; that of the build unless it is given.
 */
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenDay } from '../src/assembly/directory/chosen-day.ts';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { cacheFolder } from '../src/cli/cache-folder.ts';
import { runCommand } from '../src/cli/command.ts';

process.env.BUILDING = '1';
// A site is for its readers, whatever a shell is set up for: bundles for developers name modules that only their server knows.
process.env.NODE_ENV = 'production';
// What Node has compiled of our modules and of packages is a third of a build in which little has changed.
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? resolve(join(cacheFolder(), 'compiled')));
const { stopOnContentError } = await import('../src/site/curriculum.ts');
// What nobody waits for is told as well.
process.on('unhandledRejection', stopOnContentError);

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      ...BRAND_OPTION,
      date: { type: 'string' },
      silent: { type: 'boolean', default: false },
      verbose: { type: 'boolean', default: false },
    },
  });
  chooseBrand(values.brand);
  const date = chosenDay(values.date);
  if (date !== undefined) process.env.DIRECTORY_DATE = date;
  try {
    const { silent, verbose: isVerbose } = values;
    const { buildSite } = await import('../src/site/build/build-site.ts');
    await buildSite({
      info: (line) => silent || console.log(line),
      warn: (line) => silent || console.warn(line),
      isVerbose,
    });
  } catch (problem) {
    stopOnContentError(problem);
  }
});
// Whatever somebody still waits for is of no use to a build.
process.exit();
