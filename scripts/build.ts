/**
 * `npm run build` (`--silent`, `--verbose`): builds the site into `dist/` (OUT_DIR names another folder). The site that is
 * there stays until the new one is complete. `--brand <id>` publishes one of several brands, of `provider/brands/`.
 */
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { BRAND_OPTION, chooseBrand } from '../src/cli/brand.ts';
import { cacheFolder } from '../src/cli/cache-folder.ts';
import { runCommand } from '../src/cli/command.ts';

process.env.BUILDING = '1';
// What Node has compiled of our modules and of packages is a third of a build in which little has changed.
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? resolve(join(cacheFolder(), 'compiled')));
const { stopOnContentError } = await import('../src/site/curriculum.ts');
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
    const { buildWithKept } = await import('../src/site/build/build-site.ts');
    if (await buildWithKept(say)) return;
    // Read by Node: Astro would have Vite read it, with all that it imports.
    const { nativeModules } = await import('../src/site/native-modules.ts');
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
