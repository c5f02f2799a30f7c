/**
 * `npm run build` (`--silent`, `--verbose`): builds the site into `dist/` (OUT_DIR names another folder). The site that is
 * there stays until the new one is complete. `--brand <id>` publishes one of several brands, of `provider/brands/`.
 */
import { parseArgs } from 'node:util';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { runCommand } from '../src/cli/command.ts';
import { buildWithKept } from '../src/site/build/build-site.ts';
import { stopOnContentError } from '../src/site/curriculum.ts';
import { nativeModules } from '../src/site/native-modules.ts';

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
    const quiet = values.silent;
    const say = { info: (line: string) => quiet || console.log(line), warn: (line: string) => console.warn(line) };
    if (await buildWithKept(say)) return;
    // Read by Node: Astro would have Vite read it, with all that it imports.
    const [{ build }, { default: config }] = await Promise.all([import('astro'), import('../astro.config.ts')]);
    await build({
      ...config,
      configFile: false,
      logLevel: quiet ? 'silent' : values.verbose ? 'debug' : 'info',
      vite: { ...config.vite, plugins: [nativeModules(), ...(config.vite?.plugins ?? [])] },
    });
  } catch (problem) {
    stopOnContentError(problem);
  }
});
// Whatever Astro still waits for, such as changes of files, is of no use to a build.
process.exit();
