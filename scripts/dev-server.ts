/**
 * The process of `npm run dev`, which begins it: Astro's server for whoever writes. Node loads our own code, as in a build, which takes a
 * third of the time that Vite takes for it; when some of it changes, whoever began this process is asked to begin another one.
 */
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { cacheFolder } from '../src/cli/cache-folder.ts';
import type { DevServerOptions } from '../src/site/dev-server-options.ts';

process.env.AUTHORING = '1';
enableCompileCache(process.env.NODE_COMPILE_CACHE ?? resolve(join(cacheFolder(), 'compiled')));
// Whoever asked for it has ended.
process.on('disconnect', () => process.exit());

const { port, host, open } = JSON.parse(process.argv[2] ?? '{}') as DevServerOptions;
const [{ dev }, { default: config }, { nativeModules }, { startAgain }] = await Promise.all([
  import('astro'),
  import('../astro.config.ts'),
  import('../src/site/native-modules.ts'),
  import('../src/site/start-again.ts'),
]);
await dev({
  ...config,
  configFile: false,
  server: { open, ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) },
  vite: { ...config.vite, plugins: [nativeModules(), startAgain(), ...(config.vite?.plugins ?? [])] },
});
